"""svcenv without -f, against the cluster that kubectl is set up for: pods, workloads, contexts, namespaces."""

import os
import tempfile
import unittest

import support
from support import create, environments, kubectl, svcenv

NAMESPACE = "live"

OBJECTS = """
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: live}
spec: {ports: [{name: tcp, port: 6379}]}
---
apiVersion: v1
kind: Secret
metadata: {name: redis, namespace: live}
stringData: {password: s3cret}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: live}
data: {LEVEL: info}
"""

WORKLOAD = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: live}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - name: app
        image: registry.example/web:1
        command: [/bin/sh, -c, "/bin/sleep infinity; :", "$(REDIS_URL)"]
        envFrom: [{configMapRef: {name: settings}}]
        env:
        - {name: REDIS_PASSWORD, valueFrom: {secretKeyRef: {name: redis, key: password}}}
        - {name: REDIS_URL, value: "redis://:$(REDIS_PASSWORD)@$(REDIS_SERVICE_HOST):$(REDIS_SERVICE_PORT_TCP)"}
        - {name: NODE, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}
        - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
        - {name: SOURCE, valueFrom: {fieldRef: {fieldPath: "metadata.annotations['kubernetes.io/config.source']"}}}
        - {name: CPUS, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
"""

PODS_SEEN = """
apiVersion: v1
kind: Pod
metadata: {name: seen, namespace: live, annotations: {kubernetes.io/config.source: mine, kubernetes.io/config.seen: never}}
spec:
  terminationGracePeriodSeconds: 0
  containers:
  - name: app
    image: registry.example/web:1
    env:
    - {name: SOURCE, valueFrom: {fieldRef: {fieldPath: "metadata.annotations['kubernetes.io/config.source']"}}}
    - {name: SEEN, valueFrom: {fieldRef: {fieldPath: "metadata.annotations['kubernetes.io/config.seen']"}}}
"""


def setUpModule():
    support.create_namespace(NAMESPACE)
    create(OBJECTS)
    support.let_kubelet_see_services()
    create(WORKLOAD)
    kubectl("rollout", "status", "deployment/web", "-n", NAMESPACE, "--timeout=%ds" % support.PATIENCE_S)


def tearDownModule():
    support.delete_namespace(NAMESPACE)


def pod_name():
    return kubectl("get", "pods", "-n", NAMESPACE, "-l", "app=web", "-o", "jsonpath={.items[0].metadata.name}")


class LiveTest(unittest.TestCase):
    maxDiff = None

    def test_pod_has_what_the_kubelet_gave_and_the_process_got(self):
        pod = pod_name()
        journal = support.Journal()
        created = journal.of(NAMESPACE, pod, "app")
        ours = environments("pod/" + pod, "-n", NAMESPACE)["app"]
        self.assertEqual(support.variables(ours["env"]), support.variables(created["env"]))
        self.assertEqual((ours["command"], ours["args"]), (created["command"], []))
        env, argv = journal.process(created)
        self.assertEqual(sorted(env), sorted(b"%s=%s" % (n.encode(), v) for n, v in support.variables(ours["env"]).items()))
        self.assertEqual(argv, [word.encode() for word in ours["command"]])

    def test_only_the_kubelet_knows_when_it_saw_a_pod(self):
        create(PODS_SEEN)
        support.wait_for("condition=Ready", "pod/seen", "-n", NAMESPACE)
        variables = support.variables(support.Journal().of(NAMESPACE, "seen", "app")["env"])
        self.assertRegex(variables["SEEN"], rb"^\d{4}-\d\d-\d\dT")
        self.assertEqual(variables["SOURCE"], b"api")
        ours = {v["name"]: v for v in environments("pod/seen", "-n", NAMESPACE)["app"]["env"]}
        self.assertIn("unknown", ours["SEEN"])
        self.assertEqual(ours["SOURCE"]["value"], "api")

    def test_secrets_are_masked_unless_asked_for(self):
        result = svcenv("env", "deploy/web", "-n", NAMESPACE, "-o", "table")
        self.assertNotIn("s3cret", result.out + result.err)
        self.assertIn("******", result.out)
        refused = svcenv("env", "deploy/web", "-n", NAMESPACE)
        self.assertEqual((refused.status, refused.out), (2, ""))

    def test_namespace_is_that_of_the_context(self):
        with tempfile.TemporaryDirectory() as directory:
            config = os.path.join(directory, "config")
            with open(config, "w", encoding="utf-8") as file:
                file.write(kubectl("config", "view", "--raw", "--flatten"))
            change = ("config", "--kubeconfig", config, "set-context")
            kubectl(*change, "shop", "--cluster=e2e", "--user=admin", "--namespace=" + NAMESPACE)
            kubectl(*change, "nowhere", "--cluster=e2e", "--user=admin", "--namespace=nowhere")
            shown = svcenv("services", "--kubeconfig", config, "--context", "shop")
            self.assertIn("REDIS_SERVICE_PORT=6379", shown.out)
            absent = svcenv("env", "deploy/web", "--kubeconfig", config, "--context", "nowhere")
            self.assertEqual((absent.status, absent.out), (2, ""))
            self.assertIn("deployment/web not found in the namespace of kubectl's context", absent.err)

    def test_api_server_takes_the_examples(self):
        shapes = os.path.join(os.path.dirname(__file__), "../../../examples/shapes")
        kubectl("create", "--dry-run=server", "-n", NAMESPACE, "-f", shapes)

    def test_as_a_plugin_of_kubectl(self):
        with tempfile.TemporaryDirectory() as directory:
            os.symlink(support.SVCENV, os.path.join(directory, "kubectl-svcenv"))
            path = {"PATH": directory + ":" + os.environ["PATH"]}
            result = support.run("kubectl", "svcenv", "services", "redis", "-n", NAMESPACE, env=path)
            self.assertEqual(result.status, 0, result.err)
            self.assertIn("REDIS_SERVICE_PORT_TCP=6379", result.out)


if __name__ == "__main__":
    unittest.main()
