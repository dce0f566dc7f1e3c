#!/usr/bin/env python3
"""Whether abidiff.sh tells a break from an addition: it is asked of libraries made from changed headers.

usage: abidiff_trial.py CC

Each function that the header declares gets an empty body, which is a library with the same interface. Then one thing in
the header is changed, and the library made from it is compared with the first one's dump.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parent.parent / "include" / "homevisit"

BREAK, ADDITION = True, False
# Whether it breaks programs, in which file, what stands there, and what stands there instead.
CHANGES = (
    (BREAK, "homevisit.h", "HOMEVISIT_API const char *homevisit_version(void);", ""),
    (BREAK, "homevisit.h", "homevisit_visit_last_at(const homevisit_visit *visit, int64_t *at)",
     "homevisit_visit_last_at(const homevisit_visit *visit, int32_t *at)"),
    (BREAK, "homevisit.h", "size_t homevisit_problems_count(", "unsigned homevisit_problems_count("),
    (BREAK, "homevisit.h", "homevisit_word event; /**< HOMEVISIT_WORD_departed, … */\n    homevisit_text id;",
     "homevisit_text id;\n    homevisit_word event;"),
    (BREAK, "homevisit.h", "    size_t max_depth; ", "    uint32_t max_depth; "),
    (BREAK, "homevisit.h", "    size_t max_staff; ", "    // "),
    (BREAK, "homevisit.h", "    homevisit_names todo; ", "    bool more;\n    homevisit_names todo; "),
    (BREAK, "homevisit.h", "    const homevisit_option *options;\n    size_t option_count;\n",
     "    size_t option_count;\n    const homevisit_option *options;\n"),
    (BREAK, "homevisit.h", "HOMEVISIT_E_IO = -7", "HOMEVISIT_E_IO = -9"),
    (BREAK, "homevisit.h", "    homevisit_names missing;\n} homevisit_finding;",
     "    homevisit_names missing;\n    int more;\n} homevisit_finding;"),
    (BREAK, "vocabulary.def", "WORD(cpoms, IN(SYSTEM))", ""),
    (BREAK, "vocabulary.def", "WORD(cpoms, IN(SYSTEM))", "WORD(earlier, IN(SYSTEM))\nWORD(cpoms, IN(SYSTEM))"),
    (ADDITION, "homevisit.h", "HOMEVISIT_API const char *homevisit_version(void);",
     "HOMEVISIT_API const char *homevisit_version(void);\nHOMEVISIT_API int homevisit_more(const char *text);"),
    (ADDITION, "homevisit.h", "    void *find_base_user;\n", "    void *find_base_user;\n    size_t more;\n"),
    (ADDITION, "homevisit.h", "    size_t attribute_count;\n} homevisit_event;",
     "    size_t attribute_count;\n    int64_t more;\n} homevisit_event;"),
    (ADDITION, "homevisit.h", "    homevisit_summary summary;\n}", "    homevisit_summary summary;\n    size_t more;\n}"),
    (ADDITION, "vocabulary.def", "/* The word that many vocabularies end with. */", None),
)


def make(folder, cc, change=None):
    """A library whose functions have the header's interface and do nothing."""
    include = folder / "homevisit"
    shutil.copytree(INCLUDE, include)
    if change:
        name, old, new = change
        text = (include / name).read_text()
        if text.count(old) != 1:
            raise SystemExit("%r does not stand once in %s" % (old, name))
        (include / name).write_text(text.replace(old, new))
    declared = re.findall(r"^HOMEVISIT_API ([^;]*);", (include / "homevisit.h").read_text(), flags=re.M)
    (folder / "empty.c").write_text("#include <homevisit/homevisit.h>\n" + "".join(
        "%s { __builtin_trap(); }\n" % one for one in declared))
    library = folder / "libhomevisit.so"
    subprocess.run([cc, "-g", "-shared", "-fPIC", "-w", "-fvisibility=hidden", "-Wl,-soname,libhomevisit.so.0",
                    "-I", str(folder), str(folder / "empty.c"), "-o", str(library)], check=True)
    return library


def compare(library, dump):
    environment = dict(os.environ, HOMEVISIT_HEADERS=str(library.parent / "homevisit"))
    return subprocess.run(["sh", str(HERE / "abidiff.sh"), str(library), str(dump)], env=environment,
                          capture_output=True, text=True)


def appended_word(text):
    """The vocabulary with a word after its last."""
    last = re.findall(r"^WORD\(.*\)$", text, flags=re.M)[-1]
    return last, last + "\nWORD(and_more, IN(ROLE))"


def main():
    cc, wrong = sys.argv[1], 0
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        (place / "first").mkdir()
        first = make(place / "first", cc)
        dump = place / "first.abi"
        environment = dict(os.environ, HOMEVISIT_HEADERS=str(first.parent / "homevisit"))
        with dump.open("w") as out:
            subprocess.run(["sh", str(HERE / "abidiff.sh"), "--dump", str(first)], check=True, stdout=out,
                           env=environment)
        tried = [("unchanged", ADDITION, first)]
        for number, (breaks, name, old, new) in enumerate(CHANGES):
            if new is None:
                old, new = appended_word((INCLUDE / name).read_text())
            folder = place / str(number)
            folder.mkdir()
            tried.append((" ".join(new.split())[:60] or "without " + old[:50], breaks, make(folder, cc, (name, old, new))))
        for name, breaks, library in tried:
            run = compare(library, dump)
            good = (run.returncode != 0) == breaks
            wrong += not good
            print("%-10s %-8s %s" % ("break" if breaks else "addition", "as told" if good else "WRONG", name))
            if not good:
                print(run.stdout + run.stderr)
        (place / "broken.abi").write_text(dump.read_text()[:2000])
        if compare(first, place / "broken.abi").returncode == 0:
            print("a dump that is cut off passes")
            wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
