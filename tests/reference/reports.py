"""The three reports of FORMAT.md, section 4, with their keys in its order."""

from decide import Replay, worst
from timezone import parse_date, parse_instant
from visit import Event, read_event, read_events
from vocabulary import EVENTS


def _head(policy, visit, at):
    return {"policy": {"id": policy.id, "version": policy.version}, "visit": visit["id"],
            "at": None if at is None else str(at)}


def _notices(policy, at, rules):
    """The review, and "each assumed setting read by a finding or duty that is listed", "in the profile's order of
    settings"; `rules` are the ids of those findings and duties."""
    notices = []
    # "the review is overdue when the local date of `at` is later than `review_due`"
    if policy.review_due is not None and at is not None and policy.zone.local(at)[0] > parse_date(policy.review_due):
        notices.append({"kind": "review_overdue", "review_due": policy.review_due})
    read = set().union(*[rule.settings for rule in policy.rules if rule.id in rules])
    notices += [{"kind": "assumed", "setting": name} for name, setting in policy.settings.items()
                if setting["assumed"] and name in read]
    return notices


def _events(policy, visit):
    events = read_events(visit)
    policy.check_declared(events)
    return events


def _replayed(policy, events):
    replay = Replay(policy)
    for event in events:
        replay.take(event)
    return replay


def check(policy, visit, event):
    """May this event happen now?"""
    proposed = read_event(event)
    policy.check_declared([proposed])
    at = proposed.at
    # "events later than its `at` are left out"
    replay = _replayed(policy, [one for one in _events(policy, visit) if one.at <= at])
    verdict = replay.decide(proposed, at)
    duties = replay.duty_rows(at)
    rules = {row["rule"] for row in verdict.findings + duties}
    report = _head(policy, visit, at)
    report.update({
        "event": proposed.name, "decision": verdict.decision, "state": replay.state(at),
        "findings": verdict.findings, "missing": verdict.missing, "silent": verdict.silent, "duties": duties,
        "checklist": replay.checklist(at), "advice": replay.advice(at), "notices": _notices(policy, at, rules)})
    return report


def _options(replay, at):
    """"all structurally possible events, in the table's order, with all attributes unknown"."""
    options = []
    for name in EVENTS:
        if replay.record.possible(name):
            verdict = replay.decide(Event(name, at, {}), at)
            options.append({"event": name, "decision": verdict.decision,
                            "rules": [finding["rule"] for finding in verdict.findings],
                            "missing": verdict.missing, "silent": verdict.silent})
    return options


def status(policy, visit, at=None):
    """Where does it stand? "status without `--at` takes the last event's time"."""
    events = _events(policy, visit)
    at = parse_instant(at) if at is not None else events[-1].at if events else None
    replay = _replayed(policy, [one for one in events if one.at <= at])
    duties = replay.duty_rows(at)
    # "next_due: the earliest due not yet past or null"
    dues = [duty.due(replay.record) for duty in replay.duties.standing()
            if duty.due(replay.record) is not None and not duty.is_past(replay.record, at)]
    report = _head(policy, visit, at)
    report.update({
        "state": replay.state(at), "duties": duties, "next_due": str(min(dues)) if dues else None,
        "options": _options(replay, at), "checklist": replay.checklist(at), "advice": replay.advice(at),
        "notices": _notices(policy, at, {row["rule"] for row in duties})})
    return report


_BY_DUTY = {("must", "late"): "deny", ("must", "overdue"): "deny", ("must", "missed"): "deny",
            ("should", "late"): "warn", ("should", "overdue"): "warn", ("should", "missed"): "warn",
            ("must", "unknown"): "unknown"}


def audit(policy, visit, at=None):
    """The whole record replayed, at `at` or the last event's time, whichever is later."""
    events = _events(policy, visit)
    at = parse_instant(at) if at is not None else None
    if events:
        at = events[-1].at if at is None else max(at, events[-1].at)
    replay = Replay(policy)
    steps = []
    for event in events:
        verdict = replay.take(event)
        steps.append({"index": event.index, "at": str(event.at), "event": event.name, "decision": verdict.decision,
                      "findings": verdict.findings, "missing": verdict.missing, "silent": verdict.silent})
    duties = replay.duty_rows(at)
    findings = [finding for step in steps for finding in step["findings"]]
    # "Pending decides nothing."
    decision = worst([step["decision"] for step in steps]
                     + [_BY_DUTY.get((row["force"], row["status"]), "allow") for row in duties])
    report = _head(policy, visit, at)
    report.update({
        "decision": decision, "steps": steps, "duties": duties, "state": replay.state(at),
        "summary": _summary(steps, findings, duties),
        "notices": _notices(policy, at, {row["rule"] for row in findings + duties})})
    return report


def _summary(steps, findings, duties):
    def broken(force):
        return sum(finding["outcome"] == "broken" and finding["force"] == force for finding in findings)

    def with_status(status_name):
        return sum(row["status"] == status_name for row in duties)

    return {"broken": broken("must"), "warned": broken("should"),
            "unknown": sum(finding["outcome"] == "unknown" for finding in findings),  # "findings of either force"
            "overdue": with_status("overdue"), "late": with_status("late"), "missed": with_status("missed"),
            "impossible": sum(step["decision"] == "impossible" for step in steps)}
