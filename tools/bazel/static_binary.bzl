"""Defines static_binary: an optimized, fully static, and stripped cc_binary."""

# gold folds functions with identical machine code, such as many template instances. Current binutils
# no longer have it, so newer versions of Bazel than Debian 12's (4) use the default linker.
_FOLD = [] if hasattr(native, "package_relative_label") else ["-fuse-ld=gold", "-Wl,--icf=safe"]

# Sets these flags whatever the invocation uses (fastbuild, a sanitizer).
def _release_impl(_settings, _attr):
    return {
        "//command_line_option:compilation_mode": "opt",
        "//command_line_option:copt": ["-ffunction-sections", "-fdata-sections"],
        "//command_line_option:features": ["fully_static_link"],
        "//command_line_option:force_pic": False,
        "//command_line_option:linkopt": _FOLD + [
            "-Wl,--gc-sections",
            "-Wl,--strip-all",
        ],
    }

_release = transition(
    implementation = _release_impl,
    inputs = [],
    outputs = [
        "//command_line_option:compilation_mode",
        "//command_line_option:copt",
        "//command_line_option:features",
        "//command_line_option:force_pic",
        "//command_line_option:linkopt",
    ],
)

def _static_binary_impl(ctx):
    # Copy the binary to bazel-bin: the release build has its own output directory.
    out = ctx.actions.declare_file(ctx.label.name)
    built = ctx.executable.binary
    ctx.actions.run_shell(
        inputs = [built],
        outputs = [out],
        command = 'cp -f -- "$1" "$2"',
        arguments = [built.path, out.path],
        mnemonic = "CopyStaticBinary",
    )
    return [DefaultInfo(
        executable = out,
        files = depset([out]),
        runfiles = ctx.runfiles([out] + ctx.files.data),
    )]

static_binary = rule(
    implementation = _static_binary_impl,
    attrs = {
        "binary": attr.label(
            mandatory = True,
            cfg = _release,
            executable = True,
        ),
        "data": attr.label_list(allow_files = True),
        "_allowlist_function_transition": attr.label(
            default = "@bazel_tools//tools/allowlists/function_transition_allowlist",
        ),
    },
    executable = True,
)
