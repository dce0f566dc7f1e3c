/* lib/nearest.c: which name was meant. */
#include "problem.h"

#include <criterion/criterion.h>
#include <string.h>

/* Names as the vocabulary and profiles have them; the order decides between equally near ones. */
static const char *const candidates[] = {
    "must",
    "should",
    "may",
    "headteacher",
    "deputy_headteacher",
    "dsl",
    "deputy_dsl",
    "teacher",
    "departed",
    "arrived",
    "checked_in",
    "entered",
    "left",
    "returned",
    "cancelled",
    "closed",
    "when",
    "needs",
    "unless",
    "within_minutes",
    "concern.personal_safety",
    "==",
    "===",
    "phase",
    "place",
    "time.minute",
    "time.weekday",
    "planned",
    "replanned",
    "id",
};

static const struct {
    const char *wanted;
    const char *meant; /* NULL: no suggestion */
} cases[] = {
    /* one slip of each kind */
    {"msut", "must"},
    {"shold", "should"},
    {"shoulld", "should"},
    {"arrivad", "arrived"},
    /* capitals and what joins words */
    {"Headteacher", "headteacher"},
    {"deputy-headteacher", "deputy_headteacher"},
    {"Deputy Headteacher", "deputy_headteacher"},
    {"concern_personal_safety", "concern.personal_safety"},
    {"checkedin", "checked_in"},
    /* more slips in longer names */
    {"withn_minuts", "within_minutes"},
    {"headtaecher", "headteacher"},
    {"concern.persnoal_saftey", "concern.personal_safety"},
    /* a name cut short, or one that goes on */
    {"concern.personal", "concern.personal_safety"},
    {"dead", NULL},
    {"depart", "departed"},
    {"teachers_pet_club", "teacher"},
    {"head", "headteacher"},
    {"hea", NULL},
    /* the nearest wins, the first of equals */
    {"planed", "planned"},
    {"plac", "place"},
    {"phas", "phase"},
    {"pla", NULL},
    {"replaned", "replanned"},
    /* short names */
    {"=", "=="},
    {"di", "id"},
    {"xy", NULL},
    {"q", NULL},
    {"", NULL},
    /* nothing like it */
    {"interpreter", NULL},
    {"zzzzzzzzzzzzzzzzzzzz", NULL},
};

static void ask(struct nearest *nearest, const char *wanted, size_t length)
{
    nearest_init(nearest, wanted, length);
    for (size_t i = 0; i < sizeof candidates / sizeof candidates[0]; i++) {
        nearest_offer(nearest, candidates[i], strlen(candidates[i]));
    }
}

Test(nearest, finds_what_was_meant)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct nearest nearest;
        ask(&nearest, cases[i].wanted, strlen(cases[i].wanted));
        if (cases[i].meant == NULL) {
            cr_expect_null(nearest.best, "'%s': suggests '%s'", cases[i].wanted, nearest.best);
        } else {
            cr_expect(nearest.best != NULL && strcmp(nearest.best, cases[i].meant) == 0, "'%s': wanted '%s', got '%s'",
                      cases[i].wanted, cases[i].meant, nearest.best != NULL ? nearest.best : "(none)");
        }
    }
}

Test(nearest, needs_no_nul_and_says_the_length)
{
    struct nearest nearest;
    nearest_init(&nearest, "leftXXXX", 4);
    nearest_offer(&nearest, "leftover", 4);
    cr_assert_not_null(nearest.best);
    cr_assert_eq(nearest.best_length, 4);
    cr_assert_eq(nearest.best_distance, 0);
}

Test(nearest, takes_the_first_of_equally_near_names)
{
    struct nearest nearest;
    nearest_init(&nearest, "rolb", 4);
    nearest_offer(&nearest, "role", 4);
    nearest_offer(&nearest, "rola", 4);
    cr_assert_str_eq(nearest.best, "role");
    nearest_offer(&nearest, "rolb", 4);
    cr_assert_str_eq(nearest.best, "rolb", "a nearer one comes before the first");
}

Test(nearest, has_no_suggestion_for_names_of_any_length)
{
    static char wanted[100000];
    memset(wanted, 'a', sizeof wanted);
    struct nearest nearest;
    ask(&nearest, wanted, sizeof wanted);
    cr_assert_null(nearest.best);
    nearest_offer(&nearest, wanted, sizeof wanted);
    cr_assert_null(nearest.best);
    nearest_init(&nearest, wanted, 64);
    nearest_offer(&nearest, wanted, 64);
    cr_assert_not_null(nearest.best);
}
