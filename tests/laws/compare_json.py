"""Where two JSON values differ first."""


def first_difference(one, other, path=""):
    """(path, one's value, the other's value); None where they are the same."""
    if isinstance(one, dict) and isinstance(other, dict) and set(one) == set(other):
        parts = [(key, one[key], other[key]) for key in one]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        parts = [(number, left, right) for number, (left, right) in enumerate(zip(one, other))]
    else:
        return None if one == other else (path or "/", one, other)
    for key, left, right in parts:
        found = first_difference(left, right, "%s/%s" % (path, key))
        if found:
            return found
    return None
