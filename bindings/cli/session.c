/* Files, the documents made from them, and the problems that were met on the way. */
#include "cli.h"
#include "peek.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* One byte more than the library takes, so that it is the library that says a document is too large. */
#define READ_LIMIT ((size_t)16 * 1024 * 1024 + 1)

void session_init(struct session *session, const struct arguments *arguments)
{
    memset(session, 0, sizeof *session);
    session->arguments = arguments;
}

static void free_source(struct source *source)
{
    if (!source)
        return;
    free(source->path);
    free(source->name);
    free(source->text);
    free(source);
}

void session_free(struct session *session)
{
    for (size_t i = 0; i < session->source_count; i++)
        free_source(session->sources[i]);
    free(session->sources);
    for (size_t i = 0; i < session->problem_count; i++)
        homevisit_problems_free(session->problems[i]);
    free(session->problems);
    free(session->bases);
}

void session_note(struct session *session, homevisit_code code, homevisit_problems *problems)
{
    if (code == HOMEVISIT_E_MEMORY && !problems)
        session->out_of_memory = true;
    if (!problems)
        return;
    homevisit_problems **more = realloc(session->problems, (session->problem_count + 1) * sizeof *more);
    if (!more) {
        session->out_of_memory = true;
        homevisit_problems_free(problems);
        return;
    }
    session->problems = more;
    session->problems[session->problem_count++] = problems;
}

void session_note_io(struct session *session, const char *file, const char *code, const char *message)
{
    homevisit_problems *problems = NULL;
    const homevisit_code noted = homevisit_problems_add_io(&problems, file, code, message, NULL);
    session_note(session, noted, problems);
}

/* ---- files ------------------------------------------------------------------------------------------------------- */

/* A copy in which what is no UTF-8 is '?': reports and lists of problems are UTF-8 whatever a file is called. */
static char *copy_sound(const char *text)
{
    const size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    if (!copy)
        return NULL;
    memcpy(copy, text, size);
    for (size_t i = 0; i + 1 < size;) {
        const size_t length = utf8_length(copy + i, size - 1 - i);
        if (length == 0)
            copy[i] = '?';
        i += length ? length : 1;
    }
    return copy;
}

/* Takes over the text. */
static const struct source *keep_source(struct session *session, const char *path, const char *name, char *text,
                                        size_t length)
{
    struct source **more = realloc(session->sources, (session->source_count + 1) * sizeof *more);
    struct source *source = calloc(1, sizeof *source);
    if (more)
        session->sources = more;
    if (source) {
        source->path = copy_sound(path);
        source->name = copy_sound(name);
        source->text = text;
        source->length = length;
    } else {
        free(text);
    }
    if (!more || !source || !source->path || !source->name) {
        free_source(source);
        session->out_of_memory = true;
        return NULL;
    }
    session->sources[session->source_count++] = source;
    return source;
}

void session_keep_text(struct session *session, const char *path, const char *name, homevisit_text text)
{
    char *copy = malloc(text.length + 1);
    if (!copy) {
        session->out_of_memory = true;
        return;
    }
    if (text.length)
        memcpy(copy, text.data, text.length);
    copy[text.length] = '\0';
    keep_source(session, path, name, copy, text.length);
}

/* Of several that go by one name (bases of different policies) the latest is meant. */
const struct source *session_source(const struct session *session, const char *name)
{
    for (size_t i = session->source_count; i-- > 0;)
        if (strcmp(session->sources[i]->name, name) == 0)
            return session->sources[i];
    return NULL;
}

static char *read_stream(FILE *file, size_t *length, bool *failed)
{
    size_t capacity = (size_t)1 << 16;
    char *text = malloc(capacity);
    *length = 0;
    while (text && *length < READ_LIMIT) {
        if (*length == capacity) {
            char *larger = realloc(text, capacity *= 2);
            if (!larger)
                free(text);
            text = larger;
            continue;
        }
        const size_t got = fread(text + *length, 1, capacity - *length, file);
        *length += got;
        if (got == 0)
            break;
    }
    *failed = ferror(file) != 0;
    return text;
}

/* `name` NULL: problems call it by its path. A file that need not exist is no problem when it does not. */
static const struct source *read_file(struct session *session, const char *path, const char *name, bool must_exist)
{
    const bool standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdin : fopen(path, "rb");
    size_t length = 0;
    bool failed = false;
    if (!file) {
        if (must_exist)
            session_note_io(session, path, "cannot_open", strerror(errno));
        return NULL;
    }
    errno = 0;
    char *text = read_stream(file, &length, &failed);
    const int error = errno;
    if (!standard)
        fclose(file);
    if (!text) {
        session->out_of_memory = true;
        return NULL;
    }
    if (failed) {
        session_note_io(session, path, "cannot_read", error ? strerror(error) : "cannot be read");
        free(text);
        return NULL;
    }
    return keep_source(session, path, name ? name : path, text, length);
}

const struct source *session_read(struct session *session, const char *path)
{
    for (size_t i = 0; i < session->source_count; i++)
        if (strcmp(session->sources[i]->path, path) == 0)
            return session->sources[i];
    return read_file(session, path, NULL, true);
}

/* ---- policies ---------------------------------------------------------------------------------------------------- */

const struct source *session_read_as(struct session *session, const char *path, const char *name)
{
    const struct source *source = session_read(session, path);
    char *copy = source ? copy_sound(name) : NULL;
    if (!source)
        return NULL;
    if (!copy) {
        session->out_of_memory = true;
        return NULL;
    }
    for (size_t i = 0; i < session->source_count; i++)
        if (session->sources[i] == source) {
            free(session->sources[i]->name);
            session->sources[i]->name = copy;
        }
    return source;
}

/* Bases are called by their ids in problems, so that is what their sources go by. */
static const struct source *read_base(struct session *session, const char *path)
{
    const struct source *source = session_read(session, path);
    char id[128];
    if (!source || !peek_text(source->text, source->length, "id", id, sizeof id))
        return source;
    return session_read_as(session, path, id);
}

/* The files of --base, once for all policies. */
static bool read_bases(struct session *session)
{
    const struct strings *files = &session->arguments->bases;
    if (session->bases_read)
        return !session->bases_unreadable;
    session->bases_read = true;
    session->bases = calloc(files->count + 1, sizeof *session->bases);
    if (!session->bases) {
        session->out_of_memory = true;
        session->bases_unreadable = true;
        return false;
    }
    for (size_t i = 0; i < files->count; i++) {
        const struct source *source = read_base(session, files->items[i]);
        if (source)
            session->bases[session->base_count++] = (homevisit_text){source->text, source->length};
        else
            session->bases_unreadable = true;
    }
    return !session->bases_unreadable;
}

/* "then beside it as ../ID/policy.json" */
static bool find_base_beside(void *user, const char *id, homevisit_text *text)
{
    const struct policy_source *found = user;
    const char *policy = found->source->path;
    const char *slash = strrchr(policy, '/');
    const int folder = slash ? (int)(slash - policy) + 1 : 0;
    char path[4096];
    if (strchr(id, '/') || strcmp(id, "..") == 0 || strcmp(id, ".") == 0 || strcmp(policy, "-") == 0)
        return false; /* an id is no way to other folders */
    const int written = snprintf(path, sizeof path, "%.*s../%s/policy.json", folder, policy, id);
    if (written < 0 || (size_t)written >= sizeof path)
        return false;
    const struct source *source = read_file(found->session, path, id, false);
    if (source)
        *text = (homevisit_text){source->text, source->length};
    return source != NULL;
}

/* Whether it is meant as a file, so that its not being there is told as a file's. */
static bool looks_like_file(const char *name)
{
    const size_t length = strlen(name);
    if (strchr(name, '/') || strcmp(name, "-") == 0 || (length > 5 && strcmp(name + length - 5, ".json") == 0))
        return true;
    FILE *probe = fopen(name, "rb");
    if (probe)
        fclose(probe);
    return probe != NULL;
}

bool session_policy_text(struct session *session, const char *name, struct policy_source *found)
{
    *found = (struct policy_source){.session = session, .options = {.struct_size = sizeof(homevisit_options)}};
    if (!read_bases(session))
        return false;
    found->options.bases = session->bases;
    found->options.base_count = session->base_count;
    if (homevisit_bundled_text(name, &found->text))
        return true;
    if (!looks_like_file(name)) {
        /* The library knows what is there instead. */
        homevisit_policy *none = NULL;
        homevisit_problems *problems = NULL;
        found->options.document = name;
        const homevisit_code code = homevisit_policy_bundled(name, &found->options, &none, &problems);
        session_note(session, code, problems);
        homevisit_policy_free(none);
        return false;
    }
    found->source = session_read(session, name);
    if (!found->source)
        return false;
    found->text = (homevisit_text){found->source->text, found->source->length};
    found->options.document = found->source->name;
    found->options.find_base = find_base_beside;
    found->options.find_base_user = found;
    return true;
}

homevisit_policy *session_policy(struct session *session, const char *name)
{
    struct policy_source found;
    homevisit_policy *policy = NULL;
    homevisit_problems *problems = NULL;
    if (!session_policy_text(session, name, &found))
        return NULL;
    const homevisit_code code =
        found.source ? homevisit_policy_load(found.text.data, found.text.length, &found.options, &policy, &problems)
                     : homevisit_policy_bundled(name, &found.options, &policy, &problems);
    session_note(session, code, problems);
    return policy;
}

homevisit_visit *session_visit(struct session *session, const char *path)
{
    homevisit_visit *visit = NULL;
    homevisit_problems *problems = NULL;
    const struct source *source = session_read(session, path);
    if (!source)
        return NULL;
    const homevisit_options options = {.struct_size = sizeof options, .document = source->name};
    const homevisit_code code = homevisit_visit_load(source->text, source->length, &options, &visit, &problems);
    session_note(session, code, problems);
    return visit;
}
