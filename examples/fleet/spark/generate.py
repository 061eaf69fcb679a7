#!/usr/bin/env python3
"""Writes synthetic clusters as `svcenv collect` would: generate.py DIRECTORY COUNT [--poison]

Cluster N is always the same. With --poison, every seventh file is damaged in one of several ways.
"""

import argparse
import gzip
import json
import pathlib
import random

TEAMS = ["billing", "data", "edge", "identity", "mail", "ops", "search", "shop"]
APPS = ["api", "cache", "cron", "gateway", "queue", "store", "web", "worker"]


def meta(name, namespace, **more):
    return {"name": name, "namespace": namespace} | more


def service(dice, namespace, name, number):
    ports = [{"name": "http", "port": 80, "protocol": "TCP"}, {"name": "metrics", "port": 9090, "protocol": "TCP"}]
    spec = {"clusterIP": f"10.{96 + number // 60000}.{number // 250 % 240}.{number % 250 + 1}", "ports": ports[: dice.randint(1, 2)], "selector": {"app": name}}
    return {"apiVersion": "v1", "kind": "Service", "metadata": meta(name, namespace), "spec": spec}


def container(dice, names):
    other = dice.choice(names).upper()
    env = [{"name": "URL", "value": f"http://$({other}_SERVICE_HOST):$({other}_SERVICE_PORT)/"},
           {"name": "LEVEL", "valueFrom": {"configMapKeyRef": {"name": "settings", "key": "LEVEL"}}},
           {"name": "PASSWORD", "valueFrom": {"secretKeyRef": {"name": "credentials", "key": "password"}}},
           {"name": "NODE", "valueFrom": {"fieldRef": {"fieldPath": "spec.nodeName"}}}]
    args = ["--url=$(URL)"]
    if dice.random() < 0.1:
        args.append("--gone=$(GONE_SERVICE_HOST)")  # a service that is gone
    if dice.random() < 0.05:
        env[1]["valueFrom"]["configMapKeyRef"]["key"] = "LEVLE"  # does not start
    if dice.random() < 0.1:
        args.append("$é")  # differs between Kubernetes versions
    return {"name": "app", "image": f"registry.example.com/{other.lower()}:{dice.randint(1, 9)}.0", "args": args, "env": env,
            "envFrom": [{"configMapRef": {"name": "settings"}}]}


def workload(dice, namespace, name, names):
    template = {"metadata": {"labels": {"app": name}}, "spec": {"enableServiceLinks": dice.random() < 0.8, "containers": [container(dice, names)]}}
    kind = dice.choice(["Deployment", "Deployment", "StatefulSet", "DaemonSet"])
    spec = {"selector": {"matchLabels": {"app": name}}, "template": template}
    if kind == "StatefulSet":
        spec["serviceName"] = name
    yield {"apiVersion": "apps/v1", "kind": kind, "metadata": meta(name, namespace), "spec": spec}
    for number in range(dice.randint(1, 3)):
        address = f"10.244.{dice.randint(0, 250)}.{dice.randint(2, 250)}"
        yield {"apiVersion": "v1", "kind": "Pod", "metadata": meta(f"{name}-{number}", namespace, uid=f"{namespace}-{name}-{number}", labels={"app": name}),
               "spec": template["spec"] | {"nodeName": "node-1"},
               "status": {"phase": "Running", "hostIP": "192.0.2.1", "podIP": address, "podIPs": [{"ip": address}]}}


def cluster(number):
    """Returns the objects of a cluster."""
    dice = random.Random(number)
    objects = [
        {"apiVersion": "v1", "kind": "Service", "metadata": meta("kubernetes", "default"), "spec": {"clusterIP": "10.96.0.1", "ports": [{"name": "https", "port": 443, "protocol": "TCP"}]}},
        {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "node-1"}, "status": {"addresses": [{"type": "InternalIP", "address": "192.0.2.1"}], "allocatable": {"cpu": "4"}, "nodeInfo": {"kubeletVersion": "v1.37.2"}}},
    ]
    for namespace in dice.sample(TEAMS, dice.randint(2, 5)):
        names = dice.sample(APPS, dice.randint(2, len(APPS)))
        for name in names:
            objects.append(service(dice, namespace, name, len(objects)))
            objects += workload(dice, namespace, name, names)
        objects.append({"apiVersion": "svcenv.io/v1", "kind": "ConfigMapKeys", "metadata": meta("settings", namespace), "keys": ["LEVEL", "REGION"]})
        objects.append({"apiVersion": "svcenv.io/v1", "kind": "SecretKeys", "metadata": meta("credentials", namespace), "keys": ["password", "user"]})
    return objects


def poison(number, objects, text):
    """Returns a damaged file."""
    choice = number // 7 % 5
    if choice == 0:
        return gzip.compress(text, mtime=0)[:200]  # incomplete
    if choice == 1:
        return b"\x00\xff not a cluster"
    if choice == 2:
        return gzip.compress(text[: len(text) // 2], mtime=0)  # half of the JSON
    if choice == 3:
        return b"[" * 100000
    bad = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "bad", "namespace": "poison"}, "spec": {"containers": 7}}
    return json.dumps({"apiVersion": "v1", "kind": "List", "items": objects + [bad]}).encode()  # one bad namespace


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--poison", action="store_true")
    args = parser.parse_args()
    args.directory.mkdir(parents=True, exist_ok=True)
    for number in range(args.count):
        objects = cluster(number)
        text = json.dumps({"apiVersion": "v1", "kind": "List", "items": objects}, separators=(",", ":")).encode()
        is_bad = args.poison and number % 7 == 6
        data = poison(number, objects, text) if is_bad else gzip.compress(text, mtime=0)
        (args.directory / f"cluster-{number:05}.json.gz").write_bytes(data)


if __name__ == "__main__":
    main()
