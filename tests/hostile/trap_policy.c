/* Traps for loading a profile, validating it and writing it as a document: rules, settings, clauses, bases. */
#include "trap.h"

#include <stdlib.h>
#include <string.h>

enum { RULES = 4096 };

static homevisit_code validate(struct bait *bait)
{
    const homevisit_options options = meter_options();
    homevisit_problems *problems;
    const homevisit_code code =
        homevisit_policy_validate(bait->text.data, bait->text.length, NULL, &options, &problems);
    trap_problems(problems);
    return code;
}

/* The other text holds a base that the profile extends. */
static homevisit_code load_with_base(struct bait *bait)
{
    homevisit_options options = meter_options();
    const homevisit_text base = {bait->other.data, bait->other.length};
    homevisit_policy *policy;
    homevisit_problems *problems;
    options.bases = &base;
    options.base_count = 1;
    const homevisit_code code = homevisit_policy_load(bait->text.data, bait->text.length, &options, &policy, &problems);
    homevisit_policy_free(policy);
    trap_problems(problems);
    return code;
}

/* ---- rules --------------------------------------------------------------------------------------------------------- */

static void lay_rules(struct bait *bait, const char *form)
{
    put(&bait->text, POLICY_HEAD "\"rules\":[");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s" RULE "%s}", i == 0 ? "" : ",", i, form);
    put(&bait->text, "]}");
}

static void guards_on_one_event(struct bait *bait)
{
    lay_rules(bait, "\"on\":[\"departed\"],\"needs\":{\"var\":\"authorisation.given\"}");
}

static void guards_of_their_own(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"rules\":[");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text,
            "%s" RULE "\"on\":[\"departed\",\"arrived\",\"entered\",\"left\"],\"when\":{\"and\":[{\">\":["
            "{\"var\":\"time.minute\"},%zu]},{\"var\":\"plan.entry\"}]},\"needs\":{\">=\":[{\"var\":\"staff.count\"},%"
            "zu]}}",
            i == 0 ? "" : ",", i, i % 1400, i);
    put(&bait->text, "]}");
}

static void duties(struct bait *bait)
{
    lay_rules(bait,
              "\"when\":{\"var\":\"threatened\"},\"do\":[\"checked_in\",\"reported\"],\"before\":[\"closed\",\"left\"],"
              "\"within_minutes\":5,\"repeat\":true,\"by\":\"visitor\"");
}

/* Duties whose way is forbidden by guards, each of which a validation weighs against each duty. */
static void duties_that_guards_forbid(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"rules\":[");
    for (size_t i = 0; i < bait->size; i++)
        if (i % 2 == 0)
            put(&bait->text, "%s" RULE "\"on\":[\"left\"],\"when\":{\">\":[{\"var\":\"staff.count\"},%zu]}}",
                i == 0 ? "" : ",", i, i);
        else
            put(&bait->text,
                "," RULE
                "\"when\":{\">\":[{\"var\":\"calls.unanswered\"},%zu]},\"do\":[\"left\"],\"within_minutes\":5}",
                i, i);
    put(&bait->text, "]}");
}

/* Each is covered by those before it, which a validation has to see. */
static void guards_that_cover_each_other(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"rules\":[");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s" RULE "\"on\":[\"departed\"],\"when\":{\"<\":[{\"var\":\"staff.count\"},%zu]}}",
            i == 0 ? "" : ",", i, bait->size - i);
    put(&bait->text, "]}");
}

static void rules_of_one_id(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"rules\":[");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s" RULE "\"on\":[\"departed\"],\"needs\":{\"var\":\"threatened\"}}", i == 0 ? "" : ",",
            (size_t)0);
    put(&bait->text, "]}");
}

/* ---- what rules read ------------------------------------------------------------------------------------------------ */

static void settings(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"settings\":{");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s\"s%zu\":{\"value\":%zu}", i == 0 ? "" : ",", i, i);
    put(&bait->text, "},\"rules\":[]}");
}

static void every_rule_reads_all_settings(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"settings\":{");
    for (size_t i = 0; i < 64; i++)
        put(&bait->text, "%s\"s%zu\":{\"value\":%zu}", i == 0 ? "" : ",", i, i);
    put(&bait->text, "},\"rules\":[");
    for (size_t i = 0; i < bait->size; i++) {
        put(&bait->text, "%s" RULE "\"on\":[\"departed\"],\"needs\":{\">\":[{\"var\":\"staff.count\"},{\"+\":[1",
            i == 0 ? "" : ",", i);
        for (size_t j = 0; j < 64; j++)
            put(&bait->text, ",{\"var\":\"settings.s%zu\"}", j);
        put(&bait->text, "]}]}}");
    }
    put(&bait->text, "]}");
}

static void clauses(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"clauses\":{");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s\"C-%zu\":{\"section\":\"1\",\"summary\":\"s\"}", i == 0 ? "" : ",", i);
    put(&bait->text,
        "},\"rules\":[{\"id\":\"r\",\"force\":\"must\",\"message\":\"m\",\"on\":[\"departed\"],\"needs\":{\"var\":"
        "\"threatened\"},\"clauses\":[");
    for (size_t i = bait->size; i-- > 0;)
        put(&bait->text, "\"C-%zu\"%s", i, i == 0 ? "" : ",");
    put(&bait->text, "]}]}");
}

static void own_facts(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"facts\":{");
    for (size_t i = 0; i < bait->size; i++)
        put(&bait->text, "%s\"x.%zu\":\"integer\"", i == 0 ? "" : ",", i);
    put(&bait->text, "},\"rules\":[]}");
}

static void long_message(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD
        "\"rules\":[{\"id\":\"r\",\"clauses\":[],\"force\":\"must\",\"on\":[\"departed\"],\"needs\":{\"var\":"
        "\"threatened\"},\"message\":\"");
    put_times(&bait->text, "Do not go. ", bait->size / 11);
    put(&bait->text, "\"}]}");
}

/* ---- bases ---------------------------------------------------------------------------------------------------------- */

static void patches(struct bait *bait)
{
    put(&bait->other, "{\"format\":\"homevisit-policy/1\",\"id\":\"b\",\"title\":\"B\",\"version\":\"1\",\"rules\":[");
    put(&bait->text, POLICY_HEAD "\"extends\":\"b\",\"rules\":[");
    for (size_t i = 0; i < bait->size; i++) {
        put(&bait->other, "%s" RULE "\"on\":[\"departed\"],\"needs\":{\"var\":\"threatened\"}}", i == 0 ? "" : ",", i);
        put(&bait->text, "%s{\"id\":\"r%zu\",\"message\":\"n\",\"needs\":{\"var\":\"duress\"}}", i == 0 ? "" : ",",
            bait->size - 1 - i);
    }
    put(&bait->text, "]}");
    put(&bait->other, "]}");
}

static void unknown_patches(struct bait *bait)
{
    put(&bait->other, "{\"format\":\"homevisit-policy/1\",\"id\":\"b\",\"title\":\"B\",\"version\":\"1\",\"rules\":[");
    put(&bait->text, POLICY_HEAD "\"extends\":\"b\",\"rules\":[");
    for (size_t i = 0; i < bait->size; i++) {
        put(&bait->other, "%s" RULE "\"on\":[\"departed\"],\"needs\":{\"var\":\"threatened\"}}", i == 0 ? "" : ",", i);
        put(&bait->text, "%s{\"id\":\"q%zu\"}", i == 0 ? "" : ",", i);
    }
    put(&bait->text, "]}");
    put(&bait->other, "]}");
}

/*
 * Bases that extend one another, each with as many rules: what the profile extends is "0", that extends "1", and so on,
 * one more than may be.
 */
enum { CHAIN = 17 };

static void chain(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"extends\":\"0\",\"rules\":[]}");
    size_t *starts = calloc(CHAIN + 1, sizeof *starts);
    bait->own = starts;
    for (size_t i = 0; starts != NULL && i < CHAIN; i++) {
        put(&bait->other,
            "{\"format\":\"homevisit-policy/"
            "1\",\"id\":\"%zu\",\"title\":\"B\",\"version\":\"1\",\"extends\":\"%zu\",\"rules\":[",
            i, i + 1);
        for (size_t j = 0; j < bait->size; j++)
            put(&bait->other, "%s" RULE "\"on\":[\"departed\"],\"needs\":{\"var\":\"threatened\"}}", j == 0 ? "" : ",",
                j);
        put(&bait->other, "]}");
        starts[i + 1] = bait->other.length;
    }
}

static bool find_in_chain(void *user, const char *id, homevisit_text *text)
{
    const struct bait *bait = user;
    const size_t *starts = bait->own, number = strtoul(id, NULL, 10);
    if (number >= CHAIN)
        return false;
    *text = (homevisit_text){bait->other.data + starts[number], starts[number + 1] - starts[number]};
    return true;
}

static homevisit_code load_with_chain(struct bait *bait)
{
    homevisit_options options = meter_options();
    homevisit_policy *policy;
    homevisit_problems *problems;
    options.find_base = find_in_chain;
    options.find_base_user = bait;
    const homevisit_code code = homevisit_policy_load(bait->text.data, bait->text.length, &options, &policy, &problems);
    homevisit_policy_free(policy);
    trap_problems(problems);
    return code;
}

/* As many bases at hand, none of them the one that is wanted. */
static void bases(struct bait *bait)
{
    put(&bait->text, POLICY_HEAD "\"extends\":\"standart\",\"rules\":[]}");
    put_times(&bait->other, "{\"id\":\"another\"}", bait->size);
    homevisit_text *texts = calloc(bait->size, sizeof *texts);
    bait->own = texts;
    const size_t length = bait->other.length / bait->size;
    for (size_t i = 0; texts != NULL && i < bait->size; i++)
        texts[i] = (homevisit_text){bait->other.data + i * length, length};
}

static homevisit_code load_with_bases(struct bait *bait)
{
    homevisit_options options = meter_options();
    homevisit_policy *policy;
    homevisit_problems *problems;
    options.bases = bait->own;
    options.base_count = bait->size;
    const homevisit_code code = homevisit_policy_load(bait->text.data, bait->text.length, &options, &policy, &problems);
    homevisit_policy_free(policy);
    trap_problems(problems);
    return code;
}

const struct trap policy_traps[] = {
    {"guards on one event", "rules", RULES, guards_on_one_event, spring_load_policy, HOMEVISIT_OK, NULL, NULL, 0},
    {"guards with comparisons of their own", "rules", RULES, guards_of_their_own, spring_load_policy, HOMEVISIT_OK,
     NULL, NULL, 0},
    {"duties", "rules", RULES, duties, spring_load_policy, HOMEVISIT_OK, NULL, NULL, 0},
    {"more rules than a policy may have", "rules", 4 * (RULES + 1), guards_on_one_event, spring_load_policy,
     HOMEVISIT_E_LIMIT, "too_many_rules", NULL, 0},
    {"guards on one event, validated", "rules", RULES, guards_on_one_event, validate, HOMEVISIT_OK, NULL, NULL, 0},
    {"guards that cover each other, validated", "rules", RULES, guards_that_cover_each_other, validate, HOMEVISIT_OK,
     NULL, NULL, 0},
    {"guards with comparisons of their own, validated", "rules", RULES, guards_of_their_own, validate, HOMEVISIT_OK,
     NULL, NULL, 0},
    {"duties that guards forbid, validated", "rules", RULES, duties_that_guards_forbid, validate, HOMEVISIT_OK, NULL,
     NULL, 0},
    {"duties, validated", "rules", RULES, duties, validate, HOMEVISIT_OK, NULL, NULL, 0},
    {"guards as a document", "rules", RULES, guards_of_their_own, spring_show, HOMEVISIT_OK, NULL, NULL, 0},
    {"duties as a document", "rules", RULES, duties, spring_show, HOMEVISIT_OK, NULL, NULL, 0},
    {"rules of one id", "rules", RULES, rules_of_one_id, spring_load_policy, HOMEVISIT_E_SCHEMA, "duplicate_rule", NULL,
     0},
    {"settings", "settings", 100000, settings, spring_load_policy, HOMEVISIT_OK, NULL, NULL, 0},
    {"settings that nobody reads, validated", "settings", 100000, settings, validate, HOMEVISIT_OK, NULL, NULL, 0},
    {"rules that read 64 settings each", "rules", 2048, every_rule_reads_all_settings, spring_load_policy, HOMEVISIT_OK,
     NULL, NULL, 0},
    {"clauses, all cited by one rule", "clauses", 100000, clauses, spring_load_policy, HOMEVISIT_OK, NULL, NULL, 0},
    {"clauses, as a document", "clauses", 100000, clauses, spring_show, HOMEVISIT_OK, NULL, NULL, 0},
    {"own facts", "facts", 200000, own_facts, spring_load_policy, HOMEVISIT_OK, NULL, NULL, 0},
    {"a long message", "bytes", 10000000, long_message, spring_load_policy, HOMEVISIT_OK, NULL, NULL, 0},
    {"a long message, as a document", "bytes", 10000000, long_message, spring_show, HOMEVISIT_OK, NULL, NULL, 0},
    {"patches of a base's rules", "patches", RULES, patches, load_with_base, HOMEVISIT_OK, NULL, NULL, 0},
    {"patches of rules that are not there", "patches", RULES / 2, unknown_patches, load_with_base, HOMEVISIT_E_NAME,
     NULL, NULL, 0},
    {"bases that extend one another without end", "rules each", 1024, chain, load_with_chain, HOMEVISIT_E_LIMIT,
     "extends_too_deep", NULL, 0},
    {"bases, none of them the one", "bases", 20000, bases, load_with_bases, HOMEVISIT_E_NAME, "unknown_base", NULL, 0},
    {NULL, NULL, 0, NULL, NULL, HOMEVISIT_OK, NULL, NULL, 0},
};
