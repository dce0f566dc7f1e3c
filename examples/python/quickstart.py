"""May this member of staff set out? Loads a school's policy and a visit, asks, and prints the decision and why."""

import homevisit

policy = homevisit.Policy("alumwell-infant")
visit = homevisit.Visit("""{"format": "homevisit-visit/1", "id": "V-0142", "events": [
        {"at": "2026-03-02T08:30:00Z", "event": "planned", "reason": "school_work", "purpose": "bring books",
         "staff": [{"id": "S-1", "role": "teacher"}]}]}""")
report = policy.check(visit, {"at": "2026-03-02T09:00:00Z", "event": "departed"})
print(report.decision)
for finding in report.findings:
    print("%s: %s" % (finding.clauses[0] if finding.clauses else finding.rule, finding.message))

try:
    homevisit.Visit("""{"format": "homevisit-visit/1", "id": "V-0143", "events": [
        {"at": "2026-03-02T08:30:00Z", "event": "departd"}]}""")
except homevisit.VisitError as error:
    problem = error.problems[0]
    where = "line %s, column %s" % (problem.line, problem.column)
    print("%s: %s; did you mean '%s'?" % (where, problem.message, problem.suggestion))
