"""Runs a program under strace, and returns the files, programs, and sockets that it used.

Only the program itself is traced, with its threads: strace detaches from a process that executes
another program.
"""
import fcntl
import os
import pathlib
import pty
import re
import signal
import struct
import subprocess
import tempfile
import termios
import threading
import time

# What opens, creates, or changes files, executes programs, and uses sockets. stat and access only ask.
CALLS = ("open,openat,openat2,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,"
         "symlink,symlinkat,mknod,mknodat,chmod,fchmodat,chown,lchown,fchownat,truncate,chdir,execve,execveat,"
         "memfd_create,ptrace,process_vm_readv,io_uring_setup,%network")
# The calls that Reader understands.
FILES_AND_SOCKETS = set(CALLS.replace("%network", "socket,socketpair,connect,bind,sendto").split(","))
LINE = re.compile(r"^(\d+) +(?:<\.\.\. )?([a-z_0-9]+)(?:\(| resumed>)(.*)$")
NAME = re.compile(r'"((?:[^"\\]|\\.)*)"')
ADDRESS = re.compile(r'sin6?_port=htons\((\d+)\).*?"([^"]+)"')
UNIX = re.compile(r'sun_path=(@?"[^"]*")')
LOADER = re.compile(r"^/etc/ld\.so\.(cache|preload)$|^(/usr)?/lib(64)?/.*\.so[.0-9]*$")
TEMPORARY = re.compile(r"\.svcenv-[A-Za-z0-9]{6}")


class Used:
    """The files that a program read and wrote (as name -> True), the programs it ran, and where it connected."""

    def __init__(self):
        self.reads, self.writes, self.runs, self.connects = set(), set(), set(), set()

    def everything(self):
        return {"reads": self.reads, "writes": self.writes, "runs": self.runs, "connects": self.connects}


class Reader:
    def __init__(self, folder, path, is_dynamic):
        self.folder, self.path, self.is_dynamic = folder, path.split(":"), is_dynamic
        self.used = Used()
        self.first = True

    def shown(self, name):
        absolute = os.path.normpath(os.path.join(self.folder, name))
        relative = os.path.relpath(absolute, self.folder)
        text = absolute if relative.startswith("../") else relative
        return re.sub(r"^/proc/\d+/", "/proc/N/", TEMPORARY.sub(".svcenv-*", text))

    def executed(self, name):
        """Programs found in PATH go by their name."""
        return os.path.basename(name) if os.path.dirname(name) in self.path else self.shown(name)

    def line(self, text):
        match = LINE.match(text)
        if not match:
            return
        _, call, rest = match.groups()
        names = NAME.findall(rest)
        if call in ("execve", "execveat"):
            if not self.first and names:
                self.used.runs.add(self.executed(names[0]))
            self.first = False
        elif call in ("open", "openat", "openat2", "creat"):
            self.opened(call, names, rest)
        elif call in ("connect", "bind", "sendto"):
            address = ADDRESS.search(rest)
            unix = UNIX.search(rest)
            where = "%s:%s" % (address[2], address[1]) if address else unix[1] if unix else rest
            self.used.connects.add("%s %s" % (call, where) if call != "connect" else where)
        elif call in ("socket", "socketpair"):
            family = rest.split(",")[0]
            if family not in ("AF_INET", "AF_INET6"):
                self.used.connects.add("%s %s" % (call, family))
        elif call.startswith(("get", "set", "recv", "shutdown")):
            return
        else:
            self.used.writes.update([self.shown(name) for name in names] or ["with %s" % call])

    def opened(self, call, names, rest):
        if not names:
            return
        if self.is_dynamic and LOADER.match(names[0]):
            return
        writes = call == "creat" or re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC)", rest)
        (self.used.writes if writes else self.used.reads).add(self.shown(names[0]))


def is_dynamic(program):
    headers = subprocess.run(["readelf", "-lW", program], capture_output=True, text=True, check=True).stdout
    return "INTERP" in headers


class Terminal:
    """A small terminal for a program, whose output nobody looks at."""

    def __init__(self):
        self.ours, self.theirs = pty.openpty()
        fcntl.ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 4, 80, 0, 0))
        threading.Thread(target=self.drain, daemon=True).start()

    def drain(self):
        try:
            while os.read(self.ours, 65536):
                pass
        except OSError:  # the other end is closed
            pass


def end_after(process, log, text):
    """Sends SIGTERM to the traced program a second after `text` is in the log."""
    for _ in range(600):
        time.sleep(0.1)
        content = pathlib.Path(log).read_text(encoding="utf-8", errors="replace") if os.path.exists(log) else ""
        if text in content:
            time.sleep(1)
            os.kill(int(re.match(r"\d+", content).group()), signal.SIGTERM)
            return
    process.kill()


def trace(program, words, folder, environment, stdin=None, terminal=False, ends_after=None):
    """Returns (Used, exit status, stdout, stderr). Sends SIGTERM when
    strace has shown `ends_after`."""
    with tempfile.TemporaryDirectory() as scratch:
        log = os.path.join(scratch, "log")
        command = ["strace", "-f", "-b", "execve", "-qq", "-s", "4096", "-o", log, "-e", "trace=" + CALLS, "-e",
                   "signal=none", program, *words]
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        if stdin is not None:
            streams["stdin"] = open(os.path.join(folder, stdin), "rb")
        if terminal:
            window = Terminal()
            streams = {name: window.theirs for name in streams}
        process = subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True, **streams)
        if ends_after is not None:
            end_after(process, log, ends_after)
        stdout, stderr = process.communicate(timeout=120)
        reader = Reader(folder, environment["PATH"], is_dynamic(program))
        with open(log, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                reader.line(line)
        return reader.used, process.returncode, *((text or b"").decode(errors="replace") for text in (stdout, stderr))


def why_not():
    """Returns why this machine cannot trace programs, or an empty string."""
    try:
        done = subprocess.run(["strace", "-f", "-b", "execve", "-qq", "-o", os.devnull, "true"], capture_output=True,
                              text=True, check=False)
    except FileNotFoundError:
        return "strace not found"
    return "" if done.returncode == 0 else "strace cannot trace programs here: %s" % done.stderr.strip()
