"""What mutants are tried on: the library as one shared object whose every name can be replaced, the tests' programs over
it, and the checks of checks.tsv with what they say of the unchanged library.

A mutant is the changed file alone, compiled and loaded before the library (LD_PRELOAD), so that its functions are taken
in place of the library's own; nothing else is compiled or linked for it.
"""
import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import threading

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
REFERENCE = SOURCE / "tests" / "reference"
FLAGS = ["-O1", "-fPIC", "-fvisibility=default", "-w"]
LIBRARIES = ["-lcjson", "-lm", "-lpthread"]

Check = collections.namedtuple("Check", "name files how words")


def quiet(command, **more):
    """Runs a command that has to work."""
    done = subprocess.run(command, capture_output=True, **more)
    if done.returncode:
        raise SystemExit("%s\n%s" % (" ".join(map(str, command)), done.stderr.decode(errors="replace")))
    return done.stdout


def newest(*patterns):
    return max(path.stat().st_mtime for pattern in patterns for path in SOURCE.glob(pattern))


def read_checks():
    checks = []
    for line in (HERE / "checks.tsv").read_text().splitlines():
        if line and not line.startswith("#"):
            name, files, how, words = line.split("\t")
            checks.append(Check(name, files.split(), how, words.split()))
    return checks


class Bench:
    def __init__(self, build, scratch, jobs):
        self.build, self.scratch, self.jobs = build, scratch, jobs
        self.checks, self.wanted, self.seconds, self.inputs = read_checks(), {}, {}, {}
        self.programs, self.preparing = set(), threading.Lock()
        scratch.mkdir(parents=True, exist_ok=True)
        self.read_commands()
        # What the compiler calls of its own (counting bits), which the library keeps to itself.
        self.runtime = quiet([self.command[0], "-print-libgcc-file-name"]).decode().strip()
        self.make_library()

    # ---- building -------------------------------------------------------------------------------------------------

    def read_commands(self):
        """The project's own commands, by target: what is compiled, and how but for optimising and hiding."""
        self.targets = collections.defaultdict(list)
        for entry in json.loads((self.build / "compile_commands.json").read_text()):
            words = shlex.split(entry["command"])
            output = words[words.index("-o") + 1]
            if ".dir/" not in output:
                continue
            target = output.split("CMakeFiles/")[1].split(".dir/")[0]
            keep = [words[0]]
            for word in words[1:words.index("-o")]:
                if not word.startswith(("-O", "-g", "-W", "-fvisibility", "-fPI")):
                    keep.append(word)
            self.targets[target].append((keep, entry["file"], output))
        self.command = self.targets["homevisit_objects"][0][0] + FLAGS

    def compile(self, target, only=""):
        """The objects of a target, compiled where they are not up to date: of all its files, or of one."""
        headers = newest("include/**/*.h", "include/**/*.def", "lib/*.h", "lib/*.def", "tests/**/*.h")
        plain = ["-I", str(HERE / "plain")] if target.startswith("unit_") else []
        objects = []
        for words, file, output in self.targets[target]:
            if not file.endswith(only):
                continue
            made = self.scratch / "objects" / output
            command = words[:1] + plain + words[1:] + FLAGS + ["-c", file, "-o", str(made)]
            objects.append(made)
            if made.exists() and made.stat().st_mtime > max(headers, os.stat(file).st_mtime):
                continue
            made.parent.mkdir(parents=True, exist_ok=True)
            self.work.append(self.pool.submit(quiet, command, cwd=self.build))
        return objects

    def objects_of(self, *targets, only=""):
        """The objects of targets, compiled with as many jobs as may be used."""
        with concurrent.futures.ThreadPoolExecutor(self.jobs) as self.pool:
            self.work = []
            objects = [made for target in targets for made in self.compile(target, only)]
            for job in self.work:
                job.result()
        return objects

    def make_library(self):
        """The bundled profiles as texts: their built-in form would have been made without the mutation."""
        self.library = self.scratch / "libhomevisit-open.so"
        objects = self.objects_of("homevisit_objects", "homevisit_rules")
        quiet(["cc", "-shared", "-o", self.library, *objects, *LIBRARIES])

    def make_program(self, name):
        shared = {"unit": "unit_shared", "fuzz": "fuzz_shared"}.get(name.split("_")[0])
        objects = self.objects_of(name, *([shared] if shared else []))
        if shared == "unit_shared":
            objects += [HERE / "plain" / "plain.c", "-I", HERE / "plain"]
        if name == "oom_tight":
            # Its arenas, in which each piece is a block of its own, are taken in place of the library's.
            objects += self.objects_of("homevisit_tight", only="/lib/memory.c")
        wraps = ["-Wl,--wrap=malloc,--wrap=free"] if name.startswith("oom_") else []
        find = "-Wl,-rpath," + str(self.scratch)
        quiet(["cc", "-o", self.scratch / name, *wraps, *objects, self.library, *LIBRARIES, find])

    # ---- the checks -----------------------------------------------------------------------------------------------

    def corpus(self, seed, first, count):
        """Questions of the reference model's generator: the same that tests/differential asks the library and model."""
        file = self.scratch / ("questions-%s.ndjson" % seed)
        if not file.exists() or file.stat().st_mtime < newest("tests/reference/*.py"):
            corners = ["--corners"] if seed == "3" else []
            file.write_bytes(quiet([sys.executable, "-B", REFERENCE / "generate.py", "--seed", seed, "--count", "1500",
                                    *corners]))
        return b"".join(file.read_bytes().splitlines(keepends=True)[int(first):int(first) + int(count)])

    def taped(self, name, script, program):
        """What a script asks a program over the unchanged library, all runs one after another."""
        file, wrapper = self.scratch / ("%s.ndjson" % name), self.scratch / ("tape-" + program)
        if not file.exists() or file.stat().st_mtime < newest(script, "tests/laws/*.py", "tests/reference/*.py"):
            wrapper.write_text("#!/bin/sh\ntee -a '%s.new' | '%s'\n" % (file, self.scratch / program))
            wrapper.chmod(0o755)
            (self.scratch / (file.name + ".new")).write_bytes(b"")
            quiet([sys.executable, "-B", script, wrapper], cwd=SOURCE)
            (self.scratch / (file.name + ".new")).rename(file)
        return file.read_bytes()

    def prepare(self, check):
        """Makes a check's program and runs it over the unchanged library, for what it says and how long it takes."""
        program = check.words[0][1:]
        if program not in self.programs:  # another check may be running it by now
            self.make_program(program)
            self.programs.add(program)
        if check.how == "batch":
            self.inputs[check.name] = self.corpus(*check.words[1:])
        elif check.how == "taped":
            self.inputs[check.name] = self.taped(check.name, check.words[1], check.words[0][1:])
        done = self.run(check, None, 300)
        if done.returncode:
            raise SystemExit("%s fails over the unchanged library (%s):\n%s" % (
                check.name, done.returncode, (done.stdout + done.stderr).decode(errors="replace")[-2000:]))
        minutes, seconds = re.findall(rb"(\d+)m([\d.]+)s", done.stderr)[-2]
        self.seconds[check.name] = int(minutes) * 60 + float(seconds)
        self.wanted[check.name] = hashlib.sha256(done.stdout).digest()

    def ready(self, check):
        """Prepares a check when it is first needed: a sample needs few."""
        with self.preparing:
            if check.name not in self.wanted:
                self.prepare(check)

    def run(self, check, mutant, limit):
        """Runs one check with a mutant loaded first; `limit` in seconds of the processor's time. The shell says last
        what time it took."""
        words = [str(self.scratch / word[1:]) if word.startswith("@") else word for word in check.words]
        if check.how != "run":
            words = words[:1]
        load = ["env", "LD_PRELOAD=%s" % mutant] if mutant else []
        limits = "ulimit -t %d; ulimit -v 4000000; ulimit -c 0" % limit
        line = "%s; %s; status=$?; times >&2; exit $status" % (limits, shlex.join(load + words))
        return subprocess.run(["sh", "-c", line], input=self.inputs.get(check.name, b""), cwd=SOURCE,
                              env=dict(os.environ, MALLOC_PERTURB_="165"), capture_output=True)

    def kills(self, check, mutant):
        self.ready(check)
        done = self.run(check, mutant, int(1.5 + 4 * self.seconds[check.name]))
        if done.returncode in (126, 127):  # it was not run, or a symbol was not found: that is no test's doing
            raise SystemExit("%s does not run: %s" % (check.name, done.stderr.decode(errors="replace")[-500:]))
        return done.returncode != 0 or (check.how != "run" and
                                        hashlib.sha256(done.stdout).digest() != self.wanted[check.name])

    # ---- mutants --------------------------------------------------------------------------------------------------

    def sources_of(self, file):
        """The C files that have to be compiled for a changed file: itself, or those that include it, by whatever way, and
        name a function of it."""
        if file.endswith(".c"):
            return [file]
        texts = {path.name: path.read_text() for path in (SOURCE / "lib").glob("*.[ch]")}
        named = re.compile(r"\b(?:%s)\b" % "|".join(re.findall(r"^static inline .*?(\w+)\(", texts[file], re.M)))
        wanted, size = {file}, 0
        while size < len(wanted):
            size = len(wanted)
            wanted |= {name for name, text in texts.items() for include in wanted if '#include "%s"' % include in text}
        return sorted(name for name in wanted if name.endswith(".c") and named.search(texts[name]))

    def headers_in(self, folder, file, text):
        """A folder of all headers with one changed, for those that are included by others too."""
        folder = folder / "headers"
        folder.mkdir(exist_ok=True)
        for path in [*(SOURCE / "lib").glob("*.h"), *(SOURCE / "lib").glob("*.def")]:
            link = folder / path.name
            link.unlink(missing_ok=True)
            link.symlink_to(path)
        (folder / file).unlink()
        (folder / file).write_text(text)
        return folder

    def object_of(self, file, text, folder):
        """Compiles a file with the text given it: its objects' bytes, and the shared object; None where it is no C."""
        folder.mkdir(parents=True, exist_ok=True)
        objects, code = [], b""
        headers = self.headers_in(folder, file, text) if file.endswith(".h") else SOURCE / "lib"
        for source in self.sources_of(file):
            made = folder / (source[:-2] + ".o")
            given = text if source == file else (SOURCE / "lib" / source).read_text()
            done = subprocess.run([self.command[0], "-I", str(headers), *self.command[1:], "-x", "c", "-", "-c", "-o",
                                   str(made)], input=given.encode(), cwd=folder, capture_output=True)
            if done.returncode:
                return None
            objects.append(str(made))
            code += made.read_bytes()
        mutant = folder / "mutant.so"
        quiet(["ld", "-shared", "-o", str(mutant), *objects, self.runtime])
        return code, mutant
