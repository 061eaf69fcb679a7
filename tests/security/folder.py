"""A folder with an input for every command, and fakes of kubectl and helm."""
import json

CANARY = "zqxzqxzqxzqx"
SECRET = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s", "namespace": "shop"},
          "stringData": {"PASSWORD": CANARY}}
SERVICE = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "redis", "namespace": "shop"},
           "spec": {"clusterIP": "10.96.0.7", "ports": [{"port": 6379}]}}
POD_SPEC = {"containers": [{"name": "app", "image": "i", "env": [
    {"name": "PASSWORD", "valueFrom": {"secretKeyRef": {"name": "s", "key": "PASSWORD"}}},
    {"name": "FILE", "valueFrom": {"fileKeyRef": {"volumeName": "v", "path": "file", "key": "A"}}},
    {"name": "URL", "value": "redis://:$(PASSWORD)@$(REDIS_SERVICE_HOTS)"}]}],
    "volumes": [{"name": "v", "emptyDir": {}}]}
DEPLOYMENT = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "namespace": "shop"},
              "spec": {"selector": {"matchLabels": {"a": "b"}},
                       "template": {"metadata": {"labels": {"a": "b"}}, "spec": POD_SPEC}}}
POD = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "shop", "uid": "u"},
       "spec": {"containers": POD_SPEC["containers"][:1]}, "status": {"phase": "Running", "podIP": "10.0.0.1"}}

STAND_IN = """#!/bin/sh
case "$*" in
*" -- "*environ) printf 'A=1\\0' ;;
*kustomize*|template*) cat objects.yaml ;;
*"-o name"*) echo pod/web ;;
*version*) echo '{"gitVersion": "v1.37.0"}' ;;
*"get pods"*) cat pod.yaml ;;
*go-template*) printf 'shop\\ts\\tk PASSWORD\\n' ;;
*) cat list.json ;;
esac
"""


def write_folder(folder):
    def write(name, text):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    objects = "---\n".join(json.dumps(one) + "\n" for one in (SECRET, SERVICE, DEPLOYMENT))
    fixable = "apiVersion: v1\nkind: Pod\nmetadata: {name: fix, namespace: shop}\nspec:\n  containers:\n" \
              "  - name: app\n    image: i\n    env:\n    - {name: A, value: 80}\n"
    for name, text in {
            "m/web.yaml": objects, "fix.yaml": fixable, "m/.svcenv.yaml": "disable: [links-unused]\n",
            "m/kustomization.yaml": "resources: [web.yaml]\n", ".svcenv.yaml": "disable: [links-unused]\n",
            "list.json": json.dumps({"apiVersion": "v1", "kind": "List", "items": [SECRET, SERVICE, DEPLOYMENT]}),
            "objects.yaml": objects, "other.yaml": objects, "pod.yaml": json.dumps(POD), "chart/Chart.yaml": "name: c\n",
            "values.yaml": "{}\n", "node.yaml": '{"apiVersion": "v1", "kind": "Node", "metadata": {"name": "n"}}',
            "policy.yaml": "links: none\n", "own.yaml": "disable: [links-unused]\n", "causes": "", "e.env": "A=1\n",
            "t.in": "$(A)\n", "volume/file": "A='1'\n", "request.json": json.dumps({"objects": [SECRET, POD]}) + "\n",
            "bin/kubectl": STAND_IN, "bin/helm": STAND_IN}.items():
        write(name, text)
    for name in ("kubectl", "helm"):
        (folder / "bin" / name).chmod(0o755)
