/*
 * The profile and those that it extends, found and read: the profile first, then its base, the base's base, and so on.
 *
 * A base is looked for by its id among the host's texts, then asked of the host, then looked for among the bundled.
 */
#include "policy_read.h"

#include "json_scan.h"

#include <string.h>

/* What a base that the host gave is called while its id cannot be read. */
#define NAMELESS_BASE "bases"

/* ---------------------------------------------------------------------------------------------------------- finding */

enum says_id { SAYS_OTHER, SAYS_IT, SAYS_NONE };

/* What the search finds nearest ends in a NUL; the texts of strings do not. */
static void offer_id(struct json_reader *json, struct nearest *nearest, struct arena *arena, homevisit_text id)
{
    const char *name = arena_copy_text(arena, id.data, id.length);
    if (name != NULL)
        nearest_offer(nearest, name, id.length);
    else
        problems_out_of_memory(json->problems);
}

/* What id stands at the root of the text; offers it to the search for the nearest. */
static enum says_id read_id(struct json_reader *json, struct arena *arena, const char *id, struct nearest *nearest)
{
    if (json_next(json) != JSON_OBJECT_BEGIN)
        return SAYS_NONE;
    while (json_next(json) == JSON_KEY) {
        if (!json_is(json, "id")) {
            json_skip(json);
            continue;
        }
        homevisit_text said;
        if (json_next(json) != JSON_STRING || !json_string(json, arena, &said))
            return SAYS_NONE;
        if (nearest != NULL)
            offer_id(json, nearest, arena, said);
        bool same = said.length == strlen(id) && memcmp(said.data, id, said.length) == 0;
        return same ? SAYS_IT : SAYS_OTHER;
    }
    return SAYS_NONE;
}

/* Whether a text calls itself by the id. Its faults are told when it is read as a whole. */
static enum says_id text_says_id(struct policy_reader *reader, homevisit_text text, const char *id,
                                 struct nearest *nearest)
{
    homevisit_problems *ignored = problems_new(&reader->options->allocator);
    if (!policy_got(reader, ignored))
        return SAYS_OTHER;
    struct json_reader json;
    json_reader_init(&json, text, "", &reader->options->json, &reader->options->allocator, ignored);
    enum says_id says = read_id(&json, &reader->scratch, id, nearest);
    json_reader_free(&json);
    if (problems_code(ignored) == HOMEVISIT_E_MEMORY) {
        problems_out_of_memory(reader->problems);
        says = SAYS_OTHER;
    }
    homevisit_problems_free(ignored);
    return says;
}

static bool find_given_base(struct policy_reader *reader, const char *id, homevisit_text *text)
{
    for (size_t i = 0; i < reader->options->base_count; i++)
        if (text_says_id(reader, reader->options->bases[i], id, NULL) == SAYS_IT) {
            *text = reader->options->bases[i];
            return true;
        }
    return false;
}

static bool find_base(struct policy_reader *reader, const char *id, homevisit_text *text)
{
    const struct settled_options *options = reader->options;
    return find_given_base(reader, id, text) ||
           (options->find_base != NULL && options->find_base(options->find_base_user, id, text)) ||
           homevisit_bundled_text(id, text);
}

/* A base that is not found may be one whose text is broken: then that is what is wrong. */
static void tell_unreadable_bases(struct policy_reader *reader, const char *id)
{
    for (size_t i = 0; i < reader->options->base_count; i++)
        if (text_says_id(reader, reader->options->bases[i], id, NULL) == SAYS_NONE)
            json_tree_read(reader->places, reader->options->bases[i], NAMELESS_BASE, &reader->options->json,
                           reader->problems);
}

static void tell_unknown_base(struct policy_reader *reader, const cJSON *extends)
{
    struct nearest nearest;
    nearest_init(&nearest, extends->valuestring, strlen(extends->valuestring));
    for (size_t i = 0; i < reader->options->base_count; i++)
        text_says_id(reader, reader->options->bases[i], extends->valuestring, &nearest);
    nearest_offer_bundled(&nearest);
    FAULT_AT(reader, extends, NAME, "unknown_base", nearest.best, "there is no policy '%s' to extend",
             extends->valuestring);
    tell_unreadable_bases(reader, extends->valuestring);
}

/* ---------------------------------------------------------------------------------------------------------- reading */

/* A document of another kind, or of a later format, cannot be judged by this table: that one problem says it all. */
static bool is_foreign(struct policy_reader *reader, const cJSON *root)
{
    const cJSON *format = member(root, "format");
    const char *text = member_text(root, "format");
    if (text == NULL || strncmp(text, "homevisit-", strlen("homevisit-")) != 0)
        return false;
    bool is_policy = strncmp(text, "homevisit-policy/", strlen("homevisit-policy/")) == 0;
    if (strcmp(text, POLICY_FORMAT) == 0 || (!is_policy && strchr(text, '/') == NULL))
        return false;
    FAULT_AT(reader, format, SCHEMA, "unknown_format", POLICY_FORMAT,
             is_policy ? "this library reads policies of the format " POLICY_FORMAT
                       : "this is no policy: a policy's format is " POLICY_FORMAT);
    return true;
}

/* Adds the text's tree to the documents; `added` receives it, or NULL where there is none that can be used. */
static bool read_document(struct policy_reader *reader, homevisit_text text, const char *id, cJSON **added)
{
    *added = NULL;
    const char *name = id != NULL ? id : reader->options->document;
    cJSON *root = json_tree_read(reader->places, text, name, &reader->options->json, reader->problems);
    if (root == NULL)
        return problems_code(reader->problems) != HOMEVISIT_E_MEMORY;
    bool is_usable = !is_foreign(reader, root);
    struct policy_document *document = is_usable ? list_add(&reader->documents) : NULL;
    if (document == NULL)
        return !is_usable || policy_got(reader, document);
    document->id = id;
    document->root = root;
    *added = root;
    return true;
}

/* ------------------------------------------------------------------------------------------------------- the chain */

/* Whether one of the documents read so far goes by the id. */
static bool is_in_chain(const struct policy_reader *reader, const char *id)
{
    for (size_t i = 0; i < reader->documents.count; i++) {
        const struct policy_document *document = list_at(&reader->documents, i);
        const char *own = document->id != NULL ? document->id : member_text(document->root, "id");
        if (own != NULL && strcmp(own, id) == 0)
            return true;
    }
    return false;
}

/* Whether what `root` extends may be looked for. */
static bool may_extend(struct policy_reader *reader, const cJSON *root)
{
    const cJSON *extends = member(root, "extends");
    const char *id = extends->valuestring, *own = member_text(root, "id");
    if (own != NULL && strcmp(own, id) == 0) {
        FAULT_AT(reader, extends, SCHEMA, "extends_itself", NULL,
                 "the policy '%s' extends itself: name another, or leave this out", id);
        return false;
    }
    if (is_in_chain(reader, id)) {
        FAULT_AT(reader, extends, SCHEMA, "extends_circle", NULL,
                 "the policies extend one another in a circle, which '%s' closes: one of them has to extend another, "
                 "or none",
                 id);
        return false;
    }
    if (reader->documents.count < EXTENDS_LIMIT)
        return true;
    FAULT_AT(reader, extends, LIMIT, "extends_too_deep", NULL, "more than %d policies extend one another",
             EXTENDS_LIMIT);
    return false;
}

/* A base that calls itself by another name is not the one that was asked for. */
static void check_base_id(struct policy_reader *reader, const cJSON *root, const char *id)
{
    const char *own = member_text(root, "id");
    if (own != NULL && strcmp(own, id) != 0)
        FAULT_AT(reader, member(root, "id"), NAME, "other_base", id,
                 "the policy that was found for '%s' calls itself '%s'", id, own);
}

/* Reads what `root` extends; `added` receives it, or NULL where it cannot be had. */
static bool read_base(struct policy_reader *reader, const cJSON *root, cJSON **added)
{
    const cJSON *extends = member(root, "extends");
    homevisit_text text = {0};
    *added = NULL;
    if (!may_extend(reader, root))
        return true;
    const char *id = arena_copy_text(&reader->scratch, extends->valuestring, strlen(extends->valuestring));
    if (id == NULL) {
        problems_out_of_memory(reader->problems);
        return false;
    }
    if (!find_base(reader, id, &text)) {
        tell_unknown_base(reader, extends);
        return true;
    }
    if (!read_document(reader, text, id, added))
        return false;
    if (*added != NULL)
        check_base_id(reader, *added, id);
    return true;
}

bool policy_read_documents(struct policy_reader *reader, homevisit_text text)
{
    cJSON *root;
    if (!read_document(reader, text, NULL, &root))
        return false;
    while (root != NULL && member_text(root, "extends") != NULL) {
        if (!read_base(reader, root, &root))
            return false;
        reader->lacks_base = root == NULL;
    }
    return true;
}
