/*
 * Steps of the library, counted: each basic block calls __sanitizer_cov_trace_pc() (the compiler's
 * -fsanitize-coverage=trace-pc), and the linker leads what the C library and cJSON do in a loop here (--wrap).
 * memmove() is in meter.c.
 */
#include "trap.h"

#include <cjson/cJSON.h>
#include <string.h>

void __sanitizer_cov_trace_pc(void);

void __sanitizer_cov_trace_pc(void)
{
    meter.steps++;
}

static void count(size_t bytes)
{
    meter.steps += 1 + bytes / 8;
}

#define WRAPPED(type, name, parameters, arguments, bytes)                                                              \
    type __real_##name parameters;                                                                                     \
    type __wrap_##name parameters;                                                                                     \
    type __wrap_##name parameters                                                                                      \
    {                                                                                                                  \
        count(bytes);                                                                                                  \
        return __real_##name arguments;                                                                                \
    }

/* How far two texts are the same. */
static size_t same_bytes(const char *one, const char *other)
{
    size_t bytes = 0;
    while (one[bytes] != '\0' && one[bytes] == other[bytes])
        bytes++;
    return bytes;
}

/* How far a byte is looked for. */
static size_t bytes_before(const void *from, int byte, size_t size)
{
    size_t bytes = 0;
    while (bytes < size && ((const unsigned char *)from)[bytes] != (unsigned char)byte)
        bytes++;
    return bytes;
}

/* How many members are looked at for one of a name. */
static size_t members_before(const cJSON *object, const char *name)
{
    size_t members = 0;
    const cJSON *item = object != NULL ? object->child : NULL;
    for (; item != NULL && (item->string == NULL || strcmp(item->string, name) != 0); item = item->next)
        members++;
    return members;
}

static size_t count_members(const cJSON *list)
{
    size_t members = 0;
    for (const cJSON *item = list != NULL ? list->child : NULL; item != NULL; item = item->next)
        members++;
    return members;
}

WRAPPED(void *, memcpy, (void *to, const void *from, size_t size), (to, from, size), size)
WRAPPED(void *, memset, (void *to, int byte, size_t size), (to, byte, size), size)
WRAPPED(int, memcmp, (const void *one, const void *other, size_t size), (one, other, size), size)
WRAPPED(void *, memchr, (const void *from, int byte, size_t size), (from, byte, size), bytes_before(from, byte, size))
WRAPPED(size_t, strlen, (const char *text), (text), __real_strlen(text))
WRAPPED(int, strcmp, (const char *one, const char *other), (one, other), same_bytes(one, other))
WRAPPED(cJSON *, cJSON_GetObjectItemCaseSensitive, (const cJSON *object, const char *name), (object, name),
        8 * members_before(object, name))
WRAPPED(int, cJSON_GetArraySize, (const cJSON *list), (list), 8 * count_members(list))
