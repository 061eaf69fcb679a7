"""Holds what svcenv says of a workload's template against the pods that came of it.

What may be unknown is not read off a table of what controllers do: the pod is the judge. A label or an annotation may be unknown only
where the pod has another value than the template, a limit only where the container has none."""

import collections
import json
import os
import re

import support
import templates

# Findings of lint that a container that was created shows to be wrong.
REFUSALS = ("refused-by-api", "not-computable", "missing-object", "missing-key", "value-and-value-from")
# Findings that $(NAME) is left as it is.
UNEXPANDED = ("reference-unresolved", "reference-not-expanded", "service-not-given")

FAILURES = "batch.kubernetes.io/job-index-failure-count"
IGNORED_FAILURES = "batch.kubernetes.io/job-index-ignored-failure-count"
TOPOLOGY = ("topology.kubernetes.io/zone", "topology.kubernetes.io/region")


def references(text):
    """Names of the references in a text."""
    return [match[1] for match in re.finditer(r"\$\$|\$\(([^()]*)\)", text) if match[1] is not None]


def labels_key(path):
    """("labels" | "annotations", key), or None."""
    match = re.fullmatch(r"metadata\.(labels|annotations)\['(.*)'\]", path)
    return match and match.groups()


class Given:
    """The objects that svcenv is given beside a workload, in a file."""

    def __init__(self, directory, objects, limit_ranges, services_have_ips):
        self.path = os.path.join(directory, "objects.json")
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump({"apiVersion": "v1", "kind": "List", "items": objects}, file)
        self.node = any(o["kind"] == "Node" for o in objects)
        self.limit_ranges = limit_ranges  # how many
        # The prefixes of the variables of services that lack a cluster IP, or are not in the input at all.
        self.services_without_ip = () if services_have_ips else tuple(
            o["metadata"]["name"].upper().replace("-", "_") + "_" for o in objects
            if o["kind"] == "Service" and o["metadata"]["namespace"] != "default")
        self.master = any(o["kind"] == "Service" and o["metadata"]["namespace"] == "default" for o in objects)

    def may_be_unknown(self, variable):
        """Of a variable that services set."""
        return variable.startswith(self.services_without_ip) or not self.master and variable.startswith("KUBERNETES_")


class TemplateComparison:
    """Compares one workload, and counts."""

    def __init__(self, directory, given, workload, version):
        self.given = given
        self.workload = workload
        self.counts = collections.Counter()
        self.mismatches = []
        path = os.path.join(directory, "%s.json" % workload.name)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(workload.document, file)
        target = "%s/%s" % (workload.kind.lower(), workload.name)
        arguments = ("-n", workload.namespace, "-f", given.path, "-f", path, "--kube-version", version)
        self.said = support.environments(target, *arguments)
        result = support.svcenv("lint", target, *arguments, "-o", "json")
        if result.status not in (0, 1):
            raise AssertionError("svcenv lint %s: status %d\n%s" % (target, result.status, result.err))
        self.findings = [f for f in json.loads(result.out) if f["object"]["name"] == workload.name]

    def mismatch(self, where, what, cluster=None, svcenv=None):
        self.mismatches.append({"where": "%s %s/%s %s" % (self.workload.kind, self.workload.namespace, self.workload.name, where),
                                "what": what, "cluster": repr(cluster), "svcenv": repr(svcenv)})

    def compare_refused(self, message):
        """The API server refused the object, or each of its pods."""
        self.counts["workloads that both refuse"] += 1
        if not any(f["code"] == "refused-by-api" for f in self.findings):
            self.mismatch("", "refused by the API server only", message)

    def compare(self, pod, journal):
        for finding in self.findings:
            if finding["code"] in REFUSALS:
                self.mismatch("container %s" % finding.get("container"), "lint", "it runs", finding)
        spec, written = pod["spec"], self.workload.template["spec"]
        for field in ("initContainers", "containers"):
            for container, template in zip(spec.get(field, []), written.get(field, []), strict=True):
                created = journal.of(self.workload.namespace, pod["metadata"]["name"], container["name"])
                if created is None or created["uid"] != pod["metadata"]["uid"]:
                    self.mismatch("container " + container["name"], "not created by the kubelet", pod["status"])
                    continue
                ContainerComparison(self, pod, container, template, created).compare()
        self.counts["pods"] += 1


class ContainerComparison:
    """Compares one container of one pod."""

    def __init__(self, of, pod, container, template, created):
        self.of = of
        self.given = of.given
        self.pod = pod
        self.container = container
        self.created = created
        self.where = "container %s of pod %s" % (template["name"], pod["metadata"]["name"])
        self.written = {v["name"]: v for v in template.get("env", [])}
        self.entries = template.get("env", [])

    def mismatch(self, what, cluster=None, svcenv=None):
        self.of.mismatch(self.where, what, cluster, svcenv)

    def compare(self):
        self.of.counts["containers"] += 1
        said = self.of.said.get(self.container["name"])
        if said is None or "error" in said:
            self.mismatch("not computed by svcenv", None, said)
            return
        kubelet, ours = support.variables(self.created["env"]), support.variables(said["env"])
        for name in sorted(kubelet.keys() | ours.keys()):
            self.compare_variable(name, kubelet, ours)
        for field in ("command", "args"):
            self.compare_words(field, support.texts(self.created[field]), said[field])
        for finding in self.of.findings:
            if finding.get("container") == self.container["name"] and finding["code"] in UNEXPANDED:
                self.compare_finding(finding, kubelet)

    def compare_variable(self, name, kubelet, ours):
        if name not in ours:
            if not self.given.may_be_unknown(name):
                self.mismatch("variable %s is not said" % name, kubelet[name])
        elif ours[name] is not None:
            self.of.counts["known values"] += 1
            if kubelet.get(name) != ours[name]:
                self.mismatch("variable " + name, kubelet.get(name), ours[name])
        else:
            self.of.counts["unknown values"] += 1
            if not self.may_be_unknown(name):
                self.mismatch("variable %s is unknown" % name, kubelet.get(name), self.written.get(name))
            if name not in kubelet and not self.is_optional(name):
                self.mismatch("variable %s is not there" % name)

    def compare_words(self, field, theirs, ours):
        if len(theirs) != len(ours):
            self.mismatch(field, theirs, ours)
            return
        written = (self.container.get(field) or [""] * len(ours))
        for i, (a, b) in enumerate(zip(theirs, ours)):
            if isinstance(b, dict) and "unknown" in b:
                self.of.counts["unknown words of command and args"] += 1
                if not self.refers_to_unknown(written[i]):
                    self.mismatch("%s[%d] is unknown" % (field, i), a, b)
                continue
            self.of.counts["known words of command and args"] += 1
            if a != support.texts([b])[0]:
                self.mismatch("%s[%d]" % (field, i), a, b)

    def compare_finding(self, finding, kubelet):
        """Checks that a reference that lint reports as not expanded is unexpanded in the kubelet's result, too."""
        self.of.counts["references that lint says are not expanded"] += 1
        match = re.search(r"\.(env|command|args)\[(\d+)\]", finding["field"])
        name = re.search(r"\$\([^()]*\)", finding["message"])
        if not match or not name:
            self.mismatch("lint: unknown reference", None, finding)
            return
        index = int(match[2])
        value = kubelet.get(self.entries[index]["name"]) if match[1] == "env" else support.texts(self.created[match[1]])[index]
        # Another entry of the same name may have come later.
        overridden = match[1] == "env" and self.written[self.entries[index]["name"]] is not self.entries[index]
        if not overridden and name[0].encode() not in (value or b""):
            self.mismatch("lint", value, finding)

    def is_optional(self, name):
        source = self.written.get(name, {}).get("valueFrom", {})
        return any(source.get(kind, {}).get("optional") for kind in ("configMapKeyRef", "secretKeyRef"))

    def may_be_unknown(self, name, through=()):
        """Whether the pod, or what svcenv was not given, shows that the template does not tell the value of a variable. Variables may
        refer to each other in a circle: `through` are those that lead here."""
        if name in through:
            return False
        entry = self.written.get(name)
        if entry is None:
            return name == templates.INDEX and self.is_appended() or self.given.may_be_unknown(name)
        if "value" in entry:
            return self.refers_to_unknown(entry["value"], (*through, name))
        source = entry["valueFrom"]
        if "fieldRef" in source:
            return self.field_may_be_unknown(source["fieldRef"]["fieldPath"])
        if "resourceFieldRef" in source:
            return self.resource_may_be_unknown(source["resourceFieldRef"])
        return self.is_optional(name)

    def refers_to_unknown(self, text, through=()):
        # What env sets, a service may have set before.
        return any(self.given.may_be_unknown(name) or self.may_be_unknown(name, through) for name in references(text))

    def is_appended(self):
        return any(v["name"] == templates.INDEX for v in self.container.get("env", []))

    def field_may_be_unknown(self, path):
        metadata = self.of.workload.template["metadata"]
        key = labels_key(path)
        if key is None:
            if path == "metadata.name":
                return "name" not in metadata
            if path == "spec.nodeName":
                return "nodeName" not in self.of.workload.template["spec"]
            return (path == "metadata.uid" or path.startswith("status.podIP") or
                    path.startswith("status.hostIP") and not self.given.node)
        field, key = key
        if key in TOPOLOGY:
            return not self.given.node
        if key == "kubernetes.io/limit-ranger":
            return self.given.limit_ranges > 1
        if key == "kubernetes.io/config.seen":
            return True
        if key == IGNORED_FAILURES:
            key = FAILURES  # both or one are set, as the pods before this one failed
        return metadata.get(field, {}).get(key) != self.pod["metadata"].get(field, {}).get(key)

    def resource_may_be_unknown(self, reference):
        if self.given.limit_ranges > 1:
            return True
        name = reference.get("containerName", self.container["name"])
        container, = (c for field in ("initContainers", "containers") for c in self.pod["spec"].get(field, []) if c["name"] == name)
        which, resource = reference["resource"].split(".")
        return which == "limits" and not self.given.node and resource not in container.get("resources", {}).get("limits", {})
