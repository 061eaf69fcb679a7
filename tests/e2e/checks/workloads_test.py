"""What svcenv says of the templates of workloads, against the pods that the controllers make of them.

SVCENV_SEED says which workloads."""

import collections
import concurrent.futures
import json
import os
import random
import tempfile
import time
import unittest

import population
import support
import template_comparison
import workloads

SEED = int(os.environ.get("SVCENV_SEED") or random.randrange(10 ** 9))
MINOR = ".".join(open(os.path.join(support.RUN, "version"), encoding="utf-8").read().split(".")[:2])
WAVES = 2
NODE = "localhost"
ZONE = "topology.kubernetes.io/zone"


def try_create(document):
    return support.run("kubectl", "create", "-f", "-", stdin=json.dumps(document))


def let_api_server_see_limit_ranges_and_zone():
    """Returns when the API server admits pods by the node's zone, and by all LimitRanges. It learns of them in
    order, so of a new one last."""
    name = "limits%d" % time.time_ns()
    support.create_namespace(name)
    support.create(population.list_of([{"apiVersion": "v1", "kind": "LimitRange", "metadata": workloads.meta("last", name),
                                        "spec": {"limits": [{"type": "Container", "default": {"memory": "1Mi"}}]}}]))
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": workloads.meta("p", name),
           "spec": {"nodeName": NODE, "automountServiceAccountToken": False, "containers": [{"name": "c", "image": "registry.invalid/i:1"}]}}

    def is_told():
        made = support.run("kubectl", "create", "--dry-run=server", "-o", "json", "-f", "-", stdin=json.dumps(pod))
        if made.status != 0:
            return False
        admitted = json.loads(made.out)
        has_zone = ZONE in admitted["metadata"].get("labels", {}) or int(MINOR.split(".")[1]) < 35  # where the plugin is off
        return has_zone and "limits" in admitted["spec"]["containers"][0]["resources"]

    support.until("the API server knows of a LimitRange and of the zone", is_told)
    support.delete_namespace(name)


def without_service_ips(service):
    """As one would write it."""
    spec = {key: service["spec"][key] for key in ("ports", "clusterIP") if key != "clusterIP" or service["spec"][key] == "None"}
    metadata = workloads.meta(service["metadata"]["name"], service["metadata"]["namespace"])
    return {"apiVersion": "v1", "kind": "Service", "metadata": metadata, "spec": spec}


class NamespaceCheck:
    """Creates what one namespace has, wave by wave, and compares it."""

    def __init__(self, name, ranges, shapes):
        self.made = workloads.Namespace(SEED, name, ranges)
        self.name = name
        self.shapes = shapes
        self.written = []
        self.counts = collections.Counter()
        self.compared_shapes = collections.Counter()
        self.mismatches = []

    def create_objects(self):
        support.create_namespace(self.name)
        self.written += self.made.objects()
        support.create(population.list_of(self.written))

    def create_services(self, wave):
        services = self.made.new_services(wave)
        self.written += services
        support.create(population.list_of(services))

    def create_workloads(self, wave):
        """Returns {workload: why the API server refuses it, or None}"""
        shapes = self.shapes if wave == 0 else self.made.random.sample([s for s in self.shapes if s != workloads.SCHEDULED], 4)
        made = {}
        for shape in shapes:
            workload = self.made.workload(shape, wave)
            result = try_create(workload.document)
            made[workload] = result.err if result.status != 0 else None
            if shape == "cronjob" and result.status == 0:
                support.kubectl("create", "job", workload.name + "-run", "--from=cronjob/" + workload.name, "-n", self.name)
        return made

    def settled_pods(self, workload):
        """The pods of a workload when the kubelet has done with them what it can; a text if the API server refuses them; None yet."""
        pods = support.get("pods", "-n", self.name, "-l", "app=" + workload.name)["items"]
        if len(pods) >= workload.pods and all(population.is_settled(pod) for pod in pods):
            return pods
        for event in support.get("events", "-n", self.name)["items"]:
            about = event["involvedObject"]["name"]
            if not pods and event["reason"] == "FailedCreate" and (about + "-").startswith(workload.name + "-"):
                return event["message"]
        return None

    def given(self, directory):
        """What svcenv is given: by chance as it was written, or as it is in the cluster; with and without the node."""
        chance = self.made.random.randrange
        live = support.get("services,limitranges", "-n", self.name)["items"]
        others = [o for o in self.written if o["kind"] not in ("Service", "LimitRange")]
        have_ips, as_written = chance(3) > 0, bool(chance(2))
        services = [o if have_ips else without_service_ips(o) for o in live if o["kind"] == "Service"]
        ranges = [o for o in (self.written if as_written else live) if o["kind"] == "LimitRange"]
        objects = services + ranges + others
        if chance(4):
            objects.append(support.get("service", "kubernetes", "-n", "default"))
        if chance(2):
            objects.append(support.get("node", NODE))
        self.made.random.shuffle(objects)
        return template_comparison.Given(directory, objects, len(ranges), have_ips)

    def compare(self, made):
        with tempfile.TemporaryDirectory() as directory:
            given = self.given(directory)
            for workload, refusal in made.items():
                compared = template_comparison.TemplateComparison(directory, given, workload, MINOR)
                pods = refusal or support.until(lambda workload=workload: self.what_lacks(workload),
                                                lambda workload=workload: self.settled_pods(workload), every_s=1)
                if isinstance(pods, str):
                    compared.compare_refused(pods)
                else:
                    journal = support.Journal()
                    for pod in pods:
                        compared.compare(pod, journal)
                    self.compared_shapes[workload.shape] += 1
                self.counts += compared.counts
                self.mismatches += compared.mismatches

    def what_lacks(self, workload):
        pods = support.get("pods", "-n", self.name, "-l", "app=" + workload.name)["items"]
        return "the pods of %s/%s are settled; they are not:\n%s" % (
            self.name, workload.name, "\n".join(json.dumps(pod["status"]) for pod in pods[:2]))


class WorkloadsTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        print("workloads: seed %d (SVCENV_SEED)" % SEED)
        cls.checks = []
        for ranges in workloads.RANGES:
            shapes = [s for s in workloads.SHAPES if s != workloads.SCHEDULED or ranges == "none"]
            cls.checks.append(NamespaceCheck("workloads-" + ranges, ranges, shapes))
        support.kubectl("label", "node", NODE, ZONE + "=z1", "--overwrite")
        cls.addClassCleanup(support.kubectl, "label", "node", NODE, ZONE + "-")
        with concurrent.futures.ThreadPoolExecutor(max_workers=len(cls.checks)) as workers:
            def of_all(call, *arguments):
                return list(workers.map(lambda check: call(check, *arguments), cls.checks))

            of_all(NamespaceCheck.create_objects)
            let_api_server_see_limit_ranges_and_zone()
            for wave in range(WAVES):
                of_all(NamespaceCheck.create_services, wave)
                support.let_kubelet_see_services()
                made = of_all(NamespaceCheck.create_workloads, wave)
                list(workers.map(NamespaceCheck.compare, cls.checks, made))
        for check in cls.checks:
            support.delete_namespace(check.name)
        cls.counts = sum((check.counts for check in cls.checks), collections.Counter())
        for what, count in sorted(cls.counts.items()):
            print("%8d %s" % (count, what))

    def test_pods_have_what_svcenv_says_of_their_template(self):
        mismatches = [mismatch for check in self.checks for mismatch in check.mismatches]
        text = "\n".join(json.dumps(mismatch, indent=1) for mismatch in mismatches[:20])
        self.assertEqual(mismatches, [], "seed %d: %d mismatches\n%s" % (SEED, len(mismatches), text))

    def test_each_kind_was_compared(self):
        compared = sum((check.compared_shapes for check in self.checks), collections.Counter())
        self.assertEqual(sorted(compared), sorted(workloads.SHAPES), "seed %d" % SEED)
        # What says nothing of a value cannot be wrong.
        self.assertGreater(self.counts["known values"], self.counts["unknown values"], "seed %d" % SEED)


if __name__ == "__main__":
    unittest.main()
