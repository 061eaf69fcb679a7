#!/usr/bin/env python3
"""The pages of the manual, in the order of docs/README.md.

    docs/site/pages.py           checks that the index has every page once, and that each ends with its links
    docs/site/pages.py --write   writes the links to the previous and next page

Prints errors as file: message, and exits with 1.
"""

import os
import pathlib
import re
import sys

DOCS = pathlib.Path(__file__).resolve().parent.parent
INDEX = "README.md"
# Pages that only say where their contents moved.
MOVED = {"design.md"}
SECTION = re.compile(r"^## (.*)$")
ENTRY = re.compile(r"^- \[(.+)\]\(([^)]+\.md)\)")
LINKS = re.compile(r"\n---\n\n(?:Previous: .*? · )?\[Contents\]\([^)]*\)(?: · Next: .*)?\n\Z")


def sections():
    """[(title of the section, [(title of the page, path in docs/)])]."""
    found = []
    for line in (DOCS / INDEX).read_text(encoding="utf-8").splitlines():
        if match := SECTION.match(line):
            found.append((match[1], []))
        elif match := ENTRY.match(line):
            found[-1][1].append((match[1], match[2]))
    return found


def without_links(text):
    return LINKS.sub("", text)


def links(pages, i):
    """The last lines of pages[i]."""

    def link(title, path):
        return f"[{title}]({os.path.relpath(path, os.path.dirname(pages[i][1]) or '.')})"

    parts = [link("Contents", INDEX)]
    if i > 0:
        parts.insert(0, "Previous: " + link(*pages[i - 1]))
    if i + 1 < len(pages):
        parts.append("Next: " + link(*pages[i + 1]))
    return "\n---\n\n" + " · ".join(parts) + "\n"


def problems(write):
    pages = [page for _, listed in sections() for page in listed]
    listed = [path for _, path in pages]
    there = {str(p.relative_to(DOCS)) for folder in (".", "guides") for p in (DOCS / folder).glob("*.md")}
    for path in sorted(there - MOVED - {INDEX} - set(listed)):
        yield f"docs/{INDEX}: {path} is not listed"
    for path in sorted({path for path in listed if listed.count(path) > 1}):
        yield f"docs/{INDEX}: {path} is listed twice"
    for i, (_, path) in enumerate(pages):
        text = (DOCS / path).read_text(encoding="utf-8")
        wanted = without_links(text).rstrip("\n") + "\n" + links(pages, i)
        if text == wanted:
            continue
        if write:
            (DOCS / path).write_text(wanted, encoding="utf-8")
        else:
            yield f"docs/{path}: not the links to the previous and next page: docs/site/pages.py --write"


if __name__ == "__main__":
    wrong = list(problems("--write" in sys.argv[1:]))
    print(*wrong, sep="\n", end="\n" if wrong else "")
    sys.exit(1 if wrong else 0)
