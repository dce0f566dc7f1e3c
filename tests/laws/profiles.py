"""What the laws do to profiles: which rules a law is about, and whole profiles without the others."""

import copy

import homevisit_reference  # noqa: F401  (puts the reference model's folder on the path)

CONDITIONS = ("when", "needs", "unless", "where")


def form_of(rule):
    for key, form in (("do", "duty"), ("item", "checklist"), ("during", "advice")):
        if key in rule:
            return form
    return "guard"


def walk(node):
    """Every operation of a condition, as (operator, operands)."""
    if isinstance(node, list):
        for item in node:
            yield from walk(item)
    elif isinstance(node, dict):
        for operator, operands in node.items():
            yield operator, operands
            yield from walk(operands)


def named(node, conditions, seen=()):
    """The operations of a condition and of all conditions that it names."""
    for operator, operands in walk(node):
        yield operator, operands
        name = (operands[0] if isinstance(operands, list) and operands else operands) if operator == "var" else None
        if isinstance(name, str) and name.startswith("conditions.") and name not in seen:
            yield from named(conditions[name[11:]], conditions, seen + (name,))


def facts_read(rule, conditions):
    """The names that a rule's conditions read."""
    found = set()
    for key in CONDITIONS:
        for operator, operands in named(rule.get(key), conditions):
            if operator == "var":
                found.add(operands[0] if isinstance(operands, list) and operands else operands)
            elif operator == "missing":
                names = operands if isinstance(operands, list) else [operands]
                found.update(names[0] if names and isinstance(names[0], list) else names)
    return found


def asks_whether_said(rule, conditions):
    """Whether a rule asks if something was said at all: by `missing`, or by what stands in for an unknown."""
    return any(operator == "missing" or (operator == "var" and isinstance(operands, list) and len(operands) > 1)
               for key in CONDITIONS for operator, operands in named(rule.get(key), conditions))


def layers(question):
    """The profile and its bases."""
    return [question["policy"]] + question["bases"]


def conditions_of(question):
    merged = {}
    for layer in reversed(layers(question)):
        merged.update(layer.get("conditions", {}))
    return merged


def without_rules(question, unfit):
    """The question with every rule left out for which, or for a patch of which, `unfit(rule, form, conditions)`."""
    conditions = conditions_of(question)
    forms, taken = {}, set()
    for layer in reversed(layers(question)):
        for rule in layer["rules"]:
            form = forms.setdefault(rule["id"], form_of(rule))
            if unfit(rule, form, conditions):
                taken.add(rule["id"])
    result = copy.deepcopy(question)
    for layer in layers(result):
        layer["rules"] = [rule for rule in layer["rules"] if rule["id"] not in taken]
    return result
