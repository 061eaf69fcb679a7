"""Defines the libraries of the svcenv command."""

load("@rules_cc//cc:defs.bzl", "cc_library")
load("//tools/bazel:rules.bzl", "SMALL")

def cli_library(deps = [], users = []):
    """Defines the library of a directory below cli/ from all its files.

    The library has the directory's name. Include its headers as "cli/DIRECTORY/X.h".

    Args:
      deps: exactly the libraries whose headers the files include.
      users: the packages outside cli/ that may depend on the library.
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
