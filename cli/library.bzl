"""The libraries that the svcenv command is made of."""

load("@rules_cc//cc:defs.bzl", "cc_library")
load("//tools/bazel:rules.bzl", "SMALL")

def cli_library(deps, users = []):
    """Defines the library of a folder below cli/, made of all its files.

    It has the folder's name, and its headers are included as "cli/FOLDER/X.h".

    Args:
      deps: exactly what the files include.
      users: the packages outside cli/ that may depend on it.
    """
    name = native.package_name().split("/")[-1]
    headers = native.glob(["*.h"])
    cc_library(
        name = name,
        srcs = native.glob(["*.cc"]),
        hdrs = headers,
        copts = SMALL,
        visibility = ["//cli:__subpackages__"] + users,
        deps = deps,
    )
    native.filegroup(
        name = "headers",
        srcs = headers,
        visibility = ["//cli:__pkg__"],
    )
