/* Files, the documents made from them, and the problems that were met on the way. */
#include "cli.h"

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

void session_free(struct session *session)
{
    for (size_t i = 0; i < session->source_count; i++) {
        free(session->sources[i]->name);
        free(session->sources[i]->text);
        free(session->sources[i]);
    }
    free(session->sources);
    for (size_t i = 0; i < session->problem_count; i++)
        homevisit_problems_free(session->problems[i]);
    free(session->problems);
}

void session_note(struct session *session, homevisit_code code, homevisit_problems *problems)
{
    homevisit_problems **more = NULL;
    if (code == HOMEVISIT_E_MEMORY && !problems)
        session->out_of_memory = true;
    if (!problems)
        return;
    more = realloc(session->problems, (session->problem_count + 1) * sizeof *more);
    if (!more) {
        session->out_of_memory = true;
        homevisit_problems_free(problems);
        return;
    }
    session->problems = more;
    session->problems[session->problem_count++] = problems;
}

bool session_has_problems(const struct session *session)
{
    return session->problem_count || session->out_of_memory;
}

static void note_io(struct session *session, const char *file, const char *code, const char *message,
                    const char *suggestion)
{
    homevisit_problems *problems = NULL;
    session_note(session, homevisit_problems_add_io(&problems, file, code, message, suggestion), problems);
}

const struct source *session_source(const struct session *session, const char *name)
{
    for (size_t i = 0; i < session->source_count; i++)
        if (strcmp(session->sources[i]->name, name) == 0)
            return session->sources[i];
    return NULL;
}

/* ---- files ------------------------------------------------------------------------------------------------------- */

static char *copy_text(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    return copy ? memcpy(copy, text, size) : NULL;
}

static char *read_stream(FILE *file, size_t *length, bool *failed)
{
    size_t capacity = 1 << 16;
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
        size_t got = fread(text + *length, 1, capacity - *length, file);
        *length += got;
        if (got == 0)
            break;
    }
    *failed = ferror(file) != 0;
    return text;
}

static const struct source *keep_source(struct session *session, const char *name, char *text, size_t length)
{
    struct source **more = realloc(session->sources, (session->source_count + 1) * sizeof *more);
    struct source *source = malloc(sizeof *source);
    if (more)
        session->sources = more;
    if (!more || !source || !(source->name = copy_text(name))) {
        session->out_of_memory = true;
        free(source);
        free(text);
        return NULL;
    }
    source->text = text;
    source->length = length;
    session->sources[session->source_count++] = source;
    return source;
}

static const struct source *read_file(struct session *session, const char *path, const char *name, bool must_exist)
{
    const bool standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdin : fopen(path, "rb");
    size_t length = 0;
    bool failed = false;
    if (!file) {
        if (must_exist)
            note_io(session, name, "cannot_open", strerror(errno), NULL);
        return NULL;
    }
    errno = 0;
    char *text = read_stream(file, &length, &failed);
    int error = errno;
    if (!standard)
        fclose(file);
    if (!text) {
        session->out_of_memory = true;
        return NULL;
    }
    if (failed) {
        note_io(session, name, "cannot_read", error ? strerror(error) : "cannot be read", NULL);
        free(text);
        return NULL;
    }
    return keep_source(session, name, text, length);
}

const struct source *session_read(struct session *session, const char *path)
{
    const struct source *already = session_source(session, path);
    return already ? already : read_file(session, path, path, true);
}

/* ---- policies ---------------------------------------------------------------------------------------------------- */

struct base_search {
    struct session *session;
    const char *policy; /* the file that the policy was read from */
};

/* "then beside it as ../ID/policy.json" */
static bool find_base_beside(void *user, const char *id, homevisit_text *text)
{
    struct base_search *search = user;
    const char *slash = strrchr(search->policy, '/');
    const int folder = slash ? (int)(slash - search->policy) + 1 : 0;
    char path[4096];
    if (strchr(id, '/') || strcmp(id, "..") == 0 || strcmp(id, ".") == 0 || strcmp(search->policy, "-") == 0)
        return false; /* an id is no way to other folders */
    int written = snprintf(path, sizeof path, "%.*s../%s/policy.json", folder, search->policy, id);
    if (written < 0 || (size_t)written >= sizeof path)
        return false;
    const struct source *source = read_file(search->session, path, id, false);
    if (source)
        *text = (homevisit_text){source->text, source->length};
    return source != NULL;
}

static bool is_bundled(const char *name)
{
    homevisit_text text;
    return homevisit_bundled_text(name, &text);
}

static bool looks_like_file(const char *name)
{
    size_t length = strlen(name);
    return strchr(name, '/') || strcmp(name, "-") == 0 || (length > 5 && strcmp(name + length - 5, ".json") == 0);
}

static const char *nearest_bundled(const char *name)
{
    const char *ids[64];
    size_t count = 0;
    while (count < 64 && (ids[count] = homevisit_bundled_id(count)) != NULL)
        count++;
    return nearest_name(name, ids, count);
}

static homevisit_policy *load_policy_file(struct session *session, const char *path, homevisit_options *options)
{
    homevisit_policy *policy = NULL;
    homevisit_problems *problems = NULL;
    struct base_search search = {session, path};
    const struct source *source = NULL;
    if (!looks_like_file(path)) {
        FILE *probe = fopen(path, "rb");
        if (!probe) {
            note_io(session, path, "no_policy", "is neither a bundled policy nor a file", nearest_bundled(path));
            return NULL;
        }
        fclose(probe);
    }
    source = session_read(session, path);
    if (!source)
        return NULL;
    options->document = path;
    options->find_base = find_base_beside;
    options->find_base_user = &search;
    homevisit_code code = homevisit_policy_load(source->text, source->length, options, &policy, &problems);
    session_note(session, code, problems);
    return policy;
}

homevisit_policy *session_policy(struct session *session, const char *name)
{
    const struct strings *files = &session->arguments->bases;
    homevisit_options options = {.struct_size = sizeof options};
    homevisit_policy *policy = NULL;
    homevisit_problems *problems = NULL;
    homevisit_text *bases = calloc(files->count + 1, sizeof *bases);
    bool readable = true;
    if (!bases) {
        session->out_of_memory = true;
        return NULL;
    }
    for (size_t i = 0; i < files->count; i++) {
        const struct source *source = session_read(session, files->items[i]);
        readable = readable && source;
        if (source)
            bases[options.base_count++] = (homevisit_text){source->text, source->length};
    }
    options.bases = bases;
    if (readable && is_bundled(name)) {
        homevisit_code code = homevisit_policy_bundled(name, &options, &policy, &problems);
        session_note(session, code, problems);
    } else if (readable) {
        policy = load_policy_file(session, name, &options);
    }
    free(bases);
    return policy;
}

homevisit_visit *session_visit(struct session *session, const char *path)
{
    homevisit_options options = {.struct_size = sizeof options, .document = path};
    homevisit_visit *visit = NULL;
    homevisit_problems *problems = NULL;
    const struct source *source = session_read(session, path);
    if (!source)
        return NULL;
    homevisit_code code = homevisit_visit_load(source->text, source->length, &options, &visit, &problems);
    session_note(session, code, problems);
    return visit;
}
