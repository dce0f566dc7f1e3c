#!/usr/bin/env python3
"""Runs profiles' cases with the library and with the reference model: both outcomes have to be equal.

    compare_cases.py LIBHOMEVISIT.so [POLICY.json CASES.json]

Without files the bundled profiles' own cases are run. What the library adds to say why something differs is left aside.
"""

import ctypes
import os
import sys
from xml.etree import ElementTree

import homevisit_reference as reference
from case_files import Checker, Profile
from run_cases import read_file, read_profile, run

FORMAT_JSON, FORMAT_JUNIT = 0, 4


class Text(ctypes.Structure):
    # c_char_p would end at the first NUL, and a text has none.
    _fields_ = [("data", ctypes.c_void_p), ("length", ctypes.c_size_t)]


class Allocator(ctypes.Structure):
    _fields_ = [("allocate", ctypes.c_void_p), ("release", ctypes.c_void_p), ("user", ctypes.c_void_p)]


class Buffer(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("length", ctypes.c_size_t), ("capacity", ctypes.c_size_t),
                ("allocator", Allocator)]


class Library:
    """As much of the library's C functions as this needs."""

    def __init__(self, path):
        self.c = ctypes.CDLL(path)
        self.c.homevisit_bundled_id.restype = ctypes.c_char_p
        self.c.homevisit_bundled_id.argtypes = [ctypes.c_size_t]
        for name in ("homevisit_bundled_text", "homevisit_bundled_cases"):
            getattr(self.c, name).restype = ctypes.c_bool
        self.c.homevisit_policy_test.argtypes = [Text, Text, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p,
                                                 ctypes.POINTER(Buffer), ctypes.POINTER(ctypes.c_void_p)]
        self.c.homevisit_problems_json.argtypes = [ctypes.c_void_p, ctypes.POINTER(Buffer)]

    def bundled(self):
        """The ids of the bundled profiles."""
        number = 0
        while self.c.homevisit_bundled_id(number) is not None:
            yield self.c.homevisit_bundled_id(number).decode()
            number += 1

    def text(self, function, name):
        """A bundled text; None where there is none."""
        text = Text()
        if not getattr(self.c, function)(name.encode(), ctypes.byref(text)):
            return None
        return ctypes.string_at(text.data, text.length)

    def _take(self, buffer):
        data = ctypes.string_at(buffer.data, buffer.length)
        self.c.homevisit_buffer_free(ctypes.byref(buffer))
        return data.decode("utf-8")

    def test(self, policy, cases, form=FORMAT_JSON):
        """The outcome as text."""
        out, problems = Buffer(), ctypes.c_void_p()
        texts = [Text(ctypes.cast(ctypes.c_char_p(text), ctypes.c_void_p), len(text)) for text in (policy, cases)]
        code = self.c.homevisit_policy_test(texts[0], texts[1], None, form, None, ctypes.byref(out),
                                            ctypes.byref(problems))
        if code:
            self.c.homevisit_problems_json(problems, ctypes.byref(out))
            raise ValueError("the library refuses: %s" % self._take(out))
        return self._take(out)


def outcome_of(library, policy, cases):
    """The library's outcome as the model writes its own."""
    outcome = reference.loads(library.test(policy, cases))
    check_junit(outcome, library.test(policy, cases, FORMAT_JUNIT))
    for case in outcome["cases"]:
        for difference in case["differences"]:
            del difference["why"]
    return outcome


def check_junit(outcome, text):
    """JUnit's XML has to be well-formed, and to tell of the same cases and rules."""
    suite = ElementTree.fromstring(text.encode("utf-8")).find("testsuite")
    tests = [(test.get("name"), test.find("failure") is None) for test in suite.findall("testcase")]
    expected = [(case["name"], case["passed"]) for case in outcome["cases"]]
    expected += [(rule["rule"], rule["fired"] > 0 and rule["spared"] > 0) for rule in outcome["rules"]]
    counted = (int(suite.get("tests")), int(suite.get("failures")))
    if tests != expected or counted != (len(expected), sum(not passed for _, passed in expected)):
        raise ValueError("JUnit's XML tells of other tests")


def compare(name, profile, cases, theirs):
    """Prints what is unlike, and returns whether nothing is."""
    problems = Checker(cases, profile).run()
    if problems:
        raise ValueError("the model refuses: %s" % "; ".join(problems))
    ours = run(profile, cases)
    if reference.text(ours) == reference.text(theirs):
        print("%s: %d cases, %d differences, %d rules: the same" % (
            name, len(ours["cases"]), sum(len(case["differences"]) for case in ours["cases"]), len(ours["rules"])))
        return True
    print("%s: the outcomes differ" % name)
    for one, other in zip(ours["cases"] + ours["rules"] + ours["clauses"],
                          theirs["cases"] + theirs["rules"] + theirs["clauses"]):
        if one != other:
            print("  model   %s\n  library %s" % (reference.text(one), reference.text(other)))
    return False


def main(arguments):
    library = Library(os.path.abspath(arguments[0]))
    if len(arguments) == 3:
        with open(arguments[1], "rb") as policy, open(arguments[2], "rb") as cases:
            theirs = outcome_of(library, policy.read(), cases.read())
        return 0 if compare(arguments[2], read_profile(arguments[1]), read_file(arguments[2]), theirs) else 1
    texts = {name: library.text("homevisit_bundled_text", name) for name in library.bundled()}
    policies = {name: reference.loads(text.decode("utf-8")) for name, text in texts.items()}
    compared, good = 0, True
    for name, policy in texts.items():
        cases = library.text("homevisit_bundled_cases", name)
        if cases is not None:
            compared += 1
            good = compare(name, Profile(policies[name], policies.__getitem__), reference.loads(cases.decode("utf-8")),
                           outcome_of(library, policy, cases)) and good
    print("%d of %d bundled profiles have cases" % (compared, len(texts)))
    return 0 if good and compared else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
