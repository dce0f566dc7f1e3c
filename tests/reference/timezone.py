"""Instants (RFC 3339, whole seconds) and local time by a POSIX TZ string, worked out from the calendar alone.

FORMAT.md: "Times are RFC 3339 with an offset, whole seconds 00 to 59 ... Local time comes from the profile's
`time_zone`, a POSIX TZ string ..., worked out by the library itself."
"""

import re

DAY = 86400
DEFAULT_ZONE = "GMT0BST,M3.5.0/1,M10.5.0"


def is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year, month):
    return (31, 29 if is_leap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def day_number(year, month, day):
    """Days since 1970-01-01, counted year by year in whole 400-year turns of the calendar."""
    years = year - 1
    total = years * 365 + years // 4 - years // 100 + years // 400
    total += sum(days_in_month(year, earlier) for earlier in range(1, month)) + day - 1
    return total - 719162


def civil_date(number):
    """The (year, month, day) of a day number."""
    year = 1970 + (number // 366 if number >= 0 else number // 365) - 1  # never too late a year to count up from
    while day_number(year + 1, 1, 1) <= number:
        year += 1
    month = 1
    while month < 12 and day_number(year, month + 1, 1) <= number:
        month += 1
    return year, month, number - day_number(year, month, 1) + 1


def weekday(number):
    """1 Monday to 7 Sunday; 1970-01-01 was a Thursday."""
    return (number + 3) % 7 + 1


class Instant(int):
    """A second since 1970-01-01T00:00:00Z. Its text is what a report prints: UTC with Z."""

    def __str__(self):
        days, second = divmod(int(self), DAY)
        return "%04d-%02d-%02dT%02d:%02d:%02dZ" % (
            civil_date(days) + (second // 3600, second // 60 % 60, second % 60))


_RFC3339 = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:[Zz]|([+-])(\d{2}):(\d{2}))\Z", re.ASCII)


def parse_instant(text):
    match = _RFC3339.match(text) if isinstance(text, str) else None
    if not match:
        raise ValueError("not an RFC 3339 time with whole seconds: %r" % (text,))
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    if not (1 <= month <= 12 and 1 <= day <= days_in_month(year, month)) or hour > 23 or minute > 59 or second > 59:
        raise ValueError("no such time: %r" % text)
    offset = 0
    if match.group(7):
        offset_hours, offset_minutes = int(match.group(8)), int(match.group(9))
        if offset_hours > 23 or offset_minutes > 59:
            raise ValueError("no such offset: %r" % text)
        offset = (offset_hours * 3600 + offset_minutes * 60) * (-1 if match.group(7) == "-" else 1)
    return Instant(day_number(year, month, day) * DAY + hour * 3600 + minute * 60 + second - offset)


def parse_date(text):
    """A full date, as its day number."""
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})\Z", text, re.ASCII)
    if not match:
        raise ValueError("not a full date: %r" % text)
    return day_number(*(int(part) for part in match.groups()))


_NAME = r"(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)"
_OFFSET = r"[+-]?\d{1,3}(?::\d{2}(?::\d{2})?)?"
_DATE = r"(?:J\d{1,3}|\d{1,3}|M\d{1,2}\.\d\.\d)"
_ZONE = re.compile(
    r"(?P<std>{n})(?P<off>{o})(?:(?P<dst>{n})(?P<dstoff>{o})?,(?P<start>{d})(?:/(?P<starttime>{o}))?"
    r",(?P<end>{d})(?:/(?P<endtime>{o}))?)?\Z".format(n=_NAME, o=_OFFSET, d=_DATE), re.ASCII)


def _seconds(text):
    sign = -1 if text.startswith("-") else 1
    parts = [int(part) for part in text.lstrip("+-").split(":")] + [0, 0]
    return sign * (parts[0] * 3600 + parts[1] * 60 + parts[2])


class Zone:
    """A POSIX TZ string: standard time, and summer time between two yearly rules where it has a second name."""

    def __init__(self, text):
        match = _ZONE.match(text)
        if not match:
            raise ValueError("not a POSIX TZ string: %r" % text)
        # POSIX counts offsets westwards: local time = UTC - offset.
        self.standard = -_seconds(match.group("off"))
        self.summer = None
        if match.group("dst"):
            self.summer = -_seconds(match.group("dstoff")) if match.group("dstoff") else self.standard + 3600
            self.start = (match.group("start"), _seconds(match.group("starttime") or "2"))
            self.end = (match.group("end"), _seconds(match.group("endtime") or "2"))
        # "Times are RFC 3339 with an offset": hours and minutes, up to 23:59.
        for offset in (self.standard, self.summer or 0):
            if abs(offset) >= DAY or offset % 60:
                raise ValueError("no RFC 3339 time can have the offset of %r" % text)

    @staticmethod
    def _rule_day(rule, year):
        """The day number on which a rule's day falls in a year."""
        if rule.startswith("J"):
            # Jn: 1 to 365, 29 February is never counted.
            number = int(rule[1:])
            return day_number(year, 1, 1) + number - 1 + (1 if is_leap(year) and number >= 60 else 0)
        if not rule.startswith("M"):
            # n: 0 to 365, 29 February is counted.
            return day_number(year, 1, 1) + int(rule)
        # Mm.w.d: day d (0 Sunday) of week w of month m; week 5 is the last such day.
        month, week, wanted = (int(part) for part in rule[1:].split("."))
        first = day_number(year, month, 1)
        days = [first + i for i in range(days_in_month(year, month)) if weekday(first + i) % 7 == wanted]
        return days[-1] if week == 5 else days[week - 1]

    def offset(self, instant):
        """Seconds to add to UTC at an instant."""
        if self.summer is None:
            return self.standard
        year = civil_date(int(instant) // DAY)[0]
        changes = []
        for near in (year - 1, year, year + 1):
            # A rule's time is told by the clock that runs until then: summer time starts by standard time.
            changes.append((self._rule_day(self.start[0], near) * DAY + self.start[1] - self.standard, 1, self.summer))
            changes.append((self._rule_day(self.end[0], near) * DAY + self.end[1] - self.summer, 0, self.standard))
        # The latest change no later than the instant decides; where summer time ends and starts at one second
        # (summer time all year round) the start does.
        return max(change for change in changes if change[0] <= int(instant))[2]

    def local(self, instant):
        """(day number, minute since midnight) of the local time."""
        days, second = divmod(int(instant) + self.offset(instant), DAY)
        return days, second // 60
