"""Runs svcenv on the namespaces of clusters, without Spark: splits a cluster, and analyzes a namespace.

A record is a dict with the keys of FIELDS. `record` says what it is:

    finding     a finding of lint: code, severity, message, cause
    size        a container: bytes of its environment and arguments, limit
    difference  a container that differs between two Kubernetes versions: code (the versions), message (what differs)
    failure     a container whose environment cannot be computed: code, message
    rejected    input set aside: code, message (the reason)
    done        a namespace that was analyzed: bytes (of its objects)

No record contains the value of a variable.
"""

import json
import os
import subprocess
import tempfile
import threading
import zlib

FIELDS = ("record", "cluster", "namespace", "object", "container", "code", "severity", "message", "cause", "bytes", "limit")
NUMBERS = ("bytes", "limit")
MOST_DUMP = 1 << 30  # decompressed
MOST_NAMESPACE = 60 << 20  # `svcenv batch` accepts lines of up to 64 MiB
GZIP = b"\x1f\x8b"


class Rejected(Exception):
    """Input that is set aside: Rejected(code, reason)."""

    def __init__(self, code, reason):
        super().__init__(f"{code}: {reason}")
        self.code, self.reason = code, reason


def record(kind, cluster, namespace="", **values):
    row = dict.fromkeys(FIELDS, "") | dict.fromkeys(NUMBERS, 0)
    return row | {"record": kind, "cluster": cluster, "namespace": namespace} | values


def decompress(data):
    """Returns the bytes of a dump, which may be gzip with several members."""
    parts, size = [], 0
    while data[:2] == GZIP:
        reader = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            text = reader.decompress(data, MOST_DUMP - size + 1)
        except zlib.error as error:
            raise Rejected("invalid-gzip", str(error)) from None
        size += len(text)
        parts.append(text)
        if size > MOST_DUMP:
            raise Rejected("too-large", f"more than {MOST_DUMP >> 20} MiB")
        if not reader.eof:
            raise Rejected("invalid-gzip", "the file is incomplete")
        data = reader.unused_data.lstrip(b"\0")
    if parts and data:
        raise Rejected("invalid-gzip", "bytes after the end")
    return b"".join(parts) if parts else data


def objects_of(data):
    """Returns the objects of a dump: a List, one object, or one object per line."""
    text = decompress(bytes(data))
    try:
        try:
            found = json.loads(text)
        except json.JSONDecodeError:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise Rejected("invalid-json", f"{type(error).__name__}: {str(error)[:200]}") from None
    if isinstance(found, dict):
        found = found.get("items", [found])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Rejected("invalid-json", "not a List of objects")
    return found


def _meta(one):
    meta = one.get("metadata")
    return meta if isinstance(meta, dict) else {}


def _namespace(one):
    """Returns the namespace of an object; "" for one that belongs to all namespaces."""
    if one.get("kind") == "Node":
        return ""
    if one.get("kind") == "Unreadable":
        which = one.get("objects")
        return str(which.get("namespace") or "") if isinstance(which, dict) else ""
    return str(_meta(one).get("namespace") or "default")


def split(cluster, data):
    """Yields (namespace, objects as JSON) of a cluster. Raises Rejected."""
    namespaces, common = {}, []
    for one in objects_of(data):
        namespace = _namespace(one)
        if namespace:
            namespaces.setdefault(namespace, []).append(one)
        if not namespace or (one.get("kind") == "Service" and namespace == "default" and _meta(one).get("name") == "kubernetes"):
            common.append((namespace, one))
    if not namespaces:
        raise Rejected("no-objects", "the dump has no object in a namespace")
    for namespace, objects in sorted(namespaces.items()):
        objects += [one for home, one in common if home != namespace]
        yield namespace, json.dumps(objects, separators=(",", ":"))


def workloads(objects):
    """Returns the (kind, name, namespace) of objects that svcenv may compute environments for."""
    found = []
    for one in objects:
        spec = one.get("spec")
        is_workload = isinstance(spec, dict) and ("containers" in spec or "template" in spec or "jobTemplate" in spec)
        name = _meta(one).get("name")
        if is_workload and isinstance(name, str):
            found.append((str(one.get("kind")), name, _namespace(one)))
    return found


class Batch:
    """A process of `svcenv batch`. Starts again if it ended."""

    def __init__(self, program, timeout):
        self._program, self._timeout, self._process = program, timeout, None

    def _start(self):
        # A file, because a pipe that nobody reads would stop the process.
        self._errors = tempfile.TemporaryFile()
        self._process = subprocess.Popen([self._program, "batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors)

    def ask(self, request):
        """Returns the answer. Raises Rejected if the process ends or does not answer in time."""
        if self._process is None:
            self._start()
        process, late = self._process, threading.Event()

        def stop():
            late.set()
            process.kill()

        timer = threading.Timer(self._timeout, stop)
        timer.start()
        try:
            process.stdin.write(json.dumps(request, separators=(",", ":")).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
            if line.endswith(b"\n"):
                return json.loads(line)
        except OSError:
            pass
        finally:
            timer.cancel()
        self.close()
        if late.is_set():
            raise Rejected("timeout", f"svcenv batch did not answer within {self._timeout} s")
        raise Rejected("crashed", f"svcenv batch ended with status {process.returncode}")

    def close(self):
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            try:
                stream.close()
            except OSError:
                pass
        process.kill()
        process.wait()
        self._errors.close()


def run(program, words, text, timeout):
    """Returns the JSON that a command writes about objects on stdin."""
    try:
        ended = subprocess.run([program, *words, "-f", "-", "-o", "json"], input=text, capture_output=True, timeout=timeout)
    except subprocess.TimeoutExpired:
        raise Rejected("timeout", f"svcenv {words[0]} did not end within {timeout} s") from None
    if ended.returncode not in (0, 1):
        lines = ended.stderr.decode(errors="replace").splitlines() or ["no message"]
        raise Rejected("crashed" if ended.returncode < 0 else "refused", f"svcenv {words[0]}: {lines[0][:300]}")
    return json.loads(ended.stdout or b"[]")


def _containers(answer):
    """Returns the answers of a request by container; an error of the whole request is that of ""."""
    if "error" in answer:
        return {"": {"error": answer["error"]}}
    return {one["container"]: one for one in answer["containers"]}


def _compare(before, after):
    """Returns what differs between two answers for a container, without values."""
    if "error" in before or "error" in after:
        codes = [answer["error"]["code"] if "error" in answer else "starts" for answer in (before, after)]
        return [] if codes[0] == codes[1] else [" → ".join(codes)]
    old, new = ({json.dumps(v["name"]): v for v in answer["env"]} for answer in (before, after))
    differ = [json.loads(name) for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]
    names = [name if isinstance(name, str) else "(not UTF-8)" for name in differ]
    return names + [field for field in ("command", "args", "probes", "subPaths") if before[field] != after[field]]


def _environments(batch, cluster, namespace, objects, versions):
    """Yields the records of all containers, computed for each version."""
    defined = batch.ask({"snapshot": "namespace", "objects": objects})
    if "error" in defined:
        raise Rejected(defined["error"]["code"], defined["error"]["message"])
    for kind, name, home in workloads(objects):
        about = f"{kind} {home}/{name}"
        # Batch prefers the Pod of two workloads with one name.
        ask = {"useSnapshot": "namespace", "namespace": home, "pod": name}
        answers = [_containers(batch.ask(ask | {"kubeVersion": version})) for version in versions]
        for container, answer in answers[0].items():
            if "error" in answer:
                yield record("failure", cluster, namespace, object=about, container=container, code=answer["error"]["code"], message=answer["error"]["message"])
        for version, other in zip(versions[1:], answers[1:]):
            for container in sorted(answers[0].keys() & other.keys()):
                for what in _compare(answers[0][container], other[container]):
                    yield record("difference", cluster, namespace, object=about, container=container, code=f"{versions[0]} → {version}", message=what)


def _object(one):
    about = one.get("object") or {}
    return f"{about.get('kind', '')} {about.get('namespace', '')}/{about.get('name', '')}" if about.get("name") else ""


def _checks(program, cluster, namespace, text, version, timeout):
    """Yields the records of lint and size."""
    words = ["--complete", f"--kube-version={version}", "-j", "1"]
    for one in run(program, ["lint", *words], text, timeout):
        yield record("finding", cluster, namespace, object=_object(one), container=one.get("container", ""),
                     **{key: one.get(key, "") for key in ("code", "severity", "message", "cause")})
    for one in run(program, ["size", *words], text, timeout):
        if "error" in one:
            continue  # a failure, which batch reports
        yield record("size", cluster, namespace, object=f"{one['kind']} {one['namespace']}/{one['name']}", container=one["container"],
                     bytes=one["total"]["bytes"], limit=one["total"]["limit"], code="fits" if one["fits"] else "too-large")


def analyze(batch, program, cluster, namespace, text, versions, timeout):
    """Returns the records of a namespace. Sets the namespace aside if svcenv fails on it twice."""
    for attempt in (1, 2):
        try:
            if len(text) > MOST_NAMESPACE:
                raise Rejected("too-large", f"the namespace has {len(text) >> 20} MiB of objects")
            objects = json.loads(text)
            found = list(_environments(batch, cluster, namespace, objects, versions))
            if workloads(objects):  # lint and size reject input without any
                items = json.dumps({"apiVersion": "v1", "kind": "List", "items": objects}).encode()
                found += _checks(program, cluster, namespace, items, versions[0], timeout)
            return found + [record("done", cluster, namespace, bytes=len(text))]
        except Rejected as rejected:
            if attempt == 1 and rejected.code in ("crashed", "timeout"):
                continue
            return [record("rejected", cluster, namespace, code=rejected.code, message=rejected.reason)]


def program_path(given):
    """Returns the program: as given, or $SVCENV, or svcenv from $PATH."""
    return given or os.environ.get("SVCENV") or "svcenv"
