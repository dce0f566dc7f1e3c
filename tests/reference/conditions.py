"""COND: the subset of JsonLogic over three truth values, and the facts on which a value rests (FORMAT.md, 3 and 4).

`evaluate` gives a Result: the value (or UNKNOWN) and its `rests`, the facts on which it rests, each with its place in
the condition's text, so that `because` and `missing` can be given "in order of first appearance".
"""

import math
from collections import namedtuple

from timezone import Instant


class _Unknown:
    """The third truth value. It has no truth of its own, so that none slips in by mistake."""

    def __bool__(self):
        raise ValueError("an unknown is neither true nor false")

    def __repr__(self):
        return "UNKNOWN"


UNKNOWN = _Unknown()

Result = namedtuple("Result", "value rests")

# path: operand numbers from the root, which sort in the order of the text. kind: "because", "missing", or "member" (a
# member of staff does not say: see _quantifier).
Rest = namedtuple("Rest", "path kind fact value")


def truthy(value):
    """JsonLogic's truth: an empty list, an empty text and zero are false."""
    if isinstance(value, (list, str)):
        return len(value) > 0
    return bool(value)


class Scope:
    """Where a condition's names are looked up: the record's facts, the profile's settings and conditions, and, inside
    all, some and none, the member."""

    def __init__(self, policy, facts, member=UNKNOWN, inside=False):
        self.policy, self.facts, self.member, self.is_inside = policy, facts, member, inside

    def inside(self, member):
        return Scope(self.policy, self.facts, member, True)

    def outside(self):
        # A condition inside all, some and none "speaks of the record, not of the member".
        return Scope(self.policy, self.facts)

    def variable(self, name, path):
        """The Result of a name without its default."""
        if name.startswith("settings."):
            # Settings are folded in when the profile is loaded: they are constants and stand in no `because`.
            return Result(self.policy.settings[name[9:]]["value"], [])
        if name.startswith("conditions."):
            return evaluate(self.policy.conditions[name[11:]], self.outside(), path + (0,))
        if self.is_inside:
            return self._member(name, path)
        value = self.facts.lookup(name)
        if value is UNKNOWN:
            return Result(UNKNOWN, [Rest(path, "missing", name, None)])
        return Result(value, [Rest(path, "because", name, value)])

    def _member(self, name, path):
        # "`{"var": ""}` is the member of a list of names, and a STAFF member's keys stand by themselves"
        if isinstance(self.member, dict):
            value = self.member[name]
            return Result(value, []) if value is not None else Result(UNKNOWN, [Rest(path, "member", None, None)])
        if name != "":
            raise ValueError("a member of a list of names has no %r" % name)
        return Result(self.member, [])


def joined(results):
    return [rest for result in results for rest in result.rests]


def evaluate(node, scope, path=()):
    if isinstance(node, list):
        results = [evaluate(item, scope, path + (i,)) for i, item in enumerate(node)]
        return Result([result.value for result in results], joined(results))
    if not isinstance(node, dict):
        return Result(node, [])
    (operator, operands), = node.items()
    if not isinstance(operands, list):
        operands = [operands]
    if operator in _SPECIAL:
        return _SPECIAL[operator](operator, operands, scope, path)
    if operator not in _PLAIN:
        raise ValueError("unknown operator %r" % operator)
    results = [evaluate(operand, scope, path + (i,)) for i, operand in enumerate(operands)]
    return Result(_PLAIN[operator](*[result.value for result in results]), joined(results))


# -- operators that do not simply take all their operands' values --------------------------------------------------


def _var(_, operands, scope, path):
    name = operands[0] if operands else ""
    result = scope.variable(name, path)
    if result.value is not UNKNOWN or len(operands) < 2:
        return result
    # "with default, which stands in for an unknown"; "an unknown replaced by a default ... stands there with null"
    default = evaluate(operands[1], scope, path + (1,))
    said = [Rest(rest.path, "because", rest.fact, None) if rest.kind == "missing" else rest
            for rest in result.rests if rest.kind != "member"]
    return Result(default.value, said + default.rests)


def _missing(_, operands, scope, path):
    """The names that were not said, as a list. "never unknown: asks whether something was said"."""
    names = operands[0] if operands and isinstance(operands[0], list) else operands
    unsaid, rests = [], []
    for i, name in enumerate(names):
        result = scope.variable(name, path + (i,))
        if result.value is UNKNOWN:
            unsaid.append(name)
        # "an unknown ... asked by `missing` stands there with null"
        rests += [Rest(rest.path, "because", rest.fact, None) if rest.kind == "missing" else rest
                  for rest in result.rests if rest.kind != "member"]
    return Result(unsaid, rests)


def _and_or(operator, operands, scope, path):
    """Kleene: "a false among `and`, a true among `or` decide"."""
    deciding = operator == "or"
    results = [evaluate(operand, scope, path + (i,)) for i, operand in enumerate(operands)]
    decisive = [result for result in results
                if result.value is not UNKNOWN and truthy(result.value) == deciding]
    if decisive:
        # "a false `and` rests on its false operands, a true `or` on its true ones"
        return Result(deciding, joined(decisive))
    unknown = any(result.value is UNKNOWN for result in results)
    return Result(UNKNOWN if unknown else not deciding, joined(results))


def _if(_, operands, scope, path):
    return _if_from(operands, 0, scope, path)


def _if_from(operands, first, scope, path):
    """`if` from one of its operands on: a test, a branch, and the rest as the other branch."""
    if first == len(operands) - 1:
        return evaluate(operands[first], scope, path + (first,))
    test = evaluate(operands[first], scope, path + (first,))
    if test.value is not UNKNOWN:
        # "`if` on its test and the chosen branch"
        if truthy(test.value):
            chosen = evaluate(operands[first + 1], scope, path + (first + 1,))
        else:
            chosen = _if_from(operands, first + 2, scope, path)
        return Result(chosen.value, test.rests + chosen.rests)
    # "an `if` with an unknown test has a value if both branches agree"
    branches = [evaluate(operands[first + 1], scope, path + (first + 1,)), _if_from(operands, first + 2, scope, path)]
    first_value, second_value = (branch.value for branch in branches)
    agree = first_value is not UNKNOWN and second_value is not UNKNOWN and _same(first_value, second_value)
    return Result(first_value if agree else UNKNOWN, test.rests + joined(branches))


def _quantifier(operator, operands, scope, path):
    """`all`, `some`, `none`: the members' answers under Kleene's `and` and `or`."""
    source = evaluate(operands[0], scope, path + (0,))
    if source.value is UNKNOWN:
        return source
    results = [evaluate(operands[1], scope.inside(member), path + (1,)) for member in source.value]
    answers = [UNKNOWN if result.value is UNKNOWN else truthy(result.value) for result in results]
    has_true, has_false = (any(answer is wanted for answer in answers) for wanted in (True, False))
    has_unknown = any(answer is UNKNOWN for answer in answers)
    if operator == "all":
        # "`all` of an empty list is false, as in JsonLogic"
        value = False if has_false or not answers else UNKNOWN if has_unknown else True
    else:
        value = True if has_true else UNKNOWN if has_unknown else False
        if operator == "none" and value is not UNKNOWN:
            value = not value
    rests = list(source.rests)
    for rest in joined(results):
        if rest.kind != "member":
            rests.append(rest)
        elif value is UNKNOWN:
            # What a member of the list does not say is missing from the fact that holds the list: the one place where
            # a host can say it.
            rests += [Rest(rest.path, "missing", held.fact, None) for held in source.rests]
    return Result(value, rests)


_SPECIAL = {
    "var": _var, "missing": _missing, "and": _and_or, "or": _and_or, "if": _if,
    "all": _quantifier, "some": _quantifier, "none": _quantifier,
}


# -- operators over values -----------------------------------------------------------------------------------------


def _strict(function):
    """An operator whose value is unknown as soon as an operand's is."""
    def apply(*values):
        if any(value is UNKNOWN for value in values):
            return UNKNOWN
        return function(*values)
    return apply


def _same(first, second):
    return isinstance(first, bool) == isinstance(second, bool) and first == second


def _ordered(compare):
    """`<` and its like, with the three-argument between as the conjunction that JsonLogic makes of it."""
    pair = _strict(compare)

    def apply(*values):
        halves = [pair(values[i], values[i + 1]) for i in range(len(values) - 1)]
        if any(half is False for half in halves):
            return False
        return UNKNOWN if any(half is UNKNOWN for half in halves) else True
    return apply


def _in(member, members):
    """"a member of a list, never text in text"."""
    if member is UNKNOWN or members is UNKNOWN:
        return UNKNOWN
    if any(one is not UNKNOWN and _same(member, one) for one in members):
        return True
    return UNKNOWN if any(one is UNKNOWN for one in members) else False


# Numbers are IEEE doubles, as JavaScript's.


def _add(*values):
    return _folded(lambda a, b: a + b, values)


def _multiply(*values):
    return _folded(lambda a, b: a * b, values)


def _folded(function, values):
    total = float(values[0])
    for value in values[1:]:
        total = function(total, float(value))
    return total


def _subtract(*values):
    return -float(values[0]) if len(values) == 1 else float(values[0]) - float(values[1])


def _divide(first, second):
    # "Division by zero is unknown."
    return UNKNOWN if second == 0 else float(first) / float(second)


def _remainder(first, second):
    return UNKNOWN if second == 0 else math.fmod(float(first), float(second))


_PLAIN = {
    "==": _strict(_same), "===": _strict(_same),
    "!=": _strict(lambda a, b: not _same(a, b)), "!==": _strict(lambda a, b: not _same(a, b)),
    "!": _strict(lambda a: not truthy(a)), "!!": _strict(truthy),
    "<": _ordered(lambda a, b: a < b), "<=": _ordered(lambda a, b: a <= b),
    ">": _ordered(lambda a, b: a > b), ">=": _ordered(lambda a, b: a >= b),
    "in": _in, "+": _strict(_add), "-": _strict(_subtract), "*": _strict(_multiply), "/": _strict(_divide),
    "%": _strict(_remainder), "min": _strict(lambda *values: min(values)), "max": _strict(lambda *values: max(values)),
}


# -- what a report says of a value ---------------------------------------------------------------------------------


def printed(value):
    """A fact's value as a report prints it."""
    if isinstance(value, Instant):
        return str(value)
    return value


def because(rests):
    """[{"fact", "value"}...] "in order of first appearance"."""
    found = {}
    for rest in sorted((rest for rest in rests if rest.kind == "because"), key=lambda rest: rest.path):
        found.setdefault(rest.fact, {"fact": rest.fact, "value": printed(rest.value)})
    return list(found.values())


def missing(rests):
    ordered = sorted((rest for rest in rests if rest.kind == "missing"), key=lambda rest: rest.path)
    return list(dict.fromkeys(rest.fact for rest in ordered))


def settings_read(node, policy, seen=None):
    """The names of the settings that a condition reads, also through the conditions that it names."""
    seen = set() if seen is None else seen
    if isinstance(node, list):
        return set().union(*[settings_read(item, policy, seen) for item in node])
    if not isinstance(node, dict):
        return set()
    (operator, operands), = node.items()
    names = set()
    if operator == "var":
        name = operands[0] if isinstance(operands, list) else operands
        if name.startswith("settings."):
            names.add(name[9:])
        elif name.startswith("conditions.") and name not in seen:
            seen.add(name)
            names |= settings_read(policy.conditions[name[11:]], policy, seen)
    return names | settings_read(operands, policy, seen)
