"""svcenv env --watch of a pod that runs, while services and ConfigMaps change and its container starts anew."""

import os
import queue
import signal
import subprocess
import tempfile
import threading
import unittest

import support
from support import create, kubectl

NAMESPACE = "watched"

OBJECTS = """
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: watched}
data: {LEVEL: info}
---
apiVersion: v1
kind: Secret
metadata: {name: db, namespace: watched}
stringData: {PASSWORD: c4nary-one}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: watched}
spec:
  terminationGracePeriodSeconds: 0
  containers:
  - name: app
    image: registry.example/web:1
    command: [/bin/sh, -c, "/bin/sleep infinity; :"]
    envFrom: [{configMapRef: {name: settings}}, {secretRef: {name: db}}]
    env: [{name: URL, value: "redis://$(REDIS_SERVICE_HOST)"}]
"""

REDIS = """
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: watched}
spec: {clusterIP: 10.96.0.77, ports: [{port: 6379}]}
"""  # An address among the first 256 of the range: no service gets one of those unless it asks for it.

SUBJECT = "Pod watched/web, container app: "


def setUpModule():
    support.create_namespace(NAMESPACE)
    create(OBJECTS)
    support.wait_for("condition=Ready", "pod/web", "-n", NAMESPACE)


def tearDownModule():
    support.delete_namespace(NAMESPACE)


class Watch:
    """The program while it runs, and its lines as they come."""

    def __init__(self, *arguments, env=None):
        self.process = subprocess.Popen(
            [support.SVCENV, "env", *arguments, "-n", NAMESPACE, "--watch", "--interval", "300ms"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=dict(os.environ, **(env or {})),
            # What runs behind a shell's & ignores Ctrl-C, and so would this.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        self.lines = queue.Queue()
        self.all = ""
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line)

    def see(self, text):
        """All lines up to the one that holds the text."""
        seen = []
        while not seen or text not in seen[-1]:
            try:
                seen.append(self.lines.get(timeout=support.PATIENCE_S))
            except queue.Empty:
                raise AssertionError("'%s' is not shown:\n%s" % (text, "".join(seen)))
        self.all += "".join(seen)
        return seen

    def end(self):
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(timeout=support.PATIENCE_S)
        self.process.stdout.close()
        return status


class WatchTest(unittest.TestCase):
    def test_what_a_restart_would_bring(self):
        watch = Watch("pod/web")
        self.addCleanup(watch.process.kill)
        self.assertRegex(watch.see("read from its process")[0], "^" + SUBJECT + r"running since \S+Z: read from its process$")

        support.next_second()
        create(REDIS)
        lines = watch.see("REDIS_SERVICE_PORT=6379")
        self.assertIn(SUBJECT + "+ REDIS_SERVICE_HOST=10.96.0.77  (Service watched/redis, newer than the container)\n", lines)
        watch.see("+ URL=redis://10.96.0.77")

        kubectl("patch", "configmap", "settings", "-n", NAMESPACE, "-p", '{"data": {"LEVEL": "debug"}}')
        watch.see("- LEVEL=info  (ConfigMap watched/settings)")
        watch.see("+ LEVEL=debug  (ConfigMap watched/settings)")
        kubectl("patch", "secret", "db", "-n", NAMESPACE, "-p", '{"stringData": {"PASSWORD": "c4nary-two"}}')
        watch.see("+ PASSWORD=******  (Secret watched/db, different value)")

        def kubelet_knows():
            created = support.new_container(NAMESPACE, envFrom=[{"configMapRef": {"name": "settings"}}, {"secretRef": {"name": "db"}}])
            variables = support.variables(created["env"])
            return (variables["LEVEL"], variables["PASSWORD"]) == (b"debug", b"c4nary-two") and "REDIS_SERVICE_HOST" in variables

        # The container starts anew, and has all of that.
        support.until("the kubelet knows the service and the values", kubelet_knows)
        journal = support.Journal()
        os.kill(journal.pids[journal.of(NAMESPACE, "web", "app")["id"]], signal.SIGKILL)
        watch.see("read from its process")
        kubectl("delete", "service", "redis", "-n", NAMESPACE)
        lines = watch.see("- REDIS_SERVICE_PORT=6379")
        self.assertFalse([line for line in lines if "LEVEL" in line or ": + REDIS" in line], lines)

        self.assertEqual(watch.end(), -signal.SIGINT)
        self.assertNotIn("c4nary", watch.all)

    def test_who_may_not_run_commands_in_the_pod(self):
        kubectl("create", "rolebinding", "looker", "-n", NAMESPACE, "--clusterrole=view", "--user=looker")
        may = ("auth", "can-i", "get", "pods", "-n", NAMESPACE, "--as=looker")
        support.until("the account may look", lambda: support.run("kubectl", *may).status == 0)
        with tempfile.TemporaryDirectory() as directory:
            program = os.path.join(directory, "kubectl")
            with open(program, "w", encoding="utf-8") as script:
                script.write('#!/bin/sh\nexec kubectl --as=looker "$@"\n')
            os.chmod(program, 0o755)
            watch = Watch("pod/web", env={"KUBECTL": program})
            self.addCleanup(watch.process.kill)
            seen = "".join(watch.see("running since"))
            self.assertIn('cannot read its process (user "looker" cannot create pods/exec', seen)
            self.assertIn("computed without newer services", seen)
            self.assertEqual(watch.end(), -signal.SIGINT)


if __name__ == "__main__":
    unittest.main()
