/* A policy as a document for people, as the public API offers it. */
#include "json_write.h"
#include "show.h"

static homevisit_code print(struct english *english, homevisit_format format, homevisit_buffer *out)
{
    struct show_document document;
    struct text_writer writer;
    if (!show_document_make(english, &document))
        return HOMEVISIT_E_MEMORY;
    if (format == HOMEVISIT_FORMAT_JSON)
        return show_json(out, english, &document);
    text_begin(&writer, out);
    (format == HOMEVISIT_FORMAT_HTML ? show_html : show_markdown)(&writer, english, &document);
    writer.failed = writer.failed || english->failed;
    return text_end(&writer);
}

homevisit_code homevisit_policy_show(const homevisit_policy *policy, homevisit_format format, homevisit_buffer *out)
{
    struct arena arena;
    struct english english;
    if (policy == NULL || out == NULL ||
        (format != HOMEVISIT_FORMAT_MARKDOWN && format != HOMEVISIT_FORMAT_HTML && format != HOMEVISIT_FORMAT_JSON))
        return HOMEVISIT_E_ARGUMENT;
    buffer_use(out, &policy->allocator);
    arena_init(&arena, &policy->allocator);
    english_open(&english, policy, &arena);
    const homevisit_code code = english.failed ? HOMEVISIT_E_MEMORY : print(&english, format, out);
    if (code != HOMEVISIT_OK)
        homevisit_buffer_free(out);
    arena_free(&arena);
    return code;
}
