"""Programs and modules from the Go module proxy, kept between runs."""

import functools
import json
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SKIPPED = 77  # .ci/run counts a check with this exit status as skipped

HELM = "helm.sh/helm/v3/cmd/helm@v3.22.0"
KUSTOMIZE = "sigs.k8s.io/kustomize/kustomize/v5@v5.8.3"
KUBECONFORM = "github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0"
KUBE_LINTER = "golang.stackrox.io/kube-linter/cmd/kube-linter@v0.8.1"
PROMTOOL = "github.com/prometheus/prometheus/cmd/promtool@v0.316.0"
CERT_MANAGER = "github.com/cert-manager/cert-manager@v1.21.2"
PROMETHEUS_OPERATOR = "github.com/prometheus-operator/prometheus-operator@v0.85.0"


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def run(*command, **more):
    """Returns the stdout of a command that must succeed."""
    done = subprocess.run(command, capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}: status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def _go(*arguments, **variables):
    if shutil.which("go") is None:
        skip("requires Go")
    environment = {**os.environ, "GOFLAGS": "-buildvcs=false", "GOWORK": "off", **variables}
    return subprocess.run(["nice", "go", *arguments], cwd="/", env=environment, capture_output=True, text=True)


@functools.cache
def go_tool(package):
    """Returns the path of PACKAGE@VERSION. Skips the check if the module proxy does not have it."""
    name = package.split("@")[0].rsplit("/", 1)[-1]
    if name[0] == "v" and name[1:].isdigit():
        name = package.split("/")[-2]
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    folder = cache / "svcenv/tools" / package.replace("/", "+")
    if not (folder / name).exists():
        folder.mkdir(parents=True, exist_ok=True)
        built = _go("install", "-p", "2", package, GOBIN=str(folder))
        if built.returncode != 0:
            skip(f"{name} could not be built: {built.stderr.strip().splitlines()[-1]}")
    return str(folder / name)


@functools.cache
def go_module(module):
    """Returns the directory of MODULE@VERSION. Skips the check if the module proxy does not have it."""
    found = _go("mod", "download", "-json", module)
    if found.returncode != 0:
        skip(f"{module} could not be downloaded")
    return pathlib.Path(json.loads(found.stdout)["Dir"])


def kubernetes_version(minor):
    return run(str(ROOT / "tests/judge/full_version"), minor).strip()
