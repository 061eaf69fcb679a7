"""svcenv.krew.yaml: the manifest of the kubectl plugin, for krew's index."""

import hashlib
import textwrap

from tools.packaging import project, tarball

_HEAD = """apiVersion: krew.googlecontainertools.github.com/v1alpha2
kind: Plugin
metadata:
  name: svcenv
spec:
  version: v{version}
  homepage: {homepage}
  shortDescription: Show the environment a container will get
  description: |
{description}
  caveats: |
    svcenv reads the cluster through kubectl, with your permissions. Values of Secrets
    are masked unless you pass --show-secrets.
  platforms:
"""

_PLATFORM = """  - selector:
      matchLabels:
        os: {os}
        arch: {arch}
    uri: {uri}
    sha256: {sha256}
    bin: svcenv
    files:
    - from: svcenv
      to: .
    - from: LICENSE
      to: .
    - from: NOTICE
      to: .
"""


def make(release, archives):
    """Returns the manifest of the tarballs `archives`, by platform."""
    text = _HEAD.format(version=release.version, homepage=project.HOMEPAGE, description=_wrap(project.DESCRIPTION))
    for platform, data in archives.items():
        system, arch = platform.split("_")
        uri = project.download_url(release.version, tarball.name_of(release.version, platform))
        text += _PLATFORM.format(os=system, arch=arch, uri=uri, sha256=hashlib.sha256(data).hexdigest())
    return text.encode()


def _wrap(text):
    return textwrap.fill(text, width=90, initial_indent="    ", subsequent_indent="    ")
