/*
 * A stream of all the conformance cases' records, sound and broken, under each of their policies: what comes of each line
 * is, to the byte, what a single audit says, whatever the number of threads and however the bytes arrive; in numbers too
 * where no report is asked for. Over the public header alone.
 *
 *   conformance_stream cases.ndjson
 */
#include <cJSON.h>
#include <homevisit/homevisit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 4096, MOST_BASES = 8, PIECE = 1777 };

static void *owned(void *memory)
{
    if (!memory) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

/* ---- what the cases hold ----------------------------------------------------------------------------------------- */

struct asked {
    cJSON *roots[MOST]; /* own the texts */
    size_t root_count;
    const cJSON *policies[MOST]; /* cases, one of each policy and its bases */
    size_t policy_count;
    char *visits[MOST]; /* one of each, as one line; then the first again */
    size_t visit_count;
};

static const char *text_of(const cJSON *root, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(root, key));
}

static bool same_policy(const cJSON *one, const cJSON *other)
{
    return strcmp(text_of(one, "policy"), text_of(other, "policy")) == 0 &&
           cJSON_Compare(cJSON_GetObjectItemCaseSensitive(one, "bases"),
                         cJSON_GetObjectItemCaseSensitive(other, "bases"), true);
}

/* A copy in which line ends are spaces: JSON has them between tokens alone, and what has them elsewhere stays refused. */
static char *one_line(const char *text)
{
    char *line = owned(malloc(strlen(text) + 1));
    strcpy(line, text);
    for (char *at = line; (at = strpbrk(at, "\n\r")) != NULL;)
        *at = ' ';
    return line;
}

static void take_case(struct asked *asked, cJSON *root)
{
    char *visit = one_line(text_of(root, "visit"));
    bool known = visit[strspn(visit, " \t")] == '\0'; /* a blank line is no record */
    for (size_t i = 0; !known && i < asked->visit_count; i++)
        known = strcmp(asked->visits[i], visit) == 0;
    if (known)
        free(visit);
    else
        asked->visits[asked->visit_count++] = visit;
    known = false;
    for (size_t i = 0; !known && i < asked->policy_count; i++)
        known = same_policy(asked->policies[i], root);
    if (!known)
        asked->policies[asked->policy_count++] = root;
}

static void read_cases(struct asked *asked, const char *path)
{
    FILE *file = fopen(path, "rb");
    size_t capacity = 1 << 20;
    char *line = owned(malloc(capacity));
    if (!file) {
        perror(path);
        exit(2);
    }
    while (asked->root_count < MOST - 1 && fgets(line, (int)capacity, file)) {
        cJSON *root = cJSON_Parse(line);
        if (!root || !text_of(root, "policy") || !text_of(root, "visit")) {
            fprintf(stderr, "no case: %.80s\n", line);
            exit(2);
        }
        asked->roots[asked->root_count++] = root;
        take_case(asked, root);
    }
    fclose(file);
    free(line);
    /* The last records are refused, one for a fact of the profile's own: nothing of them stays for one that is sound. */
    if (asked->visit_count)
        asked->visits[asked->visit_count++] = one_line(asked->visits[0]);
}

static homevisit_policy *load(const cJSON *root)
{
    homevisit_text bases[MOST_BASES];
    homevisit_options options = {.struct_size = sizeof options, .bases = bases};
    const char *text = text_of(root, "policy");
    homevisit_policy *policy = NULL;
    const cJSON *base;
    cJSON_ArrayForEach(base, cJSON_GetObjectItemCaseSensitive(root, "bases"))
    {
        if (options.base_count < MOST_BASES)
            bases[options.base_count++] = (homevisit_text){base->valuestring, strlen(base->valuestring)};
    }
    if (*text == '{')
        homevisit_policy_load(text, strlen(text), &options, &policy, NULL);
    else
        homevisit_policy_bundled(text, &options, &policy, NULL);
    return policy;
}

/* ---- one stream -------------------------------------------------------------------------------------------------- */

/* What a single audit says of a record. */
struct single {
    homevisit_buffer json; /* of no data: it is refused */
    homevisit_decision decision;
    homevisit_summary summary;
};

struct run {
    const struct asked *asked;
    const homevisit_policy *policy;
    struct single *expected; /* by visit */
    unsigned wants;
    homevisit_text text;
    size_t at, piece;
    size_t told, equal;
};

static ptrdiff_t give(void *user, char *buffer, size_t size)
{
    struct run *run = user;
    size_t count = run->text.length - run->at;
    count = count < size ? count : size;
    count = count < run->piece ? count : run->piece;
    memcpy(buffer, run->text.data + run->at, count);
    run->at += count;
    return (ptrdiff_t)count;
}

/* A line's problems name the line in the stream: what comes before it is the only difference to a single audit. */
static bool same_problems(const struct run *run, const char *text, const homevisit_stream_outcome *outcome)
{
    homevisit_visit *visit = NULL;
    homevisit_report *report = NULL;
    homevisit_problems *alone = NULL;
    homevisit_code code = homevisit_visit_load(text, strlen(text), NULL, &visit, &alone);
    if (code == HOMEVISIT_OK)
        code = homevisit_audit(run->policy, visit, NULL, &report, &alone);
    const size_t count = homevisit_problems_count(alone);
    bool same = code == outcome->code && count && count == homevisit_problems_count(outcome->problems);
    for (size_t i = 0; same && i < count; i++) {
        const homevisit_problem *a = homevisit_problems_get(alone, i),
                                *b = homevisit_problems_get(outcome->problems, i);
        same = strcmp(a->code, b->code) == 0 && strcmp(a->message, b->message) == 0 &&
               strcmp(a->pointer, b->pointer) == 0 && a->kind == b->kind && a->column == b->column &&
               a->span == b->span && b->line == (a->line ? a->line + outcome->line - 1 : 0) &&
               b->offset == (a->line ? a->offset + outcome->offset : 0);
    }
    homevisit_problems_free(alone);
    homevisit_report_free(report);
    homevisit_visit_free(visit);
    return same;
}

static int take(void *user, const homevisit_stream_outcome *outcome)
{
    struct run *run = user;
    const size_t place = run->told++;
    const char *visit = place < run->asked->visit_count ? run->asked->visits[place] : "";
    const struct single *single = &run->expected[place < run->asked->visit_count ? place : 0];
    const homevisit_buffer *expected = &single->json;
    bool equal = outcome->line == place + 1;
    if (outcome->code != HOMEVISIT_OK)
        equal = equal && !expected->data && same_problems(run, visit, outcome);
    else
        equal = equal && expected->data && outcome->decision == single->decision &&
                memcmp(&outcome->summary, &single->summary, sizeof single->summary) == 0 &&
                (run->wants == 0 || (outcome->json.length == expected->length &&
                                     memcmp(outcome->json.data, expected->data, expected->length) == 0));
    run->equal += equal;
    if (!equal)
        printf("line %zu:\n  record   %.200s\n  expected %s\n  got      %.*s\n", outcome->line, visit,
               expected->data ? expected->data : "problems", (int)outcome->json.length, outcome->json.data);
    return 0;
}

/* Returns how many lines came out as a single audit has them. */
static size_t stream(struct run *run, const homevisit_policy *policy, unsigned wants, size_t threads, size_t piece)
{
    const homevisit_stream_options options = {
        .struct_size = sizeof options, .wants = wants, .threads = threads, .batch_bytes = 8192};
    run->policy = policy;
    run->wants = wants;
    run->at = run->told = run->equal = 0;
    run->piece = piece;
    if (homevisit_audit_stream(&policy, 1, give, take, run, &options, NULL) != HOMEVISIT_OK)
        return 0;
    return run->told == run->asked->visit_count ? run->equal : 0;
}

static void audit_alone(struct run *run, const homevisit_policy *policy)
{
    for (size_t i = 0; i < run->asked->visit_count; i++) {
        const char *text = run->asked->visits[i];
        homevisit_visit *visit = NULL;
        homevisit_report *report = NULL;
        struct single *single = &run->expected[i];
        homevisit_buffer_free(&single->json);
        if (homevisit_visit_load(text, strlen(text), NULL, &visit, NULL) == HOMEVISIT_OK &&
            homevisit_audit(policy, visit, NULL, &report, NULL) == HOMEVISIT_OK) {
            homevisit_report_json(report, &single->json);
            single->decision = homevisit_report_decision(report);
            single->summary = homevisit_report_result(report)->summary;
        }
        homevisit_report_free(report);
        homevisit_visit_free(visit);
    }
}

static char *join(const struct asked *asked, size_t *length)
{
    size_t room = 1;
    for (size_t i = 0; i < asked->visit_count; i++)
        room += strlen(asked->visits[i]) + 1;
    char *text = owned(malloc(room));
    *length = 0;
    for (size_t i = 0; i < asked->visit_count; i++)
        *length += (size_t)snprintf(text + *length, room - *length, "%s\n", asked->visits[i]);
    return text;
}

int main(int argc, char **argv)
{
    static struct asked asked;
    size_t length, lines = 0, equal = 0;
    if (argc != 2) {
        fprintf(stderr, "usage: %s CASES\n", argv[0]);
        return 2;
    }
    read_cases(&asked, argv[1]);
    char *text = join(&asked, &length);
    struct run run = {
        .asked = &asked, .expected = owned(calloc(asked.visit_count, sizeof(struct single))), .text = {text, length}};
    for (size_t i = 0; i < asked.policy_count; i++) {
        homevisit_policy *policy = load(asked.policies[i]);
        if (!policy)
            continue; /* one that is refused */
        audit_alone(&run, policy);
        lines += 3 * asked.visit_count;
        equal += stream(&run, policy, HOMEVISIT_STREAM_JSON, 1, PIECE) +
                 stream(&run, policy, HOMEVISIT_STREAM_JSON, 2, SIZE_MAX) + stream(&run, policy, 0, 1, SIZE_MAX);
        homevisit_policy_free(policy);
    }
    printf("stream: %zu lines under %zu policies, %zu equal\n", lines, asked.policy_count, equal);
    for (size_t i = 0; i < asked.visit_count; i++) {
        homevisit_buffer_free(&run.expected[i].json);
        free(asked.visits[i]);
    }
    for (size_t i = 0; i < asked.root_count; i++)
        cJSON_Delete(asked.roots[i]);
    free(run.expected);
    free(text);
    return lines && lines == equal ? 0 : 1;
}
