"""deploy/ in a real cluster: tests/deploy/cluster runs this."""

import base64
import json
import os
import pathlib
import tempfile
import time
import unittest

import installation
import rendered
import support
import tools
from installation import NAMESPACE, Load
from support import kubectl, until

RESTARTS, REVIEWS = int(os.environ["SVCENV_RESTARTS"]), int(os.environ["SVCENV_REVIEWS"])
SERVICES = 7_000
OVERLAY = rendered.KUSTOMIZE / "overlays/own-certificates"


def setUpModule():
    installation.ApiServerAddress()


def pod(name, namespace, metadata=None, **container):
    fields = {"name": "app", "image": "registry.example/app:1", "command": ["/bin/sh", "-c", "/bin/sleep infinity; :"], **container}
    return json.dumps({"apiVersion": "v1", "kind": "Pod", "metadata": {**(metadata or {}), "name": name, "namespace": namespace},
                       "spec": {"terminationGracePeriodSeconds": 0, "containers": [fields]}})


def run_certificate(name, *more):
    """Runs the CronJob's job now, with more arguments."""
    job = json.loads(kubectl("create", "job", name, "-n", NAMESPACE, "--from=cronjob/svcenv-webhook-certificate", "--dry-run=client", "-o", "json"))
    job["spec"]["template"]["spec"]["containers"][0]["args"] += more
    kubectl("apply", "-f", "-", stdin=json.dumps(job))
    support.wait_for("condition=Complete", f"job/{name}", "-n", NAMESPACE)


def set_policy(text):
    kubectl("patch", "configmap", "svcenv-webhook-policy", "-n", NAMESPACE, "--type=merge", "-p", json.dumps({"data": {"policy.yaml": text}}))


def leftovers():
    """Returns the objects of the server that are in the cluster."""
    kinds = ("namespaces,clusterroles,clusterrolebindings,mutatingwebhookconfigurations,validatingwebhookconfigurations,deployments,jobs,"
             "cronjobs,secrets,configmaps,services,serviceaccounts,roles,rolebindings,networkpolicies,poddisruptionbudgets,"
             "horizontalpodautoscalers,pods")
    return kubectl("get", kinds, "-A", "-l", "app.kubernetes.io/part-of=svcenv", "-o", "name").split()


class Kustomize(unittest.TestCase):
    """One installation; the tests run in the order of their names."""

    @classmethod
    def setUpClass(cls):
        cls.manifests = installation.adapt(rendered.kustomize(OVERLAY))
        cls.applied = support.run("kubectl", "apply", "-f", "-", stdin=cls.manifests)
        installation.roll_out()

    @classmethod
    def tearDownClass(cls):
        kubectl("delete", "mutatingwebhookconfigurations,validatingwebhookconfigurations", "-l", "app.kubernetes.io/name=svcenv-webhook")
        kubectl("delete", "-f", "-", "--ignore-not-found", stdin=cls.manifests)
        assert not leftovers(), leftovers()

    def changed_by_webhook(self, namespace):
        """Whether a new pod's links are off."""
        result = support.run("kubectl", "create", "--dry-run=server", "-o", "json", "-f", "-", stdin=pod("probe", namespace))
        return result.status == 0 and json.loads(result.out)["spec"]["enableServiceLinks"] is False

    def enforce(self):
        # In the namespace `barrier`, pods show which services the kubelet knows.
        set_policy("links: minimal\nexempt: {namespaces: [barrier]}\n")
        until("the policy is enforced", lambda: all(self.changed_by_webhook("default") for _ in range(20)))

    def test_1_installed_without_warnings(self):
        self.assertEqual((self.applied.status, self.applied.err), (0, ""), "pod security level restricted warns")
        self.assertEqual(len(installation.servers()), 2)
        for bundle in installation.bundles():
            self.assertIn("BEGIN CERTIFICATE", bundle)
        for made in installation.servers():
            self.assertFalse(made["spec"]["enableServiceLinks"])

    def test_2_applied_again_nothing_is_lost(self):
        before = installation.bundles(), support.get("secret", "svcenv-webhook-tls", "-n", NAMESPACE)["data"]
        kubectl("apply", "-f", "-", stdin=self.manifests)
        self.assertEqual(before, (installation.bundles(), support.get("secret", "svcenv-webhook-tls", "-n", NAMESPACE)["data"]))

    def test_3_audit_changes_nothing(self):
        before = installation.reviewed()
        self.assertFalse(self.changed_by_webhook("default"))
        self.assertGreater(installation.reviewed(), before)

    def test_4_warnings_for_templates(self):
        set_policy("mode: warn\nlinks: minimal\nwarn: [reference-unresolved]\n")
        deployment = ["create", "deployment", "d", "--image=i", "--dry-run=client", "-o", "json", "--", "/bin/app", "$(NOSUCH)"]
        text = kubectl(*deployment)

        def warned():
            return "$(NOSUCH) is not expanded" in support.run("kubectl", "create", "--dry-run=server", "-f", "-", stdin=text).err

        until("kubectl shows the warning", warned)

    def test_4_ephemeral_containers_of_controllers_pods(self):
        """Pods and ReplicaSets that a controller makes are not sent to the webhook for warnings; `kubectl debug` is."""
        def warnings_webhook(operation):
            counted = installation.counters("apiserver_admission_webhook_request_total")
            return sum(n for labels, n in counted.items() if "warnings.svcenv.io" in labels and operation in labels)

        kubectl("create", "namespace", "debug")
        before = warnings_webhook("CREATE")
        kubectl("create", "deployment", "d", "-n", "debug", "--image=registry.example/d:1", "--", "/bin/sleep", "infinity")
        kubectl("rollout", "status", "deployment/d", "-n", "debug", f"--timeout={support.PATIENCE_S}s")
        self.assertEqual(warnings_webhook("CREATE") - before, 1, "only the Deployment, which a person made")
        before = warnings_webhook("UPDATE")
        made = support.get("pods", "-n", "debug")["items"][0]["metadata"]["name"]
        kubectl("debug", made, "-n", "debug", "--image=registry.example/shell:1", "--profile=general", "--", "/bin/sleep", "1")
        self.assertEqual(warnings_webhook("UPDATE") - before, 1)
        kubectl("delete", "namespace", "debug", "--wait=false")

    def test_5_many_services(self):
        self.enforce()
        support.create_namespace("many")

        def create(api, i):
            status, answer = api.post("/api/v1/namespaces/many/services",
                                      {"metadata": {"name": f"service-number-{i}"}, "spec": {"ports": [{"port": 80}]}})
            self.assertEqual(status, 201, answer)

        installation.in_parallel(SERVICES, create)
        support.let_kubelet_see_services()
        # The server's list has the services, too, once it resolves the last one.
        wanted = pod("minimal", "many", args=[f"$(SERVICE_NUMBER_{SERVICES - 1}_SERVICE_HOST)"])

        def knows_services():
            shown = json.loads(kubectl("create", "--dry-run=server", "-o", "json", "-f", "-", stdin=wanted))
            return [variable["name"] for variable in shown["spec"]["containers"][0].get("env", [])]

        until("the servers know the services", knows_services)
        kubectl("create", "-f", "-", stdin=wanted)
        kubectl("create", "-f", "-", stdin=pod("all", "many", {"annotations": {"svcenv.io/links": "all"}}))
        support.wait_for("condition=Ready", "pod/minimal", "-n", "many")

        def message():
            states = support.get("pod", "all", "-n", "many")["status"].get("containerStatuses", [{}])
            state = states[0].get("state", {})
            return (state.get("waiting") or state.get("terminated") or {}).get("message", "")

        self.assertIn("argument list too long", until("a pod with all links fails", message))
        kubectl("delete", "namespace", "many", "--wait=false")

    def test_6_rolling_restarts(self):
        self.enforce()
        with Load() as load:
            for _ in range(RESTARTS):
                kubectl("rollout", "restart", "deployment/svcenv-webhook", "-n", NAMESPACE)
                installation.roll_out()
            until("enough reviews", lambda: installation.reviewed() - load.answered >= REVIEWS)
        print(f"{RESTARTS} restarts: {load.failed:.0f} of {load.failed + load.answered:.0f} reviews failed")
        self.assertEqual((load.failed, load.refused), (0, []))

    def test_7_certificate_and_authority_replaced(self):
        self.enforce()
        old = installation.bundles()[0]
        with Load() as load:
            run_certificate("replace-1", "--replace-ca")
            both = installation.bundles()
            self.assertTrue(all(old in bundle and bundle != old for bundle in both), "old and new authority together")
            run_certificate("replace-2")
            made = support.get("secret", "svcenv-webhook-tls", "-n", NAMESPACE)["data"]["tls.crt"]
            addresses = [server["status"]["podIP"] for server in installation.servers()]
            subject = support.run("openssl", "x509", "-noout", "-issuer", stdin=base64.b64decode(made).decode()).out
            issuer = subject.split("issuer=")[1].strip()
            until("servers use the new certificate", lambda: all(installation.served_issuer(a) == issuer for a in addresses))
            time.sleep(3)
        print(f"authority replaced: {load.failed:.0f} of {load.failed + load.answered:.0f} reviews failed")
        self.assertEqual((load.failed, load.refused), (0, []))

    def test_8_all_replicas_gone(self):
        self.enforce()
        names = [server["metadata"]["name"] for server in installation.servers()]
        kubectl("delete", "pod", "-n", NAMESPACE, "--grace-period=0", "--force", *names)
        for namespace in ("default", "kube-system"):
            kubectl("create", "-f", "-", stdin=pod("unaided", namespace))
            support.wait_for("condition=Ready", "pod/unaided", "-n", namespace)
            kubectl("delete", "pod", "unaided", "-n", namespace)
        installation.roll_out()
        until("the new servers answer", lambda: self.changed_by_webhook("default"))

    def test_9_two_runs_at_once(self):
        for i in range(2):
            kubectl("create", "job", f"again-{i}", "-n", NAMESPACE, "--from=cronjob/svcenv-webhook-certificate")
        for i in range(2):
            support.wait_for("condition=Complete", f"job/again-{i}", "-n", NAMESPACE)


class Helm(unittest.TestCase):
    def test_install_upgrade_uninstall(self):
        with tempfile.TemporaryDirectory() as folder:
            adapt = pathlib.Path(folder, "adapt")
            adapt.write_text("#!/bin/sh\nexec python3 -c 'import sys, installation; print(installation.adapt(sys.stdin.read()))'\n")
            adapt.chmod(0o755)
            flags = [str(rendered.CHART), "-n", NAMESPACE, "--post-renderer", str(adapt), "--wait", "--timeout=10m"]
            helm = tools.go_tool(tools.HELM)
            kubectl("create", "namespace", NAMESPACE)
            tools.run(helm, "install", "svcenv-webhook", *flags)
            before = installation.bundles()
            self.assertTrue(all(before))
            # Another version of the chart.
            tools.run(helm, "upgrade", "svcenv-webhook", *flags, "--set", "drainSeconds=2", "--set", "policy.mode=warn")
            self.assertEqual(installation.bundles(), before)
            tools.run(helm, "uninstall", "svcenv-webhook", "-n", NAMESPACE, "--wait")
            kubectl("delete", "namespace", NAMESPACE)
        self.assertEqual(leftovers(), [])


class Refused(unittest.TestCase):
    def test_dry_run_of_the_server(self):
        """The real API server accepts everything, and warns of nothing."""
        kubectl("create", "namespace", NAMESPACE)
        kubectl("label", "namespace", NAMESPACE, *(f"pod-security.kubernetes.io/{mode}=restricted" for mode in ("enforce", "warn")))
        for overlay, mode in rendered.MODES.items():
            if mode == "cert-manager":
                continue  # its kinds are not in this cluster; tests/deploy/run kubeconform checks them
            documents = [d for d in rendered.load(rendered.kustomize(rendered.KUSTOMIZE / overlay)) if d["kind"] != "Namespace"]
            done = support.run("kubectl", "apply", "--dry-run=server", "--validate=strict", "-f", "-", stdin=json.dumps(
                {"apiVersion": "v1", "kind": "List", "items": documents}))
            self.assertEqual((done.status, done.err), (0, ""))
        kubectl("delete", "namespace", NAMESPACE)


if __name__ == "__main__":
    unittest.main()
