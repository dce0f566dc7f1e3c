#!/usr/bin/env python3
"""Runs the conformance cases and every test of the Python package; PYTHONPATH says where the package is."""

import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import test_conformance  # noqa: E402


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    print("Python %s, %s" % (sys.version.split()[0], test_conformance.homevisit.__file__))
    differing = test_conformance.main()
    sys.stdout.flush()
    result = unittest.TextTestRunner(verbosity=1).run(unittest.defaultTestLoader.discover(str(HERE)))
    return 0 if not differing and result.wasSuccessful() and result.testsRun else 1


if __name__ == "__main__":
    sys.exit(main())
