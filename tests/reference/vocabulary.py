"""The names of FORMAT.md, section 1: states, enums, and the events with their attributes in the table's order.

An attribute's type is one of the letters of FORMAT.md ("b", "i", "s", "t"), a tuple of names (an enum), or
"[id]", "[STAFF]", "[FIELD]" and "facts" for the four compound ones.
"""

PHASES = ("draft", "planned", "authorised", "under_way", "ended", "closed", "cancelled")
PLACES = ("school", "travelling", "outside", "inside", "left")
CONTACTS = ("duress", "escalated", "unreachable", "overdue", "in_contact")

ROLES = (
    "headteacher", "deputy_headteacher", "dsl", "deputy_dsl", "senior_leader", "attendance_lead", "attendance_officer",
    "pastoral_lead", "family_support_worker", "business_manager", "education_welfare_officer", "social_worker",
    "teacher", "teaching_assistant", "other",
)
PERSONS = ("parent", "responsible_adult", "child", "sibling", "young_person", "unknown_adult")
REASONS = (
    "absence_no_contact", "attendance_concern", "school_refusal", "attendance_support", "educated_at_home",
    "contact_failed", "meeting_at_home", "transport_child", "school_work", "long_absence", "safeguarding",
    "inform_of_meeting", "inform_of_progress", "learning_at_home", "extended_visit_abroad", "first_day_absence",
    "persistent_lateness", "low_attendance", "lack_of_engagement", "signs_of_distress", "other",
)
TOPICS = (
    "destination", "expected_times", "risk", "change_of_plan", "appointment_change", "visit", "cancellation",
    "safeguarding", "disclosure", "incident", "allegation", "complaint", "danger", "overrun",
)
ITEMS = (
    "policy_read", "safety_procedures_followed", "roles_clarified", "subject_known", "family_known",
    "documents_collected", "who_to_see_considered", "visitor_chosen", "school_visit_considered", "resources_packed",
    "phone_carried", "phone_charged", "phone_number_held", "id_carried", "id_displayed", "id_on_lanyard",
    "dressed_appropriately", "no_large_cash", "valuables_safe", "parked_safely", "vehicle_maintained",
    "vehicle_details_held", "vehicle_insured", "visit_insured", "breakdown_cover", "torch_carried",
    "attack_alarm_carried", "introduced", "purpose_explained", "notes_explained", "sensitivity_assured", "signed_out",
    "distancing_kept", "local_advice_taken", "lone_policy_held", "backup_at_school",
)
FIELDS = (
    "visitor", "job_role", "address", "student", "reason", "date", "time", "comments", "staff_signature",
    "parent_signature", "authorised_by", "authorised_date", "follow_up",
)
CLOCKS = (
    "trigger", "departed", "arrived", "entered", "left", "cancelled", "returned", "appointment", "waiting",
    "expected_end", "last_contact",
)

METHODS = ("phone", "text", "email", "letter", "app")
LEVELS = ("low", "medium", "high")
CONCERNS = ("personal_safety", "property", "child_unsupervised", "child_at_risk", "safeguarding", "disclosure")
SPOKEN_TOPICS = ("availability", "purpose", "wellbeing", "other")
ROOMS = ("shared", "upstairs", "bedroom", "other")
INCIDENTS = ("injury", "illness", "accident", "violence", "other")
CAUSES = ("parents_absent", "parents_late", "personal_safety", "animals", "not_authorised", "other")
SYSTEMS = ("office", "cpoms", "other")
CALL_RESULTS = ("spoke", "voicemail", "no_answer")
SERVICES = ("police", "ambulance", "fire")
CALLERS = ("visitor", "office")
REFERRALS = ("social_care", "police")
CHECKED_IN_WITH = ROLES + ("office",)
TOLD = ROLES + ("office", "reception", "colleagues", "social_care")

_PLAN = {
    "reason": REASONS, "purpose": "s", "staff": "[STAFF]", "entry": "b", "first_visit": "b", "emergency": "b",
    "necessary": "b", "unannounced_reason": "s", "expected_start": "t", "expected_end": "t", "vehicle": "b",
    "days_absent": "i", "concerns": "b", "sensitive": "b",
}
_APPOINTMENT = {"for": "t", "method": METHODS}

# event -> {attribute: type}, in the order of FORMAT.md's table ("Options are all structurally possible events,
# in the table's order").
EVENTS = {
    "planned": _PLAN,
    "replanned": _PLAN,
    "contact_attempted": {"method": METHODS, "answered": "b"},
    "parents_informed": {"method": METHODS},
    "appointment_made": _APPOINTMENT,
    "appointment_changed": _APPOINTMENT,
    "risk_assessed": {
        "written": "b", "level": LEVELS, "family_known": "b", "aggression": "b", "contentious": "b", "animals": "b",
        "property": "b", "access": "b", "individuals": "b", "professionals": "b",
    },
    "authorised": {"role": ROLES, "lone": "b"},
    "code_word_agreed": {"recorded": "b"},
    "declared": {"facts": "facts"},
    "reported": {"to": TOLD, "about": TOPICS, "written": "b"},
    "concern_raised": {"kind": CONCERNS, "immediate_danger": "b"},
    "concern_cleared": {"kind": CONCERNS},
    "threatened": {},
    "code_word_used": {},
    "departed": {},
    "arrived": {"staff": "[id]"},
    "checked_in": {"with": CHECKED_IN_WITH},
    "knocked": {"answered": "b"},
    "late_notice": {"expected": "t"},
    "parent_arrived": {},
    "parent_left": {},
    "spoke": {"person": PERSONS, "parental_responsibility": "b", "delegated": "b", "topic": SPOKEN_TOPICS},
    "invited_in": {"person": PERSONS, "supervised": "b"},
    "entered": {"reason": "s", "necessary": "b"},
    "moved": {
        "room": ROOMS, "accompanied": "b", "safe": "b", "necessary": "b", "child_unwell": "b",
        "child_permission": "b", "parent_permission": "b",
    },
    "child_seen": {},
    "animal_seen": {"dangerous": "b"},
    "animal_separated": {},
    "animal_not_separated": {},
    "confidentiality_promised": {},
    "physical_intervention": {"injury": "b"},
    "incident": {"kind": INCIDENTS},
    "follow_up_arranged": {},
    "followed_up": {},
    "debriefed": {"with": ROLES},
    "left": {"staff": "[id]", "returning": "b"},
    "returned": {},
    "cancelled": {"cause": CAUSES},
    "form_completed": {"fields": "[FIELD]", "stored": "b"},
    "injury_form_completed": {},
    "logged": {"system": SYSTEMS},
    "allegation_made": {},
    "complaint_made": {},
    "staff_called": {"result": CALL_RESULTS},
    "senior_sent": {"role": ROLES},
    "senior_arrived": {},
    "senior_entered": {},
    "located": {},
    "emergency_called": {"service": SERVICES, "by": CALLERS},
    "referred": {"to": REFERRALS},
    "policy_reviewed": {},
    "noted": {"text": "s"},
    "closed": {},
}

# The attributes with a `*` in the table.
REQUIRED = {
    "planned": ("reason",), "contact_attempted": ("answered",), "appointment_made": ("for",),
    "appointment_changed": ("for",), "authorised": ("role",), "declared": ("facts",), "reported": ("to", "about"),
    "concern_raised": ("kind",), "concern_cleared": ("kind",), "checked_in": ("with",), "knocked": ("answered",),
    "spoke": ("person",), "invited_in": ("person",), "moved": ("room",), "animal_seen": ("dangerous",),
    "incident": ("kind",), "cancelled": ("cause",), "form_completed": ("fields",), "logged": ("system",),
    "staff_called": ("result",), "senior_sent": ("role",), "emergency_called": ("service",), "referred": ("to",),
}
