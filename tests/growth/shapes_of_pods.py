"""Inputs that grow within one pod."""

from shapes import ENVIRONMENTS, Input, config_map, container, one_pod, pod, service, services, shape


@shape()
def many_variables(n):
    return one_pod([("A", "x"), *((f"A{i}", "x") for i in range(n))])


@shape()
def one_name_many_times(n):
    return one_pod([("A", "x")] * n)


@shape()
def one_name_of_itself(n):
    return one_pod([("A", "$(A)")] * n)


@shape()
def a_chain(n):
    env = [("A0", "x"), *((f"A{i}", f"$(A{i - 1})") for i in range(1, n))]
    return Input([pod(container([*env, ("A", f"$(A{n - 1})")]))])


# Each value contains the unexpanded references of all earlier values.
@shape(ENVIRONMENTS | {"diff", "report"})
def a_chain_that_branches(n):
    env = [("A0", "x"), ("A1", "")]
    env += [(f"A{i}", f"$(A{i - 1})" if i % 2 else f"$(A0)$(A{i - 1})$(A{i - 2}_)") for i in range(2, n)]
    return Input([pod(container([*env, ("A", f"$(A{n - 1})")]))])


@shape()
def a_chain_in_the_wrong_order(n):
    return Input([pod(container([("A", "$(A0)"), *((f"A{i}", f"$(A{i + 1})") for i in range(n))]))])


@shape()
def all_refer_to_one(n):
    return one_pod([("A", "x"), *((f"B{i}", "$(A)") for i in range(n))])


@shape()
def one_refers_to_all(n):
    return one_pod([*((f"B{i}", "x") for i in range(n)), ("A", "".join(f"$(B{i})" for i in range(n)))])


@shape()
def references_to_nothing(n):
    return one_pod([("A", "x"), *((f"B{i}", f"$(XYZZY_{i})") for i in range(n))])


@shape()
def references_to_one_missing_name(n):
    return one_pod([("B", "x"), *((f"B{i}", "$(A)") for i in range(n))])


@shape()
def references_in_one_value(n):
    return one_pod([("A", "".join(f"$(NO{i})" for i in range(n)))])


@shape()
def references_to_what_comes_later(n):
    return one_pod([*((f"B{i}", "$(A)") for i in range(n)), ("A", "x")])


@shape()
def near_names_in_one_pod(n):
    return one_pod([*((f"NAME_{i}_LONG", "x") for i in range(n)), *((f"B{i}", f"$(NAME_{i}_LNOG)") for i in range(n))])


@shape()
def near_names_of_services(n):
    pods = [pod(container([("A", f"$(S{i}_SERVICE_HSOT)")]), name=f"p{i}") for i in range(n)]
    return Input([*services(n), *pods])


near_names_of_services.products |= ENVIRONMENTS | {"diff"}


@shape(ENVIRONMENTS | {"diff"})
def one_near_name_of_services(n):
    return Input([*services(n), *(pod(container([("A", "$(S1_SERVICE_HSOT)")]), name=f"p{i}") for i in range(n))])


@shape(ENVIRONMENTS | {"diff"})
def one_absent_service_in_many_pods(n):
    return Input([*services(n), *(pod(container([("A", "$(POSTGRES_SERVICE_HOST)")]), name=f"p{i}") for i in range(n))])


@shape()
def absent_services_in_one_pod(n):
    return one_pod([("A", "x"), *((f"B{i}", f"$(X{i}_SERVICE_HOST)") for i in range(n))], *services(n))


@shape()
def every_service_in_one_pod(n):
    return one_pod([("A", "x"), *((f"B{i}", f"$(S{i}_SERVICE_HOST)") for i in range(n))], *services(n))


@shape()
def services_hidden_by_env(n):
    return one_pod([("A", "x"), *((f"S{i}_SERVICE_HOST", "x") for i in range(n))], *services(n))


@shape()
def optional_and_missing(n):
    source = {"valueFrom": {"configMapKeyRef": {"name": "none", "key": "k", "optional": True}}}
    return one_pod([*((f"B{i}", source) for i in range(n)), *((f"C{i}", f"$(B{i})") for i in range(n))])


@shape()
def fields_and_resources(n):
    field, resource = {"fieldRef": {"fieldPath": "metadata.name"}}, {"resourceFieldRef": {"resource": "limits.cpu"}}
    return one_pod([("A", "x"), *((f"B{i}", {"valueFrom": resource if i % 2 else field}) for i in range(n))])


@shape()
def value_and_value_from(n):
    both = {"value": "x", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}
    return one_pod([("A", "x"), *((f"B{i}", both) for i in range(n))])


@shape()
def unknown_fields(n):
    return one_pod([("A", "x"), *((f"B{i}", {"vaule": "x"}) for i in range(n))])


@shape()
def names_that_no_shell_takes(n):
    return one_pod([("A", "x"), *((f"b.{i}-x", "x") for i in range(n))])


@shape()
def one_large_config_map(n):
    data = {f"K{i}": "v" for i in range(n)}
    return Input([config_map("m", data), pod(container([("A", "x")], envFrom=[{"configMapRef": {"name": "m"}}]))])


@shape()
def many_sources(n):
    maps = [config_map(f"m{i}", {f"K{i}": "v"}) for i in range(n)]
    sources = [{"configMapRef": {"name": f"m{i}"}} for i in range(n)]
    return Input([*maps, pod(container([("A", "$(NONE)")], envFrom=sources))])


@shape()
def one_source_many_times(n):
    sources = [{"prefix": f"P{i}_", "configMapRef": {"name": "m"}} for i in range(n)]
    return Input([config_map("m", {"K": "v"}), pod(container([("A", "$(K)")], envFrom=sources))])


@shape()
def sources_that_hide_one_another(n):
    maps = [config_map(f"m{i}", {"K": f"v{i}"}) for i in range(n)]
    return Input([*maps, pod(container([("A", "$(K)")], envFrom=[{"configMapRef": {"name": f"m{i}"}} for i in range(n)]))])


@shape()
def missing_sources(n):
    sources = [{"configMapRef": {"name": f"m{i}"}} for i in range(n)]
    return Input([pod(container([("A", "$(NONE)"), *((f"B{i}", f"$(NO{i})") for i in range(n))], envFrom=sources))])


@shape()
def binary_keys(n):
    source = config_map("m", {}, binaryData={f"K{i}": "/w==" for i in range(n)})
    env = [("A", "x"), *((f"B{i}", f"$(K{i})") for i in range(n))]
    return Input([source, pod(container(env, envFrom=[{"configMapRef": {"name": "m"}}]))])


@shape()
def keys_that_are_no_names(n):
    source = config_map("m", {f"{i}=x y": "v" for i in range(n)})
    return Input([source, pod(container([("A", "x")], envFrom=[{"configMapRef": {"name": "m"}}]))])


@shape(ENVIRONMENTS | {"diff"})
def links_of_many_containers(n):
    return Input([*services(n), pod(*(container([("A", "x")], name=f"c{i}") for i in range(n)))])


@shape()
def many_containers(n):
    return Input([pod(*(container([("A", "x")], name=f"c{i}") for i in range(n)))])


@shape()
def containers_that_miss_names(n):
    return Input([pod(*(container([("A", f"$(B{i + 1})"), (f"B{i}", "x")], name=f"c{i}") for i in range(n)))])


@shape()
def init_containers(n):
    return Input([pod(container([("A", "x")]), initContainers=[container([("A", "x")], name=f"i{i}") for i in range(n)])])


@shape()
def many_args(n):
    return one_pod([("A", "x")], args=["$(A)"] * n)


@shape()
def args_that_miss_names(n):
    return one_pod([("A", "x")], args=[f"$(NO{i})" for i in range(n)])


@shape()
def shell_commands(n):
    return one_pod([("A", "x")], command=["sh", "-c", "; ".join(f"echo ${{NO{i}}} $(cmd{i})" for i in range(n))])


@shape()
def secrets_in_args(n):
    env = [("A", "x"), ("S", {"valueFrom": {"secretKeyRef": {"name": "s", "key": "K"}}})]
    return one_pod(env, config_map("s", {"K": "dg=="}, kind="Secret"), args=["--p=$(S)"] * n)


@shape()
def probes(n):
    command = {"exec": {"command": [f"$(B{i})" for i in range(n)]}}
    return one_pod([("A", "x"), *((f"B{i}", "$(A)") for i in range(n // 2))], livenessProbe=command)


@shape()
def sub_paths(n):
    mounts = [{"name": "v", "mountPath": f"/m{i}", "subPathExpr": f"$(A)/$(NO{i})"} for i in range(n)]
    return Input([pod(container([("A", "x")], volumeMounts=mounts), volumes=[{"name": "v", "emptyDir": {}}])])


@shape()
def many_labels(n):
    return Input([service("s", selector={f"l{i}": "x" for i in range(n)}), pod(container([("A", "x")]), labels={f"l{i}": "x" for i in range(n)})])


@shape()
def many_volumes(n):
    volumes = [{"name": f"v{i}", "emptyDir": {}} for i in range(n)]
    mounts = [{"name": f"v{i}", "mountPath": f"/m{i}"} for i in range(n)]
    return Input([pod(container([("A", "x")], volumeMounts=mounts), volumes=volumes)])
