"""Random workloads of each built-in kind whose controller makes pods, and what their namespaces have. All of it follows from the seed.

A PodTemplate is not among them: nothing of Kubernetes makes pods of it."""

import random

import templates

SCHEDULED = "scheduled"  # the shape whose pods take up to a minute

SHAPES = ("pod", "replicaset", "replicationcontroller", "deployment", "statefulset", "daemonset", "job", "indexed", "counting", "manual",
          "cronjob", SCHEDULED)

# What LimitRanges a namespace has.
RANGES = ("none", "one", "bounds", "disagreeing")


def meta(name, namespace):
    return {"name": name, "namespace": namespace}


class Workload:
    """One object to create, and how many pods it makes."""

    def __init__(self, shape, document, template, pods=1):
        self.shape = shape
        self.document = document
        self.template = template  # a part of the document
        self.pods = pods

    @property
    def kind(self):
        return self.document["kind"]

    @property
    def name(self):
        return self.document["metadata"]["name"]

    @property
    def namespace(self):
        return self.document["metadata"]["namespace"]


class Namespace:
    """What to create in one namespace: first `objects`, and in each wave services, and then workloads."""

    def __init__(self, seed, name, ranges):
        self.name = name
        self.ranges = ranges
        self.random = random.Random("%d %s" % (seed, name))
        self.services = []

    def objects(self):
        limits = {"none": [], "one": [self.limit_range("limits")], "bounds": [self.bounds()],
                  "disagreeing": [self.limit_range("limits"), self.limit_range("more")]}[self.ranges]
        accounts = [{"apiVersion": "v1", "kind": "ServiceAccount", "metadata": meta(name, self.name)} for name in ("builder", "alias")]
        return limits + accounts + [
            {"apiVersion": "v1", "kind": "ConfigMap", "metadata": meta("settings", self.name),
             "data": {"LEVEL": "info", "MODE": "$(V1) stays"}},
            {"apiVersion": "v1", "kind": "Secret", "metadata": meta("secrets", self.name), "stringData": {"PASSWORD": "s3cret$(V2)"}}]

    def limit_range(self, name):
        """One that refuses none of the containers, with any other such."""
        item = {"type": "Container"}
        for resource, chosen in (("cpu", {"max": ("20m", "0.025"), "default": ("10m", "12m", "0.0155"), "defaultRequest": ("1m", "2m"),
                                          "min": ("500u",)}),
                                 ("memory", {"max": ("8Mi",), "default": ("4Mi", "5Mi", "4200k"), "defaultRequest": ("100k", "200k"),
                                             "min": ("100k",)})):
            for field, quantities in chosen.items():
                if self.random.randrange(2):
                    item.setdefault(field, {})[resource] = self.random.choice(quantities)
        items = [item, {"type": "PersistentVolumeClaim", "min": {"storage": "1Gi"}}]
        self.random.shuffle(items)
        return {"apiVersion": "v1", "kind": "LimitRange", "metadata": meta(name, self.name), "spec": {"limits": items}}

    def bounds(self):
        """One that refuses some containers."""
        item = {"type": "Container"}
        for resource, least, most in (("cpu", ("500u", "2m"), ("5m", "8m")), ("memory", ("100k", "1Mi"), ("2Mi", "3Mi"))):
            bound = self.random.choice(("min", "max", "both", "maxLimitRequestRatio"))
            if bound == "maxLimitRequestRatio":
                item.setdefault(bound, {})[resource] = self.random.choice(("2", "10"))
                item.setdefault("default", {})[resource] = most[0]
            if bound in ("min", "both"):
                item.setdefault("min", {})[resource] = self.random.choice(least)
            if bound in ("max", "both"):
                item.setdefault("max", {})[resource] = self.random.choice(most)
        return {"apiVersion": "v1", "kind": "LimitRange", "metadata": meta("bounds", self.name), "spec": {"limits": [item]}}

    def new_services(self, wave):
        """Returns services that set different variables."""
        made = []
        for name in ("web", "db-main", "cache")[:self.random.randint(1, 3)]:
            name = "%s%d" % (name, wave)
            ports = [{"name": "http", "port": 80}] + [{"name": "dns", "port": 53, "protocol": "UDP"}] * self.random.randrange(2)
            spec = {"ports": ports}
            if not self.random.randrange(6):
                spec["clusterIP"] = "None"
            made.append({"apiVersion": "v1", "kind": "Service", "metadata": meta(name, self.name), "spec": spec})
        self.services += [s["metadata"]["name"] for s in made]
        return made

    def workload(self, shape, wave):
        name = "%s-%d" % (shape, wave)
        is_job = shape in ("job", "indexed", "counting", "cronjob", SCHEDULED)
        maker = templates.TemplateMaker(self.random, self.services, self.ranges)
        template = maker.template(name, is_job, index_variable=is_job or shape == "manual")
        if shape == "pod":
            template["metadata"].update(meta(name, self.name))
            return Workload(shape, {"apiVersion": "v1", "kind": "Pod", **template}, template)
        pods = 1 if shape in ("daemonset", "job") else self.random.randint(1, 2)
        spec = getattr(self, "_" + ("job" if is_job or shape == "manual" else shape))(shape, name, template, pods)
        if shape in ("cronjob", SCHEDULED):
            spec = {"schedule": "* * * * *" if shape == SCHEDULED else "0 0 1 1 *", "concurrencyPolicy": "Forbid",
                    "suspend": shape != SCHEDULED, "jobTemplate": {"spec": spec}}
        api, kind = {"replicationcontroller": ("v1", "ReplicationController"), "replicaset": ("apps/v1", "ReplicaSet"),
                     "deployment": ("apps/v1", "Deployment"), "statefulset": ("apps/v1", "StatefulSet"),
                     "daemonset": ("apps/v1", "DaemonSet"), "cronjob": ("batch/v1", "CronJob"),
                     SCHEDULED: ("batch/v1", "CronJob")}.get(shape, ("batch/v1", "Job"))
        return Workload(shape, {"apiVersion": api, "kind": kind, "metadata": meta(name, self.name), "spec": spec}, template, pods)

    def _replicationcontroller(self, _, name, template, pods):
        return {"replicas": pods, "selector": {"app": name}, "template": template}

    def _replicaset(self, _, name, template, pods):
        return {"replicas": pods, "selector": {"matchLabels": {"app": name}}, "template": template}

    _deployment = _replicaset

    def _statefulset(self, shape, name, template, pods):
        spec = dict(self._replicaset(shape, name, template, pods), serviceName="none", podManagementPolicy="Parallel")
        if self.random.randrange(2):
            spec["ordinals"] = {"start": 3}
        return spec

    def _daemonset(self, _, name, template, __):
        return {"selector": {"matchLabels": {"app": name}}, "template": template}

    def _job(self, shape, name, template, pods):
        template["spec"]["restartPolicy"] = "Never"
        spec = {"template": template, "completions": pods, "parallelism": pods}
        if shape in ("indexed", "counting") or shape != "job" and self.random.randrange(2):
            spec["completionMode"] = "Indexed"
        elif self.random.randrange(2):
            spec["completionMode"] = "NonIndexed"
        if shape == "counting" or "Indexed" == spec.get("completionMode") and not self.random.randrange(4):
            spec["backoffLimitPerIndex"] = 1
        if shape == "manual":
            spec.update(manualSelector=True, selector={"matchLabels": {"app": name}})
        if not self.random.randrange(4):
            spec["managedBy"] = "kubernetes.io/job-controller"
        return spec
