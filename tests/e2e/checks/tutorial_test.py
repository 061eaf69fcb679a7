"""Runs docs/tutorial-cluster.md: its blocks that begin with ```console cluster, in docs/examples/tutorial, one after the other.

Names of pods, IPs and times are others each time; where the page has the same one twice, so must the
cluster. With UPDATE_GOLDENS=1 the page is written anew: look at the difference."""

import os
import re
import shutil
import tempfile
import unittest

import support

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../.."))
PAGE = os.path.join(ROOT, "docs/tutorial-cluster.md")
FENCE = "```console cluster\n"
END = "\x01end of a command\n"

# After these commands a reader would wait; so do we.
CHANGES = re.compile(r"kubectl (?:create|delete|patch) ")
SETTLE = "python3 -c 'import tutorial_test; tutorial_test.settle()' || exit\n"

VARYING = re.compile(r"\d+\.\d+\.\d+\.\d+|spark-worker-[a-z0-9]{5}\b|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|\b\d+(?:m\d+)?s\b")


def settle():
    """Returns when the kubelet knows all services, and the pods of each controller in the context's namespace run and have written a line."""
    support.let_kubelet_see_services()

    def settled():
        wanted = sum(controller["spec"]["replicas"] for controller in support.get("replicationcontrollers")["items"])
        names = [pod["metadata"]["name"] for pod in support.get("pods")["items"]]
        return len(names) == wanted and all(support.run("kubectl", "logs", name).out for name in names)

    support.until("the pods of the controllers run", settled)


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
        return re.sub(" +", " ", text)  # the width of columns depends on their contents


class TutorialTest(unittest.TestCase):
    maxDiff = None

    def outputs(self, blocks):
        """What the commands write, in one shell. The API gives times in whole seconds, so a block begins in a later second than the
        one before."""
        with tempfile.TemporaryDirectory() as directory:
            os.symlink(support.SVCENV, os.path.join(directory, "kubectl-svcenv"))
            config = os.path.join(directory, "config")
            shutil.copy(os.environ["KUBECONFIG"], config)
            env = {"PATH": directory + ":" + os.environ["PATH"], "KUBECONFIG": config, "PYTHONPATH": os.path.dirname(__file__)}
            script = "exec 2>&1\ncd %s/docs/examples/tutorial\n" % ROOT
            for block in blocks:
                for command, _ in block:
                    script += "%sprintf '\\001end of a command\\n'\n" % command + (SETTLE if CHANGES.search(command) else "")
                script += "sleep 1\n"
            outputs = support.run("bash", "-c", script, env=env).out.split(END)
            self.assertEqual(outputs.pop(), "")
            return outputs

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
