"""The commands and the calls that fail, and why some commands do not make some calls."""

# By call: how strace makes it fail. Allocations fail in faults.c instead of brk, and close, which closes.
FAULTS = {
    "openat": "error=EMFILE", "read": "error=EIO", "pread64": "error=EIO", "getdents64": "error=EIO",
    "newfstatat": "error=EACCES", "lseek": "error=EINVAL", "mmap": "error=ENOMEM",
    "write": "error=EIO", "writev": "error=ENOSPC", "fcntl": "error=EBADF",
    "fchmod": "error=EPERM", "fchown": "error=EPERM", "renameat2": "error=EIO", "rename": "error=EACCES",
    "unlink": "error=EACCES", "pipe2": "error=EMFILE", "dup2": "error=EBUSY", "clone3": "error=EAGAIN",
    "wait4": "error=ECHILD", "poll": "error=ENOMEM", "execve": "error=ENOMEM", "socket": "error=EMFILE",
    "connect": "error=ENETUNREACH", "getsockopt": "error=ENOBUFS", "accept4": "error=EMFILE",
}

# What a command does.
READS, LISTS, LARGE, INPUT, WRITES, NEW, TOOL, RESULTS = "reads lists large input writes new tool results".split()
REPLACES, FIXES, BECOMES, WAITS, SAYS = "replaces fixes becomes waits says".split()

# By call: only commands that do one of these make it. The others have an empty cell.
ONLY = {
    "getdents64": {LISTS}, "fchmod": {WRITES}, "renameat2": {WRITES}, "rename": {NEW}, "unlink": {REPLACES},
    "fchown": {FIXES}, "pipe2": {TOOL}, "dup2": {TOOL}, "clone3": {TOOL}, "wait4": {TOOL}, "poll": {TOOL, WAITS},
    "execve": {TOOL, BECOMES}, "socket": {WAITS}, "connect": {WAITS}, "getsockopt": {WAITS},
    "write": {SAYS}, "lseek": {LARGE}, "openat": {READS, TOOL}, "writev": {RESULTS},
    "read": {READS, TOOL, INPUT}, "pread64": {LARGE}, "mmap": {LARGE, TOOL}, "newfstatat": {READS}, "accept4": {"serves"},
}

# What glibc says, with status 127, if it cannot even start a static program.
START = "cannot allocate TLS data structures"


# By call: why a command may then end as usual with another result.
TOLERATED = {
    "newfstatat": "a settings file or kustomization whose status is unknown counts as absent",
}


class Command:
    """A command line, and what it does.

    `hands_on`: stdout, or a file, may contain Secrets. `streams`: it answers before it has read all of its
    input. `tolerates`: more of TOLERATED.
    """

    def __init__(self, words, *does, hands_on=False, stdin=None, streams=False, tolerates=()):
        self.words, self.does, self.hands_on, self.stdin = words.split(), {*does, RESULTS}, hands_on, stdin
        self.streams, self.tolerates, self.failures = streams, {*TOLERATED, *tolerates}, (2,)

    def becomes(self):
        self.does = self.does - {RESULTS} | {BECOMES}
        self.failures = (125, 126, 127)
        return self

    def without_results(self):
        self.does -= {RESULTS}
        return self

    def __str__(self):
        return " ".join(self.words)


# A fix is dropped, and its finding stays, if the fixed file cannot be linted.
TRIAL = ("openat", "read")
# Completion offers nothing instead of reporting an error in the middle of a command line.
OFFERS = ("openat", "read", "allocation", "pipe2", "clone3", "execve", "poll", "wait4", "dup2", "mmap")


def commands(large):
    """`large` is the path of a manifest that several threads read."""
    files = (READS, LISTS, SAYS)
    yield Command("env -f m -o table", *files)
    yield Command("explain URL -f m", READS, LISTS)
    yield Command("services -f m", READS, LISTS)
    yield Command("services -f %s" % large, READS, LARGE)
    yield Command("resolve -f m --mask-secrets", *files)
    yield Command("graph -f m -o json", READS, LISTS)
    yield Command("report -f m", *files)
    yield Command("report -f m --write page.html", *files, WRITES, NEW).without_results()
    yield Command("lint -f m", *files)
    yield Command("lint fix.yaml --fix", READS, SAYS, WRITES, REPLACES, FIXES, tolerates=TRIAL).without_results()
    yield Command("lint -f m --write-baseline causes", *files, WRITES, REPLACES).without_results()
    yield Command("size -f m", *files)
    yield Command("diff m other.yaml", *files)
    yield Command("review pod.yaml -f m --policy policy.yaml", *files)
    yield Command("env -n shop -o table", SAYS, TOOL)
    yield Command("lint -n shop", READS, SAYS, TOOL)
    yield Command("env -k m -o table", READS, SAYS, TOOL)
    yield Command("collect -n shop --write shop.gz", READS, SAYS, TOOL, WRITES, NEW).without_results()
    yield Command("batch", INPUT, stdin="request.json", hands_on=True, streams=True)
    yield Command("completion bash")
    yield Command("version --licenses")
    yield Command("help lint")
    yield Command("__complete env -f m/web.yaml deploy/", READS, tolerates=OFFERS)
    yield Command("__complete env pod/", TOOL, tolerates=OFFERS)
    yield Command("run deploy/web -f m --with-secrets --skip-unknown -- env", *files, hands_on=True).becomes()
    yield Command("exec --env-file e.env --template t.in:t.out true", READS, SAYS, WRITES, NEW).becomes()
    yield Command("exec --wait-for web --timeout 20s true", WAITS).becomes()


def is_explained(command, call):
    """Returns whether the command does not make this call."""
    return call in ONLY and not ONLY[call] & command.does
