"""Inputs of growing size, a function each: shape(n) returns the objects, and what commands are asked about.

Each is one way in which an input can grow. Where the result of a command is by contract a product (n pods that get the
variables of n services), the shape names these commands in `products`; their cost may grow as their output does.
"""

SHAPES = {}
ENVIRONMENTS = {"env", "env-json", "resolve", "batch"}  # what they write is every environment in full


class Input:
    """Objects of one size. `name` is the variable that is explained, `text` the manifest where it is not JSON."""

    def __init__(self, objects, name="A", text=None):
        self.objects = objects
        self.name = name
        self.text = text


def shape(products=()):
    def add(function):
        function.products = set(products)
        SHAPES[function.__name__.replace("_", "-")] = function
        return function

    return add


def meta(name, namespace="shop", **more):
    return {"name": name, "namespace": namespace, **more}


def service(name, namespace="shop", number=1, ports=(80,), **spec):
    address = f"10.{number // 62500}.{number // 250 % 250}.{number % 250 + 1}"
    listed = [port if isinstance(port, dict) else {"port": port} for port in ports]
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": meta(name, namespace),
        "spec": {"clusterIP": address, "ports": listed, **spec},
    }


def container(env=(), name="app", **more):
    listed = [{"name": key, "value": value} if isinstance(value, str) else {"name": key, **value} for key, value in env]
    return {"name": name, "image": "app", "env": listed, **more}


def pod(*containers, name="web", namespace="shop", labels=None, **spec):
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": meta(name, namespace, labels=labels or {}),
        "spec": {"containers": list(containers), **spec},
    }


def config_map(name, data, namespace="shop", kind="ConfigMap", **more):
    return {"apiVersion": "v1", "kind": kind, "metadata": meta(name, namespace), "data": data, **more}


def services(n, **more):
    return [service(f"s{i}", number=i, **more) for i in range(n)]


def one_pod(env, *others, **more):
    return Input([*others, pod(container(env, **more))])
