"""The cases of conformance in which a document cannot be used: each a sound document with one piece of text replaced.

A row: the name, the document that is spoilt (policy, base, visit, event, at), the piece that is there, what stands in
its place. Zero characters and texts that are no UTF-8 have no row: JSON lines cannot carry them, and every language's
own tests try them.
"""

SOUND = {
    "base": """{"format": "homevisit-policy/1", "id": "authority", "title": "The authority's catalogue", "version": "3",
 "settings": {"wait_minutes": {"value": 20}, "pairs": {"value": true}},
 "rules": [
  {"id": "wait", "clauses": [], "force": "must", "message": "Cancel when the waiting time is up.", "on": ["arrived"],
   "do": ["cancelled", "entered"], "from": "arrived", "within_minutes": {"var": "settings.wait_minutes"}},
  {"id": "pair", "clauses": [], "force": "must", "message": "Go in pairs.", "locked": true,
   "on": ["departed"], "when": {"var": "settings.pairs"}, "needs": {">=": [{"var": "staff.count"}, 2]}}
 ]}""",
    "policy": """{"format": "homevisit-policy/1", "id": "school", "title": "Schule 🏫", "version": "2026", "extends": "authority",
 "facts": {"x.interpreter": "boolean", "x.floor": "integer"},
 "settings": {"evening_from": {"value": "18:00"}},
 "conditions": {"late": {">=": [{"var": "time.minute"}, {"var": "settings.evening_from"}]}},
 "clauses": {"S-1": {"section": "1", "summary": "Not in the evening"}},
 "rules": [
  {"id": "evening", "clauses": ["S-1"], "force": "should", "message": "Nicht am Abend – è tardi 🌙.",
   "on": ["departed"], "needs": {"!": {"var": "conditions.late"}}},
  {"id": "interpreter", "clauses": [], "force": "must", "message": "An interpreter comes along.",
   "on": ["departed"], "needs": {"var": "x.interpreter"}},
  {"id": "ring", "clauses": [], "force": "must", "message": "Ring within the hour.", "on": ["entered"],
   "do": ["checked_in"], "within_minutes": 60, "by": "visitor"}
 ]}""",
    "visit": """{"format": "homevisit-visit/1", "id": "V-0142 🏠", "x_host": {"row": 7},
 "events": [
  {"at": "2026-03-02T08:30:00Z", "event": "planned", "id": "e1", "reason": "school_work", "purpose": "Bücher 📚",
   "staff": [{"id": "S-1", "role": "teacher"}, {"id": "S-2", "role": "dsl", "trained": true}]},
  {"at": "2026-03-02T08:40:00+00:00", "event": "declared", "facts": {"phone_carried": true, "x.floor": 3}},
  {"at": "2026-03-02T09:00:00Z", "event": "departed"}
 ]}""",
    "event": """{"at": "2026-03-02T09:20:00Z", "event": "arrived", "staff": ["S-1", "S-2"]}""",
    "at": "2026-03-02T10:00:00Z",
}

MISTAKES = [
    # The strict JSON of every document.
    ("policy ends too early", "policy", '"by": "visitor"}\n ]}', '"by": "visitor"'),
    ("policy has text behind it", "policy", "\n ]}", "\n ]} {}"),
    ("policy with a key twice", "policy", '"version": "2026"', '"version": "2026", "version": "2027"'),
    ("policy with a comma too many", "policy", '"visitor"}\n ]', '"visitor"},\n ]'),
    ("policy with a lone surrogate", "policy", "Schule 🏫", "Schule \\ud83c"),
    ("policy with an escaped zero", "policy", "Schule 🏫", "Schule \\u0000"),
    ("policy with a bad escape behind an emoji", "policy", "Schule 🏫", "Schule 🏫\\x"),
    ("policy with a number beyond 2^53", "policy", '"within_minutes": 60', '"within_minutes": 9007199254740993'),
    ("visit with a comment", "visit", '"events": [', '"events": [ // in order'),
    ("visit in single quotes", "visit", '"event": "departed"', "'event': 'departed'"),
    ("visit with NaN", "visit", '"x.floor": 3', '"x.floor": NaN'),
    ("visit with a leading zero", "visit", '"x.floor": 3', '"x.floor": 03'),
    ("visit with a tab in a text", "visit", "Bücher 📚", "Bücher\t📚"),
    ("visit that is a list", "visit", None, '[{"format": "homevisit-visit/1"}]'),
    ("visit nested too deeply", "visit", '{"row": 7}', "[" * 80 + "]" * 80),
    ("event that is no JSON", "event", None, "arrived"),
    ("event that is a list", "event", None, "[]"),
    # The shape of a policy.
    ("policy without a title", "policy", ' "title": "Schule 🏫",', ""),
    ("policy of another format", "policy", "homevisit-policy/1", "homevisit-policy/9"),
    ("policy with an unknown key", "policy", '"facts"', '"fcats"'),
    ("policy whose rules are no list", "policy", '"rules": [', '"x_rules": [], "rules": {}, "x_more": ['),
    ("policy with a rule twice", "policy", '"id": "ring"', '"id": "evening"'),
    ("policy with an unknown force", "policy", '"force": "should"', '"force": "shuold"'),
    ("policy with an unknown event", "policy", '["departed"], "needs": {"!"', '["deprated"], "needs": {"!"'),
    ("policy with an unknown event in do", "policy", '["checked_in"]', '["checked_inn", "🚪"]'),
    ("policy with an unknown fact", "policy", '{"var": "x.interpreter"}', '{"var": "x.interprter"}'),
    ("policy with an unknown operator", "policy", '{">=": [{"var": "time.minute"}', '{"=>": [{"var": "time.minute"}'),
    ("policy with an unknown setting", "policy", '"settings.evening_from"}', '"settings.evening_form"}'),
    ("policy with an unknown condition", "policy", '"conditions.late"}', '"conditions.lateness"}'),
    ("policy with an unknown clause", "policy", '["S-1"]', '["S-2"]'),
    ("policy with a condition of the wrong type", "policy", '{"var": "settings.evening_from"}]', '"evening"]'),
    ("policy with needs that are a number", "policy", '"needs": {"var": "x.interpreter"}', '"needs": {"var": "x.floor"}'),
    ("policy with needs never true", "policy", '"needs": {"var": "x.interpreter"}',
     '"needs": {"and": [{"==": [{"var": "x.floor"}, 1]}, {"==": [{"var": "x.floor"}, 2]}]}'),
    ("policy with a circle of conditions", "policy", '{">=": [{"var": "time.minute"}, {"var": "settings.evening_from"}]}',
     '{"var": "conditions.late"}'),
    ("policy with a bad time zone", "policy", '"extends": "authority"', '"extends": "authority", "time_zone": "London"'),
    ("policy with a bad date", "policy", '"extends": "authority"', '"extends": "authority", "issued": "2026-02-30"'),
    ("policy with a negative deadline", "policy", '"within_minutes": 60', '"within_minutes": -60'),
    ("policy with an unknown holder", "policy", '"by": "visitor"', '"by": "headtecher"'),
    ("policy with three mistakes", "policy", '"force": "must", "message": "An interpreter comes along."',
     '"force": 1, "mesage": "An interpreter comes along.", "when": {"var": []}'),
    # What a policy extends.
    ("policy that extends an unknown one", "policy", '"extends": "authority"', '"extends": "autority"'),
    ("policy that patches a locked rule", "policy", '{"id": "ring",', '{"id": "pair", "disabled": true}, {"id": "ring",'),
    ("policy that sets what a locked rule reads", "policy", '"settings": {', '"settings": {"pairs": {"value": false}, '),
    ("policy that patches an unknown rule", "policy", '{"id": "ring",', '{"id": "wiat", "disabled": true}, {"id": "ring",'),
    ("base that is not sound", "base", '"force": "must", "message": "Cancel', '"force": "most", "message": "Cancel'),
    ("base that is no JSON", "base", "\n ]}", "\n ]"),
    ("bundled policy that is none", "policy", None, "alumwell-infants"),
    # The shape of a visit.
    ("visit without an id", "visit", ' "id": "V-0142 🏠",', ""),
    ("visit of another format", "visit", "homevisit-visit/1", "homevisit-visit/2"),
    ("visit with an unknown event", "visit", '"event": "departed"', '"event": "departd"'),
    ("visit with an unknown attribute", "visit", '"purpose"', '"porpose"'),
    ("visit with an attribute that is missing", "visit", ' "reason": "school_work",', ""),
    ("visit with an unknown reason", "visit", '"school_work"', '"schoolwork"'),
    ("visit with an unknown role", "visit", '"role": "teacher"', '"role": "teecher"'),
    ("visit with a member of staff twice", "visit", '"id": "S-2"', '"id": "S-1"'),
    ("visit with a time without an offset", "visit", "2026-03-02T09:00:00Z", "2026-03-02T09:00:00"),
    ("visit with a day that is none", "visit", "2026-03-02T09:00:00Z", "2026-02-29T09:00:00Z"),
    ("visit with an id used twice", "visit", '"event": "departed"', '"event": "departed", "id": "e1"'),
    ("visit with an unknown declared item", "visit", '"phone_carried"', '"phone_carreid"'),
    ("visit with a fact of another type", "visit", '"x.floor": 3', '"x.floor": "third"'),
    ("visit with a text for a number", "visit", '"reason": "school_work"', '"reason": "school_work", "days_absent": "2"'),
    # The event of a check, and the time.
    ("event that is unknown", "event", "arrived", "arived"),
    ("event without a time", "event", '"at": "2026-03-02T09:20:00Z", ', ""),
    ("event with an unknown attribute", "event", '"staff"', '"stuff"'),
    ("event with an emoji for an attribute", "event", '"staff"', '"👩‍🏫"'),
    ("event with a fact of another type", "event", '"event": "arrived", "staff": ["S-1", "S-2"]',
     '"event": "declared", "facts": {"x.interpreter": 1}'),
    ("time without an offset", "at", None, "2026-03-02T10:00:00"),
    ("time that is an emoji", "at", None, "🕙"),
    ("time that is empty", "at", None, ""),
]

# The sound documents themselves, so that a mistake is all that its case has wrong.
SOUND_ASKS = ["check", "status", "audit"]
