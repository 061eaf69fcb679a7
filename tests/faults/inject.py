"""Runs a command with a fault in one of its calls, and returns what came of it."""
import collections
import os
import pathlib
import re
import shutil
import signal
import struct
import subprocess
import tempfile

SECONDS = 90  # a command takes milliseconds; more is a hang, also on a busy machine
CALL = re.compile(r"^(\d+) +([a-z_0-9]+)\(")  # not where one resumes


class Result:
    def __init__(self, status, out, err, files, log=""):
        self.status, self.out, self.err, self.files, self.log = status, out, err, files, log

    def same(self, other):
        return (self.status, self.out, self.files) == (other.status, other.out, other.files)


Numbers = collections.namedtuple("Numbers", "allocations failing_allocation closes failing_close before_main")


class Runner:
    """Runs commands in copies of a folder."""

    def __init__(self, dynamic, static, template, port):
        self.dynamic, self.static, self.template, self.port = dynamic, static, template, port

    def run(self, command, before=(), environment=None, program=None):
        """`before` are the words of a program that runs svcenv, with {log} for a file that it writes."""
        with tempfile.TemporaryDirectory() as scratch:
            folder, log = os.path.join(scratch, "folder"), os.path.join(scratch, "log")
            shutil.copytree(self.template, folder)
            words = [word.replace("{log}", log) for word in before] + [program or self.static, *command.words]
            variables = {"PATH": "bin:/usr/bin", "HOME": folder, "TERM": "dumb", "WEB_SERVICE_HOST": "127.0.0.1",
                         "WEB_SERVICE_PORT": str(self.port), **(environment or {})}
            stdin = os.path.join(folder, command.stdin) if command.stdin else os.devnull
            with open(stdin, "rb") as source:
                process = subprocess.Popen(words, cwd=folder, env=variables, stdin=source, stdout=subprocess.PIPE,
                                           stderr=subprocess.PIPE, start_new_session=True)
                try:
                    out, err = process.communicate(timeout=SECONDS)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.communicate()
                    return Result("hang", b"", b"", {})
            text = pathlib.Path(log).read_text(errors="replace") if os.path.exists(log) else ""
            hide = lambda data: data.replace(folder.encode(), b"FOLDER")  # noqa: E731
            return Result(process.returncode, hide(out), hide(err), self.changed(folder), text)

    def changed(self, folder):
        """Returns the contents of files that are new or differ, by name."""
        found = {}
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if not path.is_file():
                continue
            name = str(path.relative_to(folder))
            before = os.path.join(self.template, name)
            data = path.read_bytes()
            if not os.path.exists(before) or pathlib.Path(before).read_bytes() != data:
                found[name] = data
        return found

    def counted(self, command, calls):
        """Returns the result of a clean run, and by call the numbers of those that svcenv itself makes."""
        strace = ["strace", "-f", "-b", "execve", "-qq", "-o", "{log}", "-e", "signal=none", "-e",
                  "trace=" + ",".join(calls)]
        result = self.run(command, strace)
        made = {}
        main = None
        for match in map(CALL.match, result.log.splitlines()):
            if match:
                main = main or match[1]
                made[match[2], match[1]] = made.get((match[2], match[1]), 0) + 1
        numbers = {}
        for call in calls:
            # strace counts the calls of each thread, and starts with the first call of the program.
            own = [count - (call == "execve" and thread == main) for (name, thread), count in made.items() if name == call]
            numbers[call] = list(range(1, max(own, default=0) + 1))
        return result, numbers

    def with_fault(self, command, call, number, error):
        return self.run(command, ["strace", "-f", "-b", "execve", "-qq", "-o", "{log}", "-e", "signal=none", "-e",
                                  "trace=" + call, "-e", "inject=%s:%s:when=%d" % (call, error, number)])

    def with_library(self, command, library, allocation=0, close=0):
        """Fails an allocation or a close, if its number is not 0. Returns the result, and the Numbers of faults.c."""
        with tempfile.NamedTemporaryFile() as file:
            file.write(struct.pack("=5Q", 0, allocation, 0, close, 0))
            file.flush()
            result = self.run(command, environment={"LD_PRELOAD": library, "FAULTS_FILE": file.name}, program=self.dynamic)
            return result, Numbers(*struct.unpack("=5Q", pathlib.Path(file.name).read_bytes()))
