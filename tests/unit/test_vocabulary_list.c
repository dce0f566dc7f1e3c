/* The vocabulary as a host sees it: the public lists, their lengths, their order and their sentences. */
#include <homevisit/homevisit.h>

#include <criterion/criterion.h>
#include <string.h>

/* The lists in their order, with their lengths and their first and last names. */
static const struct {
    const char *list;
    size_t count;
    const char *first, *last;
} list_rows[] = {
    {"event", 54, "planned", "closed"},
    {"phase", 7, "planned", "ended"},
    {"place", 5, "left", "inside"},
    {"contact", 5, "duress", "in_contact"},
    {"role", 15, "headteacher", "other"},
    {"recipient", 4, "office", "social_care"},
    {"office", 1, "office", "office"},
    {"person", 6, "parent", "unknown_adult"},
    {"reason", 21, "absence_no_contact", "other"},
    {"topic", 14, "incident", "overrun"},
    {"item", 36, "policy_read", "backup_at_school"},
    {"field", 13, "visitor", "follow_up"},
    {"method", 5, "phone", "app"},
    {"level", 3, "low", "high"},
    {"concern", 6, "safeguarding", "child_at_risk"},
    {"subject", 4, "availability", "other"},
    {"room", 4, "shared", "other"},
    {"incident", 5, "injury", "other"},
    {"cause", 6, "personal_safety", "other"},
    {"system", 3, "office", "other"},
    {"call_result", 3, "spoke", "no_answer"},
    {"service", 3, "police", "fire"},
    {"caller", 2, "visitor", "office"},
    {"referral", 2, "social_care", "police"},
    {"fact", 38 + 161 + 24 + 546, "phase", "told.anyone.overrun"},
    {"clock", 11, "trigger", "last_contact"},
    {"operator", 26, "var", "none"},
    {"attribute", 59, "reason", "text"},
};
#define LIST_ROWS (sizeof list_rows / sizeof *list_rows)

Test(lists, have_their_names_lengths_and_ends)
{
    cr_assert_eq(homevisit_vocabulary_count("vocabularies"), LIST_ROWS);
    cr_expect_null(homevisit_vocabulary_name("vocabularies", LIST_ROWS));
    for (size_t i = 0; i < LIST_ROWS; i++) {
        const char *list = list_rows[i].list;
        const size_t count = list_rows[i].count;
        cr_expect_str_eq(homevisit_vocabulary_name("vocabularies", i), list);
        cr_assert_eq(homevisit_vocabulary_count(list), count, "%s has %zu", list, homevisit_vocabulary_count(list));
        cr_expect_str_eq(homevisit_vocabulary_name(list, 0), list_rows[i].first);
        cr_expect_str_eq(homevisit_vocabulary_name(list, count - 1), list_rows[i].last);
        cr_expect_null(homevisit_vocabulary_name(list, count), "%s", list);
        cr_expect_null(homevisit_vocabulary_name(list, (size_t)-1), "%s", list);
        cr_expect_str_empty(homevisit_vocabulary_doc(list, count), "%s", list);
    }
}

Test(lists, hold_each_name_once)
{
    for (size_t row = 0; row < LIST_ROWS; row++) {
        const char *names[1024];
        const size_t count = homevisit_vocabulary_count(list_rows[row].list);
        cr_assert_leq(count, sizeof names / sizeof *names);
        for (size_t i = 0; i < count; i++) {
            names[i] = homevisit_vocabulary_name(list_rows[row].list, i);
            cr_assert_not_null(names[i], "%s %zu", list_rows[row].list, i);
            for (size_t k = 0; k < i; k++) {
                cr_expect_str_neq(names[i], names[k]);
            }
        }
    }
}

Test(lists, of_facts_go_from_fixed_to_families_to_plan_to_risk_to_told)
{
    static const char *const in_order[] = {
        "phase",
        "time.weekday",
        "declared.policy_read",
        "logged.office",
        "happened.closed",
        "plan.reason",
        "plan.sensitive",
        "risk.written",
        "risk.professionals",
        "told.headteacher.incident",
        "told.office.risk",
        "told.other.overrun",
        "told_in_writing.headteacher.incident",
        "told_in_writing.other.overrun",
        "told.anyone.incident",
    };
    size_t found = 0;
    for (size_t i = 0; i < homevisit_vocabulary_count("fact"); i++) {
        if (found < sizeof in_order / sizeof *in_order &&
            strcmp(homevisit_vocabulary_name("fact", i), in_order[found]) == 0) {
            found++;
        }
    }
    cr_expect_eq(found, sizeof in_order / sizeof *in_order, "number %zu is not where it should be", found);
}

Test(lists, of_events_facts_clocks_and_operators_have_a_sentence_each)
{
    static const char *const lists[] = {"event", "fact", "clock", "operator"};
    for (size_t list = 0; list < sizeof lists / sizeof *lists; list++) {
        for (size_t i = 0; i < homevisit_vocabulary_count(lists[list]); i++) {
            cr_expect_str_not_empty(homevisit_vocabulary_doc(lists[list], i), "%s",
                                    homevisit_vocabulary_name(lists[list], i));
        }
    }
    cr_expect_str_empty(homevisit_vocabulary_doc("role", 0));
    cr_expect_str_empty(homevisit_vocabulary_doc("vocabularies", 0));
    cr_expect_str_empty(homevisit_vocabulary_doc("phase", 0), "`planned` has its sentence as an event");
}

Test(lists, give_each_fact_its_own_sentence)
{
    static const struct {
        const char *fact, *doc;
    } rows[] = {
        {"staff.present", "how many arrived and have not left"},
        {"declared.phone_carried", "the item was declared so, the latest time"},
        {"happened.left", "such an event happened"},
        {"plan.vehicle", "a vehicle is used"},
        {"risk.access", "an entrance that is hard to reach"},
        {"told.dsl.risk", "they were told of the matter"},
        {"told_in_writing.dsl.risk", "they were told of the matter in writing"},
        {"told.anyone.risk", "anyone but social care was told of the matter"},
    };
    size_t found = 0;
    for (size_t i = 0; i < homevisit_vocabulary_count("fact"); i++) {
        for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
            if (strcmp(homevisit_vocabulary_name("fact", i), rows[row].fact) == 0) {
                cr_expect_str_eq(homevisit_vocabulary_doc("fact", i), rows[row].doc);
                found++;
            }
        }
    }
    cr_expect_eq(found, sizeof rows / sizeof *rows);
}

Test(lists, that_are_none_are_empty)
{
    static const char *const lists[] = {"", "events", "EVENT", "Event", "vocabulary", "even", NULL};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        cr_expect_eq(homevisit_vocabulary_count(lists[i]), 0);
        cr_expect_null(homevisit_vocabulary_name(lists[i], 0));
        cr_expect_str_empty(homevisit_vocabulary_doc(lists[i], 0));
    }
}
