/*
 * Structs of another size: from a host that was built with an older header, or with a newer one.
 *
 * Of a struct with `struct_size`, a field counts where the size covers it whole, and is the default where it does not;
 * what lies beyond the size is never read (the struct ends where its memory ends, so a sanitizer and valgrind see each
 * byte beyond); zero stands for the struct as it first was; of a larger one the known part counts, whatever the rest
 * holds. Each field is tried by itself, with every size from nothing to eight words more than the library knows.
 */
#include <homevisit/homevisit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int wrongs;
static size_t tried;
static size_t allocations;

static void *allocate(void *user, size_t size)
{
    (void)user;
    allocations++;
    return malloc(size);
}

static void release(void *user, void *memory)
{
    (void)user;
    free(memory);
}

static const homevisit_allocator counting = {allocate, release, NULL};

/* ---- what shows that a field counts ------------------------------------------------------------------------------- */

#define HEAD "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\","
#define RULE(id)                                                                                                       \
    "{\"id\":\"" id "\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"noted\"],\"needs\":{\"!\":{"     \
    "\"var\":\"threatened\"}}}"
#define EVENT "{\"at\":\"2026-03-02T08:00:00Z\",\"event\":\"noted\"}"
#define VISIT "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":["

static const char base[] = HEAD "\"rules\":[]}", extended[] = HEAD "\"extends\":\"another\",\"rules\":[]}";

static homevisit_code load_policy(const char *text, const homevisit_options *options, homevisit_problems **problems)
{
    homevisit_policy *policy = NULL;
    const homevisit_code code = homevisit_policy_load(text, strlen(text), options, &policy, problems);
    homevisit_policy_free(policy);
    return code;
}

static bool policy_is(const char *text, const homevisit_options *options, homevisit_code wanted)
{
    return load_policy(text, options, NULL) == wanted;
}

static bool visit_is(const char *text, const homevisit_options *options, homevisit_code wanted)
{
    homevisit_visit *visit = NULL;
    const homevisit_code code = homevisit_visit_load(text, strlen(text), options, &visit, NULL);
    homevisit_visit_free(visit);
    return code == wanted;
}

static bool counts_allocator(const homevisit_options *options)
{
    allocations = 0;
    return policy_is(base, options, HOMEVISIT_OK) && allocations > 0;
}

static bool counts_document(const homevisit_options *options)
{
    homevisit_problems *problems = NULL;
    load_policy("{", options, &problems);
    const bool named = strcmp(homevisit_problems_get(problems, 0)->document, "a name") == 0;
    homevisit_problems_free(problems);
    return named;
}

static bool counts_bytes(const homevisit_options *options)
{
    return policy_is(base, options, HOMEVISIT_E_LIMIT);
}

static bool counts_depth(const homevisit_options *options)
{
    return policy_is(base, options, HOMEVISIT_E_LIMIT);
}

static bool counts_events(const homevisit_options *options)
{
    return visit_is(VISIT EVENT "," EVENT "]}", options, HOMEVISIT_E_LIMIT);
}

static bool counts_staff(const homevisit_options *options)
{
    return visit_is(VISIT "{\"at\":\"2026-03-02T08:00:00Z\",\"event\":\"planned\",\"reason\":\"other\",\"staff\":["
                          "{\"id\":\"a\",\"role\":\"dsl\"},{\"id\":\"b\",\"role\":\"dsl\"}]}]}",
                    options, HOMEVISIT_E_LIMIT);
}

static bool counts_rules(const homevisit_options *options)
{
    return policy_is(HEAD "\"rules\":[" RULE("a") "," RULE("b") "]}", options, HOMEVISIT_E_LIMIT);
}

static bool counts_nodes(const homevisit_options *options)
{
    return policy_is(HEAD "\"rules\":[" RULE("a") "]}", options, HOMEVISIT_E_LIMIT);
}

static bool counts_base(const homevisit_options *options)
{
    return policy_is(extended, options, HOMEVISIT_OK);
}

/* ---- homevisit_options -------------------------------------------------------------------------------------------- */

static const homevisit_text another = {
    "{\"format\":\"homevisit-policy/1\",\"id\":\"another\",\"title\":\"A\",\"version\":\"1\",\"rules\":[]}",
    sizeof "{\"format\":\"homevisit-policy/1\",\"id\":\"another\",\"title\":\"A\",\"version\":\"1\",\"rules\":[]}" - 1};

static bool find(void *user, const char *id, homevisit_text *text)
{
    *text = user ? *(const homevisit_text *)user : another;
    return strcmp(id, "another") == 0;
}

static bool find_by_user(void *user, const char *id, homevisit_text *text)
{
    return user && find(user, id, text);
}

#define COVERED(field) (offsetof(homevisit_options, field) + sizeof(((homevisit_options *)0)->field))

/* A struct in which a field (and what it needs) says something, and where the field ends. */
static const struct field {
    const char *name;
    homevisit_options said;
    size_t end;
    bool (*counts)(const homevisit_options *options);
} fields[] = {
    {"allocator", {.allocator = &counting}, COVERED(allocator), counts_allocator},
    {"document", {.document = "a name"}, COVERED(document), counts_document},
    {"max_bytes", {.max_bytes = 9}, COVERED(max_bytes), counts_bytes},
    {"max_depth", {.max_depth = 1}, COVERED(max_depth), counts_depth},
    {"max_events", {.max_events = 1}, COVERED(max_events), counts_events},
    {"max_staff", {.max_staff = 1}, COVERED(max_staff), counts_staff},
    {"max_rules", {.max_rules = 1}, COVERED(max_rules), counts_rules},
    {"max_condition_nodes", {.max_condition_nodes = 1}, COVERED(max_condition_nodes), counts_nodes},
    {"bases", {.bases = &another, .base_count = 1}, COVERED(base_count), counts_base},
    {"find_base", {.find_base = find}, COVERED(find_base), counts_base},
    {"find_base_user",
     {.find_base = find_by_user, .find_base_user = (void *)(uintptr_t)&another},
     COVERED(find_base_user),
     counts_base},
};
enum { FIELDS = sizeof fields / sizeof *fields };

/* A struct of the given size, and not a byte more of memory; where it is larger, the rest is filled. */
static void *sized(const void *known, size_t known_size, size_t size, int filling)
{
    const size_t room = size == 0 ? known_size : size < sizeof(size_t) ? sizeof(size_t) : size;
    unsigned char *copy = malloc(room);
    if (!copy)
        exit(2);
    memset(copy, filling, room);
    memcpy(copy, known, room < known_size ? room : known_size);
    memcpy(copy, &size, sizeof size);
    return copy;
}

static void expect(bool counts, bool wanted, const char *name, size_t size, int filling)
{
    tried++;
    if (counts == wanted)
        return;
    wrongs++;
    fprintf(stderr, "%s %s with a struct_size of %zu (the rest filled with %d)\n", name,
            counts ? "counts" : "does not count", size, filling);
}

static void try_options(const struct field *field)
{
    for (size_t size = 0; size <= sizeof(homevisit_options) + 8 * sizeof(size_t); size++)
        for (int filling = 0; filling <= 0xA5; filling += 0xA5) {
            homevisit_options *options = sized(&field->said, sizeof field->said, size, filling);
            expect(field->counts(options), size == 0 || size >= field->end, field->name, size, filling);
            free(options);
        }
}

/* ---- homevisit_event: it has to be whole -------------------------------------------------------------------------- */

static void try_event(void)
{
    static const homevisit_attribute text = {
        .name = HOMEVISIT_ATTRIBUTE_text, .type = HOMEVISIT_TYPE_TEXT, .value.text = {"a note", 6}};
    static const homevisit_event event = {
        .at = 1000, .event = HOMEVISIT_WORD_noted, .attributes = &text, .attribute_count = 1};
    for (size_t size = 0; size <= sizeof event + 8 * sizeof(size_t); size++)
        for (int filling = 0; filling <= 0xA5; filling += 0xA5) {
            homevisit_event *given = sized(&event, sizeof event, size, filling);
            homevisit_visit *visit = NULL;
            if (homevisit_visit_new("V", 1, NULL, &visit) != HOMEVISIT_OK)
                exit(2);
            const homevisit_code code = homevisit_visit_append_event(visit, given, NULL);
            expect(code == HOMEVISIT_OK, size >= sizeof event, "an event", size, filling);
            expect(code == HOMEVISIT_E_ARGUMENT, size < sizeof event, "the refusal of an event", size, filling);
            homevisit_visit_free(visit);
            free(given);
        }
}

/* ---- homevisit_stream_options --------------------------------------------------------------------------------------- */

struct heard {
    bool given;
    bool named, dated; /* what the outcomes show of the fields */
};

static ptrdiff_t read_once(void *user, char *room, size_t size)
{
    static const char lines[] = VISIT EVENT
    "]}\n{\n";
    struct heard *heard = user;
    if (heard->given || size < sizeof lines)
        return 0;
    heard->given = true;
    memcpy(room, lines, sizeof lines - 1);
    return sizeof lines - 1;
}

static int hear(void *user, const homevisit_stream_outcome *outcome)
{
    struct heard *heard = user;
    const homevisit_problem *problem = homevisit_problems_get(outcome->problems, 0);
    heard->named = heard->named || (problem && strcmp(problem->document, "a name") == 0);
    heard->dated =
        heard->dated || (outcome->json.length && strstr(outcome->json.data, "\"at\":\"2026-03-02T09:00:00Z\""));
    return 0;
}

/* When the duties are looked at is seen in the report, for which one has to ask: the two are tried together. */
static void try_stream(void)
{
    static const homevisit_options records = {.struct_size = sizeof records, .document = "a name"};
    static const int64_t at = INT64_C(1772442000); /* 2026-03-02T09:00:00Z */
    static const homevisit_stream_options said = {.records = &records, .at = &at, .wants = HOMEVISIT_STREAM_JSON};
    const size_t named = offsetof(homevisit_stream_options, records) + sizeof said.records;
    const size_t dated = offsetof(homevisit_stream_options, wants) + sizeof said.wants;
    homevisit_policy *policy = NULL;
    if (homevisit_policy_load(base, strlen(base), NULL, &policy, NULL) != HOMEVISIT_OK)
        exit(2);
    for (size_t size = 0; size <= sizeof said; size++) {
        homevisit_stream_options *given = sized(&said, sizeof said, size, 0);
        const homevisit_policy *policies[] = {policy};
        struct heard heard = {false, false, false};
        if (homevisit_audit_stream(policies, 1, read_once, hear, &heard, given, NULL) != HOMEVISIT_OK)
            exit(2);
        expect(heard.named, size == 0 || size >= named, "records of a stream", size, 0);
        expect(heard.dated, size == 0 || size >= dated, "at and wants of a stream", size, 0);
        free(given);
    }
    homevisit_policy_free(policy);
}

int main(void)
{
    for (int i = 0; i < FIELDS; i++)
        try_options(&fields[i]);
    try_event();
    try_stream();
    printf("%zu sizes tried, %d wrong\n", tried, wrongs);
    return wrongs != 0;
}
