"""The objects that kustomize and Helm make of deploy/."""

import shutil

import yaml

import tools

KUSTOMIZE = tools.ROOT / "deploy/kustomize"
CHART = tools.ROOT / "deploy/helm/svcenv-webhook"
NAMESPACE = "svcenv-system"
# By overlay: the mode of the chart's certificates.
MODES = {"base": "external", "overlays/own-certificates": "own", "overlays/cert-manager": "cert-manager"}


def load(text):
    return [document for document in yaml.safe_load_all(text) if document]


def kustomize(path):
    """Returns what kustomize prints for a directory."""
    if shutil.which("kubectl"):
        return tools.run("kubectl", "kustomize", str(path))
    return tools.run(tools.go_tool(tools.KUSTOMIZE), "build", str(path))


def helm(*values, namespace=NAMESPACE):
    """Returns what the chart makes of values such as "certificates.mode=own"."""
    flags = [word for value in values for word in ("--set", value)]
    return tools.run(tools.go_tool(tools.HELM), "template", "svcenv-webhook", str(CHART), "--namespace", namespace,
                     "--kube-version", tools.kubernetes_version("1.37"), *flags)


def by_name(documents):
    """Returns {(kind, namespace, name): object}. Fails if an object is there twice."""
    result = {}
    for document in documents:
        metadata = document["metadata"]
        key = (document["kind"], metadata.get("namespace", ""), metadata["name"])
        assert key not in result, f"{key} is there twice"
        result[key] = document
    return result


def pods(documents):
    """Yields (name, spec) of each pod template."""
    for document in documents:
        spec = document.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        if "template" in spec:
            yield f"{document['kind']}/{document['metadata']['name']}", spec["template"]["spec"]
