/*
 * The outcome of a profile's cases as JUnit's XML: a test for each case, and one for each rule, which fails where the
 * rule never fires or is never spared, so that whoever only counts failed tests misses nothing.
 */
#include "cases.h"

#include "json_write.h"

#include <string.h>

/* ---- XML --------------------------------------------------------------------------------------------------------- */

/* What XML 1.0 has no way to write: control characters, and U+FFFE and U+FFFF (in UTF-8 EF BF BE, EF BF BF). */
static bool is_forbidden(const char *at)
{
    unsigned char c = (unsigned char)*at;
    if (c < 0x20)
        return c != '\t' && c != '\n' && c != '\r';
    return c == 0xEF && (unsigned char)at[1] == 0xBF && (unsigned char)at[2] >= 0xBE;
}

static const char *entity(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\t': return "&#9;";
    case '\n': return "&#10;";
    case '\r': return "&#13;";
    default: return NULL;
    }
}

/* For an attribute, and for text as well, in which lines stay lines. */
static void put_escaped(struct text_writer *writer, const char *text, bool attribute)
{
    for (const char *at = text; *at != '\0' && !writer->failed; at++) {
        bool plain_line = !attribute && (*at == '\n' || *at == '\t');
        const char *stands = plain_line ? NULL : entity(*at);
        if (is_forbidden(at)) {
            text_put(writer, "\xEF\xBF\xBD");
            at += (unsigned char)*at == 0xEF ? 2 : 0;
        } else if (stands != NULL) {
            text_put(writer, stands);
        } else if (!buffer_append(writer->buffer, at, 1)) {
            writer->failed = true;
        }
    }
}

static void put_attribute(struct text_writer *writer, const char *name, const char *value)
{
    text_put_all(writer, " ", name, "=\"", NULL);
    put_escaped(writer, value, true);
    text_put(writer, "\"");
}

static void put_number(struct text_writer *writer, const char *name, size_t value)
{
    text_put_all(writer, " ", name, "=\"", NULL);
    text_put_count(writer, value);
    text_put(writer, "\"");
}

/* ---- tests ------------------------------------------------------------------------------------------------------- */

/* What a suite's parts are written with: `scratch` takes texts that are yet to be escaped. */
struct junit {
    struct text_writer out;
    homevisit_buffer scratch;
    const struct outcome *outcome;
};

static void open_test(struct junit *junit, const char *kind, const char *name)
{
    text_put_all(&junit->out, "    <testcase classname=\"", NULL);
    put_escaped(&junit->out, junit->outcome->cases->policy->id, true);
    text_put_all(&junit->out, ".", kind, "\"", NULL);
    put_attribute(&junit->out, "name", name);
}

static void open_failure(struct junit *junit, const char *message)
{
    text_put(&junit->out, ">\n      <failure");
    put_attribute(&junit->out, "message", message);
    text_put(&junit->out, ">");
}

static void close_failure(struct junit *junit, const char *text)
{
    put_escaped(&junit->out, text, false);
    text_put(&junit->out, "</failure>\n    </testcase>\n");
}

/* The text that was put into `scratch`; "" where memory ran out. */
static const char *scratch_text(struct junit *junit, struct text_writer *text)
{
    if (text_end(text) == HOMEVISIT_OK)
        return junit->scratch.data;
    junit->out.failed = true;
    return "";
}

/* The first difference is the message, all of them with their reasons are the text. */
static void put_case(struct junit *junit, const struct case_result *result)
{
    struct text_writer text;
    open_test(junit, "cases", result->test->name);
    if (result->difference_count == 0) {
        text_put(&junit->out, "/>\n");
        return;
    }
    text_begin(&text, &junit->scratch);
    cases_put_difference(&text, &result->differences[0]);
    open_failure(junit, scratch_text(junit, &text));
    text_begin(&text, &junit->scratch);
    for (size_t i = 0; i < result->difference_count; i++) {
        cases_put_difference(&text, &result->differences[i]);
        text_put(&text, "\n");
        cases_put_reasons(&text, &result->differences[i], "    ");
    }
    close_failure(junit, scratch_text(junit, &text));
}

static void put_rule(struct junit *junit, size_t number)
{
    const struct coverage *coverage = &junit->outcome->coverage[number];
    const char *message = coverage->fired == 0 && coverage->spared == 0 ? "no case fires it, and none spares it"
                          : coverage->fired == 0                        ? "no case fires it"
                                                                        : "no case spares it";
    open_test(junit, "rules", junit->outcome->cases->policy->rules[number].id);
    if (coverage->fired != 0 && coverage->spared != 0) {
        text_put(&junit->out, "/>\n");
        return;
    }
    open_failure(junit, message);
    close_failure(junit, message);
}

static size_t count_uncovered(const struct outcome *outcome)
{
    size_t count = 0;
    for (size_t i = 0; i < outcome->cases->policy->rule_count; i++)
        count += outcome->coverage[i].fired == 0 || outcome->coverage[i].spared == 0;
    return count;
}

static void put_suite(struct junit *junit)
{
    const struct outcome *outcome = junit->outcome;
    const homevisit_policy *policy = outcome->cases->policy;
    text_put(&junit->out, "  <testsuite");
    put_attribute(&junit->out, "name", policy->id);
    put_number(&junit->out, "tests", outcome->results.count + policy->rule_count);
    put_number(&junit->out, "failures", outcome->failed + count_uncovered(outcome));
    text_put(&junit->out, " errors=\"0\" skipped=\"0\">\n");
    for (size_t i = 0; i < outcome->results.count; i++)
        put_case(junit, list_at(&outcome->results, i));
    for (size_t i = 0; i < policy->rule_count; i++)
        put_rule(junit, i);
    text_put(&junit->out, "  </testsuite>\n");
}

homevisit_code cases_write_junit(const struct outcome *outcome, homevisit_buffer *out)
{
    struct junit junit = {.outcome = outcome};
    text_begin(&junit.out, out);
    buffer_init(&junit.scratch, &outcome->cases->options->allocator);
    text_put(&junit.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    put_suite(&junit);
    text_put(&junit.out, "</testsuites>\n");
    homevisit_buffer_free(&junit.scratch);
    return text_end(&junit.out);
}
