"""Random conditions for the differential tests: well typed by FORMAT.md, section 3, over every family of facts.

So that hardly any can never be true, one condition reads each fact in one comparison only: comparisons over different
facts contradict one another nowhere, and each comparison made here can be both true and false. Only the branches of an
`or` at the root may share facts, as each of them can be true by itself.
"""

import vocabulary as words

BOOLEANS = [
    "authorisation.given", "parents.informed", "parents.reached", "parents.late_notice", "parents.spoken_to",
    "appointment.made", "risk.assessed", "code_word.agreed", "threatened", "duress", "invitation.given", "child.seen",
    "animals.seen", "animals.dangerous", "plan.purpose", "plan.unannounced_reason", "danger.any",
]
MAYBE = [  # booleans that may be unknown
    "parents.present", "code_word.recorded", "invitation.supervised", "animals.separated",
] + ["plan." + name for name, kind in words.EVENTS["planned"].items() if kind == "b"] + [
    "risk." + name for name, kind in words.EVENTS["risk_assessed"].items() if kind == "b"]
ENUMS = {"phase": words.PHASES, "place": words.PLACES, "contact": words.CONTACTS}
MAYBE_ENUMS = {"plan.reason": words.REASONS, "risk.level": words.LEVELS, "invitation.person": words.PERSONS,
               "room": words.ROOMS}
INTEGERS = {"staff.unplanned": (0, 3), "contact_attempts.total": (0, 3), "contact_attempts.failed": (0, 3),
            "calls.unanswered": (0, 3)}
MAYBE_INTEGERS = {"staff.present": (0, 4), "staff.count": (1, 4), "plan.days_absent": (0, 20),
                  "plan.start_minute": (300, 1200), "plan.end_minute": (300, 1200)}
TIMED = {"time.minute": (300, 1300), "time.weekday": (1, 7)}
TEXTS = ("sedan", "blue door", "naïve “text”")


class Context:
    """Where a condition stands: the attributes of `event` that it may read, the events there are, and whether `time.*`
    stands there."""

    def __init__(self, attributes=None, events=(), timed=False):
        self.attributes, self.events, self.timed = attributes or {}, list(events), timed

    @staticmethod
    def of_guard(events):
        """"every event listed has ATTR with one type (enums united)"."""
        shared = {}
        for name in words.EVENTS[events[0]]:
            kinds = [words.EVENTS[event].get(name) for event in events]
            if all(isinstance(kind, tuple) for kind in kinds):
                shared[name] = tuple(dict.fromkeys(one for kind in kinds for one in kind))
            elif len(set(map(str, kinds))) == 1:
                shared[name] = kinds[0]
        return Context(shared, events, True)

    @staticmethod
    def of_where(events):
        """"at least one event of `do` has it"; here of one type on all that have it."""
        shared = {}
        for event in events:
            for name in words.EVENTS[event]:
                kinds = [words.EVENTS[other][name] for other in events if name in words.EVENTS[other]]
                if len(set(map(str, kinds))) == 1:
                    shared[name] = kinds[0]
        return Context(shared, events, True)


class Conditions:
    """A maker of conditions for one profile."""

    def __init__(self, random, pool, corners=False):
        self.random, self.pool, self.corners = random, pool, corners
        self.integers, self.role_lists, self.flags = [], [], []   # names of settings by what they hold
        self.conditions = []                                      # (name, facts read, attributes read, timed)
        self.own = {}                                             # x. facts and their types

    # -- the root and its operators ---------------------------------------------------------------------------------

    def condition(self, context, depth=3):
        if self.random.random() < 0.15:
            return {"or": [self.node(context, depth - 1, set()) for _ in range(self.random.randint(2, 3))]}
        if self.flags and self.random.random() < 0.1:
            return {self.random.choice(["and", "or"]): [self.node(context, depth - 1, set()),
                                                        {"var": "settings." + self.random.choice(self.flags)}]}
        return self.node(context, depth, set())

    def node(self, context, depth, used):
        roll = self.random.random()
        if depth > 0 and roll < 0.4:
            operands = [self.node(context, depth - 1, used) for _ in range(self.random.randint(2, 4))]
            return {self.random.choice(["and", "or"]): operands}
        if depth > 0 and roll < 0.5:
            return {"!": self.wrapped(self.node(context, depth - 1, used))}
        if depth > 0 and roll < 0.57:
            return {"if": [self.node(context, depth - 1, used) for _ in range(self.random.choice([3, 3, 5]))]}
        if roll < 0.65:
            named = [one for one in self.conditions
                     if not one[1] & used and one[2] <= set(context.attributes) and (context.timed or not one[3])]
            if named:
                name, facts = self.random.choice(named)[:2]
                used |= facts
                return {"var": "conditions." + name}
        return self.comparison(context, used)

    def wrapped(self, node):
        """One operand may stand without its list."""
        return node if self.random.random() < 0.5 else [node]

    def comparison(self, context, used):
        makers = [self.boolean] * 4 + [self.maybe] * 4 + [self.enum] * 3 + [self.integer] * 3 + [
            self.arithmetic, self.asked, self.names, self.names, self.staff, self.staff, self.own_fact, self.choice]
        if context.attributes:
            makers += [self.attribute] * 8
        if len(context.events) > 1:
            makers += [self.which_event] * 2
        if context.timed:
            makers += [self.time] * 2 + [self.instants]
        for _ in range(20):
            facts = set()
            made = self.random.choice(makers)(context, facts)
            if made is not None and not facts & used:
                used |= facts
                return made
        name = "happened." + self.random.choice([one for one in words.EVENTS if "happened." + one not in used])
        used.add(name)
        return {"var": name}

    # -- comparisons, each noting the facts that it reads -----------------------------------------------------------

    def of_booleans(self):
        pick, pool = self.random.choice, self.pool
        return pick([
            pick(BOOLEANS), pick(BOOLEANS), "concern." + pick(pool.concerns), "danger." + pick(pool.concerns),
            "told.%s.%s" % (pick(pool.told + ["anyone"]), pick(pool.topics)),
            "told_in_writing.%s.%s" % (pick(pool.told), pick(pool.topics)),
            "logged." + pick(words.SYSTEMS), "referred." + pick(words.REFERRALS),
            "contacted_since." + pick(pool.events), "happened." + pick(pool.events), "happened.left",
        ])

    def read(self, facts, name, *default):
        facts.add(name)
        if default:
            return {"var": [name, default[0]]}
        return {"var": name} if self.random.random() < 0.8 else {"var": [name]}

    def of_truth(self, node):
        """A boolean as it stands, negated, or compared with a constant."""
        roll = self.random.random()
        if roll < 0.6:
            return node
        if roll < 0.75:
            return {self.random.choice(["!", "!!"]): self.wrapped(node)}
        return {self.random.choice(["==", "===", "!=", "!=="]): [node, self.random.random() < 0.5]}

    def boolean(self, _, facts):
        return self.of_truth(self.read(facts, self.of_booleans()))

    def maybe(self, _, facts):
        name = self.random.choice(MAYBE + ["declared." + one for one in self.pool.items] * 2)
        default = [self.random.random() < 0.5] if self.random.random() < 0.25 else []
        return self.of_truth(self.read(facts, name, *default))

    def one_of(self, node, values):
        """A comparison of an enum that may turn out either way."""
        pick = self.random.choice
        if self.random.random() < 0.6:
            pair = [node, pick(values)]
            return {pick(["==", "===", "!=", "!=="]): pair if self.random.random() < 0.9 else pair[::-1]}
        some = self.random.sample(list(values), self.random.randint(1, max(1, min(4, len(values) - 1))))
        return {"in": [node, some]}

    def enum(self, _, facts):
        table = dict(ENUMS, **MAYBE_ENUMS)
        name = self.random.choice(list(table))
        default = []
        if name in MAYBE_ENUMS and self.random.random() < 0.2:
            default = [self.random.choice(table[name])]
        values = self.pool.reasons if name == "plan.reason" else table[name]
        return self.one_of(self.read(facts, name, *default), values)

    def bound(self, low, high):
        """A whole number to compare with; a minute of the day at times from a setting."""
        clocks = [name for name in self.integers if name.endswith("clock")]
        if clocks and high >= 60 and self.random.random() < 0.4:
            return {"var": "settings." + self.random.choice(clocks)}
        return self.random.randint(low + 1, high)

    def number(self, facts, name, low, high, maybe):
        default = [self.random.randint(low, high)] if maybe and self.random.random() < 0.2 else []
        node = self.read(facts, name, *default)
        roll = self.random.random()
        if roll < 0.15:
            # Not the whole range, so that what negates it can be true.
            first = self.random.randint(low + 1, max(low + 1, high - 1))
            return {self.random.choice(["<", "<="]): [first, node, self.random.randint(first + 2, high + 3)]}
        if roll < 0.4:
            return {self.random.choice(["==", "!=", "===", "!=="]): [node, self.random.randint(low, high)]}
        bound = self.bound(low, high - 1) if high - low > 1 else high
        return {self.random.choice(["<", "<=", ">", ">="]): [node, bound]}

    def integer(self, _, facts):
        table = dict(INTEGERS, **MAYBE_INTEGERS)
        name = self.random.choice(list(table))
        return self.number(facts, name, *table[name], name in MAYBE_INTEGERS)

    def time(self, _, facts):
        name = self.random.choice(list(TIMED))
        return self.number(facts, name, *TIMED[name], False)

    def arithmetic(self, _, facts):
        first, second = self.random.sample(list(INTEGERS) + ["staff.count", "staff.present", "plan.days_absent"], 2)
        a, b = self.read(facts, first), self.read(facts, second)
        return self.random.choice([
            {">=": [{"+": [a, b]}, 2]}, {"<": [{"+": [a, b, 1]}, 4]}, {"<": [{"-": [a, b]}, 1]},
            {">": [{"*": [a, 2]}, 3]}, {"==": [{"%": [a, 2]}, 1]}, {"<=": [{"/": [a, b]}, 1]},
            {"<": [{"%": [a, b]}, 1]}, {"<": [{"-": [a]}, 0]},
            {">=": [{"max": [a, b, 1]}, 2]}, {"<": [{"min": [a, b]}, 2]}, {">": [a, b]}, {"!=": [a, b]},
            {"<": [{"/": [a, 3]}, 0.5]}, {">=": [{"+": [a, {"*": [b, 0.1]}]}, 1.3]},
        ] + ([{"<": [0, a, b]}] if self.corners else []))

    def choice(self, context, facts):
        """An `if` whose value is a number or a name."""
        test = self.random.choice([self.boolean, self.maybe])(context, facts)
        if self.random.random() < 0.5:
            return {">=": [self.read(facts, "contact_attempts.total"), {"if": [test, 1, self.random.randint(1, 3)]}]}
        return self.one_of(self.read(facts, "place"), words.PLACES) if self.random.random() < 0.3 else {
            "==": [self.read(facts, "place"), {"if": [test, "outside", self.random.choice(words.PLACES)]}]}

    def asked(self, context, facts):
        names = MAYBE + list(MAYBE_ENUMS) + list(MAYBE_INTEGERS)
        names += ["event." + name for name, kind in context.attributes.items() if kind != "facts"]
        names = self.random.sample(names, self.random.randint(1, 3))
        facts.update(names)
        return {self.random.choice(["!", "!!"]): {"missing": names if len(names) > 1 else self.wrapped(names[0])}}

    def own_fact(self, _, facts):
        if not self.own:
            return None
        name = self.random.choice(list(self.own))
        if self.own[name] == "boolean":
            return self.of_truth(self.read(facts, name))
        if self.own[name] == "integer":
            return self.number(facts, name, 0, 5, True)
        node = self.read(facts, name)
        return self.random.choice([{"==": [node, TEXTS[0]]}, {"!=": [node, TEXTS[1]]}, {"in": [node, list(TEXTS[:2])]}])

    # -- lists ------------------------------------------------------------------------------------------------------

    def roles(self):
        if self.role_lists and self.random.random() < 0.5:
            return {"var": "settings." + self.random.choice(self.role_lists)}
        return self.random.sample(self.pool.roles, self.random.randint(1, 3))

    def names(self, _, facts):
        source = self.read(facts, self.random.choice(["authorisation.roles", "authorisation.lone_roles"]))
        return self.over_names(source, self.random.choice(self.pool.roles), self.roles())

    def over_names(self, source, one, several):
        return self.random.choice([
            {"in": [one, source]}, {"!": source}, {"!!": source}, {"!": [source]},
            {"some": [source, {"in": [{"var": ""}, several]}]}, {"none": [source, {"in": [{"var": ""}, several]}]},
            {"all": [source, {"==": [{"var": ""}, one]}]}, {"all": [source, {"!=": [{"var": ""}, one]}]},
        ])

    def staff(self, context, facts):
        source = self.read(facts, self.random.choice(["staff", "staff", "plan.staff"]))
        return self.over_staff(context, facts, source)

    def over_staff(self, context, facts, source):
        pick = self.random.choice
        trained = pick([{"var": "trained"}, {"var": "trained"}, {"var": ["trained", False]},
                        {"==": [{"var": "trained"}, True]}])
        role = pick([{"in": [{"var": "role"}, self.roles()]}, {"==": [{"var": "role"}, pick(self.pool.roles)]},
                     {"!=": [{"var": "role"}, pick(self.pool.roles)]}])
        test = pick([trained, trained, role, role, {"and": [role, trained]}, {"or": [trained, role]},
                     {"!": [trained]}, {"if": [role, trained, True]}])
        named = [one for one in self.conditions if not one[2] and (context.timed or not one[3])]
        if named and self.random.random() < 0.2:
            name, read = pick(named)[:2]
            facts |= read
            test = {pick(["and", "or"]): [test, {"var": "conditions." + name}]}
        return {pick(["all", "some", "none"]): [source, test]} if self.random.random() < 0.9 else {"!": source}

    # -- the event being decided ------------------------------------------------------------------------------------

    def which_event(self, context, facts):
        return self.one_of(self.read(facts, "event"), context.events)

    def instants(self, context, facts):
        names = ["plan.expected_start", "plan.expected_end"] + [
            "event." + name for name, kind in context.attributes.items() if kind == "t"]
        first, second = self.random.sample(names, 2)
        compare = self.random.choice(["<", "<=", ">", ">=", "==", "!="])
        return {compare: [self.read(facts, first), self.read(facts, second)]}

    def attribute(self, context, facts):
        name = self.random.choice(list(context.attributes))
        kind, fact = context.attributes[name], "event." + name
        if kind == "b":
            default = [self.random.random() < 0.5] if self.random.random() < 0.15 else []
            return self.of_truth(self.read(facts, fact, *default))
        if isinstance(kind, tuple):
            likely = [value for value in kind if value in self.pool.likely] or list(kind)
            return self.one_of(self.read(facts, fact), likely if len(likely) > 1 else kind)
        if kind == "i":
            return self.number(facts, fact, 0, 20, True)
        if kind == "s":
            return {self.random.choice(["==", "!="]): [self.read(facts, fact), self.random.choice(TEXTS)]}
        if kind == "[FIELD]":
            facts.add(fact)
            held = self.random.choice(self.pool.fields)
            if self.random.random() < 0.5:
                return {"var": "%s.%s" % (fact, held)}
            return self.over_names({"var": fact}, held, self.random.sample(self.pool.fields, 2))
        if kind == "[STAFF]":
            return self.over_staff(context, facts, self.read(facts, fact))
        if kind == "[id]":
            source = self.read(facts, fact)
            return self.random.choice([{"!": source}, {"!!": source}, {"in": ["a", source]},
                                       {"some": [source, {"==": [{"var": ""}, "b"]}]}])
        return None  # times have comparisons of their own; `facts` is no fact
