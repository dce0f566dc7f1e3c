/* What json_write.h writes, from trees and from pieces of JSON; and members put into a tree. */
#ifndef HOMEVISIT_JSON_COPY_H
#define HOMEVISIT_JSON_COPY_H

#include "json_tree.h"
#include "json_write.h"

/* A tree as a value. */
void json_copy_tree(struct json_writer *writer, const cJSON *node);
/* A value that is JSON already, as it is. */
void json_copy_text(struct json_writer *writer, const char *json);
/* A key of any characters. */
void json_copy_key(struct json_writer *writer, const char *key);

/* Puts a value under a key, in the place of the one that is there. The tree owns it from then on; where memory runs out
 * (false) it is released. */
bool json_put_member(cJSON *object, const char *key, cJSON *value);

#endif
