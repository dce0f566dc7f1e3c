"""Facts (FORMAT.md, section 2): each is worked out anew from the events so far, never kept."""

from conditions import UNKNOWN
from vocabulary import CONCERNS, EVENTS, ITEMS, REFERRALS, SYSTEMS, TOLD, TOPICS


def known(value):
    """An attribute's value as a fact's: what is not said is unknown."""
    return UNKNOWN if value is None else value


def distinct(names):
    return list(dict.fromkeys(names))


class Facts:
    """What a condition may read, at one moment.

    `event` is the event being decided (None where there is none), `at` the moment, `overdue` whether a standing duty
    with `checked_in` in its `do` is past due at that moment.
    """

    def __init__(self, record, zone, event=None, at=None, overdue=False):
        self.record, self.zone, self.event, self.at, self.overdue = record, zone, event, at, overdue
        self.history = record.history

    def lookup(self, name):
        head, _, rest = name.partition(".")
        if name in _WHOLE:
            return _WHOLE[name](self)
        if head in _FAMILIES and rest:
            return _FAMILIES[head](self, rest)
        raise ValueError("unknown fact %r" % name)

    # -- helpers over the history -----------------------------------------------------------------------------------

    def all(self, *names):
        return [event for event in self.history if event.name in names]

    def any(self, name, **attributes):
        return any(all(event.get(key) == value for key, value in attributes.items()) for event in self.all(name))

    def latest(self, *names):
        """The latest such event, or None."""
        found = self.all(*names)
        return found[-1] if found else None

    def since(self, ends):
        """The events after the latest one for which `ends` is true (all of them, where there is none)."""
        after = []
        for event in self.history:
            if ends(event):
                after = []
            else:
                after.append(event)
        return after

    def since_contact(self):
        return self.since(lambda event: event.is_contact())

    # -- states -----------------------------------------------------------------------------------------------------

    def contact(self):
        """`contact` (derived), the first that fits."""
        if self.duress():
            return "duress"
        # "escalated (senior_sent or police called since the last contact)"
        if any(event.name == "senior_sent" or (event.name == "emergency_called" and event.get("service") == "police")
               for event in self.since_contact()):
            return "escalated"
        if self.unanswered() >= 2:
            return "unreachable"
        # "overdue (place is not school and a standing duty with `checked_in` in its `do` is past due)"
        if self.record.place != "school" and self.overdue:
            return "overdue"
        return "in_contact"

    def duress(self):
        # "code_word_used, until `located`; an ordinary check-in does not clear it"
        return any(event.name == "code_word_used" for event in self.since(lambda event: event.name == "located"))

    def unanswered(self):
        # "since the last contact; a voicemail is no answer"
        return sum(event.name == "staff_called" for event in self.since_contact())

    # -- event, plan, staff -----------------------------------------------------------------------------------------

    def event_attribute(self, rest):
        name, _, member = rest.partition(".")
        if not any(name in attributes for attributes in EVENTS.values()):
            raise ValueError("no event has an attribute %r" % name)
        value = known(self.event.get(name)) if self.event else UNKNOWN
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            value = distinct(value)
        if not member or value is UNKNOWN:
            return value
        # "the last asks whether a list attribute holds a member"
        return member in value

    def plan(self, attribute):
        if attribute in ("start_minute", "end_minute"):
            # "local minutes since midnight of the expected start and end"
            instant = self.record.plan.get("expected_" + attribute.split("_")[0])
            return UNKNOWN if instant is None else self.zone.local(instant)[1]
        if attribute not in EVENTS["planned"]:
            raise ValueError("a plan has no %r" % attribute)
        if attribute in ("purpose", "unannounced_reason"):
            # "`plan.purpose`, `plan.unannounced_reason` are booleans, false until given"
            return attribute in self.record.plan
        return known(self.record.plan.get(attribute))

    def staff(self, rest):
        planned = self.record.planned_ids()
        if rest == "count":
            return len(planned) if planned else UNKNOWN
        if rest not in ("present", "unplanned"):
            raise ValueError("unknown fact 'staff.%s'" % rest)
        if self.record.unresolved:
            return UNKNOWN  # who is present is not known, so neither is who of them is not in the plan
        present = self.record.identified
        return len(present) if rest == "present" else sum(one not in planned for one in present)

    # -- families ---------------------------------------------------------------------------------------------------

    def authorisation(self, rest):
        given = self.all("authorised")
        if rest == "given":
            return bool(given)
        if rest == "roles":
            return distinct(event.get("role") for event in given)
        if rest == "lone_roles":
            return distinct(event.get("role") for event in given if event.get("lone") is True)
        raise ValueError("unknown fact 'authorisation.%s'" % rest)

    def contact_attempts(self, rest):
        attempts = self.all("contact_attempted")
        if rest == "total":
            return len(attempts)
        if rest == "failed":
            return sum(event.get("answered") is False for event in attempts)
        raise ValueError("unknown fact 'contact_attempts.%s'" % rest)

    def parents(self, rest):
        if rest == "informed":
            # "parents_informed, or an appointment made"; appointment.made is "made or changed"
            return self.any("parents_informed") or self.appointment("made")
        if rest == "reached":
            return self.any("contact_attempted", answered=True) or self.parents("informed") or self.parents("spoken_to")
        if rest == "late_notice":
            return self.any("late_notice")
        if rest == "spoken_to":
            return self.any("spoke", person="parent")
        if rest != "present":
            raise ValueError("unknown fact 'parents.%s'" % rest)
        value = UNKNOWN
        for event in self.history:
            if event.name == "parent_arrived" or (event.name == "spoke" and event.get("person") == "parent"):
                value = True
            elif event.name == "parent_left" or (event.name == "knocked" and event.get("answered") is False):
                value = False
        return value

    def appointment(self, rest):
        if rest != "made":
            raise ValueError("unknown fact 'appointment.%s'" % rest)
        return bool(self.all("appointment_made", "appointment_changed"))

    def risk(self, rest):
        # "whole from the latest assessment"
        latest = self.latest("risk_assessed")
        if rest == "assessed":
            return latest is not None
        if rest not in EVENTS["risk_assessed"]:
            raise ValueError("unknown fact 'risk.%s'" % rest)
        return known(latest.get(rest)) if latest else UNKNOWN

    def code_word(self, rest):
        latest = self.latest("code_word_agreed")
        if rest == "agreed":
            return latest is not None
        if rest != "recorded":
            raise ValueError("unknown fact 'code_word.%s'" % rest)
        # "recorded: unknown where agreed without saying"
        return known(latest.get("recorded")) if latest else False

    def _declared(self, name):
        """The latest value declared under a name."""
        values = [event.get("facts")[name] for event in self.all("declared") if name in event.get("facts")]
        return values[-1] if values else UNKNOWN

    def declared(self, rest):
        if rest not in ITEMS:
            raise ValueError("unknown item %r" % rest)
        return self._declared(rest)

    def own(self, rest):
        return self._declared("x." + rest)

    def told(self, rest, **attributes):
        to, _, topic = rest.partition(".")
        if topic not in TOPICS:
            raise ValueError("unknown topic %r" % topic)
        if to == "anyone":
            # "anyone: anyone but social_care"
            return any(self.any("reported", to=one, about=topic, **attributes) for one in TOLD if one != "social_care")
        if to not in TOLD:
            raise ValueError("nobody is %r" % to)
        return self.any("reported", to=to, about=topic, **attributes)

    def told_in_writing(self, rest):
        return self.told(rest, written=True)

    def logged(self, rest):
        if rest not in SYSTEMS:
            raise ValueError("unknown system %r" % rest)
        return self.any("logged", system=rest)

    def referred(self, rest):
        if rest not in REFERRALS:
            raise ValueError("nobody to refer to: %r" % rest)
        return self.any("referred", to=rest)

    def _open_concerns(self, kind):
        """The concerns of a kind "raised and not cleared since"."""
        if kind not in CONCERNS:
            raise ValueError("unknown concern %r" % kind)
        after = self.since(lambda event: event.name == "concern_cleared" and event.get("kind") == kind)
        return [event for event in after if event.name == "concern_raised" and event.get("kind") == kind]

    def concern(self, kind):
        return bool(self._open_concerns(kind))

    def danger(self, kind):
        # "true where a concern ... says immediate danger; else unknown where one leaves it out"
        kinds = CONCERNS if kind == "any" else (kind,)
        said = [event.get("immediate_danger") for one in kinds for event in self._open_concerns(one)]
        return True if True in said else UNKNOWN if None in said else False

    def threatened(self):
        # "threatened ends when personal_safety is cleared or with located"
        return any(event.name == "threatened" for event in self.since(
            lambda event: event.name == "located"
            or (event.name == "concern_cleared" and event.get("kind") == "personal_safety")))

    def invitation(self, rest):
        # "whole from the latest"
        latest = self.latest("invited_in")
        if rest == "given":
            return latest is not None
        if rest not in EVENTS["invited_in"]:
            raise ValueError("unknown fact 'invitation.%s'" % rest)
        return known(latest.get(rest)) if latest else UNKNOWN

    def room(self):
        # "unknown again when all have left"
        rooms = [event.get("room") for event in self.since(
            lambda event: event.name == "left" and event not in self.record.partial) if event.name == "moved"]
        return rooms[-1] if rooms else UNKNOWN

    def child(self, rest):
        if rest != "seen":
            raise ValueError("unknown fact 'child.%s'" % rest)
        return self.any("child_seen")

    def animals(self, rest):
        if rest == "seen":
            return self.any("animal_seen")
        if rest == "dangerous":
            return self.any("animal_seen", dangerous=True)
        if rest != "separated":
            raise ValueError("unknown fact 'animals.%s'" % rest)
        value = UNKNOWN
        for event in self.history:
            if event.name == "animal_separated":
                value = True
            elif event.name == "animal_not_separated":
                value = False
            elif event.name == "animal_seen" and event.get("dangerous"):
                value = UNKNOWN  # "unknown again when a dangerous animal is seen"
        return value

    def calls(self, rest):
        if rest != "unanswered":
            raise ValueError("unknown fact 'calls.%s'" % rest)
        return self.unanswered()

    def _counted(self, name):
        """The places in the history of such events; a `left` that leaves somebody there is none."""
        if name not in EVENTS:
            raise ValueError("unknown event %r" % name)
        return [place for place, event in enumerate(self.history)
                if event.name == name and event not in self.record.partial]

    def contacted_since(self, name):
        # "a contact after the latest such event"
        places = self._counted(name)
        return bool(places) and any(event.is_contact() for event in self.history[places[-1] + 1:])

    def happened(self, name):
        return bool(self._counted(name))

    def time(self, rest):
        if rest not in ("minute", "weekday"):
            raise ValueError("unknown fact 'time.%s'" % rest)
        if self.at is None:
            return UNKNOWN
        day, minute = self.zone.local(self.at)
        return minute if rest == "minute" else (day + 3) % 7 + 1  # 1970-01-01 was a Thursday; 1 Monday to 7 Sunday


_WHOLE = {
    "phase": lambda facts: facts.record.phase,
    "place": lambda facts: facts.record.place,
    "contact": Facts.contact,
    "event": lambda facts: facts.event.name if facts.event else UNKNOWN,
    "staff": lambda facts: facts.record.plan.get("staff") or [],
    "threatened": Facts.threatened,
    "duress": Facts.duress,
    "room": Facts.room,
}
_FAMILIES = {
    "event": Facts.event_attribute, "plan": Facts.plan, "staff": Facts.staff, "authorisation": Facts.authorisation,
    "contact_attempts": Facts.contact_attempts, "parents": Facts.parents, "appointment": Facts.appointment,
    "risk": Facts.risk, "code_word": Facts.code_word, "declared": Facts.declared, "x": Facts.own, "told": Facts.told,
    "told_in_writing": Facts.told_in_writing, "logged": Facts.logged, "referred": Facts.referred,
    "concern": Facts.concern, "danger": Facts.danger, "invitation": Facts.invitation, "child": Facts.child,
    "animals": Facts.animals, "calls": Facts.calls, "contacted_since": Facts.contacted_since,
    "happened": Facts.happened, "time": Facts.time,
}
