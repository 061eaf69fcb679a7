"""What each command may read, write, run, and connect to: the table in SECURITY.md.

Each name is a file of the test's folder, an absolute path, or a program of PATH; its value is how
SECURITY.md calls it. A command must use exactly these.
"""

SETTINGS = "`.svcenv.yaml`"
GIVEN = "files and directories on the command line"
FILES = {"m": GIVEN, "m/web.yaml": GIVEN, "m/.svcenv.yaml": SETTINGS, "m/kustomization.yaml": "kustomizations"}
LIVE = {"/dev/null": "`/dev/null`"}
KUBECTL = {"kubectl": "kubectl"}
COMMAND = {"true": "COMMAND"}
ONE_FILE = {"m/web.yaml": GIVEN}


def replaced(name):
    """A file that is written under a temporary name in its directory, then renamed."""
    folder = name[:name.rfind("/") + 1]
    return {name: "FILE", folder + ".svcenv-*": "`.svcenv-XXXXXX` next to it"}


class Row:
    """One way to use a command. `shown` is its first column in SECURITY.md."""

    def __init__(self, shown, words, reads=None, writes=None, runs=None, connects=None, status=(0, 1), **how):
        self.shown, self.words, self.status, self.how = shown, words.split(), status, how
        self.allowed = {"reads": reads or {}, "writes": writes or {}, "runs": runs or {}, "connects": connects or {}}

    def markdown(self):
        def cell(names):
            return ", ".join(dict.fromkeys(names.values())) or "–"
        return "| %s | %s |" % (self.shown, " | ".join(cell(names) for names in self.allowed.values()))


READERS = ("env --mask-secrets", "explain URL", "services", "resolve --mask-secrets", "graph", "report", "lint", "size")


def rows(port):
    """`port` accepts connections on 127.0.0.1."""
    for words in READERS:
        name = words.split()[0]
        yield Row("`%s -f PATH`" % name, words + " -f m", FILES)
    for words in READERS:
        name = words.split()[0]
        reads = {".svcenv.yaml": SETTINGS, **LIVE} if name in ("lint", "report") else LIVE
        yield Row("`%s`, live" % name, words + " -n shop", reads, runs=KUBECTL)
    yield from more_rows(port)


def more_rows(port):
    listening = {"127.0.0.1:%d" % port: "the services of `--wait-for`"}
    yield Row("`env -k DIR`", "env -k m --mask-secrets", {".svcenv.yaml": SETTINGS, **LIVE}, runs=KUBECTL)
    yield Row("`env --helm CHART`", "env --helm chart --values values.yaml --mask-secrets",
              {".svcenv.yaml": SETTINGS, **LIVE},
              runs={"helm": "helm"})
    yield Row("`env --node FILE`", "env -f m/web.yaml --node node.yaml --mask-secrets",
              {**ONE_FILE, "m/.svcenv.yaml": SETTINGS, "node.yaml": GIVEN})
    yield Row("`env --watch -f PATH`", "env -f m --watch --interval 1s", FILES, ends_after="m/web.yaml")
    yield Row("`env TARGET --watch`, live", "env pod/web -n shop --watch --interval 1s", LIVE, runs=KUBECTL,
              ends_after="--raw")
    yield Row("`env` on a terminal, long", "env -f m/web.yaml", {**ONE_FILE, "m/.svcenv.yaml": SETTINGS},
              runs={"/bin/sh": "the pager, with `/bin/sh`"},
              terminal=True)
    yield Row("`diff A B`", "diff m other.yaml", {**FILES, "other.yaml": GIVEN, ".svcenv.yaml": SETTINGS})
    yield Row("`diff A pid:N`", "diff m/web.yaml pid:self",
              {**ONE_FILE, "m/.svcenv.yaml": SETTINGS, "/proc/N/environ": "`/proc/N/environ`"})
    yield Row("`diff A exec:POD`", "diff m/web.yaml exec:web -n shop",
              {**ONE_FILE, "m/.svcenv.yaml": SETTINGS, "/dev/null": "`/dev/null`"}, runs=KUBECTL)
    yield Row("`report --write FILE`", "report -f m --write page.html", FILES, replaced("page.html"))
    yield Row("`lint --fix`", "lint fix.yaml --fix", {"fix.yaml": GIVEN, ".svcenv.yaml": SETTINGS},
              replaced("fix.yaml"))
    yield Row("`lint --write-baseline FILE`", "lint -f m --write-baseline causes", FILES, replaced("causes"))
    yield Row("`lint --baseline FILE`", "lint -f m --baseline causes", {**FILES, "causes": GIVEN})
    yield Row("`lint --config FILE`", "lint ./m --config own.yaml",
              {name: FILES[name] for name in FILES if name != "m/.svcenv.yaml"} | {"own.yaml": GIVEN})
    yield Row("`review FILE -f PATH`", "review pod.yaml -f m --policy policy.yaml",
              {**FILES, "pod.yaml": GIVEN, "policy.yaml": GIVEN})
    yield Row("`review`, live", "review --policy policy.yaml", {**LIVE, "policy.yaml": GIVEN}, runs=KUBECTL,
              stdin="pod.yaml")
    yield Row("`run TARGET -f PATH -- COMMAND`", "run deploy/web -f m --with-secrets --skip-unknown -- true", FILES,
              runs=COMMAND)
    yield Row("`run --volume VOLUME=DIR`", "run deploy/web -f m --with-secrets --skip-unknown --volume v=volume -- true",
              {**FILES, "volume/file": "env files in DIR"}, runs=COMMAND)
    yield Row("`run TARGET -- COMMAND`, live", "run pod/web -n shop --with-secrets --skip-unknown -- true", LIVE,
              runs={**KUBECTL, **COMMAND})
    yield Row("`exec COMMAND`", "exec true", runs=COMMAND)
    yield Row("`exec --env-file FILE --template SRC:DST`", "exec --env-file e.env --template t.in:t.out true",
              {"e.env": GIVEN, "t.in": GIVEN}, replaced("t.out"), runs=COMMAND)
    yield Row("`exec --wait-for SERVICE`", "exec --wait-for web --timeout 20s true", runs=COMMAND,
              connects=listening)
    yield Row("`collect`", "collect -n shop", LIVE, runs=KUBECTL)
    yield Row("`collect --write FILE`", "collect -n shop --write shop.gz", LIVE, replaced("shop.gz"), runs=KUBECTL)
    for name in ("batch", "completion bash", "version --licenses", "help lint"):
        yield Row("`%s`" % name.split()[0], name)
    yield Row("completion of a word, `-f PATH`", "__complete env -f m/web.yaml deploy/", ONE_FILE)
    yield Row("completion of a word, live", "__complete env pod/", {"/dev/null": "`/dev/null`"}, runs=KUBECTL)
    yield Row("manual page", "__man lint")
