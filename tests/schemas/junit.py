"""Checks JUnit XML: junit.py FILE. Prints the errors and exits with 1.

There is no official schema. Checks the rules that readers share: the elements and attributes that
Ant's and Jenkins' schemas have, with `file` and `line` of a test, which GitLab and others read; the
counts, which are those of the elements; and that no two tests have the same name, because GitLab
would show only one of them.
"""

import sys
import xml.etree.ElementTree

COUNTS = {"tests", "failures", "errors", "skipped"}
# By element: attributes that it needs, that it may have, and elements within it.
ELEMENTS = {
    "testsuites": (COUNTS, {"time", "name"}, {"testsuite"}),
    "testsuite": (COUNTS | {"name"}, {"time"}, {"testcase"}),
    "testcase": ({"name", "classname", "time"}, {"file", "line"}, {"failure", "skipped"}),
    "failure": ({"type", "message"}, set(), set()),
    "skipped": ({"message"}, set(), set()),
}


def problems(element):
    """Returns the errors of an element and its descendants."""
    if element.tag not in ELEMENTS:
        yield f"<{element.tag}> is not an element of JUnit"
        return
    needed, allowed, within = ELEMENTS[element.tag]
    for name in needed - element.attrib.keys():
        yield f"<{element.tag}> has no {name}"
    for name in element.attrib.keys() - needed - allowed:
        yield f"<{element.tag}> has an attribute {name}"
    for name in (COUNTS | {"line"}) & element.attrib.keys():
        if not element.get(name).isdecimal():
            yield f"{name} of <{element.tag}> is not a number"
    for child in element:
        if child.tag not in within:
            yield f"<{child.tag}> within <{element.tag}>"
        yield from problems(child)
    if COUNTS <= element.attrib.keys():
        for name, tag in (("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")):
            found = len(element.findall(f".//{tag}"))
            if str(found) != element.get(name):
                yield f"{name} of <{element.tag}> is {element.get(name)}, and there are {found}"


root = xml.etree.ElementTree.parse(sys.argv[1]).getroot()
wrong = list(problems(root))
if root.tag != "testsuites":
    wrong.append(f"the root is <{root.tag}>")
names = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
wrong += [f"two tests are {name}" for name in sorted(set(names)) if names.count(name) > 1]
for line in wrong[:10]:
    print(line)
sys.exit(1 if wrong else 0)
