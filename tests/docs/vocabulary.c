/*
 * Writes docs/vocabulary.md or docs/states.md from the library's own tables. A test compares what is committed with what
 * this writes; tests/docs/update.sh writes it anew.
 *
 * usage: docs_vocabulary vocabulary|states
 */
#include "vocabulary.h"
#include "policy_keys.h"

#include <stdio.h>
#include <string.h>

/* ---- vocabulary.md ----------------------------------------------------------------------------------------------- */

static void print_words(vocabularies in)
{
    homevisit_word words[HOMEVISIT_WORD_COUNT];
    const size_t count = vocabulary_words(in, words, HOMEVISIT_WORD_COUNT);
    for (size_t i = 0; i < count; i++)
        printf("%s`%s`", i ? ", " : "", homevisit_word_text(words[i]));
}

static const char *type_words(homevisit_type type)
{
    switch (type) {
    case HOMEVISIT_TYPE_BOOLEAN: return "true or false";
    case HOMEVISIT_TYPE_INTEGER: return "a whole number";
    case HOMEVISIT_TYPE_TIME: return "a time";
    case HOMEVISIT_TYPE_NAME: return "one of";
    case HOMEVISIT_TYPE_TEXT: return "text";
    case HOMEVISIT_TYPE_NAMES: return "a list of";
    case HOMEVISIT_TYPE_IDS: return "a list of ids";
    case HOMEVISIT_TYPE_STAFF: return "a list of members of staff";
    default: return "facts by name";
    }
}

/* The name of each vocabulary that a type of names takes, or its few words. */
static void print_type(homevisit_type type, vocabularies in)
{
    printf("%s", type_words(type));
    if (type != HOMEVISIT_TYPE_NAME && type != HOMEVISIT_TYPE_NAMES)
        return;
    putchar(' ');
    bool first = true;
    for (unsigned v = 0; v < VOCABULARY_COUNT; v++) {
        if (!(in >> v & 1))
            continue;
        printf("%s%s", first ? "" : " or ", homevisit_vocabulary_name("vocabularies", v));
        first = false;
    }
}

static void print_events(void)
{
    puts("## Events\n\n| event | what it says | attributes (`*` required) |\n| --- | --- | --- |");
    for (unsigned event = 1; event <= EVENT_COUNT; event++) {
        const homevisit_attribute_info *info;
        printf("| `%s` | %s |", homevisit_word_text((homevisit_word)event), event_row((homevisit_word)event)->doc);
        for (size_t i = 0; (info = homevisit_event_attribute((homevisit_word)event, i)) != NULL; i++) {
            printf("%s`%s`%s %s (", i ? "; " : " ", homevisit_attribute_text(info->name), info->required ? "*" : "",
                   info->doc);
            print_type(info->type, info->vocabularies);
            putchar(')');
        }
        puts(" |");
    }
}

static void print_vocabularies(void)
{
    puts("\n## Names\n\n| vocabulary | its names |\n| --- | --- |");
    for (unsigned v = 0; v < VOCABULARY_COUNT; v++) {
        if (v == VOCABULARY_EVENT)
            continue;
        printf("| %s | ", homevisit_vocabulary_name("vocabularies", v));
        print_words(UINT32_C(1) << v);
        puts(" |");
    }
}

static void print_fact(unsigned fact, const char *name, const char *doc)
{
    const struct fact_info info = fact_info(fact);
    printf("| `%s` | ", name);
    print_type(info.type, info.words);
    printf(" | %s | %s |\n", info.known_at_first ? "known" : "unknown", doc);
}

static void print_facts(void)
{
    puts(
        "\n## Facts\n\nUntil something is said, a fact is known (false, zero, empty or the first state) or unknown.\n\n"
        "| fact | type | until said | what it says |\n| --- | --- | --- | --- |");
#define FACT(id, name, type, words, initial, doc) print_fact(FACT_##id, name, doc);
#include <homevisit/vocabulary.def>
#define FACT_FAMILY(id, prefix, words, initial, doc)                                                                   \
    printf("| `%s.NAME` | true or false | %s | %s, for each of: ", prefix,                                             \
           strcmp(#initial, "KNOWN") == 0 ? "known" : "unknown", doc);                                                 \
    if ((words) == IN(EVENT))                                                                                          \
        printf("the events");                                                                                          \
    else                                                                                                               \
        print_words(words);                                                                                            \
    puts(" |");
#include <homevisit/vocabulary.def>
    puts(
        "| `plan.NAME` | the attribute's type | unknown | an attribute of `planned` with `replanned` laid over it; "
        "`plan.purpose` and `plan.unannounced_reason` are true once given, false until then |\n"
        "| `risk.NAME` | the attribute's type | unknown | an attribute of the latest `risk_assessed` |\n"
        "| `told.TO.TOPIC`, `told_in_writing.TO.TOPIC` | true or false | known | reported to somebody, about a topic "
        "|\n"
        "| `told.anyone.TOPIC` | true or false | known | reported to anyone but social care |\n"
        "| `event.NAME`, `event.LIST.NAME` | the attribute's type; true or false | unknown | an attribute of the event "
        "being decided; whether its list holds a name |\n"
        "| `x.NAME` | as the profile declares it | unknown | a profile's own fact, as declared last |\n"
        "| `settings.NAME`, `conditions.NAME` | as set; true or false | | folded in when the profile is loaded |");
}

static void print_list(const char *title, const char *vocabulary, const char *head)
{
    printf("\n## %s\n\n| %s | what it means |\n| --- | --- |\n", title, head);
    for (size_t i = 0; i < homevisit_vocabulary_count(vocabulary); i++)
        printf("| `%s` | %s |\n", homevisit_vocabulary_name(vocabulary, i), homevisit_vocabulary_doc(vocabulary, i));
}

static void print_keys(void)
{
    puts("\n## Keys of a profile\n\n| object | key | what it holds (`*` required) |\n| --- | --- | --- |");
    for (size_t i = 0; i < policy_key_count; i++)
        printf("| %s | `%s`%s | %s |\n", policy_object_label(policy_keys[i].object), policy_keys[i].name,
               policy_keys[i].required ? "*" : "", policy_keys[i].doc);
}

static void print_vocabulary(void)
{
    puts("# The vocabulary\n\nMade from the library's tables by `sh tests/docs/update.sh`. "
         "[format.md](format.md) says what the names mean together.\n");
    print_events();
    print_vocabularies();
    print_facts();
    print_list("Clocks", "clock", "clock");
    print_list("Operators of conditions", "operator", "operator");
    print_keys();
}

/* ---- states.md --------------------------------------------------------------------------------------------------- */

static bool is_in(const struct word_set *set, bool any, homevisit_word word)
{
    return any || word_set_has(set, word);
}

/* An event's moves in one region, state by state. Those that depend on more than the state are written out below. */
static void print_moves(vocabularies region)
{
    homevisit_word states[HOMEVISIT_WORD_COUNT];
    const size_t count = vocabulary_words(region, states, HOMEVISIT_WORD_COUNT);
    for (unsigned event = 1; event <= EVENT_COUNT; event++) {
        const struct event_row *row = event_row((homevisit_word)event);
        const homevisit_word next = region == IN(PHASE) ? row->next_phase : row->next_place;
        for (size_t i = 0; i < count && next != HOMEVISIT_WORD_none; i++)
            if (is_in(region == IN(PHASE) ? &row->phases : &row->places,
                      region == IN(PHASE) ? row->any_phase : row->any_place, states[i]))
                printf("    %s --> %s: %s\n", homevisit_word_text(states[i]), homevisit_word_text(next),
                       homevisit_word_text((homevisit_word)event));
    }
}

static void print_possible(void)
{
    puts("| event | phases | places |\n| --- | --- | --- |");
    for (unsigned event = 1; event <= EVENT_COUNT; event++) {
        const struct event_row *row = event_row((homevisit_word)event);
        homevisit_word words[HOMEVISIT_WORD_COUNT];
        if (row->any_phase && row->any_place)
            continue;
        printf("| `%s` |", homevisit_word_text((homevisit_word)event));
        size_t count = vocabulary_words(IN(PHASE), words, HOMEVISIT_WORD_COUNT);
        for (size_t i = 0; !row->any_phase && i < count; i++)
            if (word_set_has(&row->phases, words[i]))
                printf(" %s", homevisit_word_text(words[i]));
        printf("%s |", row->any_phase ? " any" : "");
        count = vocabulary_words(IN(PLACE), words, HOMEVISIT_WORD_COUNT);
        for (size_t i = 0; !row->any_place && i < count; i++)
            if (word_set_has(&row->places, words[i]))
                printf(" %s", homevisit_word_text(words[i]));
        printf("%s |\n", row->any_place ? " any" : "");
    }
}

static void print_states(void)
{
    puts(
        "# The state machine\n\nMade from the library's tables by `sh tests/docs/update.sh`. Two regions stand side by "
        "side; "
        "[format.md](format.md) says what is derived from them.\n\n## Phase: how far the visit has come\n\n```mermaid\n"
        "stateDiagram-v2\n    [*] --> draft");
    print_moves(IN(PHASE));
    puts("    under_way --> ended: left (all who were present)\n    under_way --> ended: returned\n"
         "    ended --> under_way: arrived\n    closed --> [*]\n```\n\n## Place: where the staff are\n\n```mermaid\n"
         "stateDiagram-v2\n    [*] --> school");
    print_moves(IN(PLACE));
    puts("    travelling --> outside: arrived\n    left --> outside: arrived\n"
         "    outside --> left: left (all who were present)\n    inside --> left: left (all who were present)\n```\n\n"
         "## When an event is possible\n\nEvery event that is not in this table is always possible.\n");
    print_possible();
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "vocabulary") == 0)
        print_vocabulary();
    else if (argc == 2 && strcmp(argv[1], "states") == 0)
        print_states();
    else
        return 2;
    return 0;
}
