"""A visit record: its events in order, and the state machine with the people present (FORMAT.md, section 1)."""

from timezone import parse_instant
from vocabulary import EVENTS, FIELDS, REQUIRED, ROLES


class Event:
    """One event: its name, its instant and those attributes that are known."""

    def __init__(self, name, at, attributes, index=None, identity=None):
        self.name, self.at, self.attributes = name, at, attributes
        self.index, self.identity = index, identity

    def get(self, attribute):
        """The attribute's value, None where it is unknown: "A missing attribute is *unknown*"."""
        return self.attributes.get(attribute)

    def is_contact(self):
        """A *contact* is checked_in, staff_called with result spoke, located or returned."""
        return (self.name in ("checked_in", "located", "returned")
                or (self.name == "staff_called" and self.get("result") == "spoke"))


def _staff_member(value):
    member = {"id": value["id"], "role": value["role"], "trained": value.get("trained")}
    if member["role"] not in ROLES:
        raise ValueError("unknown role %r" % member["role"])
    return member


def whole(value):
    """"3.0 is the whole number 3"."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _attribute(kind, value):
    """An attribute's value by its type; raises where it has no such type."""
    value = whole(value)
    if isinstance(kind, tuple):
        good = value in kind
    elif kind == "t":
        return parse_instant(value)
    elif kind == "[STAFF]":
        members = [_staff_member(member) for member in value]
        if len({member["id"] for member in members}) != len(members):
            raise ValueError("ids are unique in a plan")
        return members
    elif kind == "[FIELD]":
        good = isinstance(value, list) and all(field in FIELDS for field in value)
    elif kind == "[id]":
        good = isinstance(value, list) and all(isinstance(one, str) for one in value)
    elif kind == "facts":
        # An empty text counts as missing, here as elsewhere.
        return {name: whole(one) for name, one in value.items() if one != ""}
    else:
        good = type(value) is {"b": bool, "i": int, "s": str}[kind]
    if not good:
        raise ValueError("not a value of type %s: %r" % (kind, value))
    return value


def read_event(data, index=None):
    name = data.get("event")
    if name not in EVENTS:
        raise ValueError("unknown event %r" % (name,))
    attributes = {}
    for key, value in data.items():
        # "Keys that begin with `x_` are free for the host and ignored"; "an empty text counts as missing".
        if key in ("at", "event", "id") or key.startswith("x_") or value == "":
            continue
        if key not in EVENTS[name]:
            raise ValueError("%s has no attribute %r" % (name, key))
        attributes[key] = _attribute(EVENTS[name][key], value)
    for key in REQUIRED.get(name, ()):
        if key not in attributes:
            raise ValueError("%s needs %r" % (name, key))
    return Event(name, parse_instant(data.get("at")), attributes, index, data.get("id") or None)


def read_events(data):
    """The record's events as they are replayed.

    "The library puts events in order of `at` (equal times keep their order in the file)". "An event may carry an
    `id` (s); a second with the same id, event, instant and attributes is ignored, with others refused."
    """
    if data.get("format") != "homevisit-visit/1":
        raise ValueError("not a visit record")
    kept, known = [], {}
    for index, item in enumerate(data["events"]):
        event = read_event(item, index)
        if event.identity is not None:
            same = known.setdefault(event.identity, event)
            if same is not event:
                if (same.name, same.at, same.attributes) != (event.name, event.at, event.attributes):
                    raise ValueError("a second event %r that differs" % event.identity)
                continue
        kept.append(event)
    return sorted(kept, key=lambda event: event.at)


# "structurally possible when": event -> (phases, places), None for any; "every other event: always".
POSSIBLE = {
    "planned": (("draft",), None),
    "authorised": (("planned", "authorised"), None),
    "departed": (("planned", "authorised"), ("school",)),
    "arrived": (None, ("travelling", "outside", "inside", "left")),
    "entered": (None, ("outside",)),
    "moved": (None, ("inside",)),
    "left": (None, ("outside", "inside")),
    "returned": (None, ("travelling", "left")),
    "cancelled": (("planned", "authorised", "under_way"), None),
    "closed": (("ended", "cancelled"), ("school", "left")),
}


class Record:
    """What a visit has come to after some events: phase, place, people present, and the events themselves."""

    def __init__(self):
        self.phase, self.place = "draft", "school"
        self.history = []         # the possible events, in order; what facts.py reads
        self.partial = []         # those of them that are a `left` which left somebody there
        self.plan = {}            # attribute -> value
        self.identified = []      # ids arrived and not left, in order of arrival
        self.unresolved = False   # an `arrived` without `staff` has met a plan without staff
        self.left_since = set()   # ids that left while that was so

    def possible(self, name):
        phases, places = POSSIBLE.get(name, (None, None))
        return (phases is None or self.phase in phases) and (places is None or self.place in places)

    def planned_ids(self):
        return [member["id"] for member in self.plan.get("staff") or []]

    def leaves_somebody(self, event):
        """Whether an event is a `left` that leaves somebody there.

        "when all who were present have left"; a `left` naming ids while an unidentified group is present is never
        the last; where nobody is present any `left` is.
        """
        if event.name != "left" or event.get("staff") is None:
            return False
        return self.unresolved or any(one not in event.get("staff") for one in self.identified)

    def take(self, event):
        """Folds a possible event into the record."""
        partial = self.leaves_somebody(event)
        self._people(event, partial)
        self._move(event.name, partial)
        self.history.append(event)
        if partial:
            self.partial.append(event)

    def _people(self, event, partial):
        if event.name in ("planned", "replanned"):
            # "planned with replanned laid over it, attribute by attribute, `staff` as a whole"
            self.plan.update(event.attributes)
            if self.unresolved and self.planned_ids():
                # A plan that names staff says who "all planned" were.
                self._arrive([one for one in self.planned_ids() if one not in self.left_since])
                self.unresolved = False
        elif event.name == "arrived":
            # "staff [id] (all planned, where left out)"
            if event.get("staff") is not None:
                self._arrive(event.get("staff"))
            elif self.planned_ids():
                self._arrive(self.planned_ids())
            else:
                # "unknown while an `arrived` without `staff` meets a plan without staff"
                self.unresolved, self.left_since = True, set()
        elif event.name == "left":
            if partial:
                gone = event.get("staff")
                self.identified = [one for one in self.identified if one not in gone]
                self.left_since.update(gone)
            else:
                self.identified, self.unresolved = [], False

    def _arrive(self, ids):
        for one in ids:
            if one not in self.identified:
                self.identified.append(one)

    def _move(self, name, partial):
        if name == "planned":
            self.phase = "planned"
        elif name == "authorised":
            self.phase = "authorised"
        elif name == "departed":
            self.phase, self.place = "under_way", "travelling"
        elif name == "arrived":
            # "travelling and left become outside; ended becomes under_way"
            self.place = "outside" if self.place in ("travelling", "left") else self.place
            self.phase = "under_way" if self.phase == "ended" else self.phase
        elif name == "entered":
            self.place = "inside"
        elif name == "left" and not partial:
            self.place = "left"
            self.phase = "ended" if self.phase == "under_way" else self.phase
        elif name == "returned":
            self.place = "school"
            self.phase = "ended" if self.phase == "under_way" else self.phase
        elif name == "cancelled":
            self.phase = "cancelled"
        elif name == "closed":
            self.phase = "closed"

    def times(self, name):
        """The instants of every such event; a `left` that leaves somebody there "is no `left`" for clocks."""
        return [event.at for event in self.history if event.name == name and event not in self.partial]

    def clock(self, name):
        """The time of a CLOCK other than trigger, None while it has none."""
        if name in ("departed", "arrived", "entered", "left", "cancelled", "returned"):
            times = self.times(name)
            # "arrived (the first), entered, left, cancelled, returned (the latest)"
            return None if not times else times[0] if name == "arrived" else times[-1]
        if name == "appointment":
            made = [event.get("for") for event in self.history
                    if event.name in ("appointment_made", "appointment_changed")]
            return made[-1] if made else None
        if name == "waiting":
            # "the later of appointment and arrival; the arrival where there is no appointment"
            arrival, appointment = self.clock("arrived"), self.clock("appointment")
            return arrival if arrival is None or appointment is None else max(arrival, appointment)
        if name == "expected_end":
            return self.plan.get("expected_end")
        if name == "last_contact":
            # "the latest of departed and the contacts since"
            latest = None
            for event in self.history:
                if event.name == "departed" or (latest is not None and event.is_contact()):
                    latest = event.at
            return latest
        raise ValueError("unknown clock %r" % name)
