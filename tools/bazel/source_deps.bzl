"""Builds C++ libraries from Debian's source packages with upstream's BUILD files."""

load("//tools/bazel:system_deps.bzl", "header_library", "system_library", "system_rule_stubs", "unless_defined")

def _run(ctx, command):
    res = ctx.execute(["sh", "-ec", command], timeout = 600)
    if res.return_code != 0:
        fail("%s: %s: %s%s" % (ctx.name, command, res.stdout, res.stderr))

# Downloads the archives of several libraries with one `apt-get source`. Does not name versions,
# because Debian keeps only the newest one: within a Debian release a library's archive stays the
# same, and only Debian's patches change.
def _debian_sources_impl(ctx):
    _run(ctx, "%s %s" % (ctx.path(ctx.attr._fetch), " ".join(ctx.attr.packages)))
    ctx.file("WORKSPACE", "workspace(name = %s)\n" % repr(ctx.name))
    ctx.file("BUILD.bazel", 'exports_files(glob(["*.tar.*"]))\n')

_debian_sources = repository_rule(
    implementation = _debian_sources_impl,
    attrs = {
        "packages": attr.string_list(mandatory = True),
        "_fetch": attr.label(default = Label("//tools/bazel:debian_source.sh")),
    },
)

def _debian_library_impl(ctx):
    name = ctx.attr.archive
    folder = ctx.path(ctx.attr.sources).dirname
    archive = folder.get_child(name)
    if not archive.exists:
        fail("apt-get source did not download %s: use Debian 12, or Bazel >= 7" % name)
    found = ctx.execute(["sha256sum", archive]).stdout.split(" ")[0]
    if found != ctx.attr.sha256:
        fail("%s: sha256 %s, expected %s" % (name, found, ctx.attr.sha256))
    ctx.extract(archive, stripPrefix = ctx.attr.strip_prefix)
    if ctx.attr.security_patches:
        # Apply Debian's security fixes but not its packaging changes, which rename Abseil's inline
        # namespace. ctx.patch() does not work: Bazel 4 misreads "---" lines in one of them.
        _run(ctx, "tar -xJf '%s'/%s debian/patches; " % (folder, ctx.attr.security_patches) +
                  "for p in debian/patches/CVE-*.patch; do patch -p1 -s < $p; done")
    if ctx.attr.build_file:
        ctx.symlink(ctx.attr.build_file, "BUILD.bazel")
    for command in ctx.attr.patch_cmds:
        _run(ctx, command)
    ctx.file("WORKSPACE", "workspace(name = %s)\n" % repr(ctx.name))

_debian_library_rule = repository_rule(
    implementation = _debian_library_impl,
    attrs = {
        "sources": attr.label(default = Label("@debian_sources//:BUILD.bazel")),
        "archive": attr.string(mandatory = True),
        "sha256": attr.string(mandatory = True),
        "strip_prefix": attr.string(),
        "security_patches": attr.string(doc = "archive (a shell pattern) with debian/patches"),
        "build_file": attr.label(doc = "replaces a missing upstream BUILD file"),
        "patch_cmds": attr.string_list(),
    },
)

def _debian_library(name, **kwargs):
    unless_defined(_debian_library_rule, name = name, **kwargs)

# Bazel 4's @platforms (0.0.2) lacks CPUs and an OS that select()s in Abseil and RE2 use.
def _platforms_impl(ctx):
    ctx.file("WORKSPACE", "workspace(name = %s)\n" % repr(ctx.name))
    for package, added in {"": [], "cpu/": ["wasm32", "wasm64"], "os/": ["emscripten", "wasi"]}.items():
        text = ctx.read("/usr/share/bazel/platforms/%sBUILD" % package)
        for value in added:
            text += '\nconstraint_value(name = "%s", constraint_setting = ":%s")\n' % (value, package[:-1])
        ctx.file(package + "BUILD", text)

_platforms = repository_rule(implementation = _platforms_impl, local = True)

def svcenv_dependencies():
    """Defines the repositories that the library's BUILD files use.

    With Bazel 4 on Debian 12, the WORKSPACE of a program that uses svcenv calls only this. Does not
    redefine repositories that the WORKSPACE already has.
    """
    system_rule_stubs()
    unless_defined(_platforms, name = "platforms")
    unless_defined(
        native.local_repository,
        name = "bazel_skylib",
        path = "/usr/share/bazel/tools/skylib",  # bazel-skylib
    )
    unless_defined(
        _debian_sources,
        name = "debian_sources",
        packages = ["abseil", "re2", "libyaml", "simdjson"],
    )
    _debian_library(
        name = "com_google_absl",
        archive = "abseil_20220623.1.orig.tar.gz",
        sha256 = "abfe2897f3a30edaa74bc34365afe3c2a3cd012091a97dc7e008f7016adcd5fe",
        strip_prefix = "abseil-20220623.1",
        security_patches = "abseil_20220623.1-*.debian.tar.xz",
        patch_cmds = [
            # Adds a dependency of Debian's patch, which --config=layering requires.
            "sed -i '/name = \"raw_hash_set\",/,/deps = \\[/ " +
            "s,deps = \\[,deps = [\"//absl/base:raw_logging_internal\"\\, ,' absl/container/BUILD.bazel",
        ],
    )
    _debian_library(
        name = "com_googlesource_code_re2",
        archive = "re2_20220601+dfsg.orig.tar.xz",
        sha256 = "3bc61251da3b0b97be40a8a127818c517c62516e4eda11fc901d29496663df54",
        strip_prefix = "re2-2022-06-01",
        # Debian's archive lacks the generated tables. Generate them from unicode-data with
        # python3-six, using Debian's python3 (pyenv's may lack six).
        patch_cmds = [
            "sed -i 's,^_UNICODE_DIR = .*,_UNICODE_DIR = \"/usr/share/unicode\",' re2/unicode.py",
            "cd re2; for t in unicode_groups unicode_casefold; do /usr/bin/python3 make_$t.py > $t.cc; done",
            "cd re2; perl make_perl_groups.pl > perl_groups.cc",
        ],
    )
    _debian_library(
        name = "libyaml",
        archive = "libyaml_0.2.5.orig.tar.gz",
        sha256 = "fa240dbf262be053f3898006d502d514936c818e422afdcf33921c63bed9bf2e",
        strip_prefix = "libyaml-0.2.5",
        build_file = Label("//tools/bazel:libyaml.BUILD"),
    )
    _debian_library(
        name = "simdjson",
        archive = "simdjson_3.0.1.orig.tar.gz",
        sha256 = "156b1bc5eb0561b2bd166b46d191fd3d95a3e709cc63761477d3b7aec2b6e9ed",
        strip_prefix = "simdjson-3.0.1",
        build_file = Label("//tools/bazel:simdjson.BUILD"),
    )
    header_library(
        name = "com_github_nlohmann_json",
        apt = "nlohmann-json3-dev",
        folder = "nlohmann",
        target = "json",
    )

def svcenv_development_dependencies():
    """Defines the additional repositories for the command line, tests, and benchmarks."""
    unless_defined(
        _debian_sources,
        name = "debian_test_sources",
        packages = ["googletest", "benchmark"],
    )
    _debian_library(
        name = "com_google_googletest",
        sources = "@debian_test_sources//:BUILD.bazel",
        archive = "googletest_1.12.1.orig.tar.gz",
        sha256 = "81964fe578e9bd7c94dfdb09c8e4d6e6759e19967e397dbea48d1c10e45d0df2",
        strip_prefix = "googletest-release-1.12.1",
    )
    _debian_library(
        name = "com_github_google_benchmark",
        sources = "@debian_test_sources//:BUILD.bazel",
        archive = "benchmark_1.7.1.orig.tar.gz",
        sha256 = "6430e4092653380d9dc4ccb45a1e2dc9259d581f4866dc0759713126056bc1d7",
        strip_prefix = "benchmark-1.7.1",
    )
    unless_defined(
        _debian_sources,
        name = "debian_program_sources",
        packages = ["libdeflate"],
    )
    _debian_library(
        name = "libdeflate",
        sources = "@debian_program_sources//:BUILD.bazel",
        archive = "libdeflate_1.14.orig.tar.gz",
        sha256 = "89e7df898c37c3427b0f39aadcf733731321a278771d20fc553f92da8d4808ac",
        strip_prefix = "libdeflate-1.14",
        build_file = Label("//tools/bazel:libdeflate.BUILD"),
    )
    header_library(
        name = "cli11",
        apt = "libcli11-dev",
        folder = "CLI",
        target = "cli11",
    )
    system_library(
        name = "boost.beast",
        apt = "libboost-dev",
        header = "boost/version.hpp",
        targets = {"boost.beast": ["-lpthread"]},
    )
    system_library(
        name = "openssl",
        apt = "libssl-dev",
        header = "openssl/ssl.h",
        targets = {
            "crypto": ["-lcrypto"],
            "ssl": ["-lssl", "-lcrypto"],
        },
    )
    system_library(
        name = "c-ares",
        apt = "libc-ares-dev",
        header = "ares_version.h",
        targets = {"ares": ["-lcares"]},
    )
    system_library(
        name = "zlib",
        apt = "zlib1g-dev",
        header = "zlib.h",
        targets = {"zlib": ["-lz"]},
    )
