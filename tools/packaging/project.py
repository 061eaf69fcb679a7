"""Names of the project that artifacts carry. docs/releasing.md says who must confirm them."""

HOMEPAGE = "https://github.com/svcenv/svcenv"
MAINTAINER = "The svcenv Authors <svcenv@users.noreply.github.com>"
SUMMARY = "Shows the exact environment a Kubernetes container will get"
DESCRIPTION = (
    "svcenv computes the environment variables of Kubernetes containers exactly as the kubelet does: service link "
    "variables, env and envFrom, and $(VAR) references. It shows where each value comes from, finds mistakes in "
    "manifests, and compares environments. It reads manifests or a live cluster."
)


def download_url(version, name):
    """Returns the address at which a person publishes the artifact."""
    return f"{HOMEPAGE}/releases/download/v{version}/{name}"
