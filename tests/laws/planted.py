#!/usr/bin/env python3
"""Whether the laws can fail: each is asked of the reference model with a wrong planted in it, and has to find it.

usage: planted.py [--count N]

A wrong is one that a library could really have; each stands below with the law that is about it. The sound model has to
pass the same cases.
"""

import argparse
import contextlib
import sys
from unittest import mock

from engine import Model
from laws import failures

import conditions
import decide
import policy
import timezone
from conditions import UNKNOWN, Result


def plant(target, name, wrong):
    return mock.patch.object(target, name, wrong)


# -- wrongs -----------------------------------------------------------------------------------------------------------


def unknown_test_is_false(operands, first, scope, path):
    """`if` with an unknown test takes the other branch, as a two-valued evaluator would."""
    if first == len(operands) - 1:
        return conditions.evaluate(operands[first], scope, path + (first,))
    test = conditions.evaluate(operands[first], scope, path + (first,))
    if test.value is not UNKNOWN and conditions.truthy(test.value):
        return conditions.evaluate(operands[first + 1], scope, path + (first + 1,))
    return conditions._if_from(operands, first + 2, scope, path)


SOUND_AND_OR = conditions._SPECIAL["and"]


def unknown_is_false(operator, operands, scope, path):
    """`and` takes an unknown operand for false."""
    result = SOUND_AND_OR(operator, operands, scope, path)
    return Result(False, result.rests) if operator == "and" and result.value is UNKNOWN else result


SOUND_GUARD = decide.Replay._guard


def unknown_is_kept(self, rule, over):
    """A guard that hangs on unknown facts is taken to be kept: it fails open."""
    finding = SOUND_GUARD(self, rule, over)
    return finding if finding and finding["outcome"] == "broken" else None


def unknown_warns(finding):
    """A must that hangs on unknown facts only warns."""
    return "deny" if finding["force"] == "must" and finding["outcome"] == "broken" else "warn"


def last_decides(decisions):
    """The last finding decides, not the worst."""
    return (["allow"] + list(decisions))[-1]


def first_clause_wins(self, name, default):
    """A rule's condition is looked for by the place of its key, not by its name."""
    keys = [key for key in self.data if key in policy.WHOLE]
    return self.data[keys[0]] if keys and name in keys else default


def best_of_musts(decisions):
    """Where two rules disagree, the milder one decides."""
    return min((one for one in decisions if one != "allow"), key=decide.DECISIONS.index, default="allow")


SOUND_LOCAL = timezone.Zone.local


def day_of_month(self, instant):
    """A day counted from the month's first, so that the weekday is not the calendar's."""
    day, minute = SOUND_LOCAL(self, instant)
    return timezone.civil_date(day)[2], minute


def hour_of_month(self, instant):
    """A clock that is an hour ahead in every second month."""
    day, minute = SOUND_LOCAL(self, instant)
    return day, (minute + 60 * (timezone.civil_date(day)[1] % 2)) % 1440


PLANTED = (
    ("added_facts", plant(conditions, "_if_from", unknown_test_is_false)),
    ("added_facts", mock.patch.dict(conditions._SPECIAL, {"and": unknown_is_false})),
    ("either_way", plant(decide.Replay, "_guard", unknown_is_kept)),
    ("either_way", plant(decide.Replay, "_weight", staticmethod(unknown_warns))),
    ("orders", plant(decide, "worst", last_decides)),
    ("orders", plant(policy.Rule, "condition", first_clause_wins)),
    ("musts", plant(decide, "worst", last_decides)),
    ("musts", plant(decide, "worst", best_of_musts)),
    ("weeks", plant(timezone.Zone, "local", day_of_month)),
    ("weeks", plant(timezone.Zone, "local", hour_of_month)),
)


def found(law, count, wrong=contextlib.nullcontext()):
    """How many cases it took until the law failed under the wrong; 0 where it never did."""
    for start in range(0, count, 20):
        seeds = ["p/%d" % number for number in range(start, start + 20)]
        with wrong:
            if failures(Model(), law, seeds)[0]:
                return start + 20
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=200)
    count = parser.parse_args().count
    missed = 0
    for law, wrong in PLANTED:
        cases = found(law, count, wrong)
        planted = getattr(wrong, "new", None) or getattr(wrong, "values", None)["and"]
        print("%-12s %-24s %s" % (law, getattr(planted, "__name__", None) or planted.__func__.__name__,
                                  "found in the first %d cases" % cases if cases else "NOT FOUND"))
        missed += not cases
    for law in sorted({law for law, _ in PLANTED}):
        if found(law, 20):
            print("%-12s fails for the sound model" % law)
            missed += 1
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
