"""What the checks use: they run among the processes of the cluster (`tests/e2e/cluster exec`)."""

import base64
import collections
import json
import os
import subprocess
import threading
import time

RUN = os.environ["SVCENV_CLUSTER_DIRECTORY"]
SVCENV = os.environ["SVCENV"]

# How long a check waits for an event before it fails. Long enough for a busy machine.
PATIENCE_S = 900

Result = collections.namedtuple("Result", "status out err")


def run(*command, stdin=None, env=None):
    """Runs a command; output as text, bytes that are no UTF-8 as surrogates."""
    process = subprocess.run(command, input=stdin.encode() if stdin is not None else None, capture_output=True,
                             env=dict(os.environ, **env) if env else None)
    return Result(process.returncode, *(output.decode("utf-8", "surrogateescape") for output in (process.stdout, process.stderr)))


def kubectl(*arguments, stdin=None):
    """Output of kubectl, which must succeed."""
    result = run("kubectl", *arguments, stdin=stdin)
    if result.status != 0:
        raise AssertionError("kubectl %s: status %d\n%s%s" % (" ".join(arguments), result.status, result.out, result.err))
    return result.out


def get(*arguments):
    return json.loads(kubectl("get", *arguments, "-o", "json"))


def create(text):
    return kubectl("create", "-f", "-", stdin=text)


def create_namespace(name):
    """With the service account that its pods need."""
    kubectl("create", "namespace", name)
    until("service account", lambda: run("kubectl", "get", "serviceaccount", "default", "-n", name).status == 0)


def delete_namespace(name):
    """Begins to: it takes seconds, and no other check uses the name."""
    kubectl("delete", "namespace", name, "--wait=false")


def svcenv(*arguments, stdin=None, env=None):
    return run(SVCENV, *arguments, stdin=stdin, env=env)


def environments(*arguments):
    """What `svcenv env` says, by container."""
    result = svcenv("env", *arguments, "-o", "json", "--show-secrets")
    if not result.out:
        raise AssertionError("svcenv env %s: status %d\n%s" % (" ".join(arguments), result.status, result.err))
    return {entry["container"]: entry for entry in json.loads(result.out)}


def value_of(variable):
    """The bytes of {"name", "value" | "valueBase64"}; None where it is unknown."""
    if "valueBase64" in variable:
        return base64.b64decode(variable["valueBase64"])
    return variable["value"].encode() if "value" in variable else None


def texts(words):
    """The bytes of each of command or args: text, or {"base64"}."""
    return [word.encode() if isinstance(word, str) else base64.b64decode(word["base64"]) for word in words or ()]


def variables(env):
    """Returns {name: bytes} for a list of variables without duplicates."""
    by_name = {v["name"]: value_of(v) for v in env}
    assert len(by_name) == len(env), "a variable is there twice"
    return by_name


def wait_for(condition, *what):
    """Has kubectl wait for the condition of an object."""
    kubectl("wait", "--for=" + condition, *what, "--timeout=%ds" % PATIENCE_S)


def until(what, condition, every_s=0.2):
    """Waits for the condition, whose result it returns. What it waits for is a text, or a function that returns one."""
    end = time.monotonic() + PATIENCE_S
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > end:
            raise AssertionError("timeout after %d s: %s" % (PATIENCE_S, what() if callable(what) else what))
        time.sleep(every_s)


def next_second():
    """Waits for it: the API tells times in whole seconds, and what happened in one of them has no order."""
    time.sleep(1.05 - time.time() % 1)


def new_container(namespace, **fields):
    """What the kubelet gives to the container of a new pod; fields of the container."""
    pod = "p%d" % time.time_ns()
    create(json.dumps({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": pod, "namespace": namespace},
                       "spec": {"automountServiceAccountToken": False,
                                "containers": [dict({"name": "c", "image": "registry.invalid/i:1"}, **fields)]}}))
    journal = Journal()

    def created():
        journal.refresh()
        return journal.of(namespace, pod, "c")

    return until("a pod starts", created)


def let_kubelet_see_services():
    """Returns when the kubelet knows all services. It learns of them in order, so of a new one last."""
    if run("kubectl", "get", "namespace", "barrier").status != 0:
        create_namespace("barrier")
    name = "s%d" % time.time_ns()
    kubectl("create", "service", "clusterip", name, "--tcp=80", "-n", "barrier")
    host = name.upper() + "_SERVICE_HOST"
    until("the kubelet knows of a service", lambda: host in variables(new_container("barrier")["env"]))


class Journal:
    """What the kubelet asked of the container runtime, of the last start of each container. Safe for several threads."""

    def __init__(self):
        self.created = {}  # (namespace, pod, container) → entry
        self.pids = {}  # of what runs, by id
        self.probes = collections.defaultdict(list)  # by id
        self._offset = 0
        self._lock = threading.Lock()
        self.refresh()

    def refresh(self):
        """Reads the lines that were written since the last call."""
        with self._lock, open(os.path.join(RUN, "journal.jsonl"), "rb") as file:
            file.seek(self._offset)
            lines = file.read().split(b"\n")[:-1]  # the last one may be half written
            for line in lines:
                self._read(json.loads(line))
                self._offset += len(line) + 1

    def _read(self, entry):
        if entry["op"] == "create":
            self.created[entry["namespace"], entry["pod"], entry["container"]] = entry
        elif entry["op"] == "start" and entry["pid"]:
            self.pids[entry["id"]] = entry["pid"]
        elif entry["op"] == "exit":
            self.pids.pop(entry["id"], None)
        elif entry["op"] == "exec":
            self.probes[entry["id"]].append(entry["command"])

    def of(self, namespace, pod, container):
        return self.created.get((namespace, pod, container))

    def process(self, created):
        """The environment and the arguments of the process of a container, as lists of bytes; None if it has ended, as one
        may at any time: then the kubelet starts another."""

        def read():
            pid = self.pids.get(created["id"])
            found = pid and process(pid)
            self.refresh()
            if created["id"] not in self.pids:
                return [None]  # another process may have the same number
            return found and [found]

        return until("the end of a process is reported, container %s" % created["id"], read)[0]


def process(pid):
    """The environment and the arguments of a process, as lists of bytes; None if there is none."""
    try:
        with open("/proc/%d/environ" % pid, "rb") as file:
            env = file.read().split(b"\0")[:-1]
        with open("/proc/%d/cmdline" % pid, "rb") as file:
            argv = file.read().split(b"\0")[:-1]
    except (FileNotFoundError, ProcessLookupError):
        return None
    return (env, argv) if argv else None  # one that has ended, until somebody asks for its status
