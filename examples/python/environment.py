#!/usr/bin/env python3
"""Prints the environment of a container as env(1) does: environment.py POD CONTAINER < OBJECTS

OBJECTS is the output of `kubectl get pod,svc,cm -n NAMESPACE -o json`.
"""

import base64
import json
import sys

import svcenv


def main():
    if len(sys.argv) != 3:
        sys.exit(f"usage: {sys.argv[0]} POD CONTAINER < OBJECTS")
    pod, container = sys.argv[1:]
    objects = json.load(sys.stdin)["items"]
    namespace = next((o["metadata"].get("namespace", "default") for o in objects
                      if o["kind"] == "Pod" and o["metadata"]["name"] == pod), "default")
    # [python]
    answer = svcenv.batch({"objects": objects, "namespace": namespace, "pod": pod, "container": container})
    if "error" in answer:
        sys.exit(answer["error"]["message"])
    # [python]
    for variable in answer["env"]:
        if "valueBase64" in variable:
            value = base64.b64decode(variable["valueBase64"])
        else:
            value = variable.get("value", "").encode()
        sys.stdout.buffer.write(variable["name"].encode() + b"=" + value + b"\n")


if __name__ == "__main__":
    main()
