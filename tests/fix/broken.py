"""Generates random manifests with mistakes that lint --fix repairs, and the expected results.

Each line records whether it stays in place, may move with its env entry, is edited (and the result), or
is removed.
"""

STAYS, MOVES, EDITED, REMOVED = range(4)


class Line:
    def __init__(self, text, role=STAYS, after=None):
        self.text, self.role, self.after = text, role, after if after is not None else text


class Variable:
    """An env entry: its name, the names that its value refers to, and its lines."""

    def __init__(self, name, refers, lines, faulty=False):
        self.name, self.refers, self.lines, self.faulty = name, refers, lines, faulty


class Container:
    def __init__(self, name):
        self.name, self.variables, self.may_change, self.faulty = name, [], set(), False


class Case:
    """A file: its lines, its containers, and the number of mistakes of each kind."""

    def __init__(self):
        self.lines, self.containers, self.mistakes = [], {}, {}
        self.line_end, self.mark, self.last_end = "\n", "", True

    def text(self):
        text = self.line_end.join(line.text for line in self.lines)
        return (self.mark + text + (self.line_end if self.last_end else "")).encode()

    def count(self, kind):
        self.mistakes[kind] = self.mistakes.get(kind, 0) + 1


class Generator:
    def __init__(self, dice):
        self.dice, self.case, self.serial = dice, Case(), 0

    def chance(self, percent):
        return self.dice.random() * 100 < percent

    def unique(self, prefix):
        self.serial += 1
        return "%s%d" % (prefix, self.serial)

    def comment(self, percent):
        return "  # " + self.unique("note é ") if self.chance(percent) else ""

    def make(self):
        case = self.case
        case.line_end = "\r\n" if self.chance(20) else "\n"
        case.mark = "\ufeff" if self.chance(10) else ""
        case.last_end = self.chance(80)
        for i in range(self.dice.randint(1, 4)):
            if i > 0:
                case.lines.append(Line("---" + self.comment(30)))
            self.dice.choice([self.config_map, self.pod, self.pod, self.deployment])()
        return case

    def add(self, indent, *texts):
        self.case.lines += [Line(" " * indent + text) for text in texts]

    def config_map(self):
        self.add(0, "apiVersion: v1", "kind: ConfigMap", "metadata: {name: %s}" % self.unique("settings"), "data:")
        for _ in range(self.dice.randint(1, 4)):
            key = self.unique("KEY_")
            if self.chance(40):
                self.quote("  %s: " % key, self.comment(30))
            else:
                self.add(2, "%s: %s%s" % (key, self.dice.choice(["text", '"80"', "'x: y'", "a#b"]), self.comment(30)))

    def quote(self, before, after):
        value = self.dice.choice(["80", "yes", "true", "1e3", "-7", "0x1F", "3.14", "off", "1_000"])
        self.case.lines.append(Line(before + value + after, EDITED, '%s"%s"%s' % (before, value, after)))
        self.case.count("quote")

    def pod(self):
        self.add(0, "apiVersion: v1", "kind: Pod", "metadata: {name: %s}" % self.unique("pod"), "spec:")
        self.spec(2)

    def deployment(self):
        name = self.unique("deploy")
        self.add(0, "apiVersion: apps/v1", "kind: Deployment", "metadata: {name: %s}" % name, "spec:",
                 "  selector: {matchLabels: {app: %s}}" % name, "  template:", "    metadata: {labels: {app: %s}}" % name,
                 "    spec:")
        self.spec(6)

    def spec(self, indent):
        self.add(indent, "enableServiceLinks: false", "containers:" + self.comment(30))
        indent += self.dice.choice([0, 2])
        containers = [Container(self.unique("app")) for _ in range(self.dice.randint(1, 3))]
        for container in containers:
            self.case.containers[container.name] = container
            self.container(indent, container)
        faulty = any(container.faulty for container in containers)
        for container in containers:
            container.faulty = faulty  # the whole object cannot be read

    def container(self, indent, container):
        self.add(indent, "- name: " + container.name, "  image: app" + self.comment(20))
        indent += 2
        container.variables = self.variables(container)
        if self.chance(30):
            self.env_from(indent)
        self.add(indent, "env:" + self.comment(20))
        inner = indent + self.dice.choice([0, 2])
        for variable in container.variables:
            container.faulty = container.faulty or variable.faulty
            for line in variable.lines:
                line.text, line.after = " " * inner + line.text, " " * inner + line.after
                self.case.lines.append(line)
            if self.chance(10):
                self.add(0, "")
        self.arguments(indent, container)

    def env_from(self, indent):
        self.add(indent, "envFrom:", "- configMapRef:" + self.comment(20))
        name = "name: nobody%s" % self.comment(20)
        misplaced = self.chance(60)
        for text in (name, "optional: true"):
            right = " " * (indent + 4) + text
            self.case.lines.append(Line(" " * (indent + 2) + text, EDITED, right) if misplaced else Line(right))
        if misplaced:
            self.case.count("indent")

    def arguments(self, indent, container):
        self.add(indent, "args:")
        names = [variable.name for variable in container.variables]
        for _ in range(self.dice.randint(1, 3)):
            name = self.dice.choice(names)
            if self.chance(40):
                self.case.lines.append(Line('%s- "--%s=${%s}/x"' % (" " * indent, self.unique("flag"), name), EDITED))
                line = self.case.lines[-1]
                line.after = line.text.replace("${%s}" % name, "$(%s)" % name)
                self.case.count("shell")
            else:
                self.add(indent, "- --%s=$(%s)" % (self.unique("flag"), name))

    def variables(self, container):
        """Returns env entries. Some refer to later ones, use shell syntax, or are duplicates."""
        count = self.dice.randint(2, 7)
        names = [self.unique("VAR_") for _ in range(count)]
        result = []
        plain = set()  # names whose values refer to nothing
        later = self.dice.sample(range(1, count), self.dice.randint(0, min(2, count - 1)))
        for i, name in enumerate(names):
            targets = [names[j] for j in later if j > i]
            if targets and i not in later and self.chance(60):
                target = self.dice.choice(targets)
                result.append(self.entry(name, '"http://$(%s)/%s"' % (target, self.unique("p")), [target]))
                container.may_change.add(name)
                self.case.count("move")
            elif i > 0 and i not in later and self.chance(25):
                other = self.dice.choice(names[:i])
                result.append(self.shell(container, name, other))
            elif self.chance(12):
                result.append(self.number(name))
            else:
                plain.add(name)
                value = self.dice.choice(["text", "'it''s'", '"\\u00e9 x"', '"80"'])
                result.append(self.entry(name, value, []))
        return self.with_duplicates(result, plain)

    def entry(self, name, value, refers):
        style = self.dice.randrange(4)
        if style == 0:
            lines = ["- {name: %s, value: %s}%s" % (name, value, self.comment(20))]
        elif style == 1:
            lines = ["- value: %s" % value, "  name: %s%s" % (name, self.comment(20))]
        else:
            lines = ["- name: %s%s" % (name, self.comment(20)), "  value: %s%s" % (value, self.comment(20))]
        if self.chance(15):
            lines.insert(0, "# " + self.unique("above "))
        return Variable(name, refers, [Line(line, MOVES) for line in lines])

    def shell(self, container, name, other):
        before, after = ('  value: "${%s}:1, ${%s}:2"' % (other, other), '  value: "$(%s):1, $(%s):2"' % (other, other))
        container.may_change.add(name)
        self.case.count("shell")
        return Variable(name, [other], [Line("- name: " + name, MOVES), Line(before, EDITED, after)])

    def number(self, name):
        value, note = self.dice.choice(["80", "yes", "1e3"]), self.comment(30)
        line = Line("  value: %s%s" % (value, note), EDITED, '  value: "%s"%s' % (value, note))
        self.case.count("quote")
        return Variable(name, [], [Line("- name: " + name, MOVES), line], faulty=True)

    def with_duplicates(self, variables, plain):
        for i in range(len(variables) - 1, -1, -1):
            one = variables[i]
            if one.name not in plain or not self.chance(15) or any("#" in line.text for line in one.lines):
                continue
            copy = Variable(one.name, [], [Line(line.text, REMOVED) for line in one.lines])
            variables.insert(self.dice.randint(i + 1, len(variables)), copy)
            self.case.count("duplicate")
        return variables
