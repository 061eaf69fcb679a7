"""Texts of .svcenv.yaml that try to do more than to select findings."""

# Programs, files, and masking are not settings; each of these keys is an error.
KEYS = ("exec", "command", "run", "kubectl", "helm", "pager", "shell", "include", "extends", "config", "kubeconfig",
        "show-secrets", "show_secrets", "showSecrets", "mask", "mask-secrets", "plugins", "env")
UNKNOWN = ["".join("%s: %s\n" % (key, value) for key in KEYS) for value in ("true", "[sh, -c, 'touch pwned']", "other.yaml")]

# `ignore` only leaves files out, whatever path it names.
IGNORED = ["ignore: [../other.yaml, ../*, /etc/passwd, '!../other.yaml', /proc/self/environ, '**/../../*', ~/x]\n"]

# A Secret stays a Secret.
PATHS = ("stringData", "data", "metadata", "spec.template", "stringData.PASSWORD")
WORKLOADS = ["workloads:\n" + "".join("- {kind: %s, path: %s}\n" % (kind, path) for path in PATHS)
             for kind in ("Secret", "Secret.v1", "Secret.example.com", "ConfigMap", "'*'")]

FINDINGS = [
    "complete: true\ndisable: [value-and-value-from, secret-in-command, missing-key, missing-object]\n",
    "severity: {refused-by-api: info, secret-in-command: info}\n",
    "applications:\n- {image: '.*', variables: [PASSWORD, URL]}\n",
    "applications:\n- {image: '(a*)*(a*)*$', variables: ['$(PASSWORD)']}\n",
]

# Files that are not configurations.
OTHERS = ["", "- a\n", "\x00", "a: &a [*a]\n", "disable: [" + "[" * 2000, "\ufeffdisable: []\n", "*x\n", "!!python/object:os.system x\n"]

HOSTILE = UNKNOWN + IGNORED + WORKLOADS + FINDINGS + OTHERS
