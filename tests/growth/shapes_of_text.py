"""Inputs that grow by their strings, or by how they are written."""

import json

from shapes import Input, container, meta, one_pod, pod, service, shape


@shape()
def one_long_value(n):
    return one_pod([("A", "xyz " * (20 * n)), ("B", "x")])


@shape()
def one_long_value_beside_many(n):
    return one_pod([("A", "xyz " * (5 * n)), *((f"B{i}", "x") for i in range(n))])


@shape()
def one_long_name(n):
    return one_pod([("A" * (20 * n), "x"), ("A", f"$({'A' * (20 * n - 1)}B)")])


@shape()
def one_long_service_like_name(n):
    return one_pod([("A", f"$({'A_SERVICE_PORT_' * n}X) $({'A_PORT_80_TCP_' * n}ADDR)")])


@shape()
def dollars(n):
    return one_pod([("A", "$" * (20 * n)), ("B", "$(" * (10 * n)), ("C", "$((" * (5 * n) + ")" * (5 * n))])


@shape()
def lines_in_a_value(n):
    return one_pod([("A", "line\n" * (20 * n)), ("B", "\x1b[31m" * (4 * n)), ("C", "日本語" * (4 * n))])


@shape()
def values_that_grow(n):
    return one_pod([("A", "x" * n), *((f"B{i}", "$(A)") for i in range(20))])


def yaml_pods(n, indent="  "):
    return "".join(
        f"apiVersion: v1\nkind: Pod\nmetadata:\n{indent}name: p{i}\n{indent}namespace: shop\nspec:\n"
        f"{indent}containers:\n{indent}- name: app\n{indent}  env:\n{indent}  - {{name: A, value: x}}\n---\n"
        for i in range(n)
    )


def in_pod(text):
    return "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\nspec:\n" + text


@shape()
def yaml_documents(n):
    return Input(None, text=yaml_pods(n))


@shape()
def yaml_empty_documents(n):
    return Input(None, text="---\n# nothing\n" * n + yaml_pods(1))


@shape()
def yaml_comments(n):
    return Input(None, text="# svcenv\n" * (10 * n) + yaml_pods(1))


@shape()
def yaml_wrong_documents(n):
    return Input(None, text="kind: [\n---\n" * n + yaml_pods(1))


@shape()
def yaml_wrong_types(n):
    env = "".join(f"    - {{name: B{i}, value: {i}}}\n" for i in range(n))
    return Input(None, text=in_pod(f"  containers:\n  - name: app\n    env:\n    - {{name: A, value: x}}\n{env}"))


@shape()
def yaml_aliases(n):
    env = "".join(f"    - {{name: B{i}, value: *v}}\n" for i in range(n))
    return Input(None, text=in_pod(f"  containers:\n  - name: app\n    env:\n    - {{name: A, value: &v x}}\n{env}"))


@shape()
def yaml_anchors(n):
    env = "".join(f"    - {{name: B{i}, value: &a{i} x}}\n" for i in range(n))
    return Input(None, text=in_pod(f"  containers:\n  - name: app\n    env:\n    - {{name: A, value: x}}\n{env}"))


@shape()
def yaml_merge_keys(n):
    env = "".join(f"    - {{<<: *e, name: B{i}}}\n" for i in range(n))
    return Input(None, text=in_pod(f"  containers:\n  - name: app\n    env:\n    - &e {{name: A, value: x}}\n{env}"))


@shape()
def yaml_duplicate_keys(n):
    return Input(None, text=in_pod("  containers:\n  - name: app\n    env: [{name: A, value: x}]\n") + "  nodeName: x\n" * n)


@shape()
def yaml_one_line(n):
    env = ", ".join(f"{{name: B{i}, value: $(NO{i})}}" for i in range(n))
    return Input(None, text=in_pod(f"  containers: [{{name: app, env: [{{name: A, value: x}}, {env}]}}]\n"))


@shape()
def yaml_deep(n):
    return Input(None, text=in_pod("  x: " + "[" * (n // 4) + "]" * (n // 4) + "\n  containers: [{name: app, env: [{name: A, value: x}]}]\n"))


@shape()
def yaml_long_block(n):
    text = "".join(f"        line {i}\n" for i in range(5 * n))
    return Input(None, text=in_pod(f"  containers:\n  - name: app\n    env:\n    - name: A\n      value: |\n{text}"))


@shape()
def json_deep(n):
    objects = pod(container([("A", "x")]))
    objects["spec"]["x"] = 0
    text = json.dumps(objects)[:-3] + "[" * (n // 4) + "]" * (n // 4) + "}}"
    return Input(None, text=text)


@shape()
def the_same_object_many_times(n):
    return Input([pod(container([("A", "x")]))] + [service("s")] * n)


@shape()
def other_kinds(n):
    other = {"apiVersion": "example.com/v1", "kind": "Thing", "metadata": meta("x"), "spec": {"a": [1, 2, {"b": "c"}]}}
    return Input([*[other] * n, pod(container([("A", "x")]))])
