/* A tree of cJSON nodes written out again, and pieces of JSON that are text already. */
#include "json_copy.h"

#include <string.h>

/* What the writer does before a value: the comma that parts it from the one before. */
static void put_piece(struct json_writer *writer, const char *text, size_t length)
{
    if (!writer->failed &&
        ((writer->comma && !buffer_append(writer->buffer, ",", 1)) || !buffer_append(writer->buffer, text, length)))
        writer->failed = true;
    writer->comma = true;
}

void json_copy_text(struct json_writer *writer, const char *json)
{
    put_piece(writer, json, strlen(json));
}

void json_copy_key(struct json_writer *writer, const char *key)
{
    json_write_text(writer, key);
    if (!writer->failed && !buffer_append(writer->buffer, ":", 1))
        writer->failed = true;
    writer->comma = false;
}

/* Goes as deep as the tree, which the scan has limited. */
void json_copy_tree(struct json_writer *writer, const cJSON *node)
{
    if (cJSON_IsObject(node)) {
        json_write_object(writer);
        for (const cJSON *item = node->child; item != NULL; item = item->next) {
            json_copy_key(writer, item->string);
            json_copy_tree(writer, item);
        }
        json_write_object_end(writer);
    } else if (cJSON_IsArray(node)) {
        json_write_array(writer);
        for (const cJSON *item = node->child; item != NULL; item = item->next)
            json_copy_tree(writer, item);
        json_write_array_end(writer);
    } else if (cJSON_IsString(node)) {
        json_write_text(writer, node->valuestring);
    } else if (cJSON_IsNumber(node)) {
        json_write_number(writer, node->valuedouble);
    } else if (cJSON_IsBool(node)) {
        json_write_boolean(writer, cJSON_IsTrue(node));
    } else {
        json_write_null(writer);
    }
}
