/* Traps for the strict scan: nesting, numbers, texts, keys, mistakes without number, sizes beyond the limits. */
#include "trap.h"

#include <stdlib.h>

#define HEAD "{\"format\":\"homevisit-visit/1\",\"id\":\"V\","

enum { MEBIBYTE = 1 << 20 };

static void nested_lists(struct bait *bait)
{
    put(&bait->text, HEAD "\"x_\":");
    put_times(&bait->text, "[", bait->size);
    put_times(&bait->text, "]", bait->size);
    put(&bait->text, ",\"events\":[]}");
}

static void nested_objects(struct bait *bait)
{
    put(&bait->text, HEAD "\"x_\":");
    put_times(&bait->text, "{\"a\":", bait->size);
    put(&bait->text, "0");
    put_times(&bait->text, "}", bait->size);
    put(&bait->text, ",\"events\":[]}");
}

static void open_lists(struct bait *bait)
{
    put_times(&bait->text, "[", bait->size);
}

static void digits(struct bait *bait)
{
    put(&bait->text, HEAD "\"x_\":1");
    put_times(&bait->text, "0", bait->size);
    put(&bait->text, ",\"events\":[]}");
}

static void fraction(struct bait *bait)
{
    put(&bait->text, HEAD "\"x_\":0.");
    put_times(&bait->text, "1234567890", bait->size / 10);
    put(&bait->text, ",\"events\":[]}");
}

static void exponent(struct bait *bait)
{
    put(&bait->text, HEAD "\"x_\":1e");
    put_times(&bait->text, "9", bait->size);
    put(&bait->text, ",\"events\":[]}");
}

/* The number is small after all: a one, as many zeroes, and an exponent that takes them back. */
static void digits_taken_back(struct bait *bait)
{
    put(&bait->text, HEAD "\"x_\":1");
    put_times(&bait->text, "0", bait->size);
    put(&bait->text, "e-%zu,\"events\":[]}", bait->size);
}

static void long_text(struct bait *bait)
{
    put(&bait->text, HEAD "\"events\":[{\"at\":\"%s\",\"event\":\"noted\",\"text\":\"", second(0));
    put_times(&bait->text, "It was raining. ", bait->size / 16);
    put(&bait->text, "\"}]}");
}

static void long_text_of_escapes(struct bait *bait)
{
    put(&bait->text, HEAD "\"events\":[{\"at\":\"%s\",\"event\":\"noted\",\"text\":\"", second(0));
    put_times(&bait->text, "\\ud83d\\ude00", bait->size / 12);
    put(&bait->text, "\"}]}");
}

static void long_id(struct bait *bait)
{
    put(&bait->text, "{\"format\":\"homevisit-visit/1\",\"id\":\"");
    put_times(&bait->text, "V", bait->size);
    put(&bait->text, "\",\"events\":[]}");
}

static void long_key(struct bait *bait)
{
    put(&bait->text, HEAD "\"");
    put_times(&bait->text, "events", bait->size / 6);
    put(&bait->text, "\":1,\"events\":[]}");
}

static void many_keys(struct bait *bait)
{
    put(&bait->text, HEAD "\"x_\":{");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "\"%zu\":0,", i * 7919 % bait->size);
    put(&bait->text, "\"\":0},\"events\":[]}");
}

/* The scan's digest of a key sees its length and both its ends: these differ in the middle only. */
static void keys_of_one_digest(struct bait *bait)
{
    put(&bait->text, HEAD "\"x_\":{");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "\"begins__%08zu__ends__\":0,", i * 7919 % bait->size);
    put(&bait->text, "\"\":0},\"events\":[]}");
}

static void keys_of_one_digest_in_escapes(struct bait *bait)
{
    put(&bait->text, HEAD "\"x_\":{");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "\"b\\u0065gins__%08zu__ends__\":0,", i * 7919 % bait->size);
    put(&bait->text, "\"\":0},\"events\":[]}");
}

static void one_key_again_and_again(struct bait *bait)
{
    put(&bait->text, HEAD "\"x_\":{");
    put_times(&bait->text, "\"a\":0,", bait->size);
    put(&bait->text, "\"a\":0},\"events\":[]}");
}

static void objects_of_keys(struct bait *bait)
{
    put(&bait->text, HEAD "\"x_\":[");
    put_times(&bait->text, "{\"a\":{},\"b\":[]},", bait->size);
    put(&bait->text, "0],\"events\":[]}");
}

/* A mistake a line, each with a place to be found and a name to be suggested. */
static void mistakes(struct bait *bait)
{
    put(&bait->text, HEAD "\"events\":[\n");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "{\"at\":\"%s\",\"event\":\"departde\"},\n", second(i));
    put(&bait->text, "{}]}");
}

static void mistakes_in_one_line(struct bait *bait)
{
    put(&bait->text, HEAD "\"events\":[{\"at\":\"%s\",\"event\":\"departed\"", second(0));
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, ",\"é%zu\":0", i);
    put(&bait->text, "}]}");
}

static void faulty_texts(struct bait *bait)
{
    put(&bait->text, HEAD "\"x_\":[\n");
    put_times(&bait->text, "\"\\ud800\",\n", bait->size);
    put(&bait->text, "0],\"events\":[]}");
}

static void mistakes_in_a_policy(struct bait *bait)
{
    put(&bait->text, "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\",\"rules\":[\n");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text,
            "%s{\"id\":\"r%zu\",\"clauses\":[],\"force\":\"msut\",\"message\":\"m\",\"on\":[\"entred\"],"
            "\"when\":{\"var\":\"conditions.c%zu\"}}\n",
            i == 0 ? "" : ",", i, i);
    put(&bait->text, "]}");
}

static void too_long(struct bait *bait)
{
    put(&bait->text, HEAD "\"events\":[]}");
    put_times(&bait->text, " ", bait->size);
}

static void invalid_utf_8(struct bait *bait)
{
    put(&bait->text, HEAD "\"x_\":\"");
    put_times(&bait->text, "\xff", bait->size);
    put(&bait->text, "\",\"events\":[]}");
}

const struct trap json_traps[] = {
    {"lists within lists", "levels", MEBIBYTE, nested_lists, spring_load_visit, HOMEVISIT_E_LIMIT, NULL, NULL, 0},
    {"objects within objects", "levels", MEBIBYTE, nested_objects, spring_load_visit, HOMEVISIT_E_LIMIT, NULL, NULL, 0},
    {"lists that are opened and never closed", "levels", 8 * MEBIBYTE, open_lists, spring_load_visit, HOMEVISIT_E_LIMIT,
     NULL, NULL, 0},
    {"lists within lists, in a policy", "levels", MEBIBYTE, nested_lists, spring_load_policy, HOMEVISIT_E_LIMIT, NULL,
     NULL, 0},
    {"a number of as many digits", "digits", 8 * MEBIBYTE, digits, spring_load_visit, HOMEVISIT_E_LIMIT, NULL, NULL, 0},
    {"a fraction of as many digits", "digits", 8 * MEBIBYTE, fraction, spring_load_visit, HOMEVISIT_OK, NULL, NULL, 0},
    {"an exponent of as many digits", "digits", 8 * MEBIBYTE, exponent, spring_load_visit, HOMEVISIT_E_LIMIT, NULL,
     NULL, 0},
    {"digits that the exponent takes back", "digits", 8 * MEBIBYTE, digits_taken_back, spring_load_visit, HOMEVISIT_OK,
     NULL, NULL, 0},
    {"a long text", "bytes", 10000000, long_text, spring_load_visit, HOMEVISIT_OK, NULL, NULL, 0},
    {"a long text of escapes", "bytes", 10000000, long_text_of_escapes, spring_load_visit, HOMEVISIT_OK, NULL, NULL, 0},
    {"a long id", "bytes", 10000000, long_id, spring_load_visit, HOMEVISIT_OK, NULL, NULL, 0},
    {"a long unknown key", "bytes", 10000000, long_key, spring_load_visit, HOMEVISIT_E_NAME, "unknown_key", NULL, 0},
    {"keys in one object", "keys", 200000, many_keys, spring_load_visit, HOMEVISIT_OK, NULL, NULL, 0},
    {"keys built to collide", "keys", 200000, keys_of_one_digest, spring_load_visit, HOMEVISIT_OK, NULL, NULL, 0},
    {"keys built to collide, with escapes", "keys", 100000, keys_of_one_digest_in_escapes, spring_load_visit,
     HOMEVISIT_OK, NULL, NULL, 0},
    {"one key again and again", "keys", 400000, one_key_again_and_again, spring_load_visit, HOMEVISIT_E_SYNTAX,
     "duplicate_key", NULL, 0},
    {"small objects", "objects", 400000, objects_of_keys, spring_load_visit, HOMEVISIT_OK, NULL, NULL, 0},
    {"mistakes, one a line", "mistakes", 100000, mistakes, spring_load_visit, HOMEVISIT_E_NAME, "unknown_event", NULL,
     0},
    {"mistakes, all in one line", "mistakes", 100000, mistakes_in_one_line, spring_load_visit, HOMEVISIT_E_NAME, NULL,
     NULL, 0},
    {"texts that are none", "texts", 400000, faulty_texts, spring_load_visit, HOMEVISIT_E_SYNTAX, NULL, NULL, 0},
    {"bytes that are no UTF-8", "bytes", 8 * MEBIBYTE, invalid_utf_8, spring_load_visit, HOMEVISIT_E_SYNTAX, NULL, NULL,
     0},
    {"mistakes in a policy", "rules", 1024, mistakes_in_a_policy, spring_load_policy, HOMEVISIT_E_NAME, NULL, NULL, 0},
    {"more bytes than a document may have", "bytes", 64 * MEBIBYTE, too_long, spring_load_visit, HOMEVISIT_E_LIMIT,
     NULL, NULL, 0},
    {NULL, NULL, 0, NULL, NULL, HOMEVISIT_OK, NULL, NULL, 0},
};
