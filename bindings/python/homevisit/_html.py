"""Reports and policies as a notebook shows them: small tables, everything that a document says escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Iterable, List, Sequence

if TYPE_CHECKING:
    from .policy import Policy
    from .report import Report

_COLOURS = {
    "allow": "#2e7d32", "warn": "#b26a00", "unknown": "#6a1b9a", "deny": "#c62828", "impossible": "#c62828",
    "met": "#2e7d32", "pending": "#1565c0", "late": "#c62828", "overdue": "#c62828", "missed": "#c62828",
    "broken": "#c62828",
}  # fmt: skip


def _word(value: Any) -> str:
    word = escape(str(value))
    colour = _COLOURS.get(str(value))
    return '<b style="color:%s">%s</b>' % (colour, word) if colour else word


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, list):
        return escape(", ".join(str(item) for item in value))
    return _word(value)


def _table(title: str, columns: Sequence[str], rows: Iterable[Any]) -> List[str]:
    lines = ["<tr>%s</tr>" % "".join("<td>%s</td>" % _cell(row.get(column)) for column in columns) for row in rows]
    if not lines:
        return []
    head = "<tr>%s</tr>" % "".join("<th>%s</th>" % escape(column.replace("_", " ")) for column in columns)
    return ["<p>%s</p><table>%s%s</table>" % (escape(title), head, "".join(lines))]


def _findings(report: "Report") -> Iterable[Any]:
    yield from ({**finding, "event": report["event"]} for finding in report.get("findings", ()))
    for step in report.get("steps", ()):
        yield from ({**finding, "event": step["event"], "at": step["at"]} for finding in step["findings"])


def report_html(report: "Report") -> str:
    """A report: its head, its findings, its duties and, for a status, what may happen next."""
    head = "<b>%s</b> %s, visit <b>%s</b>, %s" % (
        escape(report["policy"]["id"]), escape(report["policy"]["version"]), escape(report["visit"]),
        _cell(report["at"]),
    )  # fmt: skip
    if "decision" in report:
        head += ": %s" % _word(report["decision"])
    if report.get("silent"):
        head += " (the policy does not speak of it)"
    parts = ["<p>%s</p>" % head]
    parts += _table("Findings", ["at", "event", "outcome", "force", "clauses", "message", "missing"], _findings(report))
    parts += _table("Duties", ["status", "force", "clauses", "message", "by", "due", "met_at"], report["duties"])
    parts += _table("Possible next", ["event", "decision", "rules", "missing"], report.get("options", ()))
    parts += _table("Checklist", ["item", "before", "force", "clauses", "message"], report.get("checklist", ()))
    return '<div class="homevisit">%s</div>' % "".join(parts)


def policy_html(policy: "Policy") -> str:
    """A policy's head."""
    return '<div class="homevisit"><p><b>%s</b> %s: %s (%d rules)</p></div>' % (
        escape(policy.id), escape(policy.version), escape(policy.title), policy.rule_count
    )  # fmt: skip
