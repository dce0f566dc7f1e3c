"""Random visit records for the differential tests: walks through the state machine with impossible events, records out
of order or uploaded twice, missing attributes, and parties that leave in parts."""

import vocabulary as words
from generate_conditions import TEXTS
from timezone import Instant, parse_instant
from visit import Record, read_event

STARTS = ("2026-03-02T08:30:00Z", "2026-03-28T22:50:00Z", "2026-03-29T00:40:00Z", "2026-10-25T00:20:00Z",
          "2026-12-31T23:30:00Z", "2024-02-28T23:00:00Z", "2026-07-01T15:00:00Z", "1999-12-31T12:00:00Z")
IDS = ("a", "b", "c", "d é")
ONWARDS = ("planned", "authorised", "departed", "arrived", "entered", "moved", "left")
ENDS = ("cancelled", "closed", "returned")  # left to chance, so that a walk goes on
ANY_TIME = ("replanned", "checked_in", "staff_called", "reported", "declared", "cancelled", "appointment_changed")


def rfc3339(random, instant):
    """An instant's text with some offset."""
    offset = random.choice([0, 0, 0, 60, -330, 825])
    if offset == 0:
        return random.choice([str(instant), str(instant)[:-1] + "+00:00"])
    return "%s%s%02d:%02d" % (str(Instant(instant + offset * 60))[:-1], "+" if offset > 0 else "-",
                              abs(offset) // 60, abs(offset) % 60)


class Walk:
    """The maker of one record."""

    def __init__(self, random, pool, own):
        self.random, self.pool, self.own = random, pool, own
        self.now = parse_instant(random.choice(STARTS))
        self.record = Record()

    def step(self):
        """How long until the next event: often exactly a deadline, or a second more."""
        minutes = self.random.choice([0, 0, 1, 5, 10, 20, 30, 60, 120])
        return self.random.choice([minutes * 60] * 4 + [minutes * 60 + 1] * 2 + [self.random.randint(0, 4000)])

    def near(self, instant=None):
        """A time about now."""
        base = self.now if instant is None else instant
        return rfc3339(self.random, Instant(base + 60 * self.random.choice([-60, -1, 0, 5, 10, 30, 60, 90, 240])))

    # -- one event --------------------------------------------------------------------------------------------------

    def value(self, kind):
        pick = self.random.choice
        if isinstance(kind, tuple):
            likely = [one for one in kind if one in self.pool.likely]
            return pick(likely) if likely and self.random.random() < 0.8 else pick(kind)
        if kind == "b":
            return self.random.random() < 0.6
        if kind == "i":
            return pick([0, 1, 3, 10, 20, 3.0])
        if kind == "s":
            return pick(TEXTS + ("",))
        if kind == "t":
            return self.near()
        if kind == "[FIELD]":
            return self.random.sample(self.pool.fields, self.random.randint(0, 3))
        if kind == "[id]":
            return self.random.sample(IDS, self.random.choice([0, 1, 1, 1, 2, 3]))
        if kind == "[STAFF]":
            return [self.member(one) for one in self.random.sample(IDS, self.random.choice([0, 1, 2, 2, 3]))]
        return self.said()

    def member(self, name):
        member = {"id": name, "role": self.random.choice(self.pool.roles)}
        if self.random.random() < 0.7:
            member["trained"] = self.random.random() < 0.7
        return member

    def said(self):
        facts = {name: self.random.random() < 0.7 for name in self.random.sample(self.pool.items, 2)}
        values = {"boolean": (True, False), "integer": (0, 1, 2, 3, 5.0), "string": TEXTS}
        for name, kind in self.own.items():
            if self.random.random() < 0.6:
                facts[name] = self.random.choice(values[kind])
        if self.random.random() < 0.2:
            facts["x.nobody_knows"] = self.random.choice([True, 7, "word"])
        return facts

    def event(self, name):
        data = {"at": rfc3339(self.random, self.now), "event": name}
        for key, kind in words.EVENTS[name].items():
            needed = key in words.REQUIRED.get(name, ())
            share = 0.35 if kind == "[id]" else 0.6
            if needed or self.random.random() < share:
                data[key] = self.value(kind)
        if self.random.random() < 0.05:
            data["x_host"] = [1, {"any": None}]
        return data

    def name(self):
        """The next event: onwards, one of the case's, a contact, or one that cannot happen."""
        roll = self.random.random()
        onwards = [name for name in ONWARDS if self.record.possible(name)]
        if onwards and roll < (0.4 if self.record.place == "inside" else 0.55):
            # Going home is one way on among the others, and seldom taken.
            return self.random.choice(onwards * 3 + ["returned"] * self.record.possible("returned"))
        if roll < 0.9:
            possible = [name for name in self.pool.events if name not in ENDS and self.record.possible(name)]
            return self.random.choice(possible + self.random.sample(ANY_TIME, 2))
        return self.random.choice(self.pool.events)

    def take(self, data):
        event = read_event(data)
        if self.record.possible(event.name):
            self.record.take(event)

    # -- the record -------------------------------------------------------------------------------------------------

    def visit(self):
        events = []
        for _ in range(self.random.choice([0, 1, 4, 8, 14, 20, 30])):
            data = self.event(self.name())
            self.take(data)
            events.append(data)
            self.now = Instant(self.now + self.step())
        if self.random.random() < 0.4:
            self.upload_twice(events)
        if self.random.random() < 0.3:
            self.random.shuffle(events)
        return {"format": "homevisit-visit/1", "id": "V-é/1", "events": events}

    def upload_twice(self, events):
        for number, data in enumerate(list(events)):
            if self.random.random() < 0.3:
                data["id"] = "e%d" % number
                if self.random.random() < 0.5:
                    again = dict(data, at=rfc3339(self.random, parse_instant(data["at"])), x_again=True)
                    events.insert(self.random.randint(0, len(events)), again)


def moment(random, visit):
    """A time at which to ask about a record: about one of its events."""
    times = [parse_instant(data["at"]) for data in visit["events"]] or [parse_instant(STARTS[0])]
    return Instant(random.choice(times) + random.choice([0, 0, 1, -1, 600, 1200, 1201, 3600, 7200, 7201, 90000]))
