"""Brings what `tests/judge/generate --cluster` writes into the cluster."""

import json

import support

# Why a container may wait for good: its environment, a program or a sub-path that cannot be.
REFUSED = {"CreateContainerConfigError", "CreateContainerError", "RunContainerError", "CrashLoopBackOff"}

KINDS = ("initContainers", "containers", "ephemeralContainers")


def list_of(items):
    return json.dumps({"apiVersion": "v1", "kind": "List", "items": items})


def create_what_is_taken(objects):
    """Some may be refused: the generator is not the API server."""
    support.run("kubectl", "create", "-f", "-", stdin=list_of(objects))


def populate(namespaces):
    """Creates everything, and waits until the kubelet has done what it can. Returns the pods that there are, each as it was then,
    and how many were generated."""
    names = {n["namespace"] for n in namespaces}
    support.create(list_of([{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}} for name in sorted(names)]))
    create_what_is_taken([o for n in namespaces for o in n["objects"]])

    def service_accounts():
        accounts = support.get("serviceaccounts", "-A")["items"]
        return names <= {a["metadata"]["namespace"] for a in accounts if a["metadata"]["name"] == "default"}

    support.until("each namespace has its service account", service_accounts)
    support.let_kubelet_see_services()
    generated = [p for n in namespaces for p in n["pods"]]
    create_what_is_taken([p["pod"] for p in generated])
    settled_pods(names)
    add_ephemeral_containers(generated)
    return settled_pods(names), len(generated)


def add_ephemeral_containers(generated):
    """To the pods that run."""
    running = {key_of(pod) for pod in pods() if pod["status"]["phase"] == "Running"}
    for entry in generated:
        key = key_of(entry["pod"])
        if entry["ephemeralContainers"] and key in running:
            patch = json.dumps({"spec": {"ephemeralContainers": entry["ephemeralContainers"]}})
            support.run("kubectl", "patch", "pod", key[1], "-n", key[0], "--subresource=ephemeralcontainers",
                        "--type=strategic", "-p", patch)


def key_of(pod):
    return pod["metadata"]["namespace"], pod["metadata"]["name"]


def pods():
    return support.get("pods", "-A")["items"]


def statuses(pod):
    """(name, status) of each container, in order; {} where there is none yet."""
    for kind in KINDS:
        known = {s["name"]: s for s in pod["status"].get(kind[:-1] + "Statuses", [])}
        for container in pod["spec"].get(kind, []):
            yield kind, container, known.get(container["name"], {})


def waiting_reason(status):
    return status.get("state", {}).get("waiting", {}).get("reason")


def settled_pods(namespaces):
    """The pods of the namespaces, each as it was when the kubelet had done with it what it can: it may try again at any time."""
    settled, waiting = {}, []

    def look():
        there = [pod for pod in pods() if pod["metadata"]["namespace"] in namespaces]
        settled.update((key_of(pod), pod) for pod in there if key_of(pod) not in settled and is_settled(pod))
        waiting[:] = [pod for pod in there if key_of(pod) not in settled]
        return not waiting

    def what():
        return "the kubelet has settled all pods; it has not:\n" + "\n".join(json.dumps(pod["status"]) for pod in waiting[:3])

    support.until(what, look, every_s=2)
    return list(settled.values())


def has_ended(pod):
    """Its containers that have not started never will."""
    return pod["status"]["phase"] in ("Succeeded", "Failed")


def is_settled(pod):
    stuck = has_ended(pod)  # or an init container keeps the others from being started
    for kind, container, status in statuses(pod):
        refused = waiting_reason(status) in REFUSED
        if kind == "initContainers" and refused:
            stuck = True
        elif not refused and not stuck and not (status.get("state", {}).keys() & {"running", "terminated"}):
            return False
    return True
