/* Numbers of JSON, exactly, in no locale. Internal to the json_* files. */
#ifndef HOMEVISIT_JSON_NUMBER_H
#define HOMEVISIT_JSON_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "json_faults.h"

struct json_number {
    double number;   /* correctly rounded */
    bool integral;   /* a whole number, however it is written; decided on the digits, not on `number` */
    int64_t integer; /* where it is integral */
};

/*
 * Reads a number from the whole of `text` (at least one byte). Returns JSON_SOUND or what is wrong; then the number is 0,
 * or ±2^53 where it is too large, and integral, so that nobody finds a second fault in it.
 */
enum json_fault_name json_number_read(const char *text, size_t length, struct json_number *number);

/* The double nearest to DIGITS × 10^exponent (ties to even), of any number of ASCII digits. */
double json_decimal_value(const char *digits, size_t count, int64_t exponent);

#endif
