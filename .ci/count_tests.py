#!/usr/bin/env python3
"""Counts the test cases of one `bazel test` from its build event file.

Prints "PASSED FAILED SKIPPED" to stdout. Lists failed cases, and skipped ones with the reason, on
stderr.
"""
import json
import sys
import urllib.parse
import xml.etree.ElementTree as ET


def xml_path(result):
    for output in result.get("testActionOutput", []):
        if output["name"] == "test.xml":
            return urllib.parse.unquote(urllib.parse.urlparse(output["uri"]).path)
    return None


def case_name(label, case):
    suite, name = case.get("classname"), case.get("name")
    return "%s %s.%s" % (label, suite, name) if suite else label


def count_cases(label, result):
    """Returns the counts in one test's XML: gtest cases, or one case for any other program."""
    passed = failed = skipped = 0
    path = xml_path(result)
    for case in ET.parse(path).iter("testcase") if path else []:
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
            print("FAILED %s" % case_name(label, case), file=sys.stderr)
        elif case.find("skipped") is not None or case.get("result") == "skipped":
            skipped += 1
            why = case.find("skipped")
            reason = (why.get("message") if why is not None else "") or "no reason given"
            print("skipped %s: %s" % (case_name(label, case), " ".join(reason.split())), file=sys.stderr)
        elif case.get("status") == "notrun":
            skipped += 1
            print("skipped %s: disabled" % case_name(label, case), file=sys.stderr)
        else:
            passed += 1
    # A crash at exit or a timeout may leave an XML file without a failure.
    if result["status"] != "PASSED" and failed == 0:
        failed += 1
        print("FAILED %s: %s" % (label, result["status"]), file=sys.stderr)
    return passed, failed, skipped


def main():
    with open(sys.argv[1], encoding="utf-8") as events:
        last = {}  # by test: a flaky test is reported once per attempt
        for line in events:
            event = json.loads(line)
            if "testResult" in event:
                run = event["id"]["testResult"]
                last[run["label"], run.get("shard", 0)] = event["testResult"]
    counts = [count_cases(label, result) for (label, _), result in sorted(last.items())]
    print(*[sum(column) for column in zip((0, 0, 0), *counts)])


if __name__ == "__main__":
    main()
