/*
 * The conformance cases in C, over the public header alone.
 *
 *   conformance --write < cases.ndjson               writes an answer a line, to become expected.ndjson
 *   conformance cases.ndjson expected.ndjson         compares, twice over: in one call and by handles, as bindings do
 *
 * README.md says what a case holds.
 */
#include <cJSON.h>
#include <homevisit/homevisit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_BASES 8

struct question {
    cJSON *root; /* owns all that follows */
    const char *name;
    homevisit_question ask;
    homevisit_text policy, visit, event, at; /* NULL data: not given */
    homevisit_text bases[MOST_BASES];
    size_t base_count;
};

/* ---- cases ------------------------------------------------------------------------------------------------------- */

static void *owned(void *memory)
{
    if (!memory) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

/* Reads a line without its end; NULL at the end of the file. */
static char *read_line(FILE *file)
{
    size_t length = 0, capacity = 65536;
    char *line = owned(malloc(capacity));
    int c;
    while ((c = getc(file)) != EOF && c != '\n') {
        if (length + 1 == capacity)
            line = owned(realloc(line, capacity *= 2));
        line[length++] = (char)c;
    }
    line[length] = '\0';
    if (c != EOF || length)
        return line;
    free(line);
    return NULL;
}

static homevisit_text text_of(const cJSON *node)
{
    return cJSON_IsString(node) ? (homevisit_text){node->valuestring, strlen(node->valuestring)}
                                : (homevisit_text){NULL, 0};
}

static homevisit_text member(const struct question *question, const char *key)
{
    return text_of(cJSON_GetObjectItemCaseSensitive(question->root, key));
}

static bool ask_of(homevisit_text word, homevisit_question *ask)
{
    static const char *const words[] = {[HOMEVISIT_QUESTION_CHECK] = "check",
                                        [HOMEVISIT_QUESTION_STATUS] = "status",
                                        [HOMEVISIT_QUESTION_AUDIT] = "audit"};
    for (homevisit_question i = HOMEVISIT_QUESTION_CHECK; i <= HOMEVISIT_QUESTION_AUDIT; i++) {
        if (word.data && strcmp(word.data, words[i]) == 0) {
            *ask = i;
            return true;
        }
    }
    return false;
}

static struct question read_question(const char *line)
{
    struct question question = {.root = cJSON_Parse(line)};
    question.name = member(&question, "name").data;
    question.policy = member(&question, "policy");
    question.visit = member(&question, "visit");
    question.event = member(&question, "event");
    question.at = member(&question, "at");
    const cJSON *base;
    cJSON_ArrayForEach(base, cJSON_GetObjectItemCaseSensitive(question.root, "bases"))
    {
        if (question.base_count < MOST_BASES)
            question.bases[question.base_count++] = text_of(base);
    }
    if (!question.name || !question.policy.data || !question.visit.data ||
        !ask_of(member(&question, "ask"), &question.ask)) {
        fprintf(stderr, "no case: %.80s\n", line);
        exit(2);
    }
    return question;
}

/* ---- answers ----------------------------------------------------------------------------------------------------- */

static homevisit_options options_of(const struct question *question)
{
    return (homevisit_options){
        .struct_size = sizeof(homevisit_options), .bases = question->bases, .base_count = question->base_count};
}

/* Everything in one call. */
static void answer_in_one(const struct question *question, homevisit_buffer *out)
{
    const homevisit_options options = options_of(question);
    homevisit_answer(question->ask, question->policy, question->visit, question->event, question->at, &options, out);
}

struct handles {
    homevisit_policy *policy;
    homevisit_visit *visit;
    homevisit_report *report;
    homevisit_problems *problems;
};

static homevisit_code ask_handles(const struct question *question, struct handles *held)
{
    int64_t moment = 0;
    if (question->ask == HOMEVISIT_QUESTION_CHECK)
        return homevisit_check_json(held->policy, held->visit, question->event.data, question->event.length,
                                    &held->report, &held->problems);
    if (question->at.data && !homevisit_time_read(question->at.data, question->at.length, &moment))
        return HOMEVISIT_E_TYPE; /* without a problem: only homevisit_answer() has one for a time */
    const int64_t *at = question->at.data ? &moment : NULL;
    return question->ask == HOMEVISIT_QUESTION_STATUS
               ? homevisit_status(held->policy, held->visit, at, &held->report, &held->problems)
               : homevisit_audit(held->policy, held->visit, at, &held->report, &held->problems);
}

/* Step by step, as a binding does. Leaves `out` empty where a time cannot be read. */
static void answer_by_handles(const struct question *question, homevisit_buffer *out)
{
    const homevisit_options options = options_of(question);
    struct handles held = {0};
    homevisit_code code = question->policy.data[0] == '{'
                              ? homevisit_policy_load(question->policy.data, question->policy.length, &options,
                                                      &held.policy, &held.problems)
                              : homevisit_policy_bundled(question->policy.data, &options, &held.policy, &held.problems);
    if (code == HOMEVISIT_OK)
        code =
            homevisit_visit_load(question->visit.data, question->visit.length, &options, &held.visit, &held.problems);
    if (code == HOMEVISIT_OK)
        code = ask_handles(question, &held);
    if (code == HOMEVISIT_OK)
        homevisit_report_json(held.report, out);
    else if (held.problems)
        homevisit_problems_json(held.problems, out);
    homevisit_policy_free(held.policy); /* before the report, which retains it */
    homevisit_report_free(held.report);
    homevisit_visit_free(held.visit);
    homevisit_problems_free(held.problems);
}

/* ---- the two ways to run ----------------------------------------------------------------------------------------- */

static int write_answers(void)
{
    char *line;
    while ((line = read_line(stdin))) {
        struct question question = read_question(line);
        homevisit_buffer out = {0};
        answer_in_one(&question, &out);
        puts(out.data ? out.data : "");
        homevisit_buffer_free(&out);
        cJSON_Delete(question.root);
        free(line);
    }
    return 0;
}

static bool is_expected(const char *how, const struct question *question, const homevisit_buffer *got,
                        const char *expected)
{
    if (got->data && strcmp(got->data, expected) == 0)
        return true;
    printf("%s, %s:\n  expected %s\n  got      %s\n", question->name, how, expected, got->data ? got->data : "nothing");
    return false;
}

static bool case_is_equal(const struct question *question, const char *expected)
{
    homevisit_buffer one = {0}, stepwise = {0};
    answer_in_one(question, &one);
    answer_by_handles(question, &stepwise);
    bool equal = is_expected("in one call", question, &one, expected);
    if (stepwise.data)
        equal = is_expected("by handles", question, &stepwise, expected) && equal;
    homevisit_buffer_free(&one);
    homevisit_buffer_free(&stepwise);
    return equal;
}

static FILE *opened(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(2);
    }
    return file;
}

static int compare(const char *cases_path, const char *expected_path)
{
    FILE *cases = opened(cases_path), *expectations = opened(expected_path);
    char *line, *expected = NULL;
    size_t count = 0, equal = 0;
    while ((line = read_line(cases))) {
        expected = read_line(expectations);
        struct question question = read_question(line);
        count++;
        equal += expected && case_is_equal(&question, expected);
        if (!expected)
            printf("%s: nothing is expected\n", question.name);
        cJSON_Delete(question.root);
        free(expected);
        free(line);
    }
    expected = read_line(expectations);
    const bool more = expected != NULL;
    if (more)
        printf("more is expected than there are cases\n");
    free(expected);
    fclose(cases);
    fclose(expectations);
    printf("conformance: %zu cases, %zu equal\n", count, equal);
    return count && count == equal && !more ? 0 : 1;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--write") == 0)
        return write_answers();
    if (argc == 3)
        return compare(argv[1], argv[2]);
    fprintf(stderr, "usage: %s --write < CASES | %s CASES EXPECTED\n", argv[0], argv[0]);
    return 2;
}
