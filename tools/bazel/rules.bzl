"""Defines the rules that build every package of svcenv.

A package is a directory with one library made of all its files, so adding a file does not require a
change to a BUILD file.
"""

load("@rules_cc//cc:defs.bzl", "cc_library", "cc_test")

# Abseil targets for cli and tests. Packages of lib list only the targets that they include.
ABSEIL = [
    "@com_google_absl//absl/algorithm:container",
    "@com_google_absl//absl/base:core_headers",
    "@com_google_absl//absl/cleanup",
    "@com_google_absl//absl/container:btree",
    "@com_google_absl//absl/container:flat_hash_map",
    "@com_google_absl//absl/container:flat_hash_set",
    "@com_google_absl//absl/container:inlined_vector",
    "@com_google_absl//absl/container:node_hash_map",
    "@com_google_absl//absl/functional:function_ref",
    "@com_google_absl//absl/hash",
    "@com_google_absl//absl/memory",
    "@com_google_absl//absl/numeric:int128",
    "@com_google_absl//absl/status",
    "@com_google_absl//absl/status:statusor",
    "@com_google_absl//absl/strings",
    "@com_google_absl//absl/strings:cord",
    "@com_google_absl//absl/strings:str_format",
    "@com_google_absl//absl/types:optional",
    "@com_google_absl//absl/types:span",
    "@com_google_absl//absl/types:variant",
]

# The copts of code that is not hot: release builds optimize it for size.
SMALL = select({
    "//tools/bazel:opt": ["-Os"],
    "//conditions:default": [],
})

_GTEST = ["@com_google_googletest//:gtest"]

def svcenv_library(name, hdrs, deps = [], visibility = ["//:__subpackages__"], small = False):
    """Defines a package of lib/svcenv. Its headers are included as "svcenv/PACKAGE/X.h".

    Headers that are not in `hdrs` are private: other packages cannot include them (checked by
    layering_check), and neither can `hdrs` (checked by headers_test). Tests depend on `:internal` for
    them.

    Args:
      name: the package's name.
      hdrs: the headers that other packages include, and those that these include.
      deps: lower packages and libraries.
      visibility: defaults to this repository.
      small: whether the package has no hot code, so that release builds optimize it for size.
    """
    headers = native.glob(["*.h"])
    cc_library(
        name = name,
        srcs = native.glob(["*.cc"]),
        hdrs = hdrs,
        copts = SMALL if small else [],
        strip_include_prefix = "/lib",
        visibility = visibility,
        deps = deps + [":internal"],
    )
    cc_library(
        name = "internal",
        hdrs = headers,
        strip_include_prefix = "/lib",
        visibility = ["//tests:__subpackages__"],
        deps = deps,
    )
    cc_library(
        name = "public_headers",
        hdrs = hdrs,
        strip_include_prefix = "/lib",
        visibility = ["//visibility:private"],
        deps = deps,
    )
    native.filegroup(
        name = "headers",
        srcs = headers,
        visibility = ["//tests:__subpackages__"],
    )
    private = [h for h in headers if h not in hdrs]
    headers_test(
        {":public_headers": hdrs, ":internal": private},
        [":" + name],
    )

def headers_test(headers, libraries):
    """Defines headers_test, which checks that each header compiles alone and has include guards.

    Args:
      headers: lists of header files of this package, by the target to compile them with.
      libraries: the targets with the headers' definitions.
    """
    room = native.package_name()[len("lib/"):]
    compiled = []
    for target, files in headers.items():
        alone = []
        for header in files:
            alone.append(header[:-len(".h")] + "_alone.cc")
            include = '#include "%s/%s"' % (room, header)
            native.genrule(
                name = header[:-len(".h")] + "_alone",
                testonly = True,
                outs = [alone[-1]],
                cmd = "printf '%%s\\n' '%s' '%s' > $@" % (include, include),
                visibility = ["//visibility:private"],
            )
        compiled.append("headers_of_" + target[1:])
        cc_library(
            name = compiled[-1],
            testonly = True,
            srcs = alone,
            visibility = ["//visibility:private"],
            deps = [target],
        )
    native.genrule(
        name = "headers_main",
        testonly = True,
        outs = ["headers_main.cc"],
        cmd = "echo 'int main() { return 0; }' > $@",
        visibility = ["//visibility:private"],
    )
    cc_test(
        name = "headers_test",
        size = "small",
        srcs = ["headers_main.cc"],
        visibility = ["//visibility:private"],
        deps = compiled + libraries,
    )

def svcenv_tests(deps, data = [], tags = []):
    """Defines one test per *_test.cc in the directory, with testdata/ as runfiles.

    The directory's other sources and headers form a library for the tests. `test_sources` contains the
    *_test.cc files, for the pages in docs/ that name tests.

    Args:
      deps: the library under test and other libraries.
      data: files that the tests read or run.
      tags: tags of each test.
    """
    helpers = native.glob(["*.cc", "*.h"], exclude = ["*_test.cc"], allow_empty = True)
    if helpers:
        cc_library(
            name = "testing",
            testonly = True,
            srcs = [f for f in helpers if f.endswith(".cc")],
            hdrs = [f for f in helpers if f.endswith(".h")],
            visibility = ["//tests:__subpackages__"],
            deps = deps + _GTEST,
        )
    sources = native.glob(["*_test.cc"], allow_empty = True)
    native.filegroup(
        name = "test_sources",
        srcs = sources,
        visibility = ["//tests/docs:__pkg__"],
    )
    for source in sources:
        cc_test(
            name = source[:-len(".cc")],
            size = "small",
            timeout = "moderate",
            srcs = [source],
            data = data + native.glob(["testdata/**"], allow_empty = True),
            tags = tags,
            visibility = ["//visibility:private"],
            deps = deps + _GTEST + ["@com_google_googletest//:gtest_main"] +
                   ([":testing"] if helpers else []),
        )
