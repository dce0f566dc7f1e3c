/*
 * Breaks a sound profile in each of the ways of mistakes.json, over the public header alone.
 *
 *   mistakes mistakes.json            each mistake has to give the one problem that the file expects, whole, at the
 *                                     place that it names; what the file puts there has to make the profile sound
 *   mistakes --write mistakes.json    writes what is found, a line a mistake, for whoever adds one
 *
 * README.md says what a mistake holds. Paths in the file are counted from the folder that holds it.
 */
#include <cJSON.h>
#include <homevisit/homevisit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROFILE "profile" /* what problems call the document that is broken */

enum { MOST_BASES = 8, MOST_CODES = 256, FEWEST_WAYS = 50 };

struct base {
    char *text;
    char *id;
};

struct book {
    cJSON *root;
    char *sound;
    struct base bases[MOST_BASES];
    size_t base_count;
    const char *codes[MOST_CODES]; /* those met so far */
    size_t code_count;
    unsigned failures;
};

/* ---- files and texts --------------------------------------------------------------------------------------------- */

static void *owned(void *memory)
{
    if (!memory) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

/* The whole of a file in the folder of another. */
static char *read_file(const char *beside, const char *name)
{
    const char *slash = strrchr(beside, '/');
    const size_t folder = slash && *name != '/' ? (size_t)(slash + 1 - beside) : 0;
    char *path = owned(malloc(folder + strlen(name) + 1));
    memcpy(path, beside, folder);
    strcpy(path + folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(2);
    }
    free(path);
    size_t length = 0, capacity = 65536;
    char *text = owned(malloc(capacity));
    size_t got;
    while ((got = fread(text + length, 1, capacity - length - 1, file)) > 0) {
        length += got;
        if (length + 1 == capacity)
            text = owned(realloc(text, capacity *= 2));
    }
    fclose(file);
    text[length] = '\0';
    return text;
}

static const char *text_of(const cJSON *object, const char *key)
{
    const cJSON *node = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsString(node) ? node->valuestring : NULL;
}

/* The text with `taken` characters at `at` replaced. */
static char *spliced(const char *text, size_t at, size_t taken, const char *put)
{
    const size_t length = strlen(text), more = strlen(put);
    char *changed = owned(malloc(length - taken + more + 1));
    memcpy(changed, text, at);
    memcpy(changed + at, put, more);
    strcpy(changed + at + more, text + at + taken);
    return changed;
}

/* The sound profile with the one place that reads `replace` reading `by`; NULL where there is not one place. */
static char *broken_profile(const struct book *book, const cJSON *mistake)
{
    const char *replace = text_of(mistake, "replace"), *by = text_of(mistake, "by");
    const char *found = replace ? strstr(book->sound, replace) : NULL;
    if (!found || !by || !*replace || strstr(found + 1, replace))
        return NULL;
    return spliced(book->sound, (size_t)(found - book->sound), strlen(replace), by);
}

/* ---- what is asked ----------------------------------------------------------------------------------------------- */

static homevisit_code load(const struct book *book, const char *text, homevisit_problems **problems)
{
    homevisit_policy *policy = NULL;
    homevisit_text bases[MOST_BASES];
    for (size_t i = 0; i < book->base_count; i++)
        bases[i] = (homevisit_text){book->bases[i].text, strlen(book->bases[i].text)};
    const homevisit_options options = {
        .struct_size = sizeof options, .document = PROFILE, .bases = bases, .base_count = book->base_count};
    const homevisit_code code = homevisit_policy_load(text, strlen(text), &options, &policy, problems);
    homevisit_policy_free(policy);
    return code;
}

/* Whether the profile loads; tells why it does not. */
static bool is_sound(const struct book *book, const char *text)
{
    homevisit_problems *problems = NULL;
    const bool sound = load(book, text, &problems) == HOMEVISIT_OK;
    for (size_t i = 0; i < homevisit_problems_count(problems); i++) {
        const homevisit_problem *problem = homevisit_problems_get(problems, i);
        printf("    %zu:%zu: %s\n", problem->line, problem->column, problem->message);
    }
    homevisit_problems_free(problems);
    return sound;
}

static cJSON *list_of(const homevisit_problems *problems)
{
    homevisit_buffer buffer = {0};
    if (homevisit_problems_json(problems, &buffer) != HOMEVISIT_OK)
        owned(NULL);
    cJSON *root = owned(cJSON_Parse(buffer.data));
    homevisit_buffer_free(&buffer);
    cJSON *list = owned(cJSON_DetachItemFromObjectCaseSensitive(root, "problems"));
    cJSON_Delete(root);
    return list;
}

/* ---- judging ----------------------------------------------------------------------------------------------------- */

static void fail(struct book *book, const cJSON *mistake, const char *what, const char *wanted, const char *found)
{
    const char *name = text_of(mistake, "name");
    book->failures++;
    printf("FAILED: %s: %s\n    wanted %s\n    found  %s\n", name ? name : "(no name)", what, wanted, found);
}

/* Where a line and a column are, in bytes; SIZE_MAX where the text has no such place. */
static size_t offset_of(const char *text, size_t line, size_t column)
{
    const char *at = text;
    for (size_t i = 1; i < line; i++) {
        at = strchr(at, '\n');
        if (!at++)
            return SIZE_MAX;
    }
    for (size_t i = 1; i < column; at++, i += ((unsigned char)*at & 0xC0) != 0x80)
        if (!*at)
            return SIZE_MAX;
    return (size_t)(at - text);
}

/* The text in which a problem lies: the profile's or a base's. */
static char **place_of(struct book *book, char **profile, const homevisit_problem *problem)
{
    for (size_t i = 0; i < book->base_count; i++)
        if (strcmp(book->bases[i].id, problem->document) == 0)
            return &book->bases[i].text;
    return profile;
}

/* The place is right if what `at` says stands there, and what `mend` puts in its stead makes the profile sound. */
static void judge_place(struct book *book, const cJSON *mistake, char *profile, const homevisit_problem *problem)
{
    char **place = place_of(book, &profile, problem), *text = *place;
    const char *at = text_of(mistake, "at"), *mend = text_of(mistake, "mend");
    const size_t offset = offset_of(text, problem->line, problem->column);
    if (!at || !mend) {
        fail(book, mistake, "a mistake says what stands at its place, and what mends it", "at and mend", "less");
        return;
    }
    if (offset != problem->offset || strncmp(text + offset, at, strlen(at)) != 0) {
        fail(book, mistake, "what stands at the place", at, offset == SIZE_MAX ? "no such place" : text + offset);
        return;
    }
    *place = spliced(text, offset, strlen(at), mend);
    if (!is_sound(book, profile))
        fail(book, mistake, "what mends it", mend, "not sound");
    free(*place);
    *place = text;
}

/* The mend is named by the suggestion, which is then what is put in, or by words of the message. */
static void judge_words(struct book *book, const cJSON *mistake, const homevisit_problem *problem)
{
    const char *mend = text_of(mistake, "mend"), *says = text_of(mistake, "says");
    if (!problem->suggestion && (!says || !strstr(problem->message, says)))
        fail(book, mistake, "the message names the mend", says ? says : "says, as there is no suggestion",
             problem->message);
    if (problem->suggestion && (!mend || !strstr(mend, problem->suggestion)))
        fail(book, mistake, "the suggestion is the mend", mend ? mend : "mend", problem->suggestion);
}

static void judge(struct book *book, const cJSON *mistake, char *text, const homevisit_problems *problems)
{
    const cJSON *wanted = cJSON_GetObjectItemCaseSensitive(mistake, "problem");
    cJSON *found = list_of(problems);
    cJSON *first = cJSON_GetArrayItem(found, 0);
    const char *file = text_of(first, "file");
    if (file && strcmp(file, PROFILE) == 0) /* only where it is a base is that said */
        cJSON_DeleteItemFromObjectCaseSensitive(first, "file");
    if (cJSON_GetArraySize(found) != 1 || !cJSON_Compare(wanted, first, true)) {
        char *one = cJSON_PrintUnformatted(wanted), *other = cJSON_PrintUnformatted(found);
        fail(book, mistake, "the one problem", one ? one : "problem", owned(other));
        cJSON_free(one);
        cJSON_free(other);
    } else {
        judge_place(book, mistake, text, homevisit_problems_get(problems, 0));
        judge_words(book, mistake, homevisit_problems_get(problems, 0));
    }
    cJSON_Delete(found);
}

static void count_code(struct book *book, const char *code)
{
    for (size_t i = 0; i < book->code_count; i++)
        if (strcmp(book->codes[i], code) == 0)
            return;
    if (book->code_count < MOST_CODES)
        book->codes[book->code_count++] = code;
}

/* `write` writes what is found in place of judging it. */
static void try_mistake(struct book *book, const cJSON *mistake, bool write)
{
    homevisit_problems *problems = NULL;
    const char *code = text_of(cJSON_GetObjectItemCaseSensitive(mistake, "problem"), "code");
    char *text = broken_profile(book, mistake);
    if (!text) {
        fail(book, mistake, "`replace` is found once in the profile", "one place", "none or several");
        return;
    }
    load(book, text, &problems);
    if (write) {
        homevisit_buffer buffer = {0};
        if (homevisit_problems_json(problems, &buffer) == HOMEVISIT_OK)
            puts(buffer.data);
        homevisit_buffer_free(&buffer);
    } else {
        judge(book, mistake, text, problems);
    }
    if (code)
        count_code(book, code);
    homevisit_problems_free(problems);
    free(text);
}

/* ---- the file ---------------------------------------------------------------------------------------------------- */

/* A base's file is called by its id, as problems call the base. */
static struct base read_base(const char *beside, const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *file = slash ? slash + 1 : name;
    const size_t length = strcspn(file, ".");
    struct base base = {.text = read_file(beside, name), .id = owned(malloc(length + 1))};
    memcpy(base.id, file, length);
    base.id[length] = '\0';
    return base;
}

static void open_book(struct book *book, const char *path)
{
    char *text = read_file("", path);
    book->root = cJSON_Parse(text);
    free(text);
    if (!book->root || !text_of(book->root, "sound")) {
        fprintf(stderr, "%s: no JSON, or no `sound`\n", path);
        exit(2);
    }
    book->sound = read_file(path, text_of(book->root, "sound"));
    const cJSON *base;
    cJSON_ArrayForEach(base, cJSON_GetObjectItemCaseSensitive(book->root, "bases"))
    {
        if (book->base_count == MOST_BASES || !cJSON_IsString(base))
            continue;
        book->bases[book->base_count++] = read_base(path, base->valuestring);
    }
}

static void close_book(struct book *book)
{
    for (size_t i = 0; i < book->base_count; i++) {
        free(book->bases[i].text);
        free(book->bases[i].id);
    }
    free(book->sound);
    cJSON_Delete(book->root);
}

int main(int argc, char **argv)
{
    const bool write = argc == 3 && strcmp(argv[1], "--write") == 0;
    struct book book = {0};
    if (argc != 2 && !write) {
        fputs("usage: mistakes [--write] mistakes.json\n", stderr);
        return 2;
    }
    open_book(&book, argv[argc - 1]);
    const cJSON *mistakes = cJSON_GetObjectItemCaseSensitive(book.root, "mistakes"), *mistake;
    if (!is_sound(&book, book.sound)) {
        puts("FAILED: the profile that is to be broken is broken already");
        book.failures++;
    }
    cJSON_ArrayForEach(mistake, mistakes)
    {
        try_mistake(&book, mistake, write);
    }
    if (!write) {
        const int count = cJSON_GetArraySize(mistakes);
        printf("%d mistakes of %zu codes, %u failures\n", count, book.code_count, book.failures);
        if (book.code_count < FEWEST_WAYS) {
            printf("FAILED: a profile is to be broken in %d ways at least\n", FEWEST_WAYS);
            book.failures++;
        }
    }
    const bool passed = book.failures == 0;
    close_book(&book);
    return passed ? 0 : 1;
}
