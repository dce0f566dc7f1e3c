/* What json_write.h writes, from trees and from pieces of JSON. */
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

#endif
