"""Runs docs/tutorial.md: its blocks that begin with ```console cluster, in docs/examples/tutorial, one after the other.

Names of pods, IPs and times are others each time; where the page has the same one twice, so must the
cluster. With UPDATE_GOLDENS=1 the page is written anew: look at the difference."""

import os
import re
import shutil
import tempfile
import unittest

import support

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../.."))
PAGE = os.path.join(ROOT, "docs/tutorial.md")
FENCE = "```console cluster\n"
END = "\x01end of a command\n"

VARYING = re.compile(r"\d+\.\d+\.\d+\.\d+|spark-worker-[a-z0-9]{5}\b|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|\b\d+(?:m\d+)?s\b")


class Page:
    """Text, and between its pieces blocks of steps: [command, output]."""

    def __init__(self, text):
        pieces = re.split(r"^%s(.*?)^```\n" % FENCE, text, flags=re.MULTILINE | re.DOTALL)
        self.texts, self.blocks = pieces[::2], [self._steps(block) for block in pieces[1::2]]

    @staticmethod
    def _steps(block):
        steps = []
        for line in block.splitlines(keepends=True):
            if line.startswith("$ "):
                steps.append([line[2:], ""])
            elif steps[-1][0].endswith("\\\n") and not steps[-1][1]:
                steps[-1][0] += line
            else:
                steps[-1][1] += line
        return steps

    def steps(self):
        return [step for block in self.blocks for step in block]

    def text(self):
        blocks = [FENCE + "".join("$ " + command + output for command, output in block) + "```\n" for block in self.blocks]
        return "".join(text + block for text, block in zip(self.texts, blocks + [""]))


class Namer:
    """Names what varies by the order in which it appears."""

    def __init__(self):
        self.names = {}

    def named(self, text):
        text = VARYING.sub(lambda m: self.names.setdefault(m[0], "<%d>" % len(self.names)), text)
        return re.sub(" +", " ", text)  # the width of columns follows what is in them


class TutorialTest(unittest.TestCase):
    maxDiff = None

    def outputs(self, blocks):
        """What the commands write, in one shell. Of what happens in one second the API does not tell what was first, and a
        reader takes longer: so do blocks here."""
        with tempfile.TemporaryDirectory() as directory:
            os.symlink(support.SVCENV, os.path.join(directory, "kubectl-svcenv"))
            config = os.path.join(directory, "config")
            shutil.copy(os.environ["KUBECONFIG"], config)
            env = {"PATH": directory + ":" + os.environ["PATH"], "KUBECONFIG": config}
            script = "exec 2>&1\ncd %s/docs/examples/tutorial\n" % ROOT
            for block in blocks:
                script += "".join("%sprintf '\\001end of a command\\n'\n" % command for command, _ in block) + "sleep 1\n"
            return support.run("bash", "-c", script, env=env).out.split(END)[:-1]

    def test_page(self):
        with open(PAGE, encoding="utf-8") as file:
            page = Page(file.read())
        steps = page.steps()
        outputs = self.outputs(page.blocks)
        self.assertEqual(len(outputs), len(steps))
        if os.environ.get("UPDATE_GOLDENS"):
            for step, output in zip(steps, outputs):
                step[1] = output
            with open(PAGE, "w", encoding="utf-8") as file:
                file.write(page.text())
            return
        theirs, ours = Namer(), Namer()
        for (command, expected), output in zip(steps, outputs):
            self.assertEqual(ours.named(output), theirs.named(expected), "$ " + command)


if __name__ == "__main__":
    unittest.main()
