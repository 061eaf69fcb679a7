"""Random pod templates of everything that controllers and admission change, or leave as it is (docs/templates-to-pods.md)."""

IMAGE = "registry.invalid/i:1"
INDEX = "JOB_COMPLETION_INDEX"

# Labels and annotations that some controller, or admission, sets, and some that none does.
LABELS = ("app", "tier", "pod-template-hash", "controller-revision-hash", "pod-template-generation",
          "statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index", "job-name", "controller-uid",
          "batch.kubernetes.io/job-name", "batch.kubernetes.io/controller-uid",
          "batch.kubernetes.io/job-completion-index", "topology.kubernetes.io/zone", "topology.kubernetes.io/region")
ANNOTATIONS = ("note", "kubernetes.io/limit-ranger", "kubernetes.io/config.source", "kubernetes.io/config.seen",
               "batch.kubernetes.io/job-completion-index", "batch.kubernetes.io/job-index-failure-count",
               "batch.kubernetes.io/job-index-ignored-failure-count")
FIELDS = ("metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
          "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs")

# The Job API refuses templates with these, unless the selector is manual.
JOB_IDENTITY = {"job-name", "controller-uid", "batch.kubernetes.io/job-name", "batch.kubernetes.io/controller-uid"}

# One that is not there: it is said to run.
PROGRAM = ["/nowhere/program"]

# Small ones, so that all pods fit on the node together: limits become requests.
CPU = ("1m", "2500u", "4m", "0.006", "8m")
MEMORY = ("1Mi", "2000k", "3Mi", "1500000", "0.5Mi")


class TemplateMaker:
    """Makes the templates of one namespace."""

    def __init__(self, random, services, ranges):
        self.random = random
        self.services = services  # names of those that can be referred to
        self.ranges = ranges  # of the namespace, see workloads.RANGES

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def some(self, items, percent):
        return [item for item in items if self.chance(percent)]

    def template(self, name, makes_jobs=False, index_variable=False):
        """A template with the label app: `name`. Of a job it has no label that the API server sets; with `index_variable` some
        containers define the variable of Indexed jobs themselves."""
        labels = {key: self.label_value() for key in self.some(LABELS, 25) if not (makes_jobs and key in JOB_IDENTITY)}
        labels["app"] = name
        metadata = {"labels": labels}
        annotations = {key: self.random.choice(("mine", "7", "a b")) for key in self.some(ANNOTATIONS, 25)}
        if annotations:
            metadata["annotations"] = annotations
        return {"metadata": metadata, "spec": self.spec(index_variable)}

    def label_value(self):
        return self.random.choice(("", "mine", "5", "A.b_c-1"))

    def spec(self, index_variable):
        names = ["c0", "c1"][:1 + self.chance(40)]
        init_names = ["init0"] * self.chance(50)
        spec = {"terminationGracePeriodSeconds": 0, "automountServiceAccountToken": False,
                "containers": [self.container(name, names + init_names, index_variable) for name in names]}
        if init_names:
            spec["initContainers"] = [self.container(name, names + init_names, index_variable) for name in init_names]
            if self.chance(30):
                sidecar = spec["initContainers"][0]
                sidecar["restartPolicy"] = "Always"
                sidecar["command"][:3] = PROGRAM
        account = self.random.choice(({}, {}, {"serviceAccountName": "builder"}, {"serviceAccountName": "default"},
                                      {"serviceAccount": "builder"}, {"serviceAccountName": "builder", "serviceAccount": "alias"}))
        spec.update(account)
        if self.chance(15):
            spec["nodeName"] = "localhost"
        if self.chance(15):
            spec["enableServiceLinks"] = self.chance(50)
        if self.chance(10):
            spec["hostNetwork"] = True
        if self.chance(15):
            spec["resources"] = {"limits": {"cpu": "300m", "memory": "300Mi"}, "requests": {"cpu": "60m", "memory": "60Mi"}}
        return spec

    def container(self, name, names, index_variable):
        container = {"name": name, "image": IMAGE}
        if self.chance(60):
            container["resources"] = self.resources()
        env = [dict(self.source(names), name="V%d" % i) for i in range(self.random.randint(8, 20))]
        if index_variable and self.chance(50):
            env.insert(self.random.randrange(len(env) + 1), {"name": INDEX, "value": "own"})
        if self.services and self.chance(20):  # overrides a variable of a service
            env.append({"name": self.service_variable(), "value": "own"})
        container["env"] = env
        if self.chance(40):
            container["envFrom"] = [{"configMapRef": {"name": "settings"}, **({"prefix": "P_"} if self.chance(50) else {})}]
        words = [self.text() for _ in range(self.random.randint(1, 3))]
        program = ["/bin/sh", "-c", ":"] if name.startswith("init") else PROGRAM
        container["command"] = program + words
        if self.chance(70):
            container["args"] = [self.text() for _ in range(self.random.randint(1, 3))]
        return container

    def resources(self):
        """Limits, requests, or both. Only where LimitRanges are to refuse pods may they make a limit that is below a request."""
        resources = {}
        for resource, quantities in (("cpu", CPU), ("memory", MEMORY)):
            which = self.random.choice(("none", "limits", "requests", "both"))
            if which in ("limits", "both"):
                resources.setdefault("limits", {})[resource] = self.random.choice(quantities)
            if which == "requests" and self.ranges in ("none", "bounds"):
                resources.setdefault("requests", {})[resource] = self.random.choice(quantities)
            elif which in ("requests", "both"):
                resources.setdefault("requests", {})[resource] = "500u" if resource == "cpu" else "100k"
        return resources

    def source(self, names):
        """The value or the source of a variable."""
        kind = self.random.choice(("text", "text", "label", "label", "annotation", "field", "field", "resource", "resource", "key"))
        if kind == "text":
            return {"value": self.text()}
        if kind == "resource":
            return {"valueFrom": {"resourceFieldRef": self.resource_reference(names)}}
        if kind == "key":
            return {"valueFrom": self.random.choice((
                {"configMapKeyRef": {"name": "settings", "key": "LEVEL"}},
                {"secretKeyRef": {"name": "secrets", "key": "PASSWORD"}},
                {"configMapKeyRef": {"name": "settings", "key": "NOKEY", "optional": True}},
                {"configMapKeyRef": {"name": "nowhere", "key": "LEVEL", "optional": True}}))}
        path = {"label": lambda: "metadata.labels['%s']" % self.random.choice(LABELS),
                "annotation": lambda: "metadata.annotations['%s']" % self.random.choice(ANNOTATIONS),
                "field": lambda: self.random.choice(FIELDS)}[kind]()
        return {"valueFrom": {"fieldRef": {"fieldPath": path}}}

    def resource_reference(self, names):
        resource = self.random.choice(("cpu", "memory", "cpu", "memory", "ephemeral-storage"))
        reference = {"resource": "%s.%s" % (self.random.choice(("limits", "requests")), resource)}
        if self.chance(40):
            reference["divisor"] = self.random.choice(("1", "1m") if resource == "cpu" else ("1", "1k", "1Mi"))
        if self.chance(30):
            reference["containerName"] = self.random.choice(names)
        return reference

    def service_variable(self):
        return self.random.choice(self.services).upper().replace("-", "_") + self.random.choice(
            ("_SERVICE_HOST", "_SERVICE_PORT", "_PORT", "_PORT_80_TCP_ADDR"))

    def text(self):
        """Plain text, and references: to variables before and after, of services, of Indexed jobs, and to none."""
        parts = []
        for _ in range(self.random.randint(1, 3)):
            choice = self.random.randrange(6)
            if choice == 0 and self.services:
                parts.append("$(%s)" % self.service_variable())
            elif choice == 1:
                parts.append("$(%s)" % INDEX)
            elif choice == 2:
                parts.append("$(V%d)" % self.random.randrange(10))
            elif choice == 3:
                parts.append(self.random.choice(("$(NOWHERE)", "$$(V1)", "$(LEVEL)", "$(P_LEVEL)", "$(KUBERNETES_SERVICE_PORT)")))
            else:
                parts.append(self.random.choice(("x", "a b", "=", "-")))
        return "".join(parts)
