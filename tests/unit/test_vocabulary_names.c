/* Names made of parts: each product is whole, each name is its parts joined by dots, and each is a name once only. */
#include "vocabulary_names.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* The search for the nearest takes names of so many letters (nearest.c). */
#define LONGEST 64

static void expect_name(const char *name, const char *expected)
{
    cr_assert_not_null(name, "%s", expected);
    cr_expect_str_eq(name, expected);
    cr_expect_leq(strlen(name), LONGEST, "%s", name);
}

Test(names, of_told_are_each_recipient_with_each_topic)
{
    const vocabularies recipients = IN(ROLE) | IN(RECIPIENT);
    size_t count = 0;
    for (unsigned to = 1; to < HOMEVISIT_WORD_COUNT + 2; to++) {
        for (unsigned topic = 0; topic < HOMEVISIT_WORD_COUNT + 2; topic++) {
            const char *said = told_text(false, (homevisit_word)to, (homevisit_word)topic);
            const char *written = told_text(true, (homevisit_word)to, (homevisit_word)topic);
            const bool is_one = (word_vocabularies((homevisit_word)to) & recipients) != 0 &&
                                (word_vocabularies((homevisit_word)topic) & IN(TOPIC)) != 0;
            if (!is_one) {
                cr_expect_null(said);
                cr_expect_null(written);
                continue;
            }
            char expected[128];
            snprintf(expected, sizeof expected, "told.%s.%s", homevisit_word_text((homevisit_word)to),
                     homevisit_word_text((homevisit_word)topic));
            expect_name(said, expected);
            snprintf(expected, sizeof expected, "told_in_writing.%s.%s", homevisit_word_text((homevisit_word)to),
                     homevisit_word_text((homevisit_word)topic));
            expect_name(written, expected);
            count++;
        }
    }
    cr_expect_eq(count, 19 * 14);
}

Test(names, of_told_anyone_are_each_topic_and_not_in_writing)
{
    size_t count = 0;
    for (unsigned topic = 0; topic < HOMEVISIT_WORD_COUNT + 2; topic++) {
        const char *name = told_text(false, HOMEVISIT_WORD_none, (homevisit_word)topic);
        cr_expect_null(told_text(true, HOMEVISIT_WORD_none, (homevisit_word)topic));
        if ((word_vocabularies((homevisit_word)topic) & IN(TOPIC)) == 0) {
            cr_expect_null(name);
            continue;
        }
        char expected[128];
        snprintf(expected, sizeof expected, "told.anyone.%s", homevisit_word_text((homevisit_word)topic));
        expect_name(name, expected);
        count++;
    }
    cr_expect_eq(count, 14);
}

Test(names, of_the_events_attributes_and_lists)
{
    for (unsigned number = 0; number < HOMEVISIT_ATTRIBUTE_COUNT; number++) {
        char expected[128];
        snprintf(expected, sizeof expected, "event.%s", homevisit_attribute_text((homevisit_attribute_name)number));
        expect_name(event_fact_text((homevisit_attribute_name)number), expected);
    }
    cr_expect_str_empty(event_fact_text(HOMEVISIT_ATTRIBUTE_COUNT));
    size_t count = 0;
    for (unsigned word = 0; word < HOMEVISIT_WORD_COUNT + 2; word++) {
        const char *name = event_member_text(HOMEVISIT_ATTRIBUTE_fields, (homevisit_word)word);
        cr_expect_null(event_member_text(HOMEVISIT_ATTRIBUTE_reason, (homevisit_word)word));
        if ((word_vocabularies((homevisit_word)word) & IN(FIELD)) == 0) {
            cr_expect_null(name);
            continue;
        }
        char expected[128];
        snprintf(expected, sizeof expected, "event.fields.%s", homevisit_word_text((homevisit_word)word));
        expect_name(name, expected);
        count++;
    }
    cr_expect_eq(count, 13);
}

/* A member's name is the family's prefix in the table and the word: FAMILIES in vocabulary_names.c repeats the prefix. */
Test(names, of_families_are_the_prefix_and_the_word)
{
    static const struct {
        unsigned base;
        const char *prefix;
        vocabularies words;
    } families[] = {
#define FACT_FAMILY(id, prefix, words, initial, doc) {FACT_##id##_BASE, prefix, words},
#include <homevisit/vocabulary.def>
    };
    for (size_t family = 0; family < sizeof families / sizeof *families; family++) {
        for (unsigned word = 0; word < HOMEVISIT_WORD_COUNT; word++) {
            const char *name = fact_text(families[family].base + word);
            if ((word_vocabularies((homevisit_word)word) & families[family].words) == 0) {
                cr_expect_null(name, "%s", name);
                continue;
            }
            char expected[128];
            snprintf(expected, sizeof expected, "%s.%s", families[family].prefix,
                     homevisit_word_text((homevisit_word)word));
            expect_name(name, expected);
        }
    }
    cr_expect_null(fact_text(FACT_STATIC_COUNT));
    cr_expect_null(fact_text((unsigned)-1));
}
