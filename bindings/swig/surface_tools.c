/* The bindings' shared surface: tools for who writes a policy, what the library says of itself, and times. */
#include "surface_parts.h"

/* ---- tools ------------------------------------------------------------------------------------------------------- */

surface_outcome *surface_policy_validate(const char *text, size_t length, int has_today, long long today,
                                         const surface_options *options)
{
    surface_outcome outcome = {0};
    const int64_t day = today;
    const homevisit_code code =
        homevisit_policy_validate(text, length, has_today ? &day : NULL, surface_settled(options), &outcome.problems);
    return surface_ended(&outcome, code);
}

surface_outcome *surface_policy_test(const char *text, size_t length, const char *cases, size_t cases_length,
                                     const char *format, size_t format_length, const surface_options *options)
{
    surface_outcome outcome = {0};
    homevisit_format written;
    bool passed = false;
    if (!surface_format(format, format_length, &written))
        return surface_refused(SURFACE_NO_FORMAT);
    const homevisit_code code = homevisit_policy_test(
        (homevisit_text){text, length}, (homevisit_text){cases_length ? cases : NULL, cases_length},
        surface_settled(options), written, &passed, &outcome.text, &outcome.problems);
    outcome.number = passed;
    return surface_ended(&outcome, code);
}

surface_outcome *surface_policy_new(const char *text, size_t length, const char *extends, size_t extends_length)
{
    surface_outcome outcome = {0};
    if (surface_has_zero(text, length) || surface_has_zero(extends, extends_length))
        return surface_refused(SURFACE_ZERO_IN_NAME);
    char *id = surface_copy(text, length);
    char *base = surface_copy(extends, extends_length);
    const homevisit_code code =
        id && base ? homevisit_policy_new(id, extends_length ? base : NULL, &outcome.text) : HOMEVISIT_E_MEMORY;
    surface_release(base);
    surface_release(id);
    return surface_ended(&outcome, code);
}

/* ---- what the library says of itself ----------------------------------------------------------------------------- */

const char *surface_version(void)
{
    return homevisit_version();
}

int surface_format_first(void)
{
    int first = 0;
    homevisit_format_range(&first, NULL);
    return first;
}

int surface_format_last(void)
{
    int last = 0;
    homevisit_format_range(NULL, &last);
    return last;
}

const char *surface_code_text(int code)
{
    return homevisit_code_text((homevisit_code)code);
}

const char *surface_bundled_id(size_t index)
{
    const char *id = homevisit_bundled_id(index);
    return id ? id : "";
}

/* A copy with a NUL of a name, for the functions that look one up; names are short, and a longer one is none. */
struct name {
    char text[128];
};

static bool name_of(const char *text, size_t length, struct name *name)
{
    if (length >= sizeof name->text || surface_has_zero(text, length))
        return false;
    for (size_t i = 0; i < length; i++)
        name->text[i] = text[i];
    name->text[length] = '\0';
    return true;
}

/* homevisit_bundled_text() and homevisit_bundled_cases() */
typedef bool (*bundled)(const char *id, homevisit_text *out);

static surface_outcome *find_bundled(bundled find, const char *text, size_t length)
{
    surface_outcome outcome = {0};
    struct name id;
    homevisit_text found = {NULL, 0};
    if (!name_of(text, length, &id) || !find(id.text, &found)) {
        outcome.message = "no such text is built into the library";
        return surface_ended(&outcome, HOMEVISIT_E_NAME);
    }
    /* The library's text ends without a NUL, so the outcome keeps a copy. */
    outcome.text =
        (homevisit_buffer){surface_copy(found.data, found.length), found.length, found.length + 1, surface_allocator};
    return surface_ended(&outcome, outcome.text.data ? HOMEVISIT_OK : HOMEVISIT_E_MEMORY);
}

surface_outcome *surface_bundled_text(const char *text, size_t length)
{
    return find_bundled(homevisit_bundled_text, text, length);
}

surface_outcome *surface_bundled_cases(const char *text, size_t length)
{
    return find_bundled(homevisit_bundled_cases, text, length);
}

surface_outcome *surface_schema(const char *text, size_t length)
{
    surface_outcome outcome = {0};
    struct name document;
    if (!name_of(text, length, &document))
        return surface_ended(&outcome, HOMEVISIT_E_NAME);
    const homevisit_code code = homevisit_schema(document.text, &outcome.text);
    return surface_ended(&outcome, code);
}

size_t surface_vocabulary_count(const char *text, size_t length)
{
    struct name vocabulary;
    return name_of(text, length, &vocabulary) ? homevisit_vocabulary_count(vocabulary.text) : 0;
}

const char *surface_vocabulary_name(const char *text, size_t length, size_t index)
{
    struct name vocabulary;
    const char *found = name_of(text, length, &vocabulary) ? homevisit_vocabulary_name(vocabulary.text, index) : NULL;
    return found ? found : "";
}

const char *surface_vocabulary_doc(const char *text, size_t length, size_t index)
{
    struct name vocabulary;
    const char *found = name_of(text, length, &vocabulary) ? homevisit_vocabulary_doc(vocabulary.text, index) : NULL;
    return found ? found : "";
}

/* ---- times ------------------------------------------------------------------------------------------------------- */

/*
 * Lets the library say in its own words what is wrong with a time: only homevisit_answer() has a problem for that, so
 * it is asked about a visit on which nothing depends.
 */
static surface_outcome *refuse_time(const char *text, size_t length)
{
    static const char visit[] = "{\"format\":\"homevisit-visit/1\",\"id\":\"-\",\"events\":[]}";
    surface_outcome outcome = {.message = "the time is not of the form 2026-03-02T09:10:00Z"};
    const char *policy = surface_bundled_id(0);
    size_t policy_length = 0;
    while (policy[policy_length])
        policy_length++;
    const homevisit_code code =
        homevisit_answer(HOMEVISIT_QUESTION_AUDIT, (homevisit_text){policy, policy_length},
                         (homevisit_text){visit, sizeof visit - 1}, (homevisit_text){NULL, 0},
                         (homevisit_text){length ? text : "", length}, surface_settled(NULL), &outcome.problems_text);
    return surface_ended(&outcome, code);
}

surface_outcome *surface_time_read(const char *text, size_t length)
{
    surface_outcome outcome = {0};
    int64_t at = 0;
    if (!homevisit_time_read(length ? text : "", length, &at))
        return refuse_time(text, length);
    outcome.number = at;
    return surface_ended(&outcome, HOMEVISIT_OK);
}

surface_outcome *surface_time_write(long long at)
{
    surface_outcome outcome = {0};
    homevisit_time_write(at, outcome.room);
    return surface_ended(&outcome, HOMEVISIT_OK);
}

surface_outcome *surface_time_write_local(const surface_policy *policy, long long at)
{
    surface_outcome outcome = {0};
    homevisit_time_write_local(policy, at, outcome.room);
    return surface_ended(&outcome, HOMEVISIT_OK);
}
