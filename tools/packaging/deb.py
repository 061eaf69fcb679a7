"""Debian packages: svcenv, libsvcenv1, and libsvcenv-dev. Requires dpkg-deb and dpkg-shlibdeps."""

import email.utils
import hashlib
import os
import pathlib
import re
import subprocess
import textwrap

from tools.packaging import project
from tools.packaging.archives import File, compress
from tools.packaging.tarball import COMPLETIONS

_TRIPLES = {"amd64": "x86_64-linux-gnu", "arm64": "aarch64-linux-gnu"}
_COMPLETION_FOLDERS = {
    "bash": "usr/share/bash-completion/completions/svcenv",
    "zsh": "usr/share/zsh/vendor-completions/_svcenv",
    "fish": "usr/share/fish/vendor_completions.d/svcenv.fish",
    "kubectl": "usr/bin/kubectl_complete-svcenv",
}

_LIBYAML = """# Built from Debian's source package of libyaml with its security fixes, like every library in the file.
# sbom.spdx.json lists the version, and docs/releasing.md says how to follow it.
"""
_PROGRAM_OVERRIDES = f"""{_LIBYAML}svcenv: embedded-library libyaml *
# One file for containers and machines without libraries.
svcenv: statically-linked-binary [usr/bin/svcenv]
"""
_ONE_WITHOUT_MAN_PAGE = """# Run by kubectl's completion, not by people.
svcenv: no-manual-page [usr/bin/kubectl_complete-svcenv]
"""
_NO_MAN_PAGES = """# The tree of this version makes no manual pages.
svcenv: no-manual-page *
"""
_LIBRARY_OVERRIDES = f"""{_LIBYAML}libsvcenv1: embedded-library libyaml *
"""


class Package:
    """One .deb: its control fields and files."""

    def __init__(self, release, name, arch, **fields):
        self.release, self.name, self.arch = release, name, arch
        self.fields = fields
        self.files = []
        self.links = {}
        self.control = {}
        doc = f"usr/share/doc/{name}"
        self.add(f"{doc}/copyright", _copyright(release))
        self.add(f"{doc}/changelog.gz", compress(_changelog(release)))

    @property
    def file_name(self):
        return f"{self.name}_{self.release.version}_{self.arch}.deb"

    def add(self, name, data, executable=False):
        self.files.append(File(name, data, executable))

    def add_override(self, text):
        self.add(f"usr/share/lintian/overrides/{self.name}", text.encode())

    def _control(self):
        installed = sum(-(-len(file.data) // 1024) for file in self.files)
        fields = {
            "Package": self.name,
            "Source": None if self.name == "svcenv" else "svcenv",
            "Version": self.release.version,
            "Architecture": self.arch,
            "Maintainer": project.MAINTAINER,
            "Installed-Size": str(installed),
            **{key.replace("_", "-"): value for key, value in self.fields.items() if key != "Description"},
            "Priority": "optional",
            "Homepage": project.HOMEPAGE,
            "Description": self.fields["Description"],
        }
        return "".join(f"{key}: {value}\n" for key, value in fields.items() if value)

    def write(self, out, scratch):
        """Writes the package to the directory `out`."""
        root = scratch / self.file_name
        sums = "".join(f"{hashlib.md5(file.data).hexdigest()}  {file.name}\n" for file in sorted(self.files, key=lambda f: f.name))
        control = {"control": self._control(), "md5sums": sums, **self.control}
        for file in self.files + [File(f"DEBIAN/{name}", text.encode()) for name, text in control.items()]:
            path = root / file.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
            path.chmod(file.mode)
        for name, target in self.links.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).symlink_to(target)
        for folder, names, files in os.walk(root):
            pathlib.Path(folder).chmod(0o755)
            for name in names + files + ["."]:
                os.utime(pathlib.Path(folder, name), (self.release.epoch, self.release.epoch), follow_symlinks=False)
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(self.release.epoch)}
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--threads-max=1", "--build", root, out / self.file_name]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def program(release, platform):
    """Returns the package with the command."""
    package = Package(
        release,
        "svcenv",
        platform.split("_")[1],
        Section="utils",
        Recommends="kubernetes-client | kubectl",
        Description=_description(project.SUMMARY, project.DESCRIPTION),
    )
    package.add("usr/bin/svcenv", release.programs[platform], executable=True)
    for shell in COMPLETIONS:
        package.add(_COMPLETION_FOLDERS[shell], release.completions[shell], executable=shell == "kubectl")
    for name, data in release.man_pages.items():
        package.add(f"usr/share/man/man1/{name}.gz", compress(data))
    package.links["usr/bin/kubectl-svcenv"] = "svcenv"
    if release.man_pages:
        package.links["usr/share/man/man1/kubectl-svcenv.1.gz"] = "svcenv.1.gz"
    package.add_override(_PROGRAM_OVERRIDES + (_ONE_WITHOUT_MAN_PAGE if release.man_pages else _NO_MAN_PAGES))
    return package


def libraries(release, installed, arch, scratch):
    """Returns libsvcenv1 and libsvcenv-dev with the files of tools/install-c in `installed`."""
    folder = f"usr/lib/{_TRIPLES[arch]}"
    shared = installed / "lib/libsvcenv.so.1"
    runtime = Package(
        release,
        "libsvcenv1",
        arch,
        Section="libs",
        Multi_Arch="same",
        Depends=_shared_library_dependencies(shared, scratch),
        Description=_description(
            "environment of Kubernetes containers (C library)",
            "libsvcenv computes the environment variables of Kubernetes containers exactly as the kubelet does, and "
            "answers admission reviews. This package contains the shared library.",
        ),
    )
    runtime.add(f"{folder}/libsvcenv.so.1", shared.read_bytes())
    runtime.control["shlibs"] = f"libsvcenv 1 libsvcenv1 (>= {release.version})\n"
    runtime.control["triggers"] = "activate-noawait ldconfig\n"
    runtime.add_override(_LIBRARY_OVERRIDES)
    development = Package(
        release,
        "libsvcenv-dev",
        arch,
        Section="libdevel",
        Multi_Arch="same",
        Depends=f"libsvcenv1 (= {release.version})",
        Description=_description(
            "environment of Kubernetes containers (development files)",
            "libsvcenv computes the environment variables of Kubernetes containers exactly as the kubelet does, and "
            "answers admission reviews. This package contains the C header, and files for pkg-config and CMake.",
        ),
    )
    development.add("usr/include/svcenv/c/svcenv.h", (installed / "include/svcenv/c/svcenv.h").read_bytes())
    development.links[f"{folder}/libsvcenv.so"] = "libsvcenv.so.1"
    for path in sorted(installed.glob("lib/pkgconfig/*.pc")) + sorted(installed.glob("lib/cmake/svcenv/*.cmake")):
        name = path.relative_to(installed / "lib")
        development.add(f"{folder}/{name}", _for_folder(path.read_text(), folder).encode())
    return [runtime, development]


def _for_folder(text, folder):
    """Returns a file of pkg-config or CMake that finds the library in `folder` and headers in /usr."""
    text = text.replace("prefix=${pcfiledir}/../..", "prefix=/usr")
    text = text.replace("libdir=${prefix}/lib", f"libdir=${{prefix}}/{folder[len('usr/'):]}")
    text = text.replace("${CMAKE_CURRENT_LIST_DIR}/../../..", "/usr")
    return text.replace("${_svcenv_prefix}/lib/", f"${{_svcenv_prefix}}/{folder[len('usr/'):]}/")


def _shared_library_dependencies(library, scratch):
    """Returns the packages that the library requires, with versions, for the field Depends."""
    (scratch / "debian").mkdir()
    (scratch / "debian/control").write_text("Source: svcenv\n\nPackage: libsvcenv1\nArchitecture: any\n")
    command = ["dpkg-shlibdeps", "-O", f"-e{library.resolve()}"]
    run = subprocess.run(command, cwd=scratch, check=True, capture_output=True, text=True)
    found = re.search(r"^shlibs:Depends=(.*)$", run.stdout, re.MULTILINE)
    return found[1]


def _description(summary, text):
    lines = textwrap.wrap(text, width=76)
    return summary[0].lower() + summary[1:] + "".join(f"\n {line}" for line in lines)


def _changelog(release):
    """Returns a changelog with one entry, which refers to CHANGELOG.md for the changes."""
    when = email.utils.formatdate(release.epoch, usegmt=False).replace("-0000", "+0000")
    return (
        f"svcenv ({release.version}) stable; urgency=medium\n\n"
        f"  * Release {release.version}. CHANGELOG.md in the sources lists the changes.\n\n"
        f" -- {project.MAINTAINER}  {when}\n"
    ).encode()


def _copyright(release):
    """Returns a copyright file: NOTICE, and where a Debian system has the texts of the licenses."""
    head = (
        "svcenv is Copyright 2026 The svcenv Authors, and licensed under the Apache License, Version 2.0.\n"
        "On Debian systems, /usr/share/common-licenses/Apache-2.0 has its text, and\n"
        "/usr/share/common-licenses/LGPL-2.1 and GPL-3 those of the other licenses named below.\n"
        "The GCC Runtime Library Exception is in /usr/share/doc/gcc-12-base/copyright.\n"
        f"The sources are at {project.HOMEPAGE}\n\n"
    )
    return head.encode() + release.read("NOTICE")
