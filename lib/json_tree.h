/*
 * A checked text as a cJSON tree whose nodes know where they stand. Several documents may be read into one set of
 * places (a policy and those it extends), so that a node keeps its place when a patch moves it into another tree.
 * The number of a node's place is kept in cJSON's `valueint`, which nothing else here uses (numbers are `valuedouble`).
 */
#ifndef HOMEVISIT_JSON_TREE_H
#define HOMEVISIT_JSON_TREE_H

#include "json_scan.h"

#include <cJSON.h> /* found through pkg-config libcjson (Cflags: -I/usr/include/cjson) */

struct json_places; /* opaque: sources, places and the trees themselves */

struct json_places *json_places_new(const homevisit_allocator *allocator);
void json_places_free(struct json_places *places);

/*
 * Scans the text strictly and builds the tree from the scan's tokens; faults of either, and an end of memory, are in the
 * problems. After faults with which the scan can go on (a duplicate key, say) the tree is built all the same, so that all
 * problems of a document can be told at once: both members of a repeated key stand in it, U+FFFD for what cannot be read,
 * and null for a word that is none. No tree is deeper than 1,000 levels, whatever the limit, as what walks it recurses.
 * The text and the document's name must outlive the places.
 *
 * The tree belongs to the places and goes with them: no node of it may come before cJSON_Delete(), nor anything that
 * releases nodes (cJSON_ReplaceItem…, cJSON_DeleteItem…). Looking, walking, duplicating and detaching are cJSON's.
 * @return The root object; NULL where there is none.
 */
cJSON *json_tree_read(struct json_places *places, homevisit_text text, const char *document,
                      const struct json_limits *limits, homevisit_problems *problems);

/* Puts a node that stands nowhere in the place of another of the same parent. */
void json_tree_replace(cJSON *parent, cJSON *old, cJSON *fresh);

/* Adds a problem at a node's value, or at the key under which it stands (members of objects only). Where `problems` is
 * NULL, json_tree_fault() tells nothing. */
void json_tree_fault(struct json_places *places, homevisit_problems *problems, const cJSON *node, homevisit_kind kind,
                     const char *code, const char *suggestion, const char *format, ...) PRINTF_LIKE(7, 8);
void json_tree_fault_key(struct json_places *places, homevisit_problems *problems, const cJSON *node,
                         homevisit_kind kind, const char *code, const char *suggestion, const char *format, ...)
    PRINTF_LIKE(7, 8);
void json_tree_warn(struct json_places *places, homevisit_problems *problems, const cJSON *node, homevisit_kind kind,
                    const char *code, const char *suggestion, const char *format, ...) PRINTF_LIKE(7, 8);

/* Which document (0 the first read) a node was read from. */
size_t json_tree_source(const struct json_places *places, const cJSON *node);

#endif
