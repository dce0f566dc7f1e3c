/*
 * No key twice in an object: n log n steps for n keys, whatever they are.
 *
 * The first few keys of an object are compared one by one, which is all that most objects need. The keys of larger ones
 * are sorted when the object ends. Keys are compared by their values: "a" is "\u0061". A digest makes unequal keys
 * unequal early; nothing depends on its being good.
 */
#include "json_parts.h"

#include <string.h>

enum { COMPARED_ONE_BY_ONE = 32 };

static uint64_t load(const unsigned char *at, size_t length)
{
    uint64_t word = 0;
    if (length >= 8) {
        memcpy(&word, at, 8);
        return word;
    }
    for (size_t i = 0; i < length; i++) {
        word = word << 8 | at[i];
    }
    return word;
}

static uint64_t mix(uint64_t first, uint64_t last, size_t length)
{
    uint64_t mixed = (first ^ (last << 23 | last >> 41) ^ length) * 0x9E3779B97F4A7C15U;
    return mixed ^ mixed >> 29;
}

/* Of the length and of the first and last eight bytes. */
static uint64_t digest(const unsigned char *at, size_t length)
{
    return mix(load(at, length), length > 8 ? load(at + length - 8, 8) : 0, length);
}

/* The same of a key with escapes. */
static uint64_t digest_decoded(const unsigned char *at, size_t left)
{
    unsigned char bytes[16]; /* of a longer key: the first eight, then the last eight */
    size_t length = 0;
    while (left != 0) {
        struct json_character character;
        json_character_read(at, left, &character);
        for (unsigned i = 0; i < character.length; i++, length++) {
            if (length >= sizeof bytes) {
                memmove(bytes + 8, bytes + 9, 7);
            }
            bytes[length < sizeof bytes ? length : sizeof bytes - 1] = character.bytes[i];
        }
        at += character.taken;
        left -= character.taken;
    }
    size_t kept = length < sizeof bytes ? length : sizeof bytes;
    return mix(load(bytes, kept), kept > 8 ? load(bytes + kept - 8, 8) : 0, length);
}

/* A key's value, byte by byte. */
struct decoder {
    const unsigned char *at;
    size_t left;
    struct json_character character;
    unsigned given; /* bytes of the character */
};

static int next_byte(struct decoder *decoder)
{
    if (decoder->given == decoder->character.length) {
        if (decoder->left == 0) {
            return -1;
        }
        json_character_read(decoder->at, decoder->left, &decoder->character);
        decoder->at += decoder->character.taken;
        decoder->left -= decoder->character.taken;
        decoder->given = 0;
    }
    return decoder->character.bytes[decoder->given++];
}

static int compare_decoded(const char *text, const struct json_key *a, const struct json_key *b)
{
    struct decoder first = {.at = (const unsigned char *)text + a->start + 1, .left = a->end - a->start - 2};
    struct decoder second = {.at = (const unsigned char *)text + b->start + 1, .left = b->end - b->start - 2};
    for (;;) {
        int left = next_byte(&first);
        int right = next_byte(&second);
        if (left != right || left < 0) {
            return left - right;
        }
    }
}

/* One order of values, whether they are written with escapes or not. */
static int compare_values(const char *text, const struct json_key *a, const struct json_key *b)
{
    if (a->digest != b->digest) {
        return a->digest < b->digest ? -1 : 1;
    }
    if (a->escaped || b->escaped) {
        return compare_decoded(text, a, b);
    }
    size_t first = a->end - a->start - 2, second = b->end - b->start - 2;
    int order = memcmp(text + a->start + 1, text + b->start + 1, first < second ? first : second);
    return order != 0 ? order : (first > second) - (first < second);
}

static int by_value(const void *first, const void *second, const void *text)
{
    const struct json_key *a = first;
    const struct json_key *b = second;
    int order = compare_values(text, a, b);
    return order != 0 ? order : (a->start > b->start) - (a->start < b->start);
}

static int by_place(const void *first, const void *second, const void *text)
{
    (void)text;
    const struct json_key *a = first;
    const struct json_key *b = second;
    return (a->start > b->start) - (a->start < b->start);
}

/* Compares one of the first keys with those before it. A bit of the digest says of most that there is none like it. */
static void compare_early(struct json_reader *reader, struct json_frame *frame, const struct json_key *key)
{
    size_t own = reader->keys.count - frame->first_key;
    if (own > COMPARED_ONE_BY_ONE) {
        return;
    }
    frame->compared = own;
    const uint64_t bit = UINT64_C(1) << (key->digest & 63);
    const bool seen = (frame->seen & bit) != 0;
    frame->seen |= bit;
    const struct json_key *first = key - (own - 1);
    for (size_t i = 0; seen && i + 1 < own; i++) {
        if (first[i].digest == key->digest && compare_values(reader->text, &first[i], key) == 0) {
            json_report(reader, JSON_FAULT_duplicate_key, key->start, key->end, reader->frames.count);
            return;
        }
    }
}

bool json_key_add(struct json_reader *reader)
{
    struct json_frame *frame = json_top(reader);
    frame->key_start = reader->start;
    frame->key_end = reader->end;
    frame->count++;
    if (reader->flawed) {
        return true; /* its value is not known, so nobody can say that it stands twice */
    }
    struct json_key *key = list_add(&reader->keys);
    if (key == NULL) {
        return false;
    }
    const unsigned char *inside = (const unsigned char *)reader->text + reader->start + 1;
    size_t length = reader->end - reader->start - 2;
    *key =
        (struct json_key){reader->start, reader->end,
                          reader->escaped ? digest_decoded(inside, length) : digest(inside, length), reader->escaped};
    compare_early(reader, frame, key);
    return true;
}

/* Moves every key but the first of its value to the front, except those that were told of already. */
static size_t gather_repeats(const char *text, struct json_key *keys, size_t count, size_t told_until)
{
    size_t repeats = 0;
    struct json_key first = keys[0];
    for (size_t i = 1; i < count; i++) {
        if (compare_values(text, &first, &keys[i]) != 0) {
            first = keys[i];
        } else if (keys[i].start > told_until) {
            keys[repeats++] = keys[i];
        }
    }
    return repeats;
}

void json_keys_end(struct json_reader *reader, size_t index)
{
    struct json_frame *frame = list_at(&reader->frames, index);
    size_t count = reader->keys.count - frame->first_key;
    if (count > frame->compared) {
        struct json_key *keys = list_at(&reader->keys, frame->first_key);
        size_t told_until = keys[frame->compared - 1].start;
        list_sort(&reader->keys, frame->first_key, by_value, reader->text);
        reader->keys.count = frame->first_key + gather_repeats(reader->text, keys, count, told_until);
        list_sort(&reader->keys, frame->first_key, by_place, NULL);
        size_t key_start = frame->key_start, key_end = frame->key_end;
        for (size_t i = frame->first_key; i < reader->keys.count; i++) {
            const struct json_key *key = list_at(&reader->keys, i);
            frame->key_start = key->start;
            frame->key_end = key->end;
            json_report(reader, JSON_FAULT_duplicate_key, key->start, key->end, index + 1);
        }
        frame->key_start = key_start;
        frame->key_end = key_end;
    }
    reader->keys.count = frame->first_key;
}
