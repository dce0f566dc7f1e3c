"""Law 3: the order of rules, and of keys in the policy and in the record, changes no decision.

Nor anything else of the report but the order in which it lists: findings, duties, checklist, advice and the rules of an
option follow the profile's rules, notices its settings, and `missing` the findings. These lists are compared as sets.
"""

import copy
import json

from generate import case

LISTS_OF_RULES = ("findings", "duties", "checklist", "advice")


def shuffled(source, node):
    """The same JSON with every object's keys in another order; lists stay as they are."""
    if isinstance(node, list):
        return [shuffled(source, item) for item in node]
    if not isinstance(node, dict):
        return node
    keys = list(node)
    source.shuffle(keys)
    return {key: shuffled(source, node[key]) for key in keys}


def other_order(source, question):
    result = copy.deepcopy(question)
    for layer in [result["policy"]] + result["bases"]:
        source.shuffle(layer["rules"])
    for key in ("policy", "bases", "visit", "event"):
        if key in result:
            result[key] = shuffled(source, result[key])
    return result


def unordered(node):
    """A report whose lists no longer tell in which order rules and settings stood."""
    if isinstance(node, list):
        return [unordered(item) for item in node]
    if not isinstance(node, dict):
        return node
    result = {key: unordered(value) for key, value in node.items()}
    for key, value in result.items():
        if key in LISTS_OF_RULES:
            value.sort(key=lambda row: row["rule"])  # stable: a rule's duties stay in their own order
        elif key == "notices":
            value.sort(key=json.dumps)
        elif key in ("missing", "rules"):
            value.sort()
    return result


class Trial:
    def __init__(self, seed, question, other):
        self.seed, self.questions = seed, [question, other]

    def judge(self, reports, tally):
        one, other = (unordered(report) for report in reports)
        tally["reports"] += 1
        tally["listed in another order"] += reports[0] != reports[1]
        return [] if one == other else [difference(one, other)]


def difference(one, other):
    from compare_json import first_difference
    return "%s: %r, and in another order %r" % first_difference(one, other)


def orders(source, seed):
    question = case(seed)
    return Trial(seed, question, other_order(source, question))
