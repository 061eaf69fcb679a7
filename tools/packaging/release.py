"""What all artifacts of a release share, and the builds that they need."""

import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


class Refused(Exception):
    """The release cannot be made; the message says why."""


class Release:
    """One version of svcenv at one commit."""

    def __init__(self, version, bazel_flags, allow_dirty):
        self.version = version
        self.bazel_flags = bazel_flags
        expected = re.search(r'kVersion = "([^"]+)"', (ROOT / "lib/svcenv/base/version.h").read_text())[1]
        if version != expected:
            raise Refused(f"the sources are version {expected} (lib/svcenv/base/version.h), not {version}")
        if not allow_dirty and git("status", "--porcelain"):
            raise Refused("the tree has uncommitted changes: commit or remove them, or pass --allow-dirty for a test")
        self.commit = git("rev-parse", "HEAD")
        self.epoch = int(git("log", "-1", "--format=%ct"))
        self.programs = {}  # by platform
        self.completions = {}  # by shell
        self.man_pages = {}  # by file name

    def read(self, name):
        return (ROOT / name).read_bytes()

    def bazel(self, command, *arguments):
        """Runs bazelw with the flags of the release, and returns its stdout."""
        run = subprocess.run(["./bazelw", command, *self.bazel_flags, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        if run.returncode != 0:
            raise Refused(f"./bazelw {command} {' '.join(arguments)} failed")
        return run.stdout.strip()

    def build_program(self):
        """Builds the static program of this machine's platform and returns its bytes."""
        self.bazel("build", "//:svcenv_static")
        return pathlib.Path(self.bazel("info", "bazel-bin"), "svcenv_static").read_bytes()

    def install_library(self, prefix):
        """Installs the C interface below the directory."""
        run = subprocess.run(["tools/install-c", prefix, *self.bazel_flags], cwd=ROOT, stdout=subprocess.DEVNULL)
        if run.returncode != 0:
            raise Refused("tools/install-c failed")

    def output_base(self):
        return pathlib.Path(self.bazel("info", "output_base"))

    def ask_program(self, path, shells):
        """Collects the completion scripts of the program at `path`."""
        for shell in shells:
            self.completions[shell] = subprocess.run([path, "completion", shell], check=True, stdout=subprocess.PIPE).stdout

    def build_man_pages(self):
        """Collects the man pages, if the tree has a target that makes them."""
        if 'name = "man"' not in (ROOT / "docs/BUILD.bazel").read_text():
            print("skipped man pages: no target //docs:man")
            return
        self.bazel("build", "//docs:man")
        for page in sorted(pathlib.Path(self.bazel("info", "bazel-bin"), "docs/man").glob("*.1")):
            self.man_pages[page.name] = page.read_bytes()


def git(*arguments):
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
