/*
 * A text as a cJSON tree whose nodes know where they stand.
 *
 * The tree is built from the scan's tokens, not by cJSON_Parse(): so nothing is read twice, no locale takes part, and what
 * stands in a node is what the scan has checked. Nodes and their texts come from one arena, which goes as a whole: making
 * and releasing them one by one took a third of the time in which a policy is loaded. It is at most TREE_DEPTH deep, as
 * what walks a tree, cJSON_Duplicate() among it, goes down by recursion.
 */
#include "json_tree.h"

#include "json_parts.h"

#include <limits.h>
#include <string.h>

enum { TREE_DEPTH = 1000, BLOCK_PLACES = 64 };

struct source {
    homevisit_text text;
    const char *document;
    struct json_lines lines;
};

/* Where a node stands. Its number, from 1, is the node's `valueint`. */
struct node_place {
    size_t source;
    size_t parent;             /* number of the object or list around it; 0: the root */
    size_t index;              /* in a list */
    size_t start, end;         /* of the value; of an object or list, its bracket */
    size_t key_start, key_end; /* with the quotes; equal where there is no key */
};

/* Places stand in blocks, so that however many come none is ever copied into more room. */
struct json_places {
    homevisit_allocator allocator;
    struct list sources;
    struct list blocks;  /* struct node_place *, BLOCK_PLACES of them each */
    size_t count;        /* of places */
    struct arena memory; /* of all trees with their texts, and of the blocks */
};

struct json_places *json_places_new(const homevisit_allocator *allocator)
{
    homevisit_allocator own = memory_allocator(allocator);
    struct json_places *places = memory_allocate_zeroed(&own, sizeof *places);
    if (places != NULL) {
        places->allocator = own;
        list_init(&places->sources, &own, sizeof(struct source));
        list_init(&places->blocks, &own, sizeof(struct node_place *));
        arena_init(&places->memory, &own);
    }
    return places;
}

void json_places_free(struct json_places *places)
{
    if (places == NULL) {
        return;
    }
    for (size_t i = 0; i < places->sources.count; i++) {
        json_lines_free(&((struct source *)list_at(&places->sources, i))->lines);
    }
    homevisit_allocator allocator = places->allocator;
    list_free(&places->sources);
    list_free(&places->blocks);
    arena_free(&places->memory);
    memory_release(&allocator, places);
}

/* The place of a number, from 1 to `count`. */
static struct node_place *place_at(const struct json_places *places, size_t number)
{
    struct node_place *const *blocks = places->blocks.items;
    return &blocks[(number - 1) / BLOCK_PLACES][(number - 1) % BLOCK_PLACES];
}

/* One more place, to be filled; NULL where memory ran out. */
static struct node_place *add_place(struct json_places *places)
{
    if (places->count >= INT_MAX) {
        return NULL;
    }
    if (places->count % BLOCK_PLACES == 0) {
        struct node_place *block =
            list_make_room(&places->blocks, 1) ? arena_allocate(&places->memory, BLOCK_PLACES * sizeof *block) : NULL;
        if (block == NULL) {
            return NULL;
        }
        *(struct node_place **)list_take(&places->blocks) = block;
    }
    places->count++;
    return place_at(places, places->count);
}

/* --------------------------------------------------------------------------------------------------------- building */

struct builder {
    struct json_reader reader;
    struct json_places *places;
    homevisit_problems *problems;
    struct list parents; /* cJSON *, the open objects and lists */
    cJSON *root;
    char *key; /* of the next value; NULL in a list */
    size_t key_start, key_end;
    bool failed;
};

static bool out_of_memory(struct builder *builder)
{
    problems_out_of_memory(builder->problems);
    builder->failed = true;
    return false;
}

/* The last key or string, with a NUL. The scan lets no NUL into it. */
static char *take_text(struct builder *builder)
{
    homevisit_text text;
    if (!json_string(&builder->reader, &builder->places->memory, &text)) {
        builder->failed = true;
        return NULL;
    }
    /* What held an escape was made in the arena, and ends in a NUL there. */
    char *kept = builder->reader.escaped ? (char *)(uintptr_t)text.data
                                         : arena_copy_text(&builder->places->memory, text.data, text.length);
    if (kept == NULL) {
        out_of_memory(builder);
    }
    return kept;
}

static cJSON *make_node(struct builder *builder, enum json_token token)
{
    cJSON *node = arena_allocate_zeroed(&builder->places->memory, sizeof *node);
    if (node == NULL) {
        out_of_memory(builder);
        return NULL;
    }
    switch (token) {
    case JSON_OBJECT_BEGIN: node->type = cJSON_Object; break;
    case JSON_ARRAY_BEGIN: node->type = cJSON_Array; break;
    case JSON_STRING:
        node->type = cJSON_String;
        node->valuestring = take_text(builder);
        break;
    case JSON_NUMBER:
        node->type = cJSON_Number;
        node->valuedouble = builder->reader.number;
        break;
    case JSON_TRUE: node->type = cJSON_True; break;
    case JSON_FALSE: node->type = cJSON_False; break;
    default: node->type = cJSON_NULL; break;
    }
    node->string = builder->key;
    return builder->failed ? NULL : node;
}

static cJSON *top_parent(const struct builder *builder)
{
    return builder->parents.count != 0 ? *(cJSON **)list_at(&builder->parents, builder->parents.count - 1) : NULL;
}

/* Gives the node its place among the places. */
static bool place_node(struct builder *builder, cJSON *node, size_t index)
{
    struct json_places *places = builder->places;
    struct node_place *place = add_place(places);
    if (place == NULL) {
        return out_of_memory(builder);
    }
    const cJSON *parent = top_parent(builder);
    *place = (struct node_place){.source = places->sources.count - 1,
                                 .parent = parent != NULL ? (size_t)parent->valueint : 0,
                                 .index = index,
                                 .start = builder->reader.start,
                                 .end = builder->reader.end};
    if (builder->key != NULL) {
        place->key_start = builder->key_start;
        place->key_end = builder->key_end;
    }
    node->valueint = (int)places->count;
    return true;
}

/* Hangs the node into the tree, as its parent's last. */
static void hang(struct builder *builder, cJSON *node)
{
    cJSON *parent = top_parent(builder);
    if (parent == NULL) {
        builder->root = node;
    } else if (parent->child == NULL) {
        parent->child = node;
        node->prev = node;
    } else {
        cJSON *last = parent->child->prev;
        last->next = node;
        node->prev = last;
        parent->child->prev = node;
    }
}

/* The index of the next item: one more than the last one's. cJSON_GetArraySize() would count them all each time. */
static size_t next_index(const struct builder *builder)
{
    const cJSON *parent = top_parent(builder);
    if (parent == NULL || parent->child == NULL) {
        return 0;
    }
    const cJSON *last = parent->child->prev;
    return place_at(builder->places, (size_t)last->valueint)->index + 1;
}

static void add_value(struct builder *builder, enum json_token token)
{
    cJSON *node = make_node(builder, token);
    if (node == NULL || !place_node(builder, node, next_index(builder))) {
        return;
    }
    hang(builder, node);
    builder->key = NULL;
    if (token == JSON_OBJECT_BEGIN || token == JSON_ARRAY_BEGIN) {
        cJSON **parent = list_add(&builder->parents);
        if (parent == NULL) {
            out_of_memory(builder);
            return;
        }
        *parent = node;
    }
}

static void add_token(struct builder *builder, enum json_token token)
{
    switch (token) {
    case JSON_KEY:
        builder->key = take_text(builder);
        builder->key_start = builder->reader.start;
        builder->key_end = builder->reader.end;
        break;
    case JSON_OBJECT_END:
    case JSON_ARRAY_END: builder->parents.count--; break;
    default: add_value(builder, token); break;
    }
}

static bool add_source(struct json_places *places, homevisit_text text, const char *document)
{
    struct source *source = list_add(&places->sources);
    if (source == NULL) {
        return false;
    }
    source->text = text;
    source->document = document != NULL ? document : "";
    json_lines_init(&source->lines, text);
    json_lines_keep(&source->lines, &places->allocator);
    return true;
}

cJSON *json_tree_read(struct json_places *places, homevisit_text text, const char *document,
                      const struct json_limits *limits, homevisit_problems *problems)
{
    struct builder builder = {.places = places, .problems = problems};
    struct json_limits own = limits != NULL ? *limits : (struct json_limits){.bytes = 0};
    own.depth = own.depth == 0 ? JSON_DEFAULT_DEPTH : own.depth;
    own.depth = own.depth < TREE_DEPTH ? own.depth : TREE_DEPTH;
    if (!add_source(places, text, document)) {
        out_of_memory(&builder);
        return NULL;
    }
    json_reader_init(&builder.reader, text, document, &own, &places->allocator, problems);
    list_init(&builder.parents, &places->allocator, sizeof(cJSON *));
    enum json_token token = json_next(&builder.reader);
    for (; token != JSON_END && token != JSON_FAILED && !builder.failed; token = json_next(&builder.reader)) {
        add_token(&builder, token);
    }
    if (token == JSON_FAILED || builder.failed) {
        builder.root = NULL;
    }
    list_free(&builder.parents);
    json_reader_free(&builder.reader);
    return builder.root;
}

/* --------------------------------------------------------------------------------------------------------- changing */

void json_tree_replace(cJSON *parent, cJSON *old, cJSON *fresh)
{
    fresh->next = old->next;
    fresh->prev = old->prev == old ? fresh : old->prev;
    if (parent->child == old) {
        parent->child = fresh;
    } else {
        fresh->prev->next = fresh;
    }
    if (fresh->next != NULL) {
        fresh->next->prev = fresh;
    } else {
        parent->child->prev = fresh;
    }
    old->next = old->prev = NULL;
}

/* ----------------------------------------------------------------------------------------------------------- faults */

static const struct node_place *find_place(const struct json_places *places, const cJSON *node)
{
    if (places == NULL || node == NULL || node->valueint <= 0 || (size_t)node->valueint > places->count) {
        return NULL;
    }
    return place_at(places, (size_t)node->valueint);
}

size_t json_tree_source(const struct json_places *places, const cJSON *node)
{
    const struct node_place *place = find_place(places, node);
    return place != NULL ? place->source : 0;
}

static void follow(const struct json_places *places, const struct node_place *place, struct json_pointer *pointer)
{
    const struct node_place *way[TREE_DEPTH];
    size_t depth = 0;
    for (; place->parent != 0; place = place_at(places, place->parent)) {
        way[depth++] = place;
    }
    const char *text = ((const struct source *)list_at(&places->sources, place->source))->text.data;
    while (depth-- > 0) {
        if (way[depth]->key_end > way[depth]->key_start) {
            json_pointer_key(pointer, text + way[depth]->key_start + 1,
                             way[depth]->key_end - way[depth]->key_start - 2);
        } else {
            json_pointer_index(pointer, way[depth]->index);
        }
    }
}

/* The place of a node, or of its key; `pointer` holds the text of the place's. */
static struct place locate(struct json_places *places, const cJSON *node, bool at_key, struct json_pointer *pointer)
{
    const struct node_place *own = find_place(places, node);
    *pointer = (struct json_pointer){.length = 0};
    struct place place = {.document = "", .pointer = pointer->text};
    if (own != NULL) {
        struct source *source = list_at(&places->sources, own->source);
        bool key = at_key && own->key_end > own->key_start;
        follow(places, own, pointer);
        place.document = source->document;
        place.offset = key ? own->key_start : own->start;
        place.span = json_span(source->text.data, place.offset, key ? own->key_end : own->end);
        json_lines_find(&source->lines, place.offset, &place.line, &place.column);
    }
    return place;
}

void json_tree_fault(struct json_places *places, homevisit_problems *problems, const cJSON *node, homevisit_kind kind,
                     const char *code, const char *suggestion, const char *format, ...)
{
    if (problems == NULL || problems_full(problems)) {
        return;
    }
    struct json_pointer pointer;
    const struct place place = locate(places, node, false, &pointer);
    va_list arguments;
    va_start(arguments, format);
    problems_add_va(problems, HOMEVISIT_SEVERITY_ERROR, kind, code, &place, suggestion, format, arguments);
    va_end(arguments);
}

void json_tree_fault_key(struct json_places *places, homevisit_problems *problems, const cJSON *node,
                         homevisit_kind kind, const char *code, const char *suggestion, const char *format, ...)
{
    if (problems_full(problems)) {
        return;
    }
    struct json_pointer pointer;
    const struct place place = locate(places, node, true, &pointer);
    va_list arguments;
    va_start(arguments, format);
    problems_add_va(problems, HOMEVISIT_SEVERITY_ERROR, kind, code, &place, suggestion, format, arguments);
    va_end(arguments);
}

void json_tree_warn(struct json_places *places, homevisit_problems *problems, const cJSON *node, homevisit_kind kind,
                    const char *code, const char *suggestion, const char *format, ...)
{
    if (problems_full(problems)) {
        return;
    }
    struct json_pointer pointer;
    const struct place place = locate(places, node, false, &pointer);
    va_list arguments;
    va_start(arguments, format);
    problems_add_va(problems, HOMEVISIT_SEVERITY_WARNING, kind, code, &place, suggestion, format, arguments);
    va_end(arguments);
}
