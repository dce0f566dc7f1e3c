"""Law 5: a record moved by whole weeks within one side of summer time gets the same report, moved by as much.

All times of the record, the proposed event and `at` move; the report's times are moved back and the whole compared.
Each time has to keep its offset from UTC under the profile's zone: then its local minute and weekday are the same. The
exception is the date by which a policy is to be reviewed, which stands still while the record moves: it is left out.
"""

import copy
import re

from generate import case
from profiles import layers
from timezone import DEFAULT_ZONE, Instant, Zone, parse_instant

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)\Z")
WEEK = 7 * 86400
WEEKS = (1, -1, 2, 4, -5, 13, 26, -26, 52, -52, 53, 104, 522, -522, 5218)


def moved(node, weeks):
    """The same JSON with every time that it holds moved; each keeps its offset as written."""
    if isinstance(node, list):
        return [moved(item, weeks) for item in node]
    if isinstance(node, dict):
        return {key: moved(value, weeks) for key, value in node.items()}
    if isinstance(node, str) and TIME.match(node):
        return str(Instant(parse_instant(node[:19] + "Z") + weeks * WEEK))[:19] + node[19:]
    return node


def times(node):
    if isinstance(node, (list, dict)):
        for item in (node.values() if isinstance(node, dict) else node):
            yield from times(item)
    elif isinstance(node, str) and TIME.match(node):
        yield parse_instant(node)


def move(question, weeks):
    result = dict(question)
    for key in ("visit", "event", "at"):
        if key in result:
            result[key] = moved(result[key], weeks)
    return result


def spoken(question):
    return [question[key] for key in ("visit", "event", "at") if key in question]


def zone_of(question):
    return Zone(next((layer["time_zone"] for layer in layers(question) if "time_zone" in layer), DEFAULT_ZONE))


def same_side(question, weeks):
    zone = zone_of(question)
    return all(zone.offset(at) == zone.offset(Instant(at + weeks * WEEK)) for at in times(spoken(question)))


class Trial:
    def __init__(self, seed, question, weeks):
        self.seed, self.weeks, self.questions = seed, weeks, [question, move(question, weeks)]

    def judge(self, reports, tally):
        from compare_json import first_difference
        tally["reports"] += 1
        back = moved(reports[1], -self.weeks)
        if back == reports[0]:
            return []
        return ["%+d weeks: %s: %r, and moved %r" % ((self.weeks,) + first_difference(reports[0], back))]


def undated(question):
    result = copy.deepcopy(question)
    for layer in layers(result):
        layer.pop("review_due", None)
    return result


def weeks(source, seed):
    question, counts = undated(case(seed)), list(WEEKS)
    source.shuffle(counts)
    fit = next((count for count in counts if same_side(question, count)), None)
    return None if fit is None else Trial(seed, question, fit)
