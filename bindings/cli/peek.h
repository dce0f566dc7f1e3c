/* A glance into a JSON text before the library reads it as a whole, and characters in UTF-8. */
#ifndef HOMEVISIT_CLI_PEEK_H
#define HOMEVISIT_CLI_PEEK_H

#include <stdbool.h>
#include <stddef.h>

/* The text that stands under a key of the root object, if it is short and plain (no escapes). */
bool peek_text(const char *text, size_t length, const char *key, char *out, size_t size);
/* Whether the root object has the key. */
bool peek_has(const char *text, size_t length, const char *key);

/* How many bytes the character at the beginning takes; 0 where it is no sound UTF-8. */
size_t utf8_length(const char *text, size_t length);
/* The character itself, of utf8_length() bytes. */
unsigned long utf8_decode(const char *text, size_t length);

#endif
