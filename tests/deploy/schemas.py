"""JSON schemas for kubeconform, from the API description of Kubernetes and from CRDs."""

import json
import pathlib

import yaml

import tools

# Types that are written in several ways.
SPECIAL = {
    "io.k8s.apimachinery.pkg.util.intstr.IntOrString": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
    "io.k8s.apimachinery.pkg.api.resource.Quantity": {"oneOf": [{"type": "string"}, {"type": "number"}]},
}
LOCATION = "{{.ResourceKind}}{{.KindSuffix}}.json"


def _strict(schema):
    """Forbids unknown fields in all objects whose fields are listed."""
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict) and not schema.get("x-kubernetes-preserve-unknown-fields"):
            schema.setdefault("additionalProperties", False)
        for value in schema.values():
            _strict(value)
    elif isinstance(schema, list):
        for value in schema:
            _strict(value)
    return schema


def _write(folder, kind, group, version, schema):
    name = "-".join(filter(None, [kind.lower(), group.split(".")[0], version]))
    (folder / f"{name}.json").write_text(json.dumps(schema))


def write_kubernetes(folder, version):
    """Writes the schemas of all kinds of a Kubernetes version, such as "1.37.2"."""
    module = tools.go_module(f"k8s.io/kubernetes@v{version}")
    described = json.loads((module / "api/openapi-spec/swagger.json").read_text())
    definitions = {**_strict(described["definitions"]), **SPECIAL}
    (folder / "_definitions.json").write_text(json.dumps({"definitions": definitions}))
    for name, definition in definitions.items():
        for kind in definition.get("x-kubernetes-group-version-kind", []):
            reference = {"$ref": f"file://{folder}/_definitions.json#/definitions/{name}"}
            _write(folder, kind["kind"], kind["group"], kind["version"], reference)


def write_crds(folder, files):
    for file in files:
        crd = yaml.safe_load(pathlib.Path(file).read_text())
        for version in crd["spec"]["versions"]:
            schema = _strict(version["schema"]["openAPIV3Schema"])
            schema["properties"]["metadata"] = {"type": "object"}
            _write(folder, crd["spec"]["names"]["kind"], crd["spec"]["group"], version["name"], schema)


def crds():
    """Returns the files with the CRDs that deploy/ uses."""
    return [
        *sorted((tools.go_module(tools.CERT_MANAGER) / "deploy/crds").glob("cert-manager.io_*.yaml")),
        *sorted((tools.go_module(tools.PROMETHEUS_OPERATOR) / "example/prometheus-operator-crd").glob("*_po*monitors.yaml")),
        tools.go_module(tools.PROMETHEUS_OPERATOR) / "example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml",
    ]
