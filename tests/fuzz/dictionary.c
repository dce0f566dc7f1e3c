/*
 * Prints libFuzzer's dictionary for the targets whose input is text: every name of the vocabulary and every key of the
 * documents' schemas, quoted as in JSON. So no name stands in a second place.
 */
#include "fuzz.h"

#include <stdio.h>
#include <string.h>

static void print_word(const char *word)
{
    printf("\"\\\"%s\\\"\"\n", word);
}

static void print_vocabulary(const char *vocabulary)
{
    for (size_t i = 0; i < homevisit_vocabulary_count(vocabulary); i++)
        print_word(homevisit_vocabulary_name(vocabulary, i));
}

static void print_keys(const cJSON *schema)
{
    const cJSON *child, *key;
    cJSON_ArrayForEach(key, cJSON_GetObjectItemCaseSensitive(schema, "properties"))
    {
        if (strlen(key->string) < 60 && strchr(key->string, '\\') == NULL)
            print_word(key->string);
    }
    cJSON_ArrayForEach(child, schema) print_keys(child);
}

int main(void)
{
    static const char *const documents[] = {"policy", "visit", "cases"};
    static const char *const json[] = {"{",
                                       "}",
                                       "[",
                                       "]",
                                       ":",
                                       ",",
                                       "\\\\u",
                                       "\\\\ud800",
                                       "true",
                                       "false",
                                       "null",
                                       "1e2",
                                       "-0.5",
                                       "18:00",
                                       "\\\\n",
                                       "9007199254740993",
                                       "Z",
                                       "+01:00",
                                       "2026-03-29T01:00:00Z"};
    for (size_t i = 0; i < sizeof json / sizeof json[0]; i++)
        printf("\"%s\"\n", json[i]);
    print_vocabulary("vocabularies");
    for (size_t i = 0; i < homevisit_vocabulary_count("vocabularies"); i++)
        print_vocabulary(homevisit_vocabulary_name("vocabularies", i));
    print_vocabulary("fact");
    print_vocabulary("clock");
    print_vocabulary("operator");
    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
        homevisit_buffer out = {0};
        if (homevisit_schema(documents[i], &out) != HOMEVISIT_OK)
            return 1;
        cJSON *schema = cJSON_ParseWithLength(out.data, out.length);
        print_keys(schema);
        cJSON_Delete(schema);
        homevisit_buffer_free(&out);
    }
    return 0;
}
