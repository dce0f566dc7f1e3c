#!/usr/bin/env python3
"""Whether structs and enumerations have only grown at their end between two dumps of abidw.

usage: appended.py OLD_DUMP NEW_DUMP

Looks at what appended.suppr hides from abidiff, and at every enumeration: each member of the old is in the new, at the
same place, of the same type; each name has the same value, but for the numbers of names (…_COUNT).
"""

import re
import sys
import xml.etree.ElementTree

GROWING = re.compile(r"homevisit_(options|event|problem|result|verdict|attribute_info|stream_(options|outcome|totals|broken))\Z")


class Dump:
    def __init__(self, path):
        self.root = xml.etree.ElementTree.parse(path).getroot()
        self.types = {node.get("id"): node for node in self.root.iter() if node.get("id")}

    def type_of(self, identity):
        """A type in words: the names of what it is made of, down to what has a name."""
        node = self.types[identity]
        if node.tag in ("pointer-type-def", "reference-type-def"):
            return self.type_of(node.get("type-id")) + " *"
        if node.tag == "qualified-type-def":
            return self.type_of(node.get("type-id")) + "".join(
                " " + word for word in ("const", "volatile") if node.get(word) == "yes")
        if node.tag == "array-type-def":
            return "%s [%s]" % (self.type_of(node.get("type-id")), node.get("size-in-bits"))
        if node.tag == "function-type":
            return "function (%s)" % ", ".join(self.type_of(part.get("type-id")) for part in node)
        if node.tag == "typedef-decl" and not node.get("name").startswith("homevisit_"):
            return self.type_of(node.get("type-id"))  # size_t and its like are what they stand for
        return node.get("name")

    def structs(self):
        """{name: {member: (place, type)}} of those that may grow."""
        return {node.get("name"): {
            member.find("var-decl").get("name"): (member.get("layout-offset-in-bits"),
                                                  self.type_of(member.find("var-decl").get("type-id")))
            for member in node.findall("data-member")} for node in self.root.iter("class-decl")
            if GROWING.match(node.get("name")) and node.find("data-member") is not None}

    def enums(self):
        """{name: value} of all enumerators."""
        return {one.get("name"): one.get("value") for one in self.root.iter("enumerator")
                if not one.get("name").endswith("_COUNT")}


def lost(old, new, of=""):
    for name, value in old.items():
        if name not in new:
            yield "%s%s is gone" % (of, name)
        elif isinstance(value, dict):
            yield from lost(value, new[name], name + ".")
        elif new[name] != value:
            yield "%s%s was %s and is %s" % (of, name, value, new[name])


def main():
    old, new = Dump(sys.argv[1]), Dump(sys.argv[2])
    found = list(lost(old.structs(), new.structs())) + list(lost(old.enums(), new.enums()))
    if len(old.structs()) < 6 or not old.enums():
        found.append("%s does not hold the structs that are compared" % sys.argv[1])
    for one in found:
        print(one)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
