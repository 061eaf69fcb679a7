"""Archives whose bytes depend only on their content and the time of the release."""

import dataclasses
import gzip
import io
import tarfile
import time
import zipfile


@dataclasses.dataclass(frozen=True)
class File:
    name: str  # relative, with slashes
    data: bytes
    executable: bool = False

    @property
    def mode(self):
        return 0o755 if self.executable else 0o644


def tar(files, epoch):
    """Returns a tar archive of the files and their directories, sorted by name and owned by root."""
    directories = {part for file in files for part in _parents(file.name)}
    members = [(name, None) for name in directories] + [(file.name, file) for file in files]
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, file in sorted(members, key=lambda member: member[0]):
            info = tarfile.TarInfo(name)
            info.mtime = epoch
            info.uname = info.gname = "root"
            if file is None:
                info.type, info.mode = tarfile.DIRTYPE, 0o755
                archive.addfile(info)
            else:
                info.mode, info.size = file.mode, len(file.data)
                archive.addfile(info, io.BytesIO(file.data))
    return out.getvalue()


def _parents(name):
    parts = name.split("/")[:-1]
    return ["/".join(parts[: i + 1]) for i in range(len(parts))]


def compress(data):
    """Returns the data as gzip without a name and time, as `gzip -9n` writes it."""
    return gzip.compress(data, compresslevel=9, mtime=0)


def tar_gz(files, epoch):
    return compress(tar(files, epoch))


def zip_archive(files, epoch):
    """Returns a zip archive with the files in the given order."""
    out = io.BytesIO()
    # The format cannot represent times before 1980.
    when = max(time.gmtime(epoch)[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in files:
            info = zipfile.ZipInfo(file.name, when)
            info.create_system = 3  # Unix, so that the mode counts
            info.external_attr = (0o100000 | file.mode) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, file.data)
    return out.getvalue()
