"""svcenv-VERSION-py3-none-PLATFORM.whl: `pip install svcenv` puts the program on the PATH."""

import base64
import hashlib

from tools.packaging import programs, project
from tools.packaging.archives import File, zip_archive

# The program is static, so it also runs on distributions with musl or an older glibc.
_LINUX_TAGS = "manylinux_2_17_{0}.manylinux2014_{0}.musllinux_1_1_{0}"
_ARCHES = {"linux_amd64": "x86_64", "linux_arm64": "aarch64", "darwin_amd64": "x86_64", "darwin_arm64": "arm64"}


def _platform_tags(release, platform):
    arch = _ARCHES[platform]
    if platform.startswith("linux"):
        return _LINUX_TAGS.format(arch)
    major, minor = programs.macos_minimum(release.programs[platform])
    return f"macosx_{major}_{0 if major > 10 else minor}_{arch}"


def name_of(release, platform):
    return f"svcenv-{release.version}-py3-none-{_platform_tags(release, platform)}.whl"


def make(release, platform):
    info = f"svcenv-{release.version}.dist-info"
    files = [
        File(f"svcenv-{release.version}.data/scripts/svcenv", release.programs[platform], executable=True),
        File(f"{info}/licenses/LICENSE", release.read("LICENSE")),
        File(f"{info}/licenses/NOTICE", release.read("NOTICE")),
        File(f"{info}/METADATA", _metadata(release).encode()),
        File(f"{info}/WHEEL", _wheel(release, platform).encode()),
    ]
    files.append(File(f"{info}/RECORD", _record(files, f"{info}/RECORD").encode()))
    return zip_archive(files, release.epoch)


def _metadata(release):
    return f"""Metadata-Version: 2.4
Name: svcenv
Version: {release.version}
Summary: {project.SUMMARY}
License-Expression: Apache-2.0
License-File: LICENSE
License-File: NOTICE
Project-URL: Homepage, {project.HOMEPAGE}
Keywords: kubernetes,environment,lint,kubectl
Classifier: Environment :: Console
Classifier: Operating System :: MacOS
Classifier: Operating System :: POSIX :: Linux
Classifier: Topic :: System :: Clustering
Requires-Python: >=3.7
Description-Content-Type: text/markdown

{project.DESCRIPTION}

    svcenv env deploy/web -n shop     # environment of a workload in the current cluster
    svcenv lint manifests/ -R         # mistakes in manifests, with location and fix

The package contains one program and no Python code. Run `svcenv help` for its commands, and
`svcenv version --licenses` for the licenses of the libraries in it.
"""


def _wheel(release, platform):
    tags = "".join(f"Tag: py3-none-{tag}\n" for tag in _platform_tags(release, platform).split("."))
    return f"Wheel-Version: 1.0\nGenerator: svcenv tools/release ({release.version})\nRoot-Is-Purelib: false\n{tags}"


def _record(files, record_name):
    lines = []
    for file in files:
        digest = base64.urlsafe_b64encode(hashlib.sha256(file.data).digest()).rstrip(b"=").decode()
        lines.append(f"{file.name},sha256={digest},{len(file.data)}\n")
    return "".join(lines) + f"{record_name},,\n"
