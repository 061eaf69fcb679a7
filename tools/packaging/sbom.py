"""sbom.spdx.json: the libraries in the artifacts, with version and Debian patch level (SPDX 2.3)."""

import hashlib
import json
import re
import subprocess
import time

from tools.packaging import project
from tools.packaging.programs import BUILT_HERE

# Libraries built from Debian's source packages (tools/bazel/source_deps.bzl).
_SOURCE_PACKAGES = {"abseil": "Apache-2.0", "re2": "BSD-3-Clause", "libdeflate": "MIT", "libyaml": "MIT", "simdjson": "Apache-2.0"}
# Libraries from installed Debian packages.
_INSTALLED_PACKAGES = {
    "nlohmann-json3-dev": "MIT",
    "libcli11-dev": "BSD-3-Clause",
    "libc6-dev": "LGPL-2.1-or-later",
    "libstdc++-12-dev": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libgcc-12-dev": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "unicode-data": "Unicode-DFS-2016",
}


def linked_libraries(output_base):
    """Returns (Debian source package, version, license) of each library in the programs built here."""
    found = []
    for name, license_name in _SOURCE_PACKAGES.items():
        (description,) = output_base.glob(f"external/debian_*sources/{name}_*.dsc")
        version = re.search(r"^Version: (\S+)$", description.read_text(), re.MULTILINE)[1]
        found.append((name, version, license_name))
    query = ["dpkg-query", "-W", "-f", "${source:Package} ${source:Version} ${Package}\n", *_INSTALLED_PACKAGES]
    for line in subprocess.run(query, check=True, capture_output=True, text=True).stdout.splitlines():
        name, version, binary = line.split()
        library = (name, version, _INSTALLED_PACKAGES[binary])
        if library not in found:
            found.append(library)
    return sorted(found)


def _package(name, version, license_name, **more):
    return {
        "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name),
        "name": name,
        "versionInfo": version,
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
        "licenseConcluded": license_name,
        "licenseDeclared": license_name,
        "copyrightText": "NOASSERTION",
        **more,
    }


def _debian_package(name, version, license_name):
    purl = f"pkg:deb/debian/{name}@{version.replace('+', '%2B').replace(':', '%3A')}?arch=source&distro=bookworm"
    reference = {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl}
    return _package(name, version, license_name, supplier="Organization: Debian", externalRefs=[reference])


def make(release, libraries):
    """Returns the SBOM. `libraries` are those of the program built here (linked_libraries)."""
    packages = [_package("svcenv", release.version, "Apache-2.0", supplier="Organization: The svcenv Authors")]
    relationships = [_relationship("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-svcenv")]
    for platform, data in sorted(release.programs.items()):
        checksum = {"algorithm": "SHA256", "checksumValue": hashlib.sha256(data).hexdigest()}
        comment = "" if platform == BUILT_HERE else "Built elsewhere. The build did not record its libraries."
        packages.append(
            _package(f"svcenv_{platform}", release.version, "NOASSERTION", checksums=[checksum], **({"comment": comment} if comment else {}))
        )
        relationships.append(_relationship("SPDXRef-svcenv", "CONTAINS", packages[-1]["SPDXID"]))
    program = "SPDXRef-svcenv-" + BUILT_HERE.replace("_", "-")
    for library in libraries:
        packages.append(_debian_package(*library))
        relationships.append(_relationship(program, "STATIC_LINK", packages[-1]["SPDXID"]))
    content = json.dumps([packages, relationships], sort_keys=True).encode()
    document = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"svcenv-{release.version}",
        "documentNamespace": f"{project.HOMEPAGE}/sbom/{release.version}-{hashlib.sha256(content).hexdigest()}",
        "creationInfo": {
            "created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(release.epoch)),
            "creators": ["Organization: The svcenv Authors", "Tool: svcenv-tools-release"],
        },
        "packages": packages,
        "relationships": relationships,
    }
    return (json.dumps(document, indent=2) + "\n").encode()


def _relationship(element, kind, related):
    return {"spdxElementId": element, "relationshipType": kind, "relatedSpdxElement": related}
