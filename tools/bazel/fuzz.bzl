"""Defines cc_fuzz_test: a libFuzzer binary and a test that replays its corpus."""

load("@rules_cc//cc:defs.bzl", "cc_binary", "cc_library", "cc_test")

def cc_fuzz_test(name, srcs, deps = [], corpus = []):
    """Defines NAME (a test, any compiler) and NAME_libfuzzer (clang only).

    bazel run --config=fuzz //tests/fuzz:NAME_libfuzzer -- -max_total_time=60 DIR

    Args:
      name: the corpus test.
      srcs: sources that define LLVMFuzzerTestOneInput.
      deps: library dependencies.
      corpus: files or filegroups; each file is one input.
    """
    cc_library(
        name = name + "_lib",
        testonly = True,
        srcs = srcs,
        tags = ["manual"],
        deps = deps,
        alwayslink = True,
    )
    cc_test(
        name = name,
        size = "small",
        srcs = ["//tools/bazel:fuzz_main.cc"],
        args = ["$(locations %s)" % c for c in corpus],
        data = corpus,
        deps = [":%s_lib" % name],
    )
    cc_binary(
        name = name + "_libfuzzer",
        testonly = True,
        linkopts = ["-fsanitize=fuzzer"],
        linkstatic = True,
        tags = ["manual"],
        deps = [":%s_lib" % name],
    )
