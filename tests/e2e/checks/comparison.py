"""Holds what svcenv says of pods against what the kubelet did with them."""

import collections
import re
import threading
import time
import traceback

import judge
import population
import support


class Comparison:
    """Compares pods, and counts. Safe for several threads."""

    def __init__(self, requests):
        self.requests = requests
        self.journal = support.Journal()
        self.counts = collections.Counter()
        self.mismatches = []
        self._lock = threading.Lock()
        # All containers together may be late that the kubelet did not create, and svcenv can compute: the kubelet tries again where
        # it could not read a ConfigMap in time, and a slow machine is no mismatch.
        self._patience_ends = time.monotonic() + support.PATIENCE_S

    def compare(self, pod):
        compared = self._compared(pod)
        while compared.late and time.monotonic() < self._patience_ends:
            time.sleep(5)
            compared = self._compared(pod, again=True)
        with self._lock:
            self.counts += compared.counts
            self.mismatches += compared.mismatches

    def _compared(self, pod, again=False):
        compared = PodComparison(self.requests, self.journal, pod)
        try:
            if again:
                compared.refresh()
            compared.compare()
        except Exception as error:  # report any error with its pod, and compare the others
            compared.mismatches.append({"where": "%s/%s" % population.key_of(pod), "what": "not compared: %r" % error,
                                        "traceback": traceback.format_exc().splitlines()})
        return compared


class PodComparison:
    """Compares one pod."""

    def __init__(self, requests, journal, pod):
        self.requests = requests
        self.journal = journal
        self.pod = pod
        self.counts = collections.Counter()
        self.mismatches = []
        self.late = False  # the kubelet did not create what it may yet

    def refresh(self):
        """Has the pod be compared as it is now."""
        namespace, name = population.key_of(self.pod)
        self.pod = support.get("pod", name, "-n", namespace)
        self.journal.refresh()

    def compare(self):
        pod = self.pod
        namespace, name = population.key_of(pod)
        ours = support.environments("pod/" + name, "-n", namespace)
        containers = list(population.statuses(pod))
        batch = self.requests.svcenv(pod, [c["name"] for _, c, _ in containers])
        stuck = False
        for kind, container, status in containers:
            where = "%s/%s container %s" % (namespace, name, container["name"])
            created = self.journal.of(namespace, name, container["name"])
            answer = ours.get(container["name"])
            if answer is None:
                self.mismatch(where, "svcenv does not know the container")
            elif created:
                self.counts["containers"] += 1
                choices = judge.Choices(self.requests, pod, container["name"])
                self._compare_created(where, container, created, answer, batch[container["name"]], choices)
                if "error" not in batch[container["name"]]:  # otherwise there is nothing to compare, and the error is reported already
                    self._compare_probes(where, created, batch[container["name"]])
                    self._compare_sub_paths(where, container, created, batch[container["name"]], choices)
            elif population.has_ended(pod):
                self.counts["containers never reached: their pod ended before"] += 1
            elif stuck and kind != "ephemeralContainers":
                self.counts["containers never reached: an init container before them fails"] += 1
            else:
                self._compare_refused(where, status, batch[container["name"]])
            stuck = stuck or kind == "initContainers" and population.waiting_reason(status) in population.REFUSED
        self.counts["pods"] += 1

    def mismatch(self, where, what, kubelet=None, svcenv=None):
        self.mismatches.append({"where": where, "what": what, "kubelet": repr(kubelet), "svcenv": repr(svcenv)})

    def _compare_refused(self, where, status, answer):
        """A container that the kubelet could not create, svcenv must not compute."""
        waiting = status.get("state", {}).get("waiting", {})
        if "invalid UTF-8" in waiting.get("message", ""):
            # The kubelet computed it, and cannot pass it on: command and args are texts of the CRI; before 1.36 so are values.
            self.counts["containers that the CRI cannot pass on: bytes that are no UTF-8"] += 1
        elif "error" in answer or any("error" in path for path in answer["subPaths"].values()):
            self.counts["containers that neither can compute"] += 1
        else:
            self.late = True
            self.mismatch(where, "not created by the kubelet", status, answer)

    def _compare_created(self, where, container, created, answer, batch, choices):
        kubelet = support.variables(created["env"])
        if "error" in answer:
            if any(b"\0" in value for value in kubelet.values()):
                self.counts["containers that neither can start: a NUL"] += 1
            else:
                self.mismatch(where, "an error of svcenv", None, answer["error"])
            return
        ours = support.variables(answer["env"])
        if None in ours.values():
            ours = self._with_files(where, container, ours)
        for name in sorted(kubelet.keys() | ours.keys()):
            self.counts["variables"] += 1
            self._settle(where, "variable " + name, kubelet.get(name), ours.get(name), choices, name)
        for field in ("command", "args"):
            # Words that files of volumes make only batch knows, which is given the files.
            unknown = any("unknown" in word for word in answer[field] if isinstance(word, dict))
            theirs, own = support.texts(created[field]), support.texts((batch if unknown else answer)[field])
            self.counts["words of command and args"] += len(theirs)
            if len(theirs) != len(own):
                self.mismatch(where, field, theirs, own)
            for i, (a, b) in enumerate(zip(theirs, own)):
                self._settle(where, "%s[%d]" % (field, i), a, b, choices, (field, i))
        self._compare_process(where, created)

    def _settle(self, where, what, kubelet, svcenv, choices, key):
        """Compares two values. Where services collide the kubelet takes one of several at random, and svcenv may take another of them."""
        if kubelet == svcenv:
            return
        if choices.allow(key, kubelet, svcenv):
            self.counts["values that the kubelet takes at random, svcenv's among them"] += 1
        else:
            self.mismatch(where, what, kubelet, svcenv)

    def _compare_process(self, where, created):
        pid = self.journal.pids.get(created["id"])
        if pid is None:
            return
        process = self.journal.process(created)
        if process is None:
            self.counts["processes that ended before they were read"] += 1
            return
        self.counts["processes"] += 1
        env, argv = process
        wanted = [v["name"].encode() + b"=" + support.value_of(v) for v in created["env"]]
        if env != wanted:
            self.mismatch(where, "environment of process %d" % pid, wanted, env)
        if argv != support.texts(created["command"]) + support.texts(created["args"]):
            self.mismatch(where, "arguments of process %d" % pid, created, argv)

    def _with_files(self, where, container, ours):
        """What svcenv env cannot know are values in files of volumes; svcenv run can be told where those are."""
        namespace, name = population.key_of(self.pod)
        command = ["run", "pod/" + name, "-n", namespace, "-c", container["name"], "--with-secrets", "--inherit", "NOTHING"]
        for volume, directory in judge.file_volumes(self.pod).items():
            command += ["--volume", "%s=%s" % (volume, directory)]
        result = support.svcenv(*command, "--", "/usr/bin/env", "-0")
        if result.status != 0:
            self.mismatch(where, "svcenv run", None, result.err)
            return ours
        self.counts["variables read from files of volumes, or made of those"] += sum(value is None for value in ours.values())
        lines = result.out.encode("utf-8", "surrogateescape").split(b"\0")[:-1]
        return {name.decode(): value for name, value in (line.split(b"=", 1) for line in lines)}

    def _compare_probes(self, where, created, answer):
        """References in these commands are to values of `env` as they are written: no service, and so no chance, is involved."""
        commands = [support.texts(words) for words in answer.get("probes", {}).values()]
        for command in self.journal.probes[created["id"]]:
            self.counts["exec probes"] += 1
            if support.texts(command) not in commands:
                self.mismatch(where, "exec probe", command, commands)

    def _compare_sub_paths(self, where, container, created, answer, choices):
        plain = {m["mountPath"]: {"value": m["subPath"]} for m in container.get("volumeMounts", []) if "subPath" in m}
        paths = dict(plain, **answer.get("subPaths", {}))
        sub_paths = mounted_sub_paths()
        for mount in created["mounts"] or ():
            actual = sub_paths.get(mount["host_path"].encode())
            if actual is None:
                continue
            self.counts["sub-paths"] += 1
            mount_path = mount["container_path"]
            self._settle(where, "sub-path of " + mount_path, actual, judge.sub_path(paths[mount_path]), choices, ("subPaths", mount_path))


def mounted_sub_paths():
    """{mount point: path in its volume}, as the kubelet mounted them."""
    paths = {}
    with open("/proc/self/mountinfo", "rb") as lines:
        for line in lines:
            if b"/volume-subpaths/" not in line:
                continue
            root, point = (re.sub(rb"\\([0-7]{3})", lambda m: bytes([int(m[1], 8)]), field) for field in line.split(b" ")[3:5])
            match = re.search(rb"/volumes/kubernetes\.io~empty-dir/[^/]+/(.*)$", root, re.DOTALL)
            if b"/volume-subpaths/" in point and match:
                paths[point] = match[1]
    return paths
