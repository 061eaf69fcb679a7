"""svcenv_VERSION_OS_ARCH.tar.gz: the program, man pages, completions, LICENSE, and NOTICE."""

from tools.packaging.archives import File, tar_gz

# The file names under which shells look for a completion script.
COMPLETIONS = {"bash": "svcenv.bash", "zsh": "_svcenv", "fish": "svcenv.fish", "kubectl": "kubectl_complete-svcenv"}


def name_of(version, platform):
    return f"svcenv_{version}_{platform}.tar.gz"


def make(release, platform):
    files = [File("svcenv", release.programs[platform], executable=True)]
    files += [File(name, release.read(name)) for name in ("LICENSE", "NOTICE")]
    files += [File(f"man/man1/{name}", data) for name, data in release.man_pages.items()]
    for shell, name in COMPLETIONS.items():
        files.append(File(f"completions/{name}", release.completions[shell], executable=shell == "kubectl"))
    return tar_gz(files, release.epoch)
