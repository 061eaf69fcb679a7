#!/usr/bin/env python3
"""bench/batch_snapshot.py SVCENV: answers of `svcenv batch` per second, with and without a snapshot.

Asks for each of 2,000 pods in a namespace with 10, 100, and 1,000 services, with and without
enableServiceLinks. Once, every request contains all services; once, a snapshot does. Checks that
the answers are equal, and prints the table in docs/performance.md. Takes the best of three runs.
"""

import json
import subprocess
import sys
import time

PODS = 2000
SERVICES = ((10, True), (100, True), (10, False), (100, False), (1000, False))


def service(number):
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": f"service-{number}", "namespace": "shop"},
        "spec": {"clusterIP": f"10.96.{number // 250}.{number % 250 + 1}", "ports": [{"name": "http", "port": 80, "protocol": "TCP"}]},
    }


def pod(number, links):
    env = [{"name": "URL", "value": "http://$(HOST):8080/$(NUMBER)"}, {"name": "HOST", "value": "web"}, {"name": "NUMBER", "value": str(number)}]
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": f"web-{number}", "namespace": "shop", "labels": {"app": "web"}},
        "spec": {"enableServiceLinks": links, "containers": [{"name": "app", "image": "example.com/web:1", "env": env}]},
    }


def lines(requests):
    return "".join(json.dumps(request, separators=(",", ":")) + "\n" for request in requests).encode()


def measure(program, text):
    """Returns the answers, and the least time in seconds."""
    best = None
    for _ in range(3):
        start = time.monotonic()
        answers = subprocess.run([program, "batch"], input=text, stdout=subprocess.PIPE, check=True).stdout
        seconds = time.monotonic() - start
        best = seconds if best is None else min(best, seconds)
    return answers.splitlines(), best


def main():
    program = sys.argv[1]
    print("| services | links | input without a snapshot | answers/s | input with one | answers/s | faster |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for count, links in SERVICES:
        services = [service(number) for number in range(count)]
        ask = [{"id": number, "namespace": "shop", "pod": f"web-{number}", "container": "app"} for number in range(PODS)]
        alone = lines({**one, "objects": services + [pod(one["id"], links)]} for one in ask)
        shared = lines([{"snapshot": "shop", "objects": services}] + [{**one, "useSnapshot": "shop", "objects": [pod(one["id"], links)]} for one in ask])
        expected, slow = measure(program, alone)
        answers, fast = measure(program, shared)
        if answers[1:] != expected:
            sys.exit("the answers differ")
        print(f"| {count:,} | {'on' if links else 'off'} | {len(alone) / 1e6:.1f} MB | {PODS / slow:,.0f} | {len(shared) / 1e6:.1f} MB | {PODS / fast:,.0f} | {slow / fast:.1f} × |")


if __name__ == "__main__":
    main()
