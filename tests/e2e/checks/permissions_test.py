"""A service account that may not read Secrets: the rest is shown, and the missing objects are named."""

import os
import tempfile
import unittest

import support
from support import create, kubectl, svcenv

OBJECTS = """
apiVersion: v1
kind: ServiceAccount
metadata: {name: dev, namespace: NAMESPACE}
---
apiVersion: v1
kind: Secret
metadata: {name: redis, namespace: NAMESPACE}
stringData: {password: s3cret}
---
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: NAMESPACE}
spec: {ports: [{port: 6379}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: NAMESPACE}
spec:
  terminationGracePeriodSeconds: 0
  containers:
  - name: app
    image: registry.example/web:1
    env:
    - {name: LEVEL, value: info}
    - {name: PASSWORD, valueFrom: {secretKeyRef: {name: redis, key: password}}}
    - {name: URL, value: "redis://:$(PASSWORD)@$(REDIS_SERVICE_HOST)"}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: NAMESPACE}
rules: [{apiGroups: [""], resources: [RESOURCES], verbs: [get, list]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reader, namespace: NAMESPACE}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: ServiceAccount, name: dev, namespace: NAMESPACE}]
"""


class PermissionsTest(unittest.TestCase):
    def create(self, namespace, resources):
        """Makes the objects, and a kubeconfig of an account that may read those resources. Returns its path."""
        support.create_namespace(namespace)
        self.addCleanup(support.delete_namespace, namespace)
        create(OBJECTS.replace("NAMESPACE", namespace).replace("RESOURCES", resources))
        support.wait_for("condition=Ready", "pod/web", "-n", namespace)
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        config = os.path.join(directory.name, "config")
        with open(config, "w", encoding="utf-8") as file:
            file.write(kubectl("config", "view", "--raw", "--flatten"))
        token = kubectl("create", "token", "dev", "-n", namespace).strip()
        kubectl("config", "--kubeconfig", config, "set-credentials", "dev", "--token", token)
        kubectl("config", "--kubeconfig", config, "set-context", "--current", "--user=dev")
        # The authorizer learns of a role after it is created.
        for resource in resources.split(", "):
            may = ("kubectl", "--kubeconfig", config, "auth", "can-i", "list", resource, "-n", namespace)
            support.until("the account may list " + resource, lambda: support.run(*may).status == 0)
        return config

    def test_without_secrets(self):
        namespace = "without-secrets"
        config = self.create(namespace, "pods, services")
        result = svcenv("env", "pod/web", "-n", namespace, "--kubeconfig", config, "-o", "table")
        self.assertEqual(result.status, 1)
        self.assertRegex(result.out, r"LEVEL +info")
        self.assertRegex(result.out, r"REDIS_SERVICE_PORT +6379")
        self.assertRegex(result.out, r"PASSWORD +<unknown: ")
        self.assertRegex(result.out, r"URL +<unknown: ")
        self.assertNotIn("s3cret", result.out + result.err)
        self.assertRegex(result.err, r"cannot get secrets? .*" + namespace)
        strict = svcenv("env", "pod/web", "-n", namespace, "--kubeconfig", config, "--strict")
        self.assertEqual((strict.status, strict.out), (2, ""))

    def test_without_services(self):
        namespace = "without-services"
        config = self.create(namespace, "pods, secrets")
        result = svcenv("env", "pod/web", "-n", namespace, "--kubeconfig", config, "-o", "table")
        self.assertEqual(result.status, 1)
        self.assertRegex(result.out, r"LEVEL +info")
        self.assertRegex(result.out, r"PASSWORD +\*\*\*\*\*\*")
        self.assertNotIn("REDIS_SERVICE_PORT ", result.out)
        self.assertRegex(result.err, r"cannot list services .*" + namespace)

    def test_without_the_pod(self):
        namespace = "without-the-pod"
        config = self.create(namespace, "services")
        result = svcenv("env", "pod/web", "-n", namespace, "--kubeconfig", config)
        self.assertEqual((result.status, result.out), (2, ""))
        self.assertRegex(result.err, r"cannot get pods .*" + namespace)


if __name__ == "__main__":
    unittest.main()
