"""Requests of `svcenv batch` made of live objects, which Kubernetes' own code (tests/judge) answers too."""

import json
import os
import posixpath

import population
import support


class Requests:
    """Made of what the cluster holds when it is made."""

    def __init__(self, judge):
        self.judge = judge
        self.nodes = support.get("nodes")["items"]
        self.objects = {}  # by namespace
        for item in support.get("services,configmaps,secrets", "-A")["items"]:
            self.objects.setdefault(item["metadata"]["namespace"], []).append(item)
        self.master = [o for o in self.objects["default"] if o["kind"] == "Service" and o["metadata"]["name"] == "kubernetes"]

    def of(self, pod, containers):
        """A request for each container, as lines."""
        namespace, name = population.key_of(pod)
        request = {"objects": self.objects.get(namespace, []) + self.master + self.nodes + [pod], "namespace": namespace, "pod": name,
                   "files": files(pod)}
        return "".join(json.dumps(dict(request, container=c)) + "\n" for c in containers)

    def svcenv(self, pod, containers):
        """The answer for each container."""
        return dict(zip(containers, answers([support.SVCENV, "batch"], self.of(pod, containers), len(containers))))

    def judged(self, pod, container):
        """The judge's answer for a container."""
        return answers([self.judge], self.of(pod, [container]), 1)[0]


class Choices:
    """What the kubelet may choose for one container where services collide."""

    # The judge starts the container a hundred times for an answer, and may miss a rare outcome.
    MOST_ANSWERS = 20

    def __init__(self, requests, pod, container):
        self._requests = requests
        self._pod = pod
        self._container = container
        self._answers = 0
        self._seen = {}

    def allow(self, what, *values):
        """Returns whether each of the values is one that the kubelet may choose for `what`: the name of a variable, ("command", index),
        ("args", index), or ("subPaths", mount path), whose value is a normalized path, or None for an error. Asks the judge until
        it has seen them all, or often enough."""
        while not self._seen.get(what, set()).issuperset(values):
            if self._answers == self.MOST_ANSWERS:
                return False
            self._answers += 1
            for key, outcomes in random_outcomes(self._requests.judged(self._pod, self._container)):
                self._seen.setdefault(key, set()).update(outcomes)
        return True


def random_outcomes(answer):
    """(what, values) of all that varied between the starts of the judge, as Choices names it."""
    for variable in answer.get("env", []):
        if "values" in variable:
            yield variable["name"], support.texts(variable["values"])
    for field in ("command", "args"):
        for i, word in enumerate(answer.get(field) or ()):
            if isinstance(word, dict) and "values" in word:
                yield (field, i), support.texts(word["values"])
    for mount_path, path in answer.get("subPaths", {}).items():
        if "values" in path:
            yield ("subPaths", mount_path), [sub_path(value) for value in path["values"]]


def sub_path(path):
    """The normalized bytes of {"value" | "valueBase64"}; None for {"error"}."""
    value = support.value_of(path)
    return None if value is None else posixpath.normpath(value)


def answers(command, requests, count):
    """What a program answers, a line each."""
    result = support.run(*command, stdin=requests)
    lines = result.out.split("\n")[:-1]
    if len(lines) != count:
        raise AssertionError("%s: status %d, %d answers instead of %d\n%s" % (command[0], result.status, len(lines), count, result.err))
    return [json.loads(line) for line in lines]


def file_volumes(pod):
    """{volume: directory} of the emptyDir volumes that a container mounts or reads."""
    root = os.path.join(support.RUN, "kubelet/pods", pod["metadata"]["uid"], "volumes/kubernetes.io~empty-dir")
    volumes = {v["name"]: os.path.join(root, v["name"]) for v in pod["spec"].get("volumes", []) if "emptyDir" in v}
    return {name: directory for name, directory in volumes.items() if os.path.isdir(directory)}


def files(pod):
    """{volume: {path: text}}"""
    result = {}
    for volume, directory in file_volumes(pod).items():
        for root, _, names in os.walk(directory):
            for name in names:
                path = os.path.join(root, name)
                with open(path, encoding="utf-8", errors="replace", newline="") as file:
                    result.setdefault(volume, {})[os.path.relpath(path, directory)] = file.read()
    return result
