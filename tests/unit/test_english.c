/* lib/english_words.c and english_text.c: a phrase for every name of the vocabulary, and texts put together. */
#include "condition_english.h"

#include <criterion/criterion.h>
#include <string.h>

/* ---- phrases ---------------------------------------------------------------------------------------------------- */

/* A phrase stands in the middle of a sentence: nothing at its ends that does not belong there. */
static bool is_phrase(const char *text)
{
    const size_t length = strlen(text);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] < ' ')
            return false;
    return length != 0 && text[0] != ' ' && strchr(" .,;:", text[length - 1]) == NULL && strstr(text, "  ") == NULL;
}

static bool has_slot(const char *text)
{
    const char *slot = strstr(text, "{}");
    return slot != NULL && strstr(slot + 1, "{}") == NULL;
}

static bool is_empty(const char *text)
{
    return *text == '\0';
}

Test(english, every_event_has_its_phrases)
{
    for (homevisit_word event = 1; event <= HOMEVISIT_EVENT_LAST; event++) {
        const struct event_english *row = event_english(event);
        const char *name = homevisit_word_text(event);
        cr_assert_not_null(row->subject, "%s has no row", name);
        const char *const phrases[] = {row->subject, row->infinitive, row->present,
                                       row->past,    row->participle, row->act};
        for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
            cr_expect(is_phrase(phrases[i]) && !has_slot(phrases[i]), "%s: '%s'", name, phrases[i]);
        cr_expect(is_empty(row->object) || is_phrase(row->object), "%s: '%s'", name, row->object);
        cr_expect(is_empty(row->act_object) || is_phrase(row->act_object), "%s: '%s'", name, row->act_object);
        /* Of several, what they do is said as what they are to do. */
        cr_expect(!row->many || strcmp(row->infinitive, row->present) == 0 || strncmp(row->infinitive, "be ", 3) == 0,
                  "%s: '%s' and '%s'", name, row->infinitive, row->present);
    }
}

/* What a phrase needs, by the type of what it is said of. */
static void expect_phrase(const char *name, homevisit_type type, const struct phrase *phrase)
{
    cr_assert_not_null(phrase, "%s has no row", name);
    cr_assert_not_null(phrase->noun, "%s has no row", name);
    const bool clauses = is_phrase(phrase->yes) && is_phrase(phrase->no);
    const bool slots = has_slot(phrase->yes) && has_slot(phrase->no);
    switch (type) {
    case HOMEVISIT_TYPE_BOOLEAN: cr_expect(is_empty(phrase->noun) && clauses && !slots, "%s", name); break;
    case HOMEVISIT_TYPE_NAME:
    case HOMEVISIT_TYPE_NAMES:
    case HOMEVISIT_TYPE_INTEGER: cr_expect(is_phrase(phrase->noun) && clauses && slots, "%s", name); break;
    case HOMEVISIT_TYPE_TEXT: cr_expect(is_phrase(phrase->noun) && clauses && !slots, "%s", name); break;
    default: cr_expect(is_phrase(phrase->noun), "%s", name); break;
    }
    cr_expect_eq(is_empty(phrase->with), is_empty(phrase->without), "%s: one of two modifiers", name);
    cr_expect(is_empty(phrase->with) || has_slot(phrase->with) == (type == HOMEVISIT_TYPE_NAME), "%s: '%s'", name,
              phrase->with);
    cr_expect(is_empty(phrase->without) || has_slot(phrase->without) == (type == HOMEVISIT_TYPE_NAME), "%s: '%s'", name,
              phrase->without);
}

Test(english, every_attribute_has_its_phrases)
{
    for (size_t i = 0; i < event_attribute_count; i++) {
        const homevisit_attribute_info *info = &event_attributes[i];
        const char *name = homevisit_attribute_text(info->name);
        expect_phrase(name, info->type, attribute_phrase(info->event, info->name));
    }
    cr_expect_null(attribute_phrase(HOMEVISIT_WORD_departed, HOMEVISIT_ATTRIBUTE_role));
}

Test(english, every_fact_has_its_phrases)
{
    for (unsigned fact = 0; fact < FACT_STATIC_COUNT; fact++) {
        const struct fact_info info = fact_info(fact);
        char name[128];
        struct family_phrase family;
        if (info.type == HOMEVISIT_TYPE_NOTHING)
            continue;
        cr_assert(fact_name(fact, name, sizeof name));
        if (family_phrase_find(fact, &family)) {
            const bool clause = strcmp(family.yes, "{}") == 0 && strcmp(family.no, "{}") == 0;
            cr_expect(clause || (has_slot(family.yes) && has_slot(family.no)), "%s", name);
            const bool said = (family.words & IN(ITEM)) != 0    ? item_phrase(family.word) != NULL
                              : (family.words & IN(EVENT)) != 0 ? word_is_event(family.word)
                                                                : word_phrase(family.words, family.word, NULL) != NULL;
            cr_expect(said, "%s: the word has no phrase", name);
        } else if (strcmp(name, "plan.purpose") == 0 || strcmp(name, "plan.unannounced_reason") == 0) {
            expect_phrase(name, HOMEVISIT_TYPE_TEXT, fact_phrase(fact)); /* true where the text was given */
        } else {
            expect_phrase(name, info.type, fact_phrase(fact));
        }
    }
}

static void expect_word(vocabularies in, homevisit_word word)
{
    if ((in & IN(ITEM)) != 0) {
        cr_assert_not_null(item_phrase(word), "the item %s has no row", homevisit_word_text(word));
        cr_expect(is_phrase(item_phrase(word)->yes) && is_phrase(item_phrase(word)->no), "%s",
                  homevisit_word_text(word));
        return;
    }
    const char *phrase = word_phrase(in, word, NULL);
    cr_assert_not_null(phrase, "the %s %s has no row", vocabularies_label(in), homevisit_word_text(word));
    cr_expect(is_phrase(phrase), "'%s'", phrase);
}

Test(english, every_word_of_every_vocabulary_has_its_phrase)
{
    homevisit_word words[HOMEVISIT_WORD_COUNT];
    for (unsigned vocabulary = 0; vocabulary < VOCABULARY_COUNT; vocabulary++) {
        const size_t count = vocabulary_words(UINT32_C(1) << vocabulary, words, HOMEVISIT_WORD_COUNT);
        size_t rows = 0;
        while (word_at((enum vocabulary)vocabulary, rows) != HOMEVISIT_WORD_none)
            rows++;
        if (vocabulary == VOCABULARY_EVENT)
            continue;
        for (size_t i = 0; i < count; i++)
            expect_word(UINT32_C(1) << vocabulary, words[i]);
        cr_expect(rows == count || vocabulary == VOCABULARY_ITEM, "%s: %zu rows for %zu words",
                  vocabularies_label(UINT32_C(1) << vocabulary), rows, count);
    }
}

Test(english, every_clock_has_its_phrase)
{
    for (unsigned clock = 0; clock < CLOCK_COUNT; clock++) {
        cr_assert_not_null(clock_phrase((enum clock)clock));
        cr_expect(is_phrase(clock_phrase((enum clock)clock)));
    }
}

/* ---- texts ------------------------------------------------------------------------------------------------------ */

/* Writes one thing without a policy. */
static struct arena arena;
static struct english english;

static void open_english(void)
{
    const homevisit_allocator allocator = memory_allocator(NULL);
    arena_init(&arena, &allocator);
    english_open(&english, NULL, &arena);
}

static void close_english(void)
{
    arena_free(&arena);
}

TestSuite(english_text, .init = open_english, .fini = close_english);

Test(english_text, lists_in_words)
{
    const char *const texts[] = {"a", "b", "c"};
    cr_expect_str_eq(english_list(&english, texts, 0, "or"), "");
    cr_expect_str_eq(english_list(&english, texts, 1, "or"), "a");
    cr_expect_str_eq(english_list(&english, texts, 2, "or"), "a or b");
    cr_expect_str_eq(english_list(&english, texts, 3, "and"), "a, b and c");
}

Test(english_text, fills_and_joins)
{
    cr_expect_str_eq(english_fill(&english, "to {} only", "the office"), "to the office only");
    cr_expect_str_eq(english_fill(&english, "nowhere", "the office"), "nowhere");
    cr_expect_str_eq(english_join(&english, "a", "", "b", (char *)NULL), "ab");
    cr_expect_str_eq(english_capital(&english, "staff go"), "Staff go");
    cr_expect_str_eq(english_capital(&english, ""), "");
    cr_expect_str_eq(english_they(&english, "staff go"), "they go");
    cr_expect_str_eq(english_they(&english, "staffing"), "staffing");
    cr_expect_str_eq(english_humanised(&english, "wait_limit"), "wait limit");
}

Test(english_text, takes_marks_and_line_ends_out_of_what_others_wrote)
{
    cr_expect_str_eq(english_foreign(&english, "a\nb\t" ENGLISH_CODE "c" ENGLISH_CODE_END "\x7f"), "a b  c  ");
    cr_expect_str_eq(english_foreign(&english, "\xC3\xA9"), "\xC3\xA9");
    cr_expect_null(english_foreign(&english, NULL));
    cr_expect_str_eq(english_code(&english, "a" ENGLISH_CODE_END), ENGLISH_CODE "a " ENGLISH_CODE_END);
}

Test(english_text, begins_sentences_and_names_days)
{
    cr_expect_str_eq(english_capital(&english, "staff"), "Staff");
    cr_expect_str_eq(english_capital(&english, "DSL"), "DSL");
    cr_expect_str_eq(english_capital(&english, "{staff}"), "{staff}", "no letter, though it lies behind z");
    cr_expect_str_eq(english_weekday(&english, 1), "a Monday");
    cr_expect_str_eq(english_weekday(&english, 7), "a Sunday");
    static const double none[] = {0, 0.5, 1.5, 8};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        cr_expect_null(english_weekday(&english, none[i]), "%g", none[i]);
}

Test(english_text, says_numbers_as_people_do)
{
    cr_expect_str_eq(english_number(&english, 3), "3");
    cr_expect_str_eq(english_number(&english, -0.5), "-0.5");
    cr_expect_str_eq(english_minutes(&english, 0), "0 minutes");
    cr_expect_str_eq(english_minutes(&english, 1), "1 minute");
    cr_expect_str_eq(english_minutes(&english, 59), "59 minutes");
    cr_expect_str_eq(english_minutes(&english, 60), "1 hour");
    cr_expect_str_eq(english_minutes(&english, 90), "90 minutes");
    cr_expect_str_eq(english_minutes(&english, 1440), "24 hours");
    cr_expect_str_eq(english_time_of_day(&english, 0), "00:00");
    cr_expect_str_eq(english_time_of_day(&english, 1439), "23:59");
    cr_expect_null(english_time_of_day(&english, 1440));
    cr_expect_null(english_time_of_day(&english, -1));
    cr_expect_null(english_time_of_day(&english, 0.5));
    cr_expect_str_eq(english_weekday(&english, 6), "a Saturday");
    cr_expect_null(english_weekday(&english, 8));
    cr_expect_str_eq(english_date(&english, "2025-09-01"), "1 September 2025");
    cr_expect_str_eq(english_date(&english, "2025-12-31"), "31 December 2025");
}

Test(english_text, says_what_happens_and_has_happened)
{
    cr_expect_str_eq(event_present(&english, HOMEVISIT_WORD_spoke), "staff speak to anybody");
    cr_expect_str_eq(event_past(&english, HOMEVISIT_WORD_left), "staff left the address");
    cr_expect_str_eq(event_happened(&english, HOMEVISIT_WORD_departed, true), "staff have set out");
    cr_expect_str_eq(event_happened(&english, HOMEVISIT_WORD_senior_sent, false),
                     "a senior member of staff has not been sent");
}
