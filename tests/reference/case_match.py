"""Whether a report holds what a case expects of it, and where it does not (docs/cases.md, "Expected parts")."""

LIST_WORDS = ("contains", "lacks", "count")


def _escaped(key):
    """A key as a part of a JSON Pointer (RFC 6901)."""
    return str(key).replace("~", "~0").replace("/", "~1")


def _same(wanted, found):
    """The same value: true is not 1, and 1.0 is 1."""
    return isinstance(wanted, bool) == isinstance(found, bool) and wanted == found


def is_list_question(wanted):
    return isinstance(wanted, dict) and any(word in wanted for word in LIST_WORDS)


def projected(wanted, found):
    """What was found, cut down to what was asked: of an object only the keys that are wanted."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return {key: projected(wanted[key], found[key]) for key in wanted if key in found}
    return found


def _difference(path, wanted, found):
    return {"path": path, "wanted": wanted, "found": found}


def differences(wanted, found, path=""):
    """Every place at which `found` is not what is wanted, in the order of `wanted`."""
    if is_list_question(wanted) and isinstance(found, list):
        return _list_differences(wanted, found, path)
    if isinstance(wanted, dict) and isinstance(found, dict):
        rows = []
        for key, part in wanted.items():
            inner = "%s/%s" % (path, _escaped(key))
            rows += differences(part, found[key], inner) if key in found else [{"path": inner, "wanted": part}]
        return rows
    if isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        rows = []
        for number, part in enumerate(wanted):
            rows += differences(part, found[number], "%s/%d" % (path, number))
        return rows
    same = not isinstance(wanted, (dict, list)) and not isinstance(found, (dict, list)) and _same(wanted, found)
    return [] if same else [_difference(path, wanted, found)]


def _list_differences(wanted, found, path):
    rows = []
    for word, asked in wanted.items():
        if word == "contains":
            for part in asked:
                counts = [len(differences(part, member)) for member in found]
                if 0 not in counts:
                    nearest = found[counts.index(min(counts))] if found else None
                    rows.append(_difference(path, {"contains": part}, projected(part, nearest)))
        elif word == "lacks":
            for part in asked:
                rows += [_difference("%s/%d" % (path, number), {"lacks": part}, projected(part, member))
                         for number, member in enumerate(found) if not differences(part, member)]
        elif len(found) != asked:
            rows.append(_difference(path, {"count": asked}, {"count": len(found)}))
    return rows
