"""oci/: an OCI image layout of an image with only the program, for each Linux architecture."""

import hashlib
import json
import time

from tools.packaging import project
from tools.packaging.archives import File, compress, tar

_USER = "65532:65532"  # "nonroot" in distroless images
_INDEX = "application/vnd.oci.image.index.v1+json"
_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
_CONFIG = "application/vnd.oci.image.config.v1+json"
_LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"


class Layout:
    """Collects the blobs of a layout, by digest."""

    def __init__(self):
        self.files = [File("oci-layout", _json({"imageLayoutVersion": "1.0.0"}))]

    def add(self, media_type, data, **more):
        """Adds a blob and returns its descriptor."""
        digest = hashlib.sha256(data).hexdigest()
        file = File(f"blobs/sha256/{digest}", data)
        if file not in self.files:
            self.files.append(file)
        return {"mediaType": media_type, "digest": f"sha256:{digest}", "size": len(data), **more}


def _json(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def make(release):
    """Returns the files of the layout, for all Linux programs of the release."""
    layout = Layout()
    manifests = [_image(layout, release, p) for p in sorted(release.programs) if p.startswith("linux_")]
    image = {"schemaVersion": 2, "mediaType": _INDEX, "manifests": manifests, "annotations": _annotations(release)}
    named = {"org.opencontainers.image.ref.name": release.version}
    index = {"schemaVersion": 2, "mediaType": _INDEX, "manifests": [layout.add(_INDEX, _json(image), annotations=named)]}
    return layout.files + [File("index.json", _json(index))]


def _image(layout, release, platform):
    files = [File("svcenv", release.programs[platform], executable=True)]
    files += [File(f"usr/share/doc/svcenv/{name}", release.read(name)) for name in ("LICENSE", "NOTICE")]
    layer = tar(files, release.epoch)
    machine = {"os": "linux", "architecture": platform.split("_")[1]}
    created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(release.epoch))
    config = {
        **machine,
        "created": created,
        "config": {"User": _USER, "Entrypoint": ["/svcenv"], "WorkingDir": "/", "Labels": _annotations(release)},
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{hashlib.sha256(layer).hexdigest()}"]},
        "history": [{"created": created, "created_by": "tools/release"}],
    }
    manifest = {
        "schemaVersion": 2,
        "mediaType": _MANIFEST,
        "config": layout.add(_CONFIG, _json(config)),
        "layers": [layout.add(_LAYER, compress(layer))],
        "annotations": _annotations(release),
    }
    return layout.add(_MANIFEST, _json(manifest), platform=machine)


def _annotations(release):
    prefix = "org.opencontainers.image."
    return {
        prefix + "title": "svcenv",
        prefix + "description": project.SUMMARY,
        prefix + "version": release.version,
        prefix + "revision": release.commit,
        prefix + "licenses": "Apache-2.0",
        prefix + "source": project.HOMEPAGE,
    }
