"""The comparison of exact.py where two services define one variable: the kubelet picks either value at each start."""

import json
import os
import unittest

import comparison
import judge
import population
import support

NAMESPACE = "collisions"
VOLUME = "logs"
MOUNT = "/logs"

# LOGS_SERVICE_PORT is 53 by the first one and tcp://IP:80 by the second one.
SERVICES = """
apiVersion: v1
kind: Service
metadata: {name: logs, namespace: collisions}
spec: {ports: [{port: 53}]}
---
apiVersion: v1
kind: Service
metadata: {name: logs-service, namespace: collisions}
spec: {ports: [{port: 80}]}
"""

# A value that svcenv refuses and the kubelet passes on: a NUL.
SECRET = """
apiVersion: v1
kind: Secret
metadata: {name: nul, namespace: collisions}
data: {NUL: AA==}
"""

# Each start picks anew, so that with this many hardly a run is without both values.
CONTAINERS = ["c%d" % i for i in range(20)]


def container(name):
    return {"name": name, "image": "registry.invalid/i:1", "args": ["$(LOGS_SERVICE_PORT)", "$(TEXT)"],
            "command": ["/bin/sh", "-c", "/bin/sleep infinity; :"],
            "env": [{"name": "TEXT", "value": "at $(LOGS_SERVICE_PORT)"}, {"name": "OWN", "value": "own"}],
            "livenessProbe": {"exec": {"command": ["/bin/true", "$(OWN)", "$(LOGS_SERVICE_PORT)"]}, "timeoutSeconds": 60},
            "volumeMounts": [{"name": VOLUME, "mountPath": MOUNT, "subPathExpr": "of/$(LOGS_SERVICE_PORT)"}]}


def pod(name, containers):
    return json.dumps({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name, "namespace": NAMESPACE},
                       "spec": {"terminationGracePeriodSeconds": 0, "automountServiceAccountToken": False,
                                "volumes": [{"name": VOLUME, "emptyDir": {}}], "containers": containers}})


class ExactTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        support.create_namespace(NAMESPACE)
        cls.addClassCleanup(support.delete_namespace, NAMESPACE)
        support.create(SERVICES)
        support.create(SECRET)
        support.let_kubelet_see_services()
        support.create(pod("p", [container(name) for name in CONTAINERS]))
        with_nul = dict(container("c"), envFrom=[{"secretRef": {"name": "nul"}}])
        del with_nul["command"], with_nul["args"]
        support.create(pod("nul", [with_nul]))
        pods = {population.key_of(pod)[1]: pod for pod in population.settled_pods({NAMESPACE})}
        cls.pod, cls.pod_with_nul = pods["p"], pods["nul"]
        cls.requests = judge.Requests(os.environ["SVCENV_JUDGE"])

    def test_either_value_is_right_wherever_it_is_used(self):
        def probed():
            journal = support.Journal()
            return all(journal.probes[journal.of(NAMESPACE, "p", name)["id"]] for name in CONTAINERS)

        support.until("each container is probed", probed)
        compared = comparison.Comparison(self.requests)
        compared.compare(self.pod)
        self.assertEqual(compared.mismatches, [])
        self.assertEqual(compared.counts["sub-paths"], len(CONTAINERS))
        self.assertGreaterEqual(compared.counts["exec probes"], len(CONTAINERS))

    def test_what_svcenv_refuses_has_no_sub_paths_and_probes_to_compare(self):
        compared = comparison.Comparison(self.requests)
        compared.compare(self.pod_with_nul)
        self.assertEqual(compared.mismatches, [])
        self.assertEqual(compared.counts["containers that neither can start: a NUL"], 1)

    def test_no_other_value_is_right(self):
        second, = (o for o in self.requests.objects[NAMESPACE] if o["metadata"]["name"] == "logs-service")
        url = b"tcp://%s:80" % second["spec"]["clusterIP"].encode()
        path = b"of/" + url.replace(b"//", b"/")
        choices = judge.Choices(self.requests, self.pod, CONTAINERS[0])
        for what, values, other in (("LOGS_SERVICE_PORT", [b"53", url], b"80"), ("TEXT", [b"at 53", b"at " + url], b"at 80"),
                                    (("args", 0), [b"53", url], b"80"), (("subPaths", MOUNT), [b"of/53", path], b"of/80")):
            self.assertTrue(choices.allow(what, *values), what)
            self.assertFalse(choices.allow(what, values[0], other), what)
        self.assertFalse(choices.allow("OWN", b"own", b"other"))


if __name__ == "__main__":
    unittest.main()
