"""The programs of a release, by platform, and checks that each is what its name says."""

import struct

PLATFORMS = ("linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64")
BUILT_HERE = "linux_amd64"

_ELF_MACHINES = {62: "amd64", 183: "arm64"}
_MACH_O_TYPES = {0x01000007: "amd64", 0x0100000C: "arm64"}
_PT_INTERP = 3
_LC_VERSION_MIN_MACOSX = 0x24
_LC_BUILD_VERSION = 0x32


class WrongProgram(Exception):
    """A file that is not a program for its platform."""


def check(platform, data):
    """Fails unless `data` is a program for the platform, and static if the platform is Linux."""
    found = platform_of(data)
    if found != platform:
        raise WrongProgram(f"svcenv_{platform} is a program for {found or 'an unknown platform'}")
    if platform.startswith("linux") and _PT_INTERP in _segment_types(data):
        raise WrongProgram(f"svcenv_{platform} is not static: it requires a dynamic linker")


def platform_of(data):
    """Returns a name like "linux_amd64", or None if the file is no 64-bit ELF or Mach-O program."""
    if data[:6] == b"\x7fELF\x02\x01":
        arch = _ELF_MACHINES.get(struct.unpack_from("<H", data, 18)[0])
        return arch and f"linux_{arch}"
    if data[:4] == b"\xcf\xfa\xed\xfe":
        arch = _MACH_O_TYPES.get(struct.unpack_from("<I", data, 4)[0])
        return arch and f"darwin_{arch}"
    return None


def _segment_types(data):
    offset, size, count = struct.unpack_from("<Q", data, 32)[0], *struct.unpack_from("<HH", data, 54)
    return [struct.unpack_from("<I", data, offset + i * size)[0] for i in range(count)]


def macos_minimum(data):
    """Returns the oldest macOS that a Mach-O program runs on, as (major, minor)."""
    offset = 32
    for _ in range(struct.unpack_from("<I", data, 16)[0]):
        command, size = struct.unpack_from("<II", data, offset)
        if command in (_LC_BUILD_VERSION, _LC_VERSION_MIN_MACOSX):
            at = offset + (12 if command == _LC_BUILD_VERSION else 8)
            version = struct.unpack_from("<I", data, at)[0]
            return version >> 16, version >> 8 & 0xFF
        offset += size
    raise WrongProgram("a darwin program does not name the macOS that it requires")


def read(directory, built):
    """Returns the programs by platform: `built`, and svcenv_OS_ARCH files of the directory (or None).

    Prints a line for each platform that is skipped.
    """
    programs = {BUILT_HERE: built}
    check(BUILT_HERE, built)
    for platform in PLATFORMS:
        if platform == BUILT_HERE:
            continue
        path = directory / f"svcenv_{platform}" if directory else None
        if path is None or not path.is_file():
            reason = f"{path.name} not found in {directory}" if path else "pass --programs DIR"
            print(f"skipped {platform}: {reason}")
            continue
        programs[platform] = path.read_bytes()
        check(platform, programs[platform])
    return programs
