"""Run in this directory: SVCENV_LIBRARY=PREFIX/lib/libsvcenv.so.1 python3 -m unittest"""

import base64
import json
import pathlib
import subprocess
import sys
import threading
import unittest

import svcenv

HERE = pathlib.Path(__file__).parent

SERVICES = """
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop}
spec: {clusterIP: 10.96.0.7, ports: [{port: 6379}]}
"""

POD = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "shop"},
       "spec": {"containers": [{"name": "c", "image": "i", "args": ["$(REDIS_SERVICE_HOST)"]}]}}

REDIS = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "redis", "namespace": "shop"},
         "spec": {"clusterIP": "10.96.0.7", "ports": [{"port": 6379}]}}


def request(pod):
    return json.dumps({"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
                       "request": {"uid": "1", "namespace": "shop", "operation": "CREATE", "object": pod}})


class SvcenvTest(unittest.TestCase):
    def test_version(self):
        self.assertRegex(svcenv.version(), r"^\d+\.\d+\.\d+$")

    def test_batch(self):
        answer = svcenv.batch({"objects": [REDIS, POD], "namespace": "shop", "pod": "web", "container": "c"})
        self.assertEqual(answer["args"], ["10.96.0.7"])

    def test_review_patches(self):
        with svcenv.Snapshot(SERVICES, "1.37") as snapshot, svcenv.Policy("links: minimal\n") as policy:
            response = json.loads(svcenv.review(snapshot, policy, request(POD)))["response"]
        self.assertTrue(response["allowed"])
        patch = json.loads(base64.b64decode(response["patch"]))
        self.assertIn({"op": "add", "path": "/spec/enableServiceLinks", "value": False}, patch)

    def test_what_is_no_request_is_refused(self):
        with svcenv.Snapshot("") as snapshot, svcenv.Policy() as policy:
            response = json.loads(svcenv.review(snapshot, policy, b"\0{"))["response"]
        self.assertFalse(response["allowed"])
        self.assertEqual(response["status"]["code"], 400)

    def test_review_http_returns_the_status(self):
        with svcenv.Snapshot(SERVICES, "1.37") as snapshot, svcenv.Policy("links: minimal\n") as policy:
            status, answer = svcenv.review_http(snapshot, policy, request(POD))
            self.assertEqual(status, 200)
            self.assertIn("patch", json.loads(answer)["response"])
            status, answer = svcenv.review_http(snapshot, policy, request(POD), stale=True)
            self.assertEqual(status, 200)
            self.assertNotIn("patch", json.loads(answer)["response"])
            status, answer = svcenv.review_http(snapshot, policy, b"{}")
            self.assertEqual(status, 400)
            self.assertFalse(json.loads(answer)["response"]["allowed"])

    def test_errors_have_their_place(self):
        with self.assertRaisesRegex(svcenv.Error, r"(?s)policy:1:.*minimal"):
            svcenv.Policy("links: minimol\n")
        with self.assertRaisesRegex(svcenv.Error, "objects"):
            svcenv.Snapshot("kind: [")
        with self.assertRaises(svcenv.Error):
            svcenv.Snapshot("", "nonsense")

    def test_threads(self):
        answers = []
        with svcenv.Snapshot(SERVICES) as snapshot, svcenv.Policy("links: minimal\n") as policy:
            work = lambda: answers.extend(svcenv.review(snapshot, policy, request(POD)) for _ in range(50))
            threads = [threading.Thread(target=work) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertEqual(len(answers), 200)
        self.assertEqual(len(set(answers)), 1)

    def test_script(self):
        objects = json.dumps({"kind": "List", "items": [REDIS, POD]})
        done = subprocess.run([sys.executable, HERE / "environment.py", "web", "c"], input=objects, text=True,
                              capture_output=True, check=True)
        self.assertIn("REDIS_SERVICE_HOST=10.96.0.7\n", done.stdout)
        wrong = subprocess.run([sys.executable, HERE / "environment.py", "nosuch", "c"], input=objects, text=True,
                               capture_output=True, check=False)
        self.assertEqual(wrong.returncode, 1)
        self.assertIn("nosuch", wrong.stderr)


if __name__ == "__main__":
    unittest.main()
