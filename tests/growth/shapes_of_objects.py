"""Inputs that grow by their objects."""

from shapes import ENVIRONMENTS, Input, config_map, container, meta, one_pod, pod, service, services, shape


@shape()
def many_services(n):
    return Input([*services(n), pod(container([("A", "x")]))])


@shape()
def many_pods(n):
    return Input([pod(container([("A", "x")]), name=f"p{i}") for i in range(n)])


@shape(ENVIRONMENTS | {"diff"})
def services_beside_pods(n):
    return Input([*services(n), *(pod(container([("A", "x")]), name=f"p{i}") for i in range(n))])


@shape()
def many_namespaces(n):
    objects = []
    for i in range(n):
        objects += [service("s", f"n{i}", i), pod(container([("A", "$(S_SERVICE_HOST)")]), namespace=f"n{i}")]
    return Input(objects)


@shape()
def many_deployments(n):
    template = {"metadata": {"labels": {"a": "b"}}, "spec": {"containers": [container([("A", "x")])]}}
    return Input(
        [
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": meta(f"d{i}"), "spec": {"template": template}}
            for i in range(n)
        ]
    )


@shape()
def replicas_of_one_owner(n):
    owner = [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web", "uid": "1", "controller": True}]
    pods = [pod(container([("A", "$(NONE)")]), name=f"p{i}") for i in range(n)]
    for one in pods:
        one["metadata"]["ownerReferences"] = owner
    return Input(pods)


@shape()
def many_config_maps(n):
    maps = [config_map(f"m{i}", {"K": "v"}) for i in range(n)]
    env = [(f"A{i}", {"valueFrom": {"configMapKeyRef": {"name": f"m{i}", "key": "K"}}}) for i in range(n)]
    return one_pod([("A", "x"), *env], *maps)


@shape()
def many_secrets(n):
    secrets = [config_map(f"m{i}", {"K": "dg=="}, kind="Secret") for i in range(n)]
    env = [(f"A{i}", {"valueFrom": {"secretKeyRef": {"name": f"m{i}", "key": "K"}}}) for i in range(n)]
    return one_pod([("A", "x"), *env], *secrets)


@shape()
def unread_config_maps_beside_missing_names(n):
    maps = [config_map(f"m{i}", {f"K{i}": "v"}) for i in range(n)]
    pods = [pod(container([("A", f"$(NOT_THERE_{i})")]), name=f"p{i}") for i in range(n)]
    return Input([*maps, *pods])


@shape()
def same_service_in_many_namespaces(n):
    far = [service("far", f"n{i}", i) for i in range(n)]
    return Input([*far, *(pod(container([("A", "$(FAR_SERVICE_HOST)")]), name=f"p{i}") for i in range(n))])


@shape()
def one_selector_for_all_pods(n):
    pods = [pod(container([("A", "x")]), name=f"p{i}", labels={"a": "b"}, enableServiceLinks=False) for i in range(n)]
    return Input([*services(n, selector={"a": "b"}), *pods])


@shape()
def many_selectors(n):
    pods = [pod(container([("A", "x")]), name=f"p{i}", labels={f"l{i}": "b"}) for i in range(n // 10)]
    return Input([*(service(f"s{i}", number=i, selector={f"l{i // 10}": "b"}) for i in range(n)), *pods])


@shape()
def many_ports(n):
    ports = [{"name": f"p{i}", "port": i + 1} for i in range(n)]
    return one_pod([("A", "$(S_SERVICE_PORT_P1)")], service("s", ports=ports))


@shape({"env", "env-json", "resolve", "batch", "diff", "explain", "explain-json"})
def services_that_collide(n):
    ports = [{"name": f"q{i % 5}", "port": 80 + i % 5} for i in range(5)]
    objects = []
    for i in range(n):
        objects += [service(f"s{i}-service", number=2 * i, ports=ports), service(f"s{i}", number=2 * i + 1, ports=ports)]
    return Input([*objects, pod(container([("A", "$(S0_SERVICE_HOST)")]))])


@shape()
def headless_services(n):
    objects = [service(f"s{i}", clusterIP="None") for i in range(n)]
    return Input([*objects, pod(container([("A", f"$(S{n - 1}_SERVICE_HOST)")]))])


@shape()
def external_names(n):
    objects = [service(f"s{i}", type="ExternalName", externalName=f"h{i}.example.com") for i in range(n)]
    return Input([*objects, pod(container([("A", "x")]))])


@shape()
def services_without_address(n):
    objects = [service(f"s{i}", clusterIP="") for i in range(n)]
    return Input([*objects, pod(container([("A", f"$(S{n - 1}_SERVICE_HOST)")]))])


@shape()
def missing_port_of_one_service(n):
    pods = [pod(container([("A", "$(S_SERVICE_PORT_NONE)")]), name=f"p{i}", enableServiceLinks=False) for i in range(n)]
    return Input([service("s", ports=[{"name": f"p{i}", "port": i + 1} for i in range(n)]), *pods])


@shape()
def prefixes_of_one_another(n):
    return Input([*(service("a" + "-b" * (i % 30) + f"-{i}", number=i) for i in range(n)), pod(container([("A", "x")]))])


@shape()
def services_with_one_prefix(n):
    names = [f"s.{i}" if i % 2 else f"s-{i - i % 2}" for i in range(n)]
    return Input([*(service(name, number=i) for i, name in enumerate(names)), pod(container([("A", "x")]))])


@shape(ENVIRONMENTS | {"diff"})
def links_off(n):
    pods = [pod(container([("A", "$(S0_SERVICE_HOST)")]), name=f"p{i}", enableServiceLinks=False) for i in range(n)]
    return Input([*services(n), *pods])
