"""Writes the data of a ConfigMap as PyYAML reads it: NAME=value, a NUL byte after each."""

import sys

import yaml

with open(sys.argv[1], "rb") as file:
    manifest = yaml.safe_load(file)
assert (manifest["apiVersion"], manifest["kind"]) == ("v1", "ConfigMap"), manifest
for name, value in manifest["data"].items():
    assert isinstance(name, str) and isinstance(value, str), (name, value)
    sys.stdout.buffer.write(f"{name}={value}\0".encode())
