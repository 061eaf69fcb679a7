"""Defines Bazel repositories for installed C++ libraries (Debian -dev packages).

Each repository has the name and labels of the library's module in the Bazel Central Registry, so
that the BUILD files also work with MODULE.bazel (Bazel >= 7 never loads this file).
"""

def unless_defined(rule, name, **kwargs):
    """Defines a repository unless the WORKSPACE already has one with this name."""
    if not native.existing_rule(name):
        rule(name = name, **kwargs)

# ------------------------------- repositories that Bazel 4 would download

# Debian's bazel-rules-cc (0.0.4) needs Bazel 5, so @rules_cc re-exports Bazel 4's native rules. The
# same goes for @rules_java, which Bazel's Java toolchains load; svcenv builds no Java.
_RULES = {
    "cc": ["cc_binary", "cc_import", "cc_library", "cc_proto_library", "cc_test", "cc_toolchain", "cc_toolchain_suite"],
    "java": [
        "java_binary",
        "java_import",
        "java_library",
        "java_lite_proto_library",
        "java_package_configuration",
        "java_plugin",
        "java_proto_library",
        "java_runtime",
        "java_test",
        "java_toolchain",
    ],
}

# Settings of @rules_cc//cc/compiler, which new versions of libraries select on.
_COMPILERS = ["clang", "clang-cl", "emscripten", "gcc", "mingw-gcc", "msvc-cl"]
_COMPILER_SETTING = """
config_setting(
    name = "%s",
    flag_values = {"@bazel_tools//tools/cpp:compiler": "%s"},
    visibility = ["//visibility:public"],
)
"""

def _native_rules_impl(ctx):
    lang = ctx.attr.lang
    ctx.file("WORKSPACE", "workspace(name = %s)\n" % repr(ctx.name))
    ctx.file("BUILD.bazel")
    ctx.file(lang + "/BUILD.bazel")
    ctx.file(lang + "/defs.bzl", "".join(["%s = native.%s\n" % (r, r) for r in _RULES[lang]]))
    if lang == "cc":
        ctx.file("cc/compiler/BUILD.bazel", "".join([_COMPILER_SETTING % (c, c) for c in _COMPILERS]))
    for r in _RULES[lang]:
        ctx.file("%s/%s.bzl" % (lang, r), "%s = native.%s\n" % (r, r))

_native_rules = repository_rule(
    implementation = _native_rules_impl,
    attrs = {"lang": attr.string(values = _RULES.keys())},
    local = True,
)

# Every cc_test depends on these two, but only `bazel coverage` runs them.
def _coverage_tools_impl(ctx):
    ctx.file("WORKSPACE", "workspace(name = %s)\n" % repr(ctx.name))
    ctx.symlink(ctx.attr._tool, "lcov_tool.py")
    ctx.file("BUILD.bazel", "".join(["""
sh_binary(
    name = "%s",
    srcs = ["lcov_tool.py"],
    visibility = ["//visibility:public"],
)
""" % name for name in ["coverage_report_generator", "lcov_merger"]]))

_coverage_tools = repository_rule(
    implementation = _coverage_tools_impl,
    attrs = {"_tool": attr.label(default = Label("//tools/bazel:lcov_tool.py"))},
    local = True,
)

def system_rule_stubs():
    """Defines the repositories that Bazel 4 would download even for a C++ build."""
    unless_defined(_native_rules, name = "rules_cc", lang = "cc")
    unless_defined(_native_rules, name = "rules_java", lang = "java")
    unless_defined(_coverage_tools, name = "remote_coverage_tools")

# ------------------------------------------------------ header-only libraries

_LIBRARY = """# From Debian's {apt}.
cc_library(
    name = "{target}",
    hdrs = glob(["include/{folder}/**"]),
    includes = ["include"],
    visibility = ["//visibility:public"],
)
"""

def _header_library_impl(ctx):
    folder = ctx.attr.folder
    headers = ctx.path("/usr/include/" + folder)
    if not headers.exists:
        fail("%s not found: apt-get install %s" % (headers, ctx.attr.apt))
    ctx.symlink(headers, "include/" + folder)
    ctx.file("BUILD.bazel", _LIBRARY.format(
        apt = ctx.attr.apt,
        folder = folder,
        target = ctx.attr.target,
    ))
    ctx.file("WORKSPACE", "workspace(name = %s)\n" % repr(ctx.name))

_header_library = repository_rule(
    implementation = _header_library_impl,
    attrs = {
        "apt": attr.string(mandatory = True, doc = "Debian package"),
        "folder": attr.string(mandatory = True, doc = "directory in /usr/include"),
        "target": attr.string(mandatory = True),
    },
    local = True,
)

def header_library(name, **kwargs):
    """Defines a header-only library from an installed package."""
    unless_defined(_header_library, name = name, **kwargs)
