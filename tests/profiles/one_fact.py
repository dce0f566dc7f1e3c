#!/usr/bin/env python3
"""The model visit draws nothing from any school; a visit that differs from it by one fact draws only what speaks of that
fact.

usage: one_fact.py HOMEVISIT_PROGRAM [--update]

Every single difference is tried: each event left out, each yes or no turned round or left unsaid, each other attribute
left unsaid. What each school then says is compared with one_fact.tsv, which people have read: a line for each difference
that draws anything, with the clauses (or, for a rule that cites none, its id). `--update` writes the file anew.
"""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
MODEL = HERE.parent.parent / "examples" / "visits" / "model.json"
SCHOOLS = ["maghull-high", "alumwell-infant", "hunsbury-park-primary", "hsp", "school-home-support"]
REQUIRED = {"at", "event", "reason", "for", "answered", "role", "facts", "to", "about", "kind", "with", "person", "room",
            "dangerous", "cause", "fields", "system", "result", "service"}
HEAD = "# difference\tschool\tdecision\tclauses; what a difference draws from each school (one_fact.py)"


def label(events, index):
    """An event by its name, and by its number where there are several."""
    name = events[index]["event"]
    same = [i for i, event in enumerate(events) if event["event"] == name]
    return name if len(same) == 1 else "%s#%d" % (name, same.index(index) + 1)


def differences(model):
    """All records that differ from the model by one fact, each with a name for the difference."""
    for index, event in enumerate(model["events"]):
        name = label(model["events"], index)
        changed = copy.deepcopy(model)
        del changed["events"][index]
        yield "without " + name, changed
        for key, value in event.items():
            for what, apply in variants(key, value):
                changed = copy.deepcopy(model)
                apply(changed["events"][index])
                yield "%s: %s" % (name, what), changed


def variants(key, value):
    if key == "facts":
        for item, said in value.items():
            yield item + " unsaid", lambda event, item=item: event["facts"].pop(item)
            if isinstance(said, bool):
                yield "%s %s" % (item, "no" if said else "yes"), \
                    lambda event, item=item, said=said: event["facts"].update({item: not said})
        return
    if key == "fields":
        for field in value:
            yield "without the field " + field, lambda event, field=field: event["fields"].remove(field)
        return
    if isinstance(value, bool):
        yield "%s %s" % (key, "no" if value else "yes"), lambda event: event.update({key: not value})
    if key == "staff" and value and isinstance(value[0], dict):
        yield "one member of staff", lambda event: event["staff"].pop()
        yield "a member not trained", lambda event: event["staff"][0].update({"trained": False})
        yield "a member's training unsaid", lambda event: event["staff"][0].pop("trained")
    if key not in REQUIRED:
        yield key + " unsaid", lambda event: event.pop(key)


def drawn(report):
    """The clauses of all that a report holds against a visit."""
    found = []
    for step in report["steps"]:
        if step["decision"] == "impossible":
            found.append("(impossible)")
        found += [clause for finding in step["findings"] for clause in finding["clauses"] or [finding["rule"]]]
    for duty in report["duties"]:
        if duty["status"] in ("late", "overdue", "missed", "unknown"):
            found += duty["clauses"] or [duty["rule"]]
    return sorted(set(found))


def audit(program, record):
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(record, file)
        file.flush()
        command = [program, "audit", "--format", "json", "--at", "2026-03-04T18:00:00Z"]
        for school in SCHOOLS:
            command += ["-p", school]
        run = subprocess.run(command + [file.name], capture_output=True, text=True, check=False)
    return json.loads(run.stdout)


def main():
    program = sys.argv[1]
    model = json.loads(MODEL.read_text(encoding="utf-8"))
    failed = 0
    for school, report in zip(SCHOOLS, audit(program, model)):
        if report["decision"] != "allow" or drawn(report):
            print("the model visit draws %s from %s" % (drawn(report), school))
            failed += 1
    lines = [HEAD]
    tried = 0
    for name, record in differences(model):
        tried += 1
        for school, report in zip(SCHOOLS, audit(program, record)):
            clauses = drawn(report)
            if clauses:
                lines.append("\t".join([name, school, report["decision"], " ".join(clauses)]))
    text = "\n".join(lines) + "\n"
    golden = HERE / "one_fact.tsv"
    if "--update" in sys.argv:
        golden.write_text(text, encoding="utf-8")
    wanted = golden.read_text(encoding="utf-8").splitlines()
    for line in sorted(set(lines) ^ set(wanted)):
        print(("unexpected: " if line in lines else "missing:    ") + line)
        failed += 1
    print("differences tried: %d, lines: %d" % (tried, len(lines) - 1))
    print("%d passed, %d failed" % (max(0, tried - failed), failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
