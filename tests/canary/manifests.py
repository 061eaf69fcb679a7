"""Random manifests that look real, with values of Secrets that can be recognized, and with mistakes.

A value of a Secret consists of "zqx" again and again, so that any part of five bytes, and base64 of
it, is found wherever it comes out. No other text contains it. Hostile texts contain what a terminal
obeys or hides, and line breaks that try to begin a line of their own.
"""
import base64
import copy
import json

import yaml

UNIT = "zqx" * 4

# What a piece of a value looks like, as it is and in base64 at each of the three alignments.
TRACES = [b"zqxzq", b"qxzqx", b"xzqxz", b"enF4enF4", b"cXh6cXh6", b"eHpxeHpx"]

HOSTILE = ["\x1b]0;PWN\x07", "\x1b[2J", "\x9b2J", "\x7f", "\r", "\x08", "\u202e", "\u2066", "\u2069", "\u200e",
           "\u200f", "\u061c", "\nforged: line", "\x85forged", "\u2028forged", "\x00"]

SECRET_FORMS = [
    "{u}", "{u}\n{u}={u}\n", "redis://u:{u}@{u}@host", "user:{u}/{u}@tcp(db)/x", "{{\"key\": \"{u}\"}}", "{u}: {u}",
    "/../{u}", "$({u})", "*{u}", "&{u}", "!{u}", "@{u}", "%{u}", "`{u}", "'{u}", "\"{u}", "- {u}", "# {u}", "\t{u}",
    "{u}\x00{u}", "  {u}", "--- {u}", "kind: Pod {u}", "{u} \\x", "Password={u};{u}",
]


class Manifest:
    """One case: the texts of its files by name, and the names to ask for."""

    def __init__(self, files, pods, variables):
        self.files, self.pods, self.variables = files, pods, variables


class Generator:
    def __init__(self, random, hostile):
        self.random, self.hostile = random, hostile

    def chance(self, percent):
        return self.random.random() * 100 < percent

    def name(self, *names):
        """One of the names, hostile now and then in that mode."""
        text = self.random.choice(names)
        if self.hostile and self.chance(25):
            at = self.random.randint(0, len(text))
            text = text[:at] + self.random.choice(HOSTILE) + text[at:]
        return text

    def secret_value(self):
        text = self.random.choice(SECRET_FORMS).format(u=UNIT * self.random.choice([1, 1, 1, 2, 5]))
        if self.chance(1):
            text = UNIT * 12000  # larger than the kernel allows
        return text

    def secret(self, name):
        """A Secret with two values; the mistakes in it never make it another known kind."""
        one, two = self.secret_value(), self.secret_value()
        secret = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name}}
        if self.chance(50):
            secret["stringData"] = {"PASSWORD": one, "URL": two}
        else:
            encode = lambda text: base64.b64encode(text.encode()).decode()
            secret["data"] = {"PASSWORD": encode(one), "URL": encode(two)}
        if self.chance(15):
            applied = json.dumps(secret)
            secret["metadata"]["annotations"] = {"kubectl.kubernetes.io/last-applied-configuration": applied}
        if self.chance(60):
            self.spoil_secret(secret)
        items = list(secret.items())
        if self.chance(50):
            self.random.shuffle(items)
        return dict(items)

    def spoil_secret(self, secret):
        holder = "stringData" if "stringData" in secret else "data"
        values = secret[holder]
        kind = self.random.randrange(14)
        if kind == 0:
            del secret["apiVersion"]
        elif kind == 1:
            del secret["kind"]
        elif kind == 2:
            secret["kind"] = self.random.choice(["Scret", "secret", "SealedSecret", "ExternalSecret", ["Secret"], None])
        elif kind == 3:
            secret["metadata"] = self.random.choice([None, [], "x", {"name": 7}, {}, {"name": "Not Valid!"}])
        elif kind == 4:
            values["PASSWORD"] = [UNIT, {"a": UNIT}]
        elif kind == 5:
            values["PASSWORD"] = {UNIT: UNIT, "b": {UNIT: [UNIT]}}
        elif kind == 6:
            secret[holder] = UNIT
        elif kind == 7:
            secret[holder] = [values]
        elif kind == 8:
            secret["data"] = {"PASSWORD": UNIT + "!", "N": 12, "L": [300, -1, 4.5]}
        elif kind == 9:
            values["not a key!"] = UNIT
        elif kind == 10:
            secret["type"] = {"x": UNIT}
        elif kind == 11:
            secret["stringdata" if holder == "stringData" else "Data"] = secret.pop(holder)
        elif kind == 12:
            secret["items"] = self.random.choice([[], None, [copy.deepcopy(secret)], UNIT])
        else:
            secret["metadata"]["annotations"] = {"svcenv.io/lint-ignore": "no-such-code"}

    def container(self, secrets):
        secret = self.random.choice(secrets)
        env = [{"name": self.name("DIRECT"), "valueFrom": {"secretKeyRef": {"name": secret, "key": "PASSWORD"}}},
               {"name": self.name("CHAIN"), "value": self.name("$(DIRECT) $(NOBODY)", "x-$(DIRECT)")},
               {"name": self.name("LONGER"), "value": self.name("a $(CHAIN) $(PASSWORD) $(REDIS_SERVICE_HOST)")},
               {"name": self.name("PLAIN", "CHAIN", "REDIS_PORT"), "value": self.name("$(LONGER)", "plain", "${PLAIN}")}]
        self.random.shuffle(env)
        return {
            "name": self.name("app", "web", "c"),
            "image": self.name("nginx", "redis:7"),
            "envFrom": [{"secretRef": {"name": secret}}, {"prefix": self.name("P_"), "configMapRef": {"name": "settings"}}],
            "env": env[:self.random.randint(1, 4)],
            "command": [self.name("$(PASSWORD)", "sh", "$(MISSING)")],
            "args": [self.name("$(LONGER)", "$(URL)", "$(A)"), "$(CHAIN)"],
            "livenessProbe": {"exec": {"command": ["$(LONGER)", self.name("$(DIRECT)")]}},
            "volumeMounts": [{"name": "v", "mountPath": self.name("/v"), "subPathExpr": self.name("$(PASSWORD)", "a/$(URL)")}],
        }

    def workload(self, number, secrets):
        spec = {"containers": [self.container(secrets) for _ in range(self.random.randint(1, 2))]}
        if self.chance(20):
            spec["initContainers"] = [self.container(secrets)]
        name = self.name("web%d" % number)
        meta = {"name": name}
        if self.chance(20):
            meta["annotations"] = {"svcenv.io/lint-ignore": self.name("nonsense", "links-unused")}
        if self.chance(60):
            return name, {"apiVersion": "v1", "kind": "Pod", "metadata": meta, "spec": spec}
        template = {"metadata": {"labels": {"a": self.name("b")}}, "spec": spec}
        return name, {"apiVersion": "apps/v1", "kind": self.random.choice(["Deployment", "StatefulSet", "DaemonSet"]),
                      "metadata": meta, "spec": {"template": template}}

    def service(self):
        port = {"port": self.random.choice([80, 6379, "80", 70000]), "name": self.name("http", "Bad Name")}
        return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": self.name("redis", "db", "r_edis")},
                "spec": {"clusterIP": self.name("10.96.0.7", "None", "x"), "ports": [port]}}

    def spoil(self, value, depth=0):
        """Makes one mistake somewhere in an object that is no Secret."""
        if isinstance(value, dict) and value and (depth < 1 or self.chance(80)):
            key = self.random.choice(list(value))
            if isinstance(value[key], (dict, list)) and self.chance(75):
                return self.spoil(value[key], depth + 1)
            kind = self.random.randrange(4)
            if kind == 0 and key not in ("kind", "data"):
                del value[key]
            elif kind == 1 and key != "kind":
                value[key] = self.random.choice([None, 7, 4.5, True, "text", [], {}, ["x"], {"x": "y"}])
            elif kind == 2:
                value[self.name("extra", "nmae")] = self.name("x")
            return None
        if isinstance(value, list) and value:
            index = self.random.randrange(len(value))
            if isinstance(value[index], (dict, list)) and self.chance(60):
                return self.spoil(value[index], depth + 1)
            value.insert(index, copy.deepcopy(value[index]) if self.chance(50) else self.random.choice([None, 7, "x"]))
        return None

    def objects(self):
        secrets = ["keys", "more"]
        objects = [self.secret(name) for name in secrets]
        if self.chance(30):
            objects.append(copy.deepcopy(objects[0]))  # twice
        pods = []
        for number in range(self.random.randint(1, 3)):
            name, workload = self.workload(number, secrets)
            pods.append(name)
            objects.append(workload)
        objects.append({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": self.name("settings")},
                        "data": {self.name("LEVEL"): self.name("info"), "not a key!": "x"}})
        objects += [self.service() for _ in range(self.random.randint(0, 2))]
        for value in objects:
            if value.get("kind") in ("Pod", "Deployment", "StatefulSet", "DaemonSet", "ConfigMap", "Service"):
                while self.chance(45):
                    self.spoil(value)
        self.random.shuffle(objects)
        return objects, pods

    def list_of(self, objects):
        if self.chance(10):
            objects = [{"apiVersion": "v1", "kind": "List", "items": objects}]
        return {"apiVersion": "v1", "kind": "List", "items": objects}

    def json_text(self, objects):
        indent = self.random.choice([None, None, 2])
        separators = (",", ":") if indent is None else None
        values = [self.list_of(objects)] if self.chance(70) else objects
        text = self.random.choice(["", "\n", " "]).join(
            json.dumps(value, indent=indent, separators=separators, ensure_ascii=self.chance(50)) for value in values)
        if self.chance(25):
            text = self.duplicate_key(text, '"')
        return text

    def yaml_text(self, objects):
        flow = self.random.choice([None, None, False, True])
        dump = lambda value: yaml.safe_dump(value, default_flow_style=flow, allow_unicode=self.chance(50),
                                            sort_keys=False, width=self.random.choice([60, 100000]))
        if self.chance(40):
            objects = [self.list_of(objects)]
        text = "---\n".join(dump(value) for value in objects)
        if self.chance(25):
            text = self.duplicate_key(text, "")
        return text

    def duplicate_key(self, text, quote):
        """Gives a key twice: what kubectl drops without a word is worth a warning."""
        for key in self.random.sample(["PASSWORD", "name", "URL", "value", "metadata", "stringData"], 6):
            written = "%s%s%s:" % (quote, key, quote)
            at = text.find(written)
            if at < 0:
                continue
            value = UNIT if key in ("PASSWORD", "URL", "stringData") else "x"
            line = text[text.rfind("\n", 0, at) + 1:at]
            between = "\n" + line if not quote and line.strip(" ") == "" else ", "
            return text[:at] + "%s %s%s%s" % (written, quote, value, quote) + between + text[at:]
        return text

    def damage(self, text):
        """Spoils the text itself, but not in a way that hands a Secret's value to another object."""
        kind = self.random.randrange(7)
        if kind == 0:
            return text[:self.random.randrange(len(text) + 1)]
        if kind == 1:
            return text[self.random.randrange(len(text) + 1):]
        lines = text.split("\n")
        places = [i for i, line in enumerate(lines) if UNIT in line]
        if not places:
            return text
        place = self.random.choice(places)
        at = lines[place].find(UNIT)
        if kind == 2:
            before = "\n".join(lines[:place])
            if before.count("'") % 2 or before.count('"') % 2:
                return text  # within a string of another object, which the comment would become a part of
            lines.insert(place, " " * self.random.randint(0, 6) + "# " + UNIT)
        elif kind == 3:
            at += self.random.choice([0, 3, len(UNIT)])
            lines[place] = lines[place][:at] + self.random.choice("\"'{}[],:#&*!|>%@`\\\t") + lines[place][at:]
        elif kind == 4:
            lines[place] = self.random.choice([" ", "  ", "\t"]) + lines[place]
        elif kind == 5:
            lines[place] = lines[place][:at] + "\n" + lines[place][at:]
        else:
            return text.replace("\n", "\r\n")
        return "\n".join(lines)

    def with_anchors(self):
        """Secrets that share a value by an anchor, beside a Pod on the same lines."""
        return ("apiVersion: v1\nkind: List\nx: &s {apiVersion: v1, kind: Secret, metadata: {name: more}, stringData: "
                "{PASSWORD: &p %s, URL: *p}}\nitems:\n- *s\n- {<<: *s, metadata: {name: keys}}\n"
                "- {apiVersion: v1, kind: Pod, metadata: {name: web0}, spec: {containers: [%s]}}\n"
                % (json.dumps(UNIT), json.dumps(self.container(["keys", "more"]))))

    def manifest(self):
        """One case."""
        variables = ["PASSWORD", "DIRECT", "CHAIN", "LONGER", self.name("NOBODY", "REDIS_SERVICE_HOST")]
        if self.chance(4):
            return Manifest({"m.yaml": self.with_anchors()}, ["web0"], variables)
        objects, pods = self.objects()
        is_json = self.chance(45)
        text = self.json_text(objects) if is_json else self.yaml_text(objects)
        if self.chance(30):
            text = self.damage(text)
        name = self.name("m", "shop") if self.hostile else "m"
        name = name.replace("\x00", "").replace("/", "")
        files = {name + (".json" if is_json else ".yaml"): text}
        if self.chance(20):
            files["n.yaml"] = yaml.safe_dump(self.secret("keys"), default_flow_style=True, width=100000)
        return Manifest(files, pods, variables)
