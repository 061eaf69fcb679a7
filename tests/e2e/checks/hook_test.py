"""examples/go-webhook as a mutating webhook of the cluster: what the kubelet then gives to containers."""

import base64
import json
import os
import signal
import ssl
import subprocess
import tempfile
import unittest
import urllib.request

import support
from support import create, kubectl

NAMESPACE = "hooked"
ADDRESS = "127.0.0.1:9443"

POLICY = """
links: minimal
warn: [reference-unresolved]
deny: [env-too-large]
limits: {environment: 16Ki}
exempt: {namespaces: [kube-system]}
"""

OBJECTS = """
apiVersion: v1
kind: Service
metadata: {name: redis-primary, namespace: hooked}
spec: {ports: [{port: 6379}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: hooked}
spec: {ports: [{name: http, port: 80}, {name: dns, port: 53, protocol: UDP}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: hooked}
data: {MODE: fast}
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: go-webhook}
webhooks:
- name: links.svcenv.io
  clientConfig: {url: "https://%s/mutate", caBundle: %s}
  rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods], scope: Namespaced}]
  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: hooked}}
  failurePolicy: Ignore
  reinvocationPolicy: IfNeeded
  timeoutSeconds: 30
  sideEffects: None
  admissionReviewVersions: [v1]
"""


def pki(name):
    return os.path.join(support.RUN, "pki", name)


class Hook:
    """The program, while it runs."""

    def __init__(self, policy):
        log = open(os.path.join(support.RUN, "log", "go-webhook.log"), "ab")
        with log:
            self.process = subprocess.Popen(
                [os.environ["SVCENV_HOOK"], "-listen", ADDRESS, "-cert", pki("server.crt"), "-key", pki("server.key"),
                 "-policy", policy, "-kubeconfig", os.environ["KUBECONFIG"], "-configmaps"], stdout=log, stderr=log)
        support.until("the hook is ready", self.ready)

    def ready(self):
        if self.process.poll() is not None:
            raise AssertionError("the hook ended with status %d" % self.process.returncode)
        context = ssl.create_default_context(cafile=pki("ca.crt"))
        try:
            with urllib.request.urlopen("https://%s/readyz" % ADDRESS, context=context) as response:
                return response.status == 200
        except OSError:
            return False

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=support.PATIENCE_S)


def pod(name, container=None, metadata=None):
    """A pod of one container; fields of it in JSON."""
    spec = {"name": "app", "image": "registry.example/app:1", "command": ["/bin/sh", "-c", "/bin/sleep infinity; :"]}
    spec.update(container or {})
    return json.dumps({"apiVersion": "v1", "kind": "Pod", "metadata": dict(metadata or {}, name=name, namespace=NAMESPACE),
                       "spec": {"terminationGracePeriodSeconds": 0, "containers": [spec]}})


def try_create(*arguments, **fields):
    return support.run("kubectl", "create", "-f", "-", stdin=pod(*arguments, **fields))


class HookTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(directory.cleanup)
        cls.policy = os.path.join(directory.name, "policy.yaml")
        with open(cls.policy, "w", encoding="utf-8") as file:
            file.write(POLICY)
        cls.hook = Hook(cls.policy)
        cls.addClassCleanup(lambda: cls.hook.end())
        support.create_namespace(NAMESPACE)
        with open(pki("ca.crt"), "rb") as authority:
            create(OBJECTS % (ADDRESS, base64.b64encode(authority.read()).decode()))
        cls.addClassCleanup(support.delete_namespace, NAMESPACE)
        cls.addClassCleanup(kubectl, "delete", "mutatingwebhookconfiguration", "go-webhook")
        support.let_kubelet_see_services()
        support.until("the hook is called, and knows the objects", cls.is_called)

    @classmethod
    def is_called(cls):
        """Without one of the services their variables would not be added, and without the ConfigMap links would stay on."""
        wanted = ["REDIS_PRIMARY_SERVICE_HOST", "WEB_SERVICE_HOST"]
        container = {"args": ["$(%s)" % name for name in wanted], "envFrom": [{"configMapRef": {"name": "settings"}}]}
        result = support.run("kubectl", "create", "--dry-run=server", "-o", "json", "-f", "-", stdin=pod("probe", container))
        if result.status != 0:
            return False
        spec = json.loads(result.out)["spec"]
        added = {v["name"] for v in spec["containers"][0].get("env", [])}
        return not spec.get("enableServiceLinks", True) and added >= set(wanted)

    def created(self, name):
        """The variables and args that the kubelet gives to the pod's container."""
        support.wait_for("condition=Ready", "pod/" + name, "-n", NAMESPACE)
        entry = support.Journal().of(NAMESPACE, name, "app")
        return {n: v.decode() for n, v in support.variables(entry["env"]).items()}, entry["args"]

    def services_of(self, variables):
        return sorted({name.split("_SERVICE_")[0] for name in variables if "_SERVICE_" in name})

    def test_links_that_are_used_stay(self):
        container = {"args": ["$(REDIS_PRIMARY_SERVICE_HOST):$(REDIS_PRIMARY_SERVICE_PORT)"],
                     "envFrom": [{"configMapRef": {"name": "settings"}}],
                     "env": [{"name": "URL", "value": "redis://$(REDIS_PRIMARY_SERVICE_HOST)"}]}
        create(pod("minimal", container))
        variables, args = self.created("minimal")
        host = kubectl("get", "service", "redis-primary", "-n", NAMESPACE, "-o", "jsonpath={.spec.clusterIP}")
        own = {name: value for name, value in variables.items() if not name.startswith("KUBERNETES_")}
        self.assertEqual(own, {"REDIS_PRIMARY_SERVICE_HOST": host, "REDIS_PRIMARY_SERVICE_PORT": "6379", "MODE": "fast",
                               "URL": "redis://" + host})
        self.assertEqual(args, [host + ":6379"])

    def test_annotation_keeps_a_service(self):
        create(pod("annotated", metadata={"annotations": {"svcenv.io/links": "web"}}))
        variables, _ = self.created("annotated")
        self.assertEqual(self.services_of(variables), ["KUBERNETES", "WEB"])
        self.assertEqual(variables["WEB_PORT_53_UDP_PROTO"], "udp")

    def test_warnings_are_shown_by_kubectl(self):
        result = try_create("warned", {"args": ["$(NOSUCH)"]})
        self.assertEqual(result.status, 0)
        self.assertIn("Warning: svcenv: reference-unresolved: container app: $(NOSUCH) is not expanded", result.err)
        result = try_create("kept", {"args": ["$(WEB_SERVICE_HOST)"], "envFrom": [{"secretRef": {"name": "later", "optional": True}}]})
        self.assertIn("Warning: svcenv: service links stay on: container app: envFrom may define WEB_SERVICE_HOST", result.err)
        self.assertEqual(self.services_of(self.created("kept")[0]), ["KUBERNETES", "REDIS_PRIMARY", "WEB"])

    def test_denial(self):
        result = try_create("large", {"env": [{"name": "BIG", "value": "x" * 17000}]})
        self.assertEqual(result.status, 1)
        self.assertIn('admission webhook "links.svcenv.io" denied the request: svcenv: env-too-large: container app', result.err)
        self.assertIn("NotFound", support.run("kubectl", "get", "pod", "large", "-n", NAMESPACE).err)

    def test_pods_of_a_deployment(self):
        kubectl("create", "deployment", "d", "-n", NAMESPACE, "--image=registry.example/d:1", "--", "/bin/sh", "-c",
                "/bin/sleep infinity; : $(WEB_PORT)")
        kubectl("rollout", "status", "deployment/d", "-n", NAMESPACE, "--timeout=%ds" % support.PATIENCE_S)
        made = support.get("pods", "-n", NAMESPACE, "-l", "app=d")["items"][0]["spec"]
        self.assertFalse(made["enableServiceLinks"])
        self.assertEqual([v["name"] for v in made["containers"][0]["env"]], ["WEB_PORT"])

    def test_without_the_hook_pods_are_created_as_they_are(self):
        self.assertEqual(self.hook.end(), 0)
        create(pod("alone", {"args": ["$(WEB_SERVICE_HOST)"]}))
        self.assertEqual(self.services_of(self.created("alone")[0]), ["KUBERNETES", "REDIS_PRIMARY", "WEB"])
        type(self).hook = Hook(self.policy)
        support.until("the hook is called, and knows the objects", self.is_called)
        create(pod("again", {"args": ["$(WEB_SERVICE_HOST)"]}))
        self.assertEqual(self.services_of(self.created("again")[0]), ["KUBERNETES", "WEB"])


if __name__ == "__main__":
    unittest.main()
