"""Measures the cost of whole processes, as accounted by the operating system."""

import dataclasses
import os
import sys
import time


@dataclasses.dataclass
class Cost:
    seconds: float  # elapsed
    cpu: float  # on all processors
    peak_bytes: int = 0


def run_process(command, most_status=0):
    """Runs a command with its output discarded. Exits if its status is above `most_status`."""
    null = [(os.POSIX_SPAWN_OPEN, number, "/dev/null", os.O_RDWR, 0) for number in (0, 1, 2)]
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=null)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    if not 0 <= os.waitstatus_to_exitcode(status) <= most_status:
        sys.exit(f"status {os.waitstatus_to_exitcode(status)}: {' '.join(map(str, command))}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def shown_time(seconds):
    """Formats a time with three digits and a suitable unit."""
    for unit, scale in (("s", 1), ("ms", 1e3), ("µs", 1e6)):
        if seconds * scale >= 1:
            return f"{seconds * scale:.3g} {unit}"
    return f"{seconds * 1e9:.0f} ns"


def write_between(document, name, text):
    """Replaces the text between the markers `name` in a document."""
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->\n"
    before, rest = document.read_text(encoding="utf-8").split(begin)
    document.write_text(before + begin + text + end + rest.split(end)[1], encoding="utf-8")
