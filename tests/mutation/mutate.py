#!/usr/bin/env python3
"""Mutation testing of the rule core: changes each comparison, boundary, connective and truth of its files in turn, and
sees whether the tests notice.

usage: mutate.py BUILD [--files FILE…] [--sample N] [--seed S] [--jobs N] [--again] [--unlisted] [--list]

BUILD is a folder that cmake has built the tests in; what is made for the mutants stands in BUILD/mutation, and the
outcome of each in BUILD/mutation/results.tsv. `--sample` takes so many mutants, spread over the files; `--again` those
that lived the last time; `--list` only names them. Status 1 where a mutant lives that survivors.tsv does not list, where
one is listed that is killed or is no mutant any more (not with --sample), or where fewer than 95 % are killed.
"""
import argparse
import collections
import concurrent.futures
import pathlib
import queue
import random
import sys
import threading
import time

sys.dont_write_bytecode = True
import bench
import lexer

FILES = """condition_decide.c condition_value.c program_run.c program_atom.h program_atoms.c settled.c
settled.h settled_atoms.c session_decide.c decide.c policy.h duty.c replay.c facts.c visit_facts.c visit_state.c visit_state.h
time_zone.c time_text.c time_text.h""".split()
WANTED = 0.95
KINDS = ("equivalent", "lives")


def key_of(mutation):
    return mutation.file, mutation.function, mutation.line, mutation.change


def read_survivors():
    """The listed survivors: (file, function, line, change) to (kind, reason)."""
    listed = {}
    for number, line in enumerate((bench.HERE / "survivors.tsv").read_text().splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != 6 or fields[4] not in KINDS or not fields[5].strip() or tuple(fields[:4]) in listed:
            raise SystemExit("survivors.tsv:%d: not file, function, line, change, kind, reason; or listed twice" % number)
        listed[tuple(fields[:4])] = fields[4], fields[5]
    return listed


def spread(mutations, count, seed):
    """A sample: from each file its share, at least two."""
    source, chosen = random.Random(seed), []
    by_file = collections.defaultdict(list)
    for mutation in mutations:
        by_file[mutation.file].append(mutation)
    for found in by_file.values():
        share = max(2, round(count * len(found) / len(mutations)))
        chosen += sorted(source.sample(found, min(share, len(found))), key=lambda mutation: mutation.start)
    return chosen


class Trial:
    """Mutants, tried by several workers."""

    def __init__(self, made, jobs):
        self.bench, self.lock = made, threading.Lock()
        self.folders = queue.Queue()
        for number in range(jobs):
            self.folders.put(made.scratch / ("worker-%d" % number))
        self.texts, self.plain, self.order = {}, {}, {}
        for file in FILES:
            self.texts[file] = (bench.SOURCE / "lib" / file).read_text()
            found = [check for check in made.checks
                     if file in check.files or "*" in check.files and "-" + file not in check.files]
            self.order[file] = found

    def prepare(self, files):
        """The unchanged files' objects; each has to pass when it is loaded as a mutant is, or all would seem killed."""
        folder = self.bench.scratch / "unchanged"
        for file in sorted(files):
            self.plain[file], loaded = self.bench.object_of(file, self.texts[file], folder)
            if self.bench.kills(self.order[file][0], loaded):
                raise SystemExit("%s fails with %s as it is" % (self.order[file][0].name, file))

    def verdict(self, mutation):
        """What becomes of a mutant: `no C`, `same` (the compiler makes the same code of it), the check that kills it, or
        `lives`. The checks that killed the last ones of a file come first."""
        text = self.texts[mutation.file]
        text = text[:mutation.start] + mutation.put + text[mutation.end:]
        folder = self.folders.get()
        try:
            made = self.bench.object_of(mutation.file, text, folder)
            if made is None:
                return "no C"
            code, mutant = made
            if code == self.plain[mutation.file]:
                return "same"
            for check in list(self.order[mutation.file]):
                if self.bench.kills(check, mutant):
                    self.prefer(mutation.file, check)
                    return check.name
            return "lives"
        finally:
            self.folders.put(folder)

    def prefer(self, file, check):
        """Moves a check that kills one place forward, unless it costs much more than the one before it."""
        with self.lock:
            order = self.order[file]
            place = order.index(check)
            if place and self.bench.seconds[check.name] < 3 * self.bench.seconds[order[place - 1].name] + 0.05:
                order[place - 1], order[place] = order[place], order[place - 1]


def told(mutation):
    return "%s:%d: %s: %s\n    %s" % (mutation.file, mutation.number, mutation.function, mutation.change, mutation.line)


def report(outcomes, listed, whole, out):
    """The table by file, the figures, and what is wrong; returns whether all is well."""
    rows, total, killers, wrong = {}, collections.Counter(), collections.Counter(), []
    for mutation, verdict in outcomes:
        row = rows.setdefault(mutation.file, collections.Counter())
        kind = listed.get(key_of(mutation), (None,))[0]
        if verdict in ("no C", "same"):
            row[verdict] += 1
            if kind and whole:
                wrong.append("listed, but the compiler says `%s`: %s" % (verdict, told(mutation)))
            continue
        row["mutants"] += 1
        if verdict in ("lives", "listed"):
            row[kind or "unlisted"] += 1
            if not kind:
                wrong.append("lives: " + told(mutation))
        else:
            row["killed"] += 1
            killers[verdict] += 1
            if kind and whole:
                wrong.append("listed, but killed by %s: %s" % (verdict, told(mutation)))
    columns = ["mutants", "killed", "equivalent", "lives", "unlisted", "same", "no C"]
    print("%-20s" % "file", *("%10s" % column for column in columns), file=out)
    for file, row in rows.items():
        total.update(row)
        print("%-20s" % file, *("%10d" % row[column] for column in columns), file=out)
    print("%-20s" % "together", *("%10d" % total[column] for column in columns), file=out)
    print("killed by:", ", ".join("%s %d" % item for item in killers.most_common()), file=out)
    sound = total["mutants"] - total["equivalent"]
    print("mutants: %d; killed: %d, %.1f %% of all, %.1f %% of those that are not equivalent" % (
        total["mutants"], total["killed"], 100 * total["killed"] / max(1, total["mutants"]),
        100 * total["killed"] / max(1, sound)), file=out)
    if whole and total["killed"] < WANTED * sound:
        wrong.append("fewer than %d %% are killed" % (100 * WANTED))
    for line in wrong:
        print(line, file=out)
    return not wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--files", nargs="+", choices=FILES, default=FILES, metavar="FILE")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--unlisted", action="store_true")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()

    begun = time.monotonic()
    listed = read_survivors()
    mutations = []
    for file in options.files:
        mutations += lexer.mutations(file, (bench.SOURCE / "lib" / file).read_text())
    known = {key_of(mutation) for mutation in mutations}
    stale = [key for key in listed if key[0] in options.files and key not in known]
    for key in stale:
        print("listed, but no mutant: %s" % "\t".join(key))
    scratch = options.build.resolve() / "mutation"
    results = scratch / "results.tsv"
    if options.again:
        lived = {tuple(line.split("\t")[:4]) for line in results.read_text().splitlines() if line.endswith("\tlives")}
        mutations = [mutation for mutation in mutations if key_of(mutation) in lived]
    if options.unlisted:
        mutations = [mutation for mutation in mutations if key_of(mutation) not in listed]
    if options.sample:
        mutations = spread(mutations, options.sample, options.seed)
    if options.list:
        for mutation in mutations:
            print(told(mutation))
        return 0

    made = bench.Bench(options.build.resolve(), scratch, options.jobs)
    trial = Trial(made, options.jobs)
    trial.prepare({mutation.file for mutation in mutations})
    print("%d mutations, the library made after %.0f s" % (len(mutations), time.monotonic() - begun), flush=True)
    outcomes = [None] * len(mutations)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool, open(results, "w") as kept:
        def try_one(place):
            mutation = mutations[place]
            verdict = "listed" if options.sample and key_of(mutation) in listed else trial.verdict(mutation)
            outcomes[place] = mutation, verdict
            with trial.lock:
                kept.write("\t".join((*key_of(mutation), verdict)) + "\n")
                kept.flush()
        for job in [pool.submit(try_one, place) for place in range(len(mutations))]:
            job.result()
    sound = report(outcomes, listed, not (options.sample or options.again or options.unlisted), sys.stdout)
    print("checks, in seconds of the processor:",
          ", ".join("%s %.1f" % item for item in made.seconds.items() if item[1] >= 0.1))
    print("%.1f minutes" % ((time.monotonic() - begun) / 60))
    return 0 if sound and not (stale and not options.sample) else 1


if __name__ == "__main__":
    sys.exit(main())
