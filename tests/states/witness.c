/* The profile that tells everything, made from the vocabulary. */
#include "witness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POLICY_SIZE = 1 << 18 };

struct writer {
    char *text;
    size_t length;
};

static void put(struct writer *writer, const char *format, const char *one, const char *two)
{
    writer->length += (size_t)snprintf(writer->text + writer->length, POLICY_SIZE - writer->length, format, one, two);
    if (writer->length >= POLICY_SIZE) {
        fputs("the witness is too long\n", stderr);
        exit(2);
    }
}

/* The names of all facts, as the operands of `missing`. */
static void put_facts(struct writer *writer)
{
    const char *comma = "", *name;
    for (size_t i = 0; (name = homevisit_vocabulary_name("fact", i)) != NULL; i++) {
        put(writer, "%s\"%s\"", comma, name);
        comma = ",";
    }
}

#define RULE(id) ",{\"id\":\"" id "-%s\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\","

/* Something was said or nothing was: one of the two is true, and rests on all facts. */
static void put_guard(struct writer *writer)
{
    put(writer,
        "{\"id\":\"all\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"noted\"],\"when\":{\"or\":[%s%s",
        "{\"!\":{\"missing\":[", "");
    put_facts(writer);
    put(writer, "%s%s", "]}},", "{\"!!\":{\"missing\":[");
    put_facts(writer);
    put(writer, "%s%s", "]}}]}}", "");
}

static void put_duties(struct writer *writer, const char *event)
{
    put(writer, RULE("raised"), event, "");
    put(writer, "\"on\":[\"%s\"],\"do\":[\"noted\"],\"within_minutes\":15}%s", event, "");
    put(writer, RULE("done"), event, "");
    put(writer, "\"when\":{\"!\":{\"var\":\"child.seen\"}},\"do\":[\"%s\"],\"within_minutes\":15,\"repeat\":true%s}",
        event, "");
    put(writer, RULE("missed"), event, "");
    put(writer, "\"on\":[\"planned\",\"risk_assessed\"],\"do\":[\"debriefed\"],\"before\":\"%s\"}%s", event, "");
}

homevisit_policy *witness_policy(const struct letters *letters)
{
    struct writer writer = {malloc(POLICY_SIZE), 0};
    homevisit_policy *policy = NULL;
    homevisit_problems *problems = NULL;
    if (writer.text == NULL)
        exit(2);
    put(&writer, "{\"format\":\"%s\",\"id\":\"witness\",\"title\":\"Witness\",\"version\":\"1\",\"rules\":[%s",
        "homevisit-policy/1", "");
    put_guard(&writer);
    for (int i = 0; i < letters->moving; i++)
        if (i == 0 || letters->items[i].event != letters->items[i - 1].event)
            put_duties(&writer, homevisit_word_text(letters->items[i].event));
    put(&writer, "%s%s", "]", "}");
    if (homevisit_policy_load(writer.text, writer.length, NULL, &policy, &problems) != HOMEVISIT_OK) {
        fprintf(stderr, "the witness is refused: %s\n", homevisit_problems_get(problems, 0)->message);
        exit(2);
    }
    free(writer.text);
    return policy;
}

homevisit_buffer witness_facts(const homevisit_policy *policy, const homevisit_visit *visit, int64_t at)
{
    const homevisit_event noted = {.struct_size = sizeof noted, .at = at, .event = HOMEVISIT_WORD_noted};
    homevisit_report *report = NULL;
    homevisit_buffer out = {0};
    if (homevisit_check(policy, visit, &noted, &report, NULL) != HOMEVISIT_OK ||
        homevisit_report_result(report)->finding_count == 0 || homevisit_report_json(report, &out) != HOMEVISIT_OK) {
        fputs("the witness does not answer\n", stderr);
        exit(2);
    }
    homevisit_report_free(report);
    return out;
}
