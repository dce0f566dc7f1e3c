"""Holds the pages that homevisit_policy_show() writes against what a whole, accessible page of HTML needs.

    python3 tests/show/pages.py SHOW_PRINT ID-OR-FILE...
"""

import subprocess
import sys
from html.parser import HTMLParser

VOID = {"meta"}
# What a paragraph cannot hold: a browser would end it there, and the page would not be as it is written.
BLOCKS = {"p", "ul", "table", "section", "article", "blockquote", "h1", "h2", "h3", "header", "main", "nav"}


class Page(HTMLParser):
    """Reads a page and notes what is wrong with it."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.open, self.faults, self.ids, self.wanted = [], [], set(), set()
        self.headings, self.texts, self.attributes = [], {}, {}

    def fault(self, message):
        self.faults.append(f"line {self.getpos()[0]}: {message}")

    def handle_decl(self, decl):
        if decl.lower() != "doctype html":
            self.fault(f"declares {decl}")

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.attributes.setdefault(tag, attributes)
        if tag in BLOCKS and self.open and self.open[-1] == "p":
            self.fault(f"<{tag}> within a paragraph")
        if tag == "th" and attributes.get("scope") not in ("row", "col"):
            self.fault("a heading of a table without scope")
        if tag in ("script", "link", "img", "iframe"):
            self.fault(f"<{tag}>: the page is to be whole by itself")
        if tag in ("h1", "h2", "h3"):
            self.headings.append(int(tag[1]))
        if "id" in attributes:
            if attributes["id"] in self.ids:
                self.fault(f"the id {attributes['id']} comes twice")
            self.ids.add(attributes["id"])
        for name in ("href", "aria-labelledby"):
            if name in attributes:
                self.wanted.add(attributes[name].lstrip("#"))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.fault(f"</{tag}> ends what is not open: {self.open[-3:]}")
        else:
            self.open.pop()

    def handle_data(self, data):
        if self.open:
            self.texts[self.open[-1]] = self.texts.get(self.open[-1], "") + data
        if "&" in data or "<" in data:
            self.fault(f"not escaped: {data!r}")

    def finish(self):
        if self.open:
            self.fault(f"never closed: {self.open}")
        if self.wanted - self.ids:
            self.fault(f"led to and not there: {self.wanted - self.ids}")
        if self.headings.count(1) != 1 or any(b - a > 1 for a, b in zip(self.headings, self.headings[1:])):
            self.fault("headings leave a level out")
        if not self.attributes.get("html", {}).get("lang"):
            self.fault("no language")
        if not self.texts.get("title", "").strip():
            self.fault("no title")
        if "caption" not in self.texts:
            self.fault("tables without captions")
        return self.faults


def main():
    program, names = sys.argv[1], sys.argv[2:]
    failed = not names
    for name in names:
        html = subprocess.run([program, "html", name], check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")
        page = Page()
        page.feed(html)
        page.close()
        for fault in page.finish():
            print(f"{name}: {fault}")
            failed = True
    print(f"{len(names)} pages read")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
