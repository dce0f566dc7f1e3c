/*
 * Loading against the number of rules: profiles of 64 to 4,096 rules, made here, each loaded from its text.
 *
 *   load_growth              one line a size: rules, bytes of text, microseconds (the least of several loads)
 *   load_growth RULES TIMES  loads a profile of so many rules so many times, and prints nothing: for load_growth.sh, which
 *                            counts instructions
 *
 * The rules are as a school's are: one in four is a duty, conditions compare facts, name settings and other conditions,
 * and no two rules say the same.
 */
#include <homevisit/homevisit.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LEAST = 64, MOST = 4096, RULE_BYTES = 700 };

static const char head[] =
    "{\"format\":\"homevisit-policy/1\",\"id\":\"growth\",\"title\":\"Growth\",\"version\":\"1\","
    "\"settings\":{\"wait\":{\"value\":20,\"clauses\":[\"C-1\"]},\"staff\":{\"value\":2}},"
    "\"conditions\":{\"unsafe\":{\"or\":[{\"var\":\"concern.personal_safety\"},{\"var\":\"threatened\"},{\"var\":"
    "\"duress\"}]}},"
    "\"clauses\":{\"C-1\":{\"section\":\"1\",\"summary\":\"A clause.\"}},\"rules\":[";

static size_t write_guard(char *out, unsigned rule)
{
    static const char *const events[] = {"entered", "departed", "authorised", "arrived", "moved", "knocked"};
    return (size_t)sprintf(
        out,
        "{\"id\":\"guard-%u\",\"clauses\":[\"C-1\"],\"force\":\"must\",\"message\":\"Nobody does this, says rule %u.\","
        "\"on\":[\"%s\"],\"when\":{\"and\":[{\"==\":[{\"var\":\"plan.days_absent\"},%u]},"
        "{\"<\":[{\"var\":\"staff.count\"},{\"var\":\"settings.staff\"}]}]},"
        "\"needs\":{\"or\":[{\"var\":\"risk.assessed\"},{\">\":[{\"var\":\"contact_attempts.total\"},%u]}]},"
        "\"unless\":{\"var\":\"conditions.unsafe\"}}",
        rule, rule, events[rule % 6], rule, rule);
}

static size_t write_duty(char *out, unsigned rule)
{
    static const char *const events[] = {"departed", "arrived", "entered", "left"};
    return (size_t)sprintf(
        out,
        "{\"id\":\"duty-%u\",\"clauses\":[\"C-1\"],\"force\":\"should\",\"message\":\"Somebody does this, says rule "
        "%u.\","
        "\"on\":[\"%s\"],\"when\":{\"!=\":[{\"var\":\"plan.days_absent\"},%u]},\"do\":[\"checked_in\"],"
        "\"from\":\"trigger\",\"within_minutes\":{\"var\":\"settings.wait\"},\"by\":\"visitor\"}",
        rule, rule, events[rule % 4], rule);
}

/* The text of a profile of so many rules; the caller frees it. */
static char *write_profile(unsigned rules, size_t *length)
{
    char *text = malloc(sizeof head + (size_t)rules * RULE_BYTES + 8);
    if (text == NULL)
        exit(2);
    memcpy(text, head, sizeof head - 1);
    *length = sizeof head - 1;
    for (unsigned rule = 0; rule < rules; rule++) {
        if (rule != 0)
            text[(*length)++] = ',';
        *length += rule % 4 == 3 ? write_duty(text + *length, rule) : write_guard(text + *length, rule);
    }
    memcpy(text + *length, "]}", 3);
    *length += 2;
    return text;
}

static void load(const char *text, size_t length)
{
    homevisit_policy *policy = NULL;
    homevisit_problems *problems = NULL;
    if (homevisit_policy_load(text, length, NULL, &policy, &problems) != HOMEVISIT_OK) {
        fprintf(stderr, "load_growth: %s\n", homevisit_problems_get(problems, 0)->message);
        exit(2);
    }
    homevisit_policy_free(policy);
}

static double now(void)
{
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

/* The least of several loads, in microseconds: whatever else runs on the machine only ever adds. */
static double measure(unsigned rules, size_t *length)
{
    char *text = write_profile(rules, length);
    double least = 0;
    for (unsigned i = 0; i < 5 + LEAST * 8 / rules; i++) {
        const double begin = now();
        load(text, *length);
        const double taken = now() - begin;
        least = i == 0 || taken < least ? taken : least;
    }
    free(text);
    return least;
}

int main(int count, char **arguments)
{
    size_t length;
    if (count == 3) {
        char *text = write_profile((unsigned)atoi(arguments[1]), &length);
        for (int i = atoi(arguments[2]); i > 0; i--)
            load(text, length);
        free(text);
        return 0;
    }
    for (unsigned rules = LEAST; rules <= MOST; rules *= 2) {
        const double taken = measure(rules, &length);
        printf("%u %zu %.0f\n", rules, length, taken);
    }
    return 0;
}
