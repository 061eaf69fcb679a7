"""Requests of `svcenv batch` made of live objects, which Kubernetes' own code (tests/judge) answers too."""

import json
import os

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

    def varying(self, pod, container):
        """{variable or (field, index): its possible values}, of those of a container that two starts may give different values."""
        answer = answers([self.judge], self.of(pod, [container]), 1)[0]
        varying = {v["name"]: support.texts(v["values"]) for v in answer.get("env", []) if "values" in v}
        for field in ("command", "args"):
            for i, word in enumerate(answer.get(field) or ()):
                if isinstance(word, dict) and "values" in word:
                    varying[field, i] = support.texts(word["values"])
        return varying


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
