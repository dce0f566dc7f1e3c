/*
 * The list of everything that is wrong with a document: adding, order, the public functions, JSON.
 *
 * The list is bounded, so that a broken text of any size gives a list of some pages. An end of memory is remembered in
 * the list itself, where there is always room for it.
 */
#include "problem.h"
#include "json_write.h"

#include <string.h>

enum { MESSAGE_SIZE = 512 };

struct entry {
    homevisit_problem problem;
    size_t rank;  /* of the document, in order of first appearance */
    size_t order; /* of addition */
};

struct homevisit_problems {
    homevisit_allocator allocator;
    struct list entries;
    struct list documents; /* const char *, in order of first appearance */
    struct arena strings;
    bool has_errors;
    bool full;
    bool out_of_memory;
};

/* What the list says of an end of memory. It needs none itself. */
static const homevisit_problem no_memory = {
    .severity = HOMEVISIT_SEVERITY_ERROR,
    .kind = HOMEVISIT_KIND_MEMORY,
    .code = "out_of_memory",
    .document = "",
    .pointer = "",
    .message = "memory ran out; nothing is lost, try again when there is more",
};

/* -------------------------------------------------------------------------------------------------- codes, kinds */

const char *homevisit_code_text(homevisit_code code)
{
    switch (code) {
    case HOMEVISIT_OK: return "success";
    case HOMEVISIT_E_SYNTAX: return "the text is not strict JSON";
    case HOMEVISIT_E_SCHEMA: return "the document has not the shape it must have";
    case HOMEVISIT_E_NAME: return "unknown name";
    case HOMEVISIT_E_TYPE: return "wrong type";
    case HOMEVISIT_E_LIMIT: return "a limit is exceeded";
    case HOMEVISIT_E_MEMORY: return "out of memory";
    case HOMEVISIT_E_IO: return "a file could not be read";
    case HOMEVISIT_E_ARGUMENT: return "an argument is not allowed";
    }
    return "unknown code";
}

const char *homevisit_kind_text(homevisit_kind kind)
{
    switch (kind) {
    case HOMEVISIT_KIND_SYNTAX: return "syntax";
    case HOMEVISIT_KIND_SCHEMA: return "schema";
    case HOMEVISIT_KIND_NAME: return "name";
    case HOMEVISIT_KIND_TYPE: return "type";
    case HOMEVISIT_KIND_LIMIT: return "limit";
    case HOMEVISIT_KIND_MEMORY: return "memory";
    case HOMEVISIT_KIND_IO: return "io";
    }
    return "unknown";
}

homevisit_code kind_code(homevisit_kind kind)
{
    switch (kind) {
    case HOMEVISIT_KIND_SYNTAX: return HOMEVISIT_E_SYNTAX;
    case HOMEVISIT_KIND_SCHEMA: return HOMEVISIT_E_SCHEMA;
    case HOMEVISIT_KIND_NAME: return HOMEVISIT_E_NAME;
    case HOMEVISIT_KIND_TYPE: return HOMEVISIT_E_TYPE;
    case HOMEVISIT_KIND_LIMIT: return HOMEVISIT_E_LIMIT;
    case HOMEVISIT_KIND_MEMORY: return HOMEVISIT_E_MEMORY;
    case HOMEVISIT_KIND_IO: return HOMEVISIT_E_IO;
    }
    return HOMEVISIT_E_ARGUMENT;
}

/* -------------------------------------------------------------------------------------------------------- adding */

homevisit_problems *problems_new(const homevisit_allocator *allocator)
{
    homevisit_allocator own = memory_allocator(allocator);
    homevisit_problems *problems = memory_allocate_zeroed(&own, sizeof *problems);
    if (problems == NULL) {
        return NULL;
    }
    problems->allocator = own;
    list_init(&problems->entries, &own, sizeof(struct entry));
    list_init(&problems->documents, &own, sizeof(const char *));
    arena_init(&problems->strings, &own);
    return problems;
}

void problems_out_of_memory(homevisit_problems *problems)
{
    if (problems != NULL) {
        problems->out_of_memory = true;
    }
}

bool problems_remember_memory(homevisit_problems *problems, bool out_of_memory)
{
    const bool before = problems->out_of_memory;
    problems->out_of_memory = out_of_memory;
    return before;
}

/* The documents are few: a policy and those it extends. */
static const char *keep_document(homevisit_problems *problems, const char *document, size_t *rank)
{
    for (*rank = problems->documents.count; (*rank)-- > 0;) {
        const char *known = *(const char **)list_at(&problems->documents, *rank);
        if (strcmp(known, document) == 0) {
            return known;
        }
    }
    const char *copy = arena_copy_text(&problems->strings, document, strlen(document));
    const char **added = copy != NULL ? list_add(&problems->documents) : NULL;
    if (added == NULL) {
        return NULL;
    }
    *added = copy;
    *rank = problems->documents.count - 1;
    return copy;
}

static const char *keep_text(homevisit_problems *problems, const char *text)
{
    return text == NULL || *text == '\0' ? "" : arena_copy_text(&problems->strings, text, strlen(text));
}

/* Fills everything of a problem but what is said in its message. false where memory ran out. */
static bool describe(homevisit_problems *problems, struct entry *entry, const struct place *place, const char *code,
                     const char *message, const char *suggestion)
{
    static const struct place nowhere = {.document = "", .pointer = ""};
    homevisit_problem *problem = &entry->problem;
    place = place != NULL ? place : &nowhere;
    problem->document = keep_document(problems, place->document != NULL ? place->document : "", &entry->rank);
    problem->offset = place->offset;
    problem->line = place->line;
    problem->column = place->column;
    problem->span = place->line != 0 && place->span == 0 ? 1 : place->span;
    problem->pointer = keep_text(problems, place->pointer);
    problem->code = keep_text(problems, code);
    problem->message = keep_text(problems, message);
    problem->suggestion = suggestion == NULL ? NULL : keep_text(problems, suggestion);
    return problem->document != NULL && problem->pointer != NULL && problem->code != NULL && problem->message != NULL &&
           (suggestion == NULL || problem->suggestion != NULL);
}

static void add(homevisit_problems *problems, homevisit_severity severity, homevisit_kind kind, const char *code,
                const struct place *place, const char *suggestion, const char *message)
{
    struct entry *entry = list_add(&problems->entries);
    if (entry == NULL || !describe(problems, entry, place, code, message, suggestion)) {
        problems->out_of_memory = true;
        if (entry != NULL) {
            problems->entries.count--;
        }
        return;
    }
    entry->problem.severity = severity;
    entry->problem.kind = kind;
    entry->order = problems->entries.count;
}

/* Says once, behind all others, that there are more. An error among what is left out makes it an error. */
static void overflow(homevisit_problems *problems, homevisit_severity severity, const struct place *place)
{
    if (!problems->full) {
        problems->full = true;
        add(problems, severity, HOMEVISIT_KIND_LIMIT, "too_many_problems", place, NULL,
            "there are more problems than are listed; mend these first");
    }
    if (problems->entries.count > PROBLEM_LIMIT) {
        struct entry *last = list_at(&problems->entries, PROBLEM_LIMIT);
        last->rank = SIZE_MAX;
        last->problem.severity = severity;
    }
}

void problems_add_va(homevisit_problems *problems, homevisit_severity severity, homevisit_kind kind, const char *code,
                     const struct place *place, const char *suggestion, const char *format, va_list arguments)
{
    if (problems == NULL) {
        return;
    }
    bool first_error = severity == HOMEVISIT_SEVERITY_ERROR && !problems->has_errors;
    problems->has_errors = problems->has_errors || first_error;
    if (problems->entries.count < PROBLEM_LIMIT) {
        char message[MESSAGE_SIZE];
        problem_message(message, sizeof message, format, arguments);
        add(problems, severity, kind, code, place, suggestion, message);
    } else if (!problems->full || first_error) {
        overflow(problems, severity, place);
    }
}

bool problems_full(const homevisit_problems *problems)
{
    return problems == NULL || (problems->full && problems->has_errors);
}

void problems_add(homevisit_problems *problems, homevisit_severity severity, homevisit_kind kind, const char *code,
                  const struct place *place, const char *suggestion, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    problems_add_va(problems, severity, kind, code, place, suggestion, format, arguments);
    va_end(arguments);
}

/* --------------------------------------------------------------------------------------------- order and verdict */

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_entries(const void *first, const void *second, const void *context)
{
    (void)context;
    const struct entry *a = first;
    const struct entry *b = second;
    int order = compare_sizes(a->rank, b->rank);
    order = order != 0 ? order : compare_sizes(a->problem.offset, b->problem.offset);
    return order != 0 ? order : compare_sizes(a->order, b->order);
}

static bool same_place(const struct entry *one, const struct entry *other)
{
    return one->rank == other->rank && one->problem.line != 0 && one->problem.offset == other->problem.offset &&
           strcmp(one->problem.pointer, other->problem.pointer) == 0;
}

/* Whether the same is told of the same place already, among the first `count`, which are sorted. */
static bool is_told(const struct list *entries, size_t count, const struct entry *entry)
{
    while (count-- > 0) {
        const struct entry *before = list_at(entries, count);
        if (!same_place(before, entry)) {
            return false;
        }
        if (strcmp(before->problem.code, entry->problem.code) == 0 &&
            strcmp(before->problem.message, entry->problem.message) == 0) {
            return true;
        }
    }
    return false;
}

/* What several rules find wrong with the setting that they read is told once. */
static void drop_repeated(struct list *entries)
{
    size_t kept = 0;
    for (size_t i = 0; i < entries->count; i++) {
        const struct entry *entry = list_at(entries, i);
        if (!is_told(entries, kept, entry)) {
            *(struct entry *)list_at(entries, kept++) = *entry;
        }
    }
    entries->count = kept;
}

void problems_sort(homevisit_problems *problems)
{
    if (problems != NULL) {
        list_sort(&problems->entries, 0, compare_entries, NULL);
        drop_repeated(&problems->entries);
    }
}

void problems_move(homevisit_problems *problems, size_t lines, size_t offset)
{
    for (size_t i = 0; i < problems->entries.count; i++) {
        homevisit_problem *problem = &((struct entry *)list_at(&problems->entries, i))->problem;
        if (problem->line != 0) {
            problem->line += lines;
            problem->offset += offset;
        }
    }
}

bool problems_has_errors(const homevisit_problems *problems)
{
    return problems == NULL || problems->has_errors || problems->out_of_memory;
}

homevisit_code problems_code(const homevisit_problems *problems)
{
    if (problems == NULL || problems->out_of_memory) {
        return HOMEVISIT_E_MEMORY;
    }
    for (size_t i = 0; problems->has_errors && i < problems->entries.count; i++) {
        const struct entry *entry = list_at(&problems->entries, i);
        if (entry->problem.severity == HOMEVISIT_SEVERITY_ERROR) {
            return kind_code(entry->problem.kind);
        }
    }
    return HOMEVISIT_OK;
}

homevisit_code problems_finish(homevisit_problems *problems, homevisit_problems **out)
{
    homevisit_code code = problems_code(problems);
    if (problems != NULL) {
        problems_sort(problems);
        code = problems_code(problems);
    }
    if (out != NULL && homevisit_problems_count(problems) != 0) {
        *out = problems;
        return code;
    }
    if (out != NULL) {
        *out = NULL;
    }
    homevisit_problems_free(problems);
    return code;
}

/* -------------------------------------------------------------------------------------------------------- public */

size_t homevisit_problems_count(const homevisit_problems *problems)
{
    return problems == NULL ? 0 : problems->entries.count + problems->out_of_memory;
}

const homevisit_problem *homevisit_problems_get(const homevisit_problems *problems, size_t index)
{
    if (index >= homevisit_problems_count(problems)) {
        return NULL;
    }
    if (index == problems->entries.count) {
        return &no_memory;
    }
    return &((const struct entry *)list_at(&problems->entries, index))->problem;
}

/* A key whose value is null where there is none. */
static void write_text_or_null(struct json_writer *writer, const char *key, const char *text)
{
    json_write_key(writer, key);
    json_write_text(writer, text);
}

static void write_count_or_null(struct json_writer *writer, const char *key, size_t count)
{
    json_write_key(writer, key);
    if (count != 0) {
        json_write_integer(writer, (int64_t)count);
    } else {
        json_write_null(writer);
    }
}

static void write_problem(struct json_writer *writer, const homevisit_problem *problem)
{
    json_write_object(writer);
    write_text_or_null(writer, "kind", homevisit_kind_text(problem->kind));
    write_text_or_null(writer, "code", problem->code);
    write_text_or_null(writer, "file", *problem->document != '\0' ? problem->document : NULL);
    write_count_or_null(writer, "line", problem->line);
    write_count_or_null(writer, "column", problem->column);
    write_text_or_null(writer, "pointer", problem->pointer);
    write_text_or_null(writer, "message", problem->message);
    write_text_or_null(writer, "suggestion", problem->suggestion);
    json_write_object_end(writer);
}

homevisit_code homevisit_problems_json(const homevisit_problems *problems, homevisit_buffer *out)
{
    if (out == NULL) {
        return HOMEVISIT_E_ARGUMENT;
    }
    struct json_writer writer;
    buffer_use(out, problems != NULL ? &problems->allocator : NULL);
    json_write_begin(&writer, out);
    json_write_object(&writer);
    json_write_key(&writer, "problems");
    json_write_array(&writer);
    size_t count = homevisit_problems_count(problems);
    for (size_t i = 0; i < count; i++) {
        write_problem(&writer, homevisit_problems_get(problems, i));
    }
    json_write_array_end(&writer);
    json_write_object_end(&writer);
    return json_write_end(&writer);
}

void homevisit_problems_free(homevisit_problems *problems)
{
    if (problems == NULL) {
        return;
    }
    homevisit_allocator allocator = problems->allocator;
    list_free(&problems->entries);
    list_free(&problems->documents);
    arena_free(&problems->strings);
    memory_release(&allocator, problems);
}
