"""deploy/ in the cluster of tests/e2e, whose containers are processes that share one network."""

import asyncio
import base64
import http.client
import json
import os
import pathlib
import socket
import ssl
import tempfile
import threading

import rendered
import support
import tools
from support import kubectl

NAMESPACE = rendered.NAMESPACE
WEBHOOK = support.SVCENV

# Each pod has an address of its own on the loopback, and no image: the program is a file of this machine.
PATCHES = """
patches:
- target: {kind: Deployment}
  patch: |
    - {op: replace, path: /spec/template/spec/containers/0/command, value: [%(webhook)s]}
    - {op: replace, path: /spec/template/spec/containers/0/args/1, value: "--listen=$(POD_IP):10250"}
    - {op: replace, path: /spec/template/spec/containers/0/args/2, value: "--metrics=$(POD_IP):8080"}
    - op: add
      path: /spec/template/spec/containers/0/env
      value: [{name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]
- target: {kind: Job}
  patch: |
    - {op: replace, path: /spec/template/spec/containers/0/command, value: [%(webhook)s]}
- target: {kind: CronJob}
  patch: |
    - {op: replace, path: /spec/jobTemplate/spec/template/spec/containers/0/command, value: [%(webhook)s]}
""" % {"webhook": WEBHOOK}


def adapt(text):
    """Returns manifests for the cluster of tests/e2e."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "all.yaml").write_text(text)
        pathlib.Path(folder, "kustomization.yaml").write_text("resources: [all.yaml]\n" + PATCHES)
        return rendered.kustomize(folder)


class ApiServerAddress:
    """Serves the cluster IP of the API server, as kube-proxy would."""

    def __init__(self):
        tools.run("ip", "address", "replace", "10.96.0.1/32", "dev", "lo")
        self.listener = socket.create_server(("10.96.0.1", 443))
        threading.Thread(target=asyncio.run, args=(self._serve(),), daemon=True).start()

    async def _serve(self):
        server = await asyncio.start_server(self._forward, sock=self.listener)
        await server.serve_forever()

    async def _forward(self, reader, writer):
        other_reader, other_writer = await asyncio.open_connection("127.0.0.1", 6443)
        await asyncio.gather(self._copy(reader, other_writer), self._copy(other_reader, writer))

    async def _copy(self, reader, writer):
        try:
            while data := await reader.read(1 << 16):
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()


class Api:
    """A connection to the API server, for many requests."""

    def __init__(self):
        pki = os.path.join(support.RUN, "pki")
        context = ssl.create_default_context(cafile=f"{pki}/ca.crt")
        context.load_cert_chain(f"{pki}/admin.crt", f"{pki}/admin.key")
        self.connection = http.client.HTTPSConnection("127.0.0.1", 6443, context=context)

    def close(self):
        self.connection.close()

    def post(self, path, body):
        self.connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        answer = self.connection.getresponse()
        return answer.status, answer.read()


def in_parallel(count, work, threads=8):
    """Calls work(api, i) for each i below count. Fails as the first call that does."""
    failures = []

    def run(first):
        try:
            api = Api()
            for i in range(first, count, threads):
                work(api, i)
            api.close()
        except Exception as failure:  # of any kind: raised below, in the caller's thread
            failures.append(failure)

    running = [threading.Thread(target=run, args=(first,)) for first in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    if failures:
        raise failures[0]


def servers():
    """Returns the pods of the servers that do not end."""
    pods = support.get("pods", "-n", NAMESPACE, "-l", "app.kubernetes.io/component=server")["items"]
    return [pod for pod in pods if "deletionTimestamp" not in pod["metadata"]]


def roll_out():
    kubectl("rollout", "status", "deployment/svcenv-webhook", "-n", NAMESPACE, f"--timeout={support.PATIENCE_S}s")


def bundles():
    """Returns caBundle of each webhook, in PEM; "" if there is none."""
    items = support.get("mutatingwebhookconfigurations,validatingwebhookconfigurations", "-l", "app.kubernetes.io/name=svcenv-webhook")["items"]
    return [base64.b64decode(webhook["clientConfig"].get("caBundle", "")).decode() for item in items for webhook in item["webhooks"]]


def served_issuer(address):
    """Returns the issuer of the certificate that a server uses."""
    shown = support.run("openssl", "s_client", "-connect", f"{address}:10250", "-servername", "x", stdin="")
    return next((line.split("issuer=")[1] for line in shown.out.splitlines() if line.startswith("issuer=")), "")


def counters(name):
    """Returns the samples of a metric of the API server: {labels: value}."""
    result = {}
    for line in kubectl("get", "--raw", "/metrics").splitlines():
        if line.startswith(name + "{"):
            labels, value = line[len(name):].rsplit(" ", 1)
            result[labels] = float(value)
    return result


def failed_open():
    return sum(value for labels, value in counters("apiserver_admission_webhook_fail_open_count").items() if "links.svcenv.io" in labels)


def reviewed():
    return sum(value for labels, value in counters("apiserver_admission_webhook_request_total").items()
               if "links.svcenv.io" in labels and 'code="200"' in labels)


class Load:
    """Pods that the API server reviews and does not create, until the end of a `with` block."""

    def __init__(self, namespace="default", threads=4):
        self.path = f"/api/v1/namespaces/{namespace}/pods?dryRun=All"
        self.threads, self.ends, self.refused = threads, threading.Event(), []

    def _run(self, number):
        api = Api()
        pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": f"load-{number}"},
               "spec": {"containers": [{"name": "c", "image": "i"}]}}
        while not self.ends.is_set():
            try:
                status, answer = api.post(self.path, pod)
            except (OSError, http.client.HTTPException) as failure:
                self.refused.append(str(failure))
                break
            if status != 201:
                self.refused.append(answer)
        api.close()

    def __enter__(self):
        self.failed, self.answered = failed_open(), reviewed()
        self.running = [threading.Thread(target=self._run, args=(i,)) for i in range(self.threads)]
        for thread in self.running:
            thread.start()
        return self

    def __exit__(self, *_):
        self.ends.set()
        for thread in self.running:
            thread.join()
        self.failed, self.answered = failed_open() - self.failed, reviewed() - self.answered
