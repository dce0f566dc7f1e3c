"""Random profiles for the differential tests: every form of rule, settings, conditions, own facts and `extends`."""

import vocabulary as words
from generate_conditions import TEXTS, Conditions, Context

MINUTES = (0, 1, 5, 10, 20, 30, 60, 120)
MESSAGES = ("Wait.", "Ring the office / the school", "Größe “quoted” \"and\" \\ 家", "Line\nbreak\tand tab")
ZONES = ("GMT0BST,M3.5.0/1,M10.5.0", "AEST-10AEDT,M10.1.0,M4.1.0/3", "<+0330>-3:30", "EST5EDT,M3.2.0,M11.1.0",
         "CET-1CEST,J85/2,300/3", "UTC0")


class Pool:
    """The names that one case draws from, few enough that its policy and its visit meet."""

    def __init__(self, random):
        def some(names, count):
            return random.sample(list(names), count)
        self.topics, self.concerns = some(words.TOPICS, 3), some(words.CONCERNS, 2)
        self.told = some(words.TOLD, 2) + ["office"]
        self.items, self.reasons = some(words.ITEMS, 3), some(words.REASONS, 4)
        self.roles, self.fields = some(words.ROLES, 4), some(words.FIELDS, 3)
        quiet = [name for name in words.EVENTS if name not in PROGRESS]
        # Those that carry a visit on stand twice as often in rules.
        self.events = some(PROGRESS, 9) + some(quiet, 5)
        self.likely = set(self.topics + self.concerns + self.told + self.reasons + self.roles + self.fields)


# The events on which most rules of a school hang.
PROGRESS = ("planned", "replanned", "authorised", "departed", "arrived", "checked_in", "entered", "moved", "left",
            "returned", "cancelled", "closed", "declared", "appointment_made", "appointment_changed", "staff_called",
            "concern_raised", "knocked")


class Maker:
    """The maker of one profile, over a base where it extends one."""

    def __init__(self, random, pool, corners, base=None):
        self.random, self.pool, self.corners, self.base = random, pool, corners, base
        self.conditions = Conditions(random, pool, corners)
        self.rules_made = 0
        if base is not None:
            for table in ("integers", "role_lists", "flags", "conditions"):
                getattr(self.conditions, table).extend(getattr(base.conditions, table))
            self.conditions.own.update(base.conditions.own)

    def chance(self, share):
        return self.random.random() < share

    def policy(self):
        name = "base" if self.base is None else "own"
        data = {"format": "homevisit-policy/1", "id": name, "title": "Profile %s é" % name,
                "version": "2026-%s" % name}
        if self.chance(0.5):
            data["review_due"] = self.random.choice(["2026-03-28", "2026-03-29", "2027-01-01", "2020-02-29"])
        if self.base is not None:
            data["extends"] = "base"
        if self.chance(0.4):
            data["time_zone"] = self.random.choice(ZONES)
        clauses = ["C-%d" % number for number in range(1, 4)] if self.base is None else ["C-1", "D-1"]
        data["clauses"] = {name: {"section": "1.", "summary": "…"} for name in clauses}
        data["settings"] = self.settings()
        data["facts"] = self.own_facts()
        data["conditions"] = self.named_conditions()
        rules = [self.rule(clauses) for _ in range(self.random.randint(4, 12))]
        if self.base is not None:
            patched = self.random.sample(self.base.data["rules"], min(3, len(self.base.data["rules"])))
            rules += [self.patch(rule, clauses) for rule in patched]
            self.random.shuffle(rules)
        data["rules"] = rules
        self.data = data
        return data

    # -- settings, facts, conditions --------------------------------------------------------------------------------

    def settings(self):
        made, prefix = {}, "s" if self.base is None else "t"
        for number in range(self.random.randint(1, 4)):
            kind = self.random.choice(["minutes", "clock", "roles", "flag"])
            name = "%s%d_%s" % (prefix, number, kind)
            made[name] = {"value": self.setting(kind)}
            tables = {"roles": self.conditions.role_lists, "flag": self.conditions.flags}
            tables.get(kind, self.conditions.integers).append(name)
        if self.base is not None:
            # Replaced whole by one of the same kind.
            for name in self.random.sample(list(self.base.data["settings"]), 1):
                made[name] = {"value": self.setting(name.split("_")[1])}
        for setting in made.values():
            if self.chance(0.4):
                setting["assumed"] = self.chance(0.8)
        return made

    def setting(self, kind):
        if kind == "roles":
            return self.random.sample(self.pool.roles, self.random.randint(1, 3))
        if kind == "clock":
            return "%02d:%02d" % (self.random.randint(7, 20), self.random.choice([0, 15, 30]))
        return True if kind == "flag" else self.random.choice(MINUTES)

    def own_facts(self):
        made = {name: kind for name, kind in (("x.said", "boolean"), ("x.count", "integer"), ("x.word", "string"))
                if self.chance(0.4) and name not in self.conditions.own}
        self.conditions.own.update(made)
        return made

    def named_conditions(self):
        made, prefix = {}, "c" if self.base is None else "e"
        for number in range(self.random.randint(0, 3)):
            name = "%s%d" % (prefix, number)
            timed, used = self.chance(0.25), set()
            made[name] = self.conditions.node(Context(timed=timed), 2, used)
            # The clock is read by what the condition names, too.
            clock = any(fact.startswith("time.") for fact in used)
            self.conditions.conditions.append((name, frozenset(used), frozenset(), clock))
        if self.chance(0.3):
            # "what it reads of `event` or `time` is judged where it is used"
            name = prefix + "_event"
            made[name] = {"!": {"var": "event.necessary"}}
            self.conditions.conditions.append((name, frozenset(["event.necessary"]), frozenset(["necessary"]), True))
        return made

    # -- rules ------------------------------------------------------------------------------------------------------

    def rule(self, clauses):
        self.rules_made += 1
        form = self.random.choice(["guard"] * 5 + ["duty"] * 6 + ["checklist", "advice"])
        rule = {"id": "%s-%d" % ("b" if self.base is None else "o", self.rules_made),
                "clauses": self.random.sample(clauses, self.random.randint(0, 2)),
                "force": self.random.choice(["must", "must", "should"]), "message": self.random.choice(MESSAGES)}
        if self.chance(0.15):
            rule["assumed"] = self.chance(0.7)
        if self.chance(0.12):
            rule["disabled"] = self.chance(0.8)
        if self.chance(0.1):
            rule["x_host"] = {"any": [1]}
        rule.update(getattr(self, form)())
        if form == "advice" and self.chance(0.6):
            rule["force"] = "may"
        return rule

    def events(self, most):
        return self.random.sample(self.pool.events, self.random.randint(1, most))

    def guard(self):
        on = self.random.choice([self.events(1), self.events(3), ["arrived", "left"], ["entered", "moved"]])
        context, made = Context.of_guard(on), {"on": on}
        for key, share in (("when", 0.5), ("needs", 0.7), ("unless", 0.3)):
            if self.chance(share):
                made[key] = self.conditions.condition(context)
        if "when" not in made and "needs" not in made:
            made["needs"] = self.conditions.condition(context)
        return made

    def duty(self):
        made, do = {}, self.random.choice([self.events(2), ["checked_in"], ["cancelled", "returned"], ["reported"]])
        if self.chance(0.4):
            made["on"] = self.events(2)
        if "on" not in made or self.chance(0.4):
            context = Context.of_guard(made["on"]) if "on" in made else Context()
            made["when"] = self.conditions.condition(context, self.random.choice([0, 1, 2]))
        made["do"] = do
        if self.chance(0.25):
            made["where"] = self.conditions.condition(Context.of_where(do), 1)
        if self.chance(0.75):
            made["within_minutes"] = self.minutes()
            if self.chance(0.7):
                clocks = self.random.sample(words.CLOCKS, self.random.choice([1, 1, 1, 2]))
                made["from"] = clocks if len(clocks) > 1 or self.chance(0.3) else clocks[0]
            if self.chance(0.15):
                made["early"] = self.chance(0.2)
            if "on" not in made and self.chance(0.4):
                made["repeat"] = self.chance(0.9)
        if self.chance(0.35):
            before = [name for name in self.events(2) if self.corners or name not in do]
            if before:
                made["before"] = before if len(before) > 1 or self.chance(0.5) else before[0]
        if self.chance(0.5):
            made["by"] = self.random.choice(["visitor", "office"] + self.pool.roles)
        return made

    def minutes(self):
        names = [name for name in self.conditions.integers if name.endswith("minutes")]
        if names and self.chance(0.4):
            return {"var": "settings." + self.random.choice(names)}
        return self.random.choice(MINUTES)

    def checklist(self):
        items = self.pool.items + [name for name, kind in self.conditions.own.items() if kind == "boolean"]
        made = {"item": self.random.choice(items), "before": self.random.choice(self.pool.events)}
        if self.chance(0.6):
            made["when"] = self.conditions.condition(Context(), 1)
        return made

    def advice(self):
        made = {"during": self.random.sample(words.PHASES + words.PLACES, self.random.randint(1, 4))}
        if self.chance(0.6):
            made["when"] = self.conditions.condition(Context(), 1)
        return made

    def patch(self, rule, clauses):
        """A patch of a base's rule that leaves it whole."""
        patch = {"id": rule["id"]}
        if self.chance(0.3):
            patch["disabled"] = not rule.get("disabled", False)
        if self.chance(0.4):
            patch["message"] = "Patched: %s" % self.random.choice(TEXTS)
        if self.chance(0.4):
            patch["clauses"] = [self.random.choice(clauses)]
        if self.chance(0.3):
            patch["assumed"] = self.random.choice([True, None])
        if rule["force"] != "may" and self.chance(0.4):
            patch["force"] = self.random.choice(["must", "should"])
        if "when" in rule and self.chance(0.4):
            context = Context.of_guard(rule["on"]) if "on" in rule else Context()
            patch["when"] = self.conditions.condition(context, 1)
        if "when" in rule and "needs" in rule and self.chance(0.2):
            patch["when"] = None
        if "within_minutes" in rule and self.chance(0.4):
            patch["within_minutes"] = self.minutes()
        if "by" in rule and self.chance(0.3):
            patch["by"] = None
        return patch


def make(random, corners=False):
    """(profile, its bases, the pool of names, the kinds of its own facts)."""
    pool = Pool(random)
    maker = Maker(random, pool, corners)
    profile, bases = maker.policy(), []
    if random.random() < 0.3:
        bases = [profile]
        maker = Maker(random, pool, corners, maker)
        profile = maker.policy()
    return profile, bases, pool, maker.conditions.own
