"""Many visits under one policy: a stream of reports, and tables of them."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Deque, Dict, Iterable, Iterator, Optional, Union

from ._call import Document
from .errors import VisitError
from .policy import Policy, as_policy
from .report import AuditReport, Report
from .times import Moment
from .visit import Visit

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped, import-not-found, unused-ignore]

__all__ = ["audit_many", "rows", "to_dataframe"]

_AHEAD = 4  # visits taken in advance for each worker


def audit_many(
    policy: Union[Policy, Document],
    visits: Iterable[Union[Visit, Document]],
    *,
    at: Optional[Moment] = None,
    workers: int = 1,
    on_error: str = "raise",
) -> Iterator[Union[AuditReport, VisitError]]:
    """Audits visits one after the other, as they come: nothing is gathered, so the iterable may be endless.

    Args:
        policy: a Policy, or what makes one.
        visits: Visits, or what makes them (mappings, texts, paths).
        at: as with Policy.audit().
        workers: how many threads audit at once; with more than one, a few visits for each are taken in advance.
        on_error: "raise" ends at a visit that is not sound; "yield" gives its VisitError in place of a report.

    Yields:
        An AuditReport a visit, in the visits' order.

    Raises:
        PolicyError: at once. VisitError: at the visit, where on_error is "raise".
    """
    if on_error not in ("raise", "yield"):
        raise ValueError("on_error is 'raise' or 'yield', not %r" % (on_error,))
    if workers < 1:
        raise ValueError("there has to be one worker at least")
    loaded = as_policy(policy)

    def audit(visit: Union[Visit, Document]) -> Union[AuditReport, VisitError]:
        try:
            return loaded.audit(visit, at)
        except VisitError as error:
            if on_error == "raise":
                raise
            return error

    return map(audit, visits) if workers == 1 else _by_threads(audit, visits, workers)


def _by_threads(audit: Any, visits: Iterable[Any], workers: int) -> Iterator[Union[AuditReport, VisitError]]:
    pending: Deque[Future[Union[AuditReport, VisitError]]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for visit in visits:
                pending.append(pool.submit(audit, visit))
                if len(pending) >= workers * _AHEAD:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        finally:
            for future in pending:
                future.cancel()


def _of_steps(report: Report) -> Iterator[Dict[str, Any]]:
    """The findings of an audit, with the step in which each was made."""
    for step in getattr(report, "steps", ()):
        for finding in step.findings:
            yield {"event": step.event, "event_at": step.at, **_row(finding)}


def _row(record: Any) -> Dict[str, Any]:
    """A record as a row: attributes where they are plain, the JSON's own form where they hold more records."""
    return {key: (record[key] if isinstance(record[key], (list, dict)) else getattr(record, key)) for key in record}


def rows(reports: Iterable[Report], table: str = "duties") -> Iterator[Dict[str, Any]]:
    """The parts of reports as rows, each with its policy and visit.

    Args:
        reports: any reports; one by itself will do.
        table: "reports" (a row a report), "findings", "duties", "steps", "options", "checklist" or "advice".
    """
    if table not in ("reports", "findings", "duties", "steps", "options", "checklist", "advice"):
        raise ValueError("there is no table %r" % (table,))
    for report in [reports] if isinstance(reports, Report) else reports:
        head = {"policy": report.policy.id, "policy_version": report.policy.version, "visit": report.visit}
        if table == "reports":
            plain = ("at", "event", "decision", "silent", "next_due")
            known = {key: getattr(report, key) for key in plain if key in report}
            yield {**head, **known, **report["state"], **report.get("summary", {})}
        elif table == "findings" and "steps" in report:
            yield from ({**head, **row} for row in _of_steps(report))
        else:
            yield from ({**head, **_row(part)} for part in getattr(report, table, ()))


def to_dataframe(reports: Union[Report, Iterable[Report]], table: str = "duties") -> "pandas.DataFrame":
    """Parts of reports as a pandas DataFrame, a row each; the tables are those of rows(). Times are in UTC.

    Raises:
        ImportError: pandas is not there: ``pip install 'homevisit[pandas]'``.
    """
    try:
        import pandas
    except ImportError as error:
        raise ImportError("to_dataframe needs pandas: pip install 'homevisit[pandas]'") from error
    return pandas.DataFrame.from_records(list(rows([reports] if isinstance(reports, Report) else reports, table)))
