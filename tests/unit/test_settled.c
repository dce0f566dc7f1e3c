/* What is kept of an event's rules over a record: what it settles, the open gates by form, and where that stands. */
#include "replay.h"
#include "settled.h"
#include "trial_memory.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define GUARD(id, when)                                                                                                \
    "{\"id\":\"" id "\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"moved\"],\"when\":" when "}"
#define TWO(when)                                                                                                      \
    "{\"id\":\"a\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"moved\",\"entered\"],\"when\":" when  \
    "}"
#define MOVED "{\"==\":[{\"var\":\"event\"},\"moved\"]}"
#define ENTERED "{\"==\":[{\"var\":\"event\"},\"entered\"]}"
#define NOT_MOVED "{\"!=\":[{\"var\":\"event\"},\"moved\"]}"
#define NOT_ENTERED "{\"!=\":[{\"var\":\"event\"},\"entered\"]}"
#define NEEDED "{\"var\":\"event.necessary\"}"
#define LATE "{\">=\":[{\"var\":\"time.minute\"},600]}"
#define EARLY "{\"<\":[{\"var\":\"time.minute\"},480]}"
#define SUNDAY "{\">\":[{\"var\":\"time.weekday\"},6]}"
#define BEDROOM "{\"==\":[{\"var\":\"event.room\"},\"bedroom\"]}"
#define UPSTAIRS "{\"in\":[{\"var\":\"event.room\"},[\"bedroom\",\"upstairs\"]]}"
#define SAFE "{\"var\":\"event.safe\"}"
#define BEFORE(id, on, todo)                                                                                           \
    "{\"id\":\"" id "\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"" on "\"],\"do\":[\"" todo       \
    "\"],"                                                                                                             \
    "\"before\":\"moved\"}"
#define SEEN "{\"var\":\"child.seen\"}"         /* false in the record */
#define PRESENT "{\"var\":\"parents.present\"}" /* unknown in it */
#define ASSESSED "{\"var\":\"risk.assessed\"}"  /* true in it */

static const char record[] = "{\"format\":\"homevisit-visit/1\",\"id\":\"V\",\"events\":["
                             "{\"at\":\"2026-03-02T08:00:00Z\",\"event\":\"planned\",\"reason\":\"other\"},"
                             "{\"at\":\"2026-03-02T08:10:00Z\",\"event\":\"risk_assessed\"},"
                             "{\"at\":\"2026-03-02T09:00:00Z\",\"event\":\"departed\"},"
                             "{\"at\":\"2026-03-02T09:20:00Z\",\"event\":\"arrived\"},"
                             "{\"at\":\"2026-03-02T09:25:00Z\",\"event\":\"entered\"}]}";

struct bench {
    homevisit_policy *policy;
    homevisit_visit *visit;
    homevisit_allocator allocator;
    struct replay replay;
    struct settler settler;
};

/* A policy of the rules given, over the record, with so much memory beside the settler. */
static void bench_open(struct bench *bench, const char *rules, void *near, size_t size)
{
    static char text[1 << 16];
    const homevisit_moment now = {true, INT64_C(1772443800)}; /* 2026-03-02T09:30:00Z */
    const int length = snprintf(text, sizeof text,
                                "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"version\":\"1\","
                                "\"time_zone\":\"GMT0BST,M3.5.0/1,M10.5.0\",\"rules\":[%s]}",
                                rules);
    memset(bench, 0, sizeof *bench);
    cr_assert_eq(homevisit_policy_load(text, (size_t)length, NULL, &bench->policy, NULL), HOMEVISIT_OK);
    cr_assert_eq(homevisit_visit_load(record, sizeof record - 1, NULL, &bench->visit, NULL), HOMEVISIT_OK);
    bench->allocator = bench->policy->allocator;
    cr_assert_eq(replay_init(&bench->replay, bench->policy, bench->visit, &bench->allocator), HOMEVISIT_OK);
    cr_assert_eq(replay_take_until(&bench->replay, 0, now, NULL), HOMEVISIT_OK);
    replay_look(&bench->replay, now);
    settler_init(&bench->settler, &bench->allocator, near, size);
}

static void bench_close(struct bench *bench)
{
    settler_free(&bench->settler);
    replay_free(&bench->replay);
    homevisit_visit_free(bench->visit);
    homevisit_policy_free(bench->policy);
}

/* ---- the open gates ----------------------------------------------------------------------------------------------- */

/* A gate as "and +POSITIVE -NEGATIVE" or "or …" over the open atoms' bits, "?" beside something unknown, then those below
 * it; `turned`: what is said is the opposite. */
static const struct open_gate *describe(char **out, const struct open_gate *gate, bool turned)
{
    const struct open_gate *next = gate + 1;
    const bool is_or = gate->turned != turned;
    *out += sprintf(*out, "%s +%x -%x%s", is_or ? "or" : "and", (unsigned)(is_or ? gate->negative : gate->positive),
                    (unsigned)(is_or ? gate->positive : gate->negative), gate->unknown ? " ?" : "");
    for (uint16_t i = 0; i < gate->gates; i++) {
        *out += sprintf(*out, " (");
        next = describe(out, next, is_or);
        *out += sprintf(*out, ")");
    }
    cr_expect_eq((size_t)(next - gate), gate->size);
    return next;
}

/* The attributes that open atoms read, in the order of their names. */
static void describe_sources(char **out, const struct settled_event *settled)
{
    for (unsigned name = 0; name < HOMEVISIT_ATTRIBUTE_COUNT; name++) {
        const uint8_t row = event_attribute_rows[HOMEVISIT_WORD_moved][name];
        if (!row)
            continue;
        cr_expect(row >= settled->first_row && row - settled->first_row < settled->row_count);
        const struct open_source *source = &settled->sources[row - settled->first_row];
        const bool boolean = event_attributes[row - 1].type == HOMEVISIT_TYPE_BOOLEAN;
        if (source->atoms)
            *out += sprintf(*out, " [%s %x%s]", homevisit_attribute_text((homevisit_attribute_name)name),
                            (unsigned)source->atoms, boolean ? " boolean" : "");
        if (boolean)
            cr_expect_eq(source->when_true ^ source->when_false, source->atoms);
    }
}

/* What is kept of `moved`: who reads what, then each rule that is told or may be. */
static const char *kept(const struct settled_event *settled)
{
    static char text[1 << 12];
    char *out = text;
    if (settled->plain_only)
        return "plain";
    open_bits minute = 0, weekday = 0, attributes = 0;
    const struct settled_rules *rules = settled->rules;
    for (uint8_t i = 0; i < rules->number_count; i++)
        *(rules->numbers[i].weekday ? &weekday : &minute) |= (open_bits)1 << rules->numbers[i].bit;
    for (uint8_t i = 0; i < settled->row_count; i++)
        attributes |= settled->sources[i].atoms;
    out +=
        sprintf(out, "minute %x weekday %x attributes %x", (unsigned)minute, (unsigned)weekday, (unsigned)attributes);
    describe_sources(&out, settled);
    const struct open_gate *gate = rules->gates;
    uint8_t open = 0;
    for (size_t i = 0; i < rules->told_count; i++) {
        const struct told_rule *told = &rules->told[i];
        out += sprintf(out, "; %u ", told->rule);
        if (told->open) {
            open++;
            gate = describe(&out, gate, false);
        } else {
            out += sprintf(out, "%s", told->result == RULE_BROKEN ? "broken" : "unknown");
        }
    }
    cr_expect_eq(open, rules->open_count);
    return text;
}

static const struct {
    const char *rules, *kept;
} cases[] = {
    {GUARD("a", SEEN), "minute 0 weekday 0 attributes 0"},
    {GUARD("a", ASSESSED), "minute 0 weekday 0 attributes 0; 0 broken"},
    {GUARD("a", PRESENT), "minute 0 weekday 0 attributes 0; 0 unknown"},
    {GUARD("a", LATE), "minute 1 weekday 0 attributes 0; 0 and +1 -0"},
    {GUARD("a", SUNDAY), "minute 0 weekday 1 attributes 0; 0 and +1 -0"},
    {GUARD("a", BEDROOM), "minute 0 weekday 0 attributes 1 [room 1]; 0 and +1 -0"},
    {GUARD("a", "{\"!\":" LATE "}"), "minute 1 weekday 0 attributes 0; 0 and +0 -1"},
    {GUARD("a", LATE) "," GUARD("b", SUNDAY) "," GUARD("c", BEDROOM) "," GUARD("d", LATE),
     "minute 1 weekday 2 attributes 4 [room 4]; 0 and +1 -0; 1 and +2 -0; 2 and +4 -0; 3 and +1 -0"},
    {GUARD("a", "{\"and\":[" LATE "," SUNDAY "]}"), "minute 1 weekday 2 attributes 0; 0 and +3 -0"},
    {GUARD("a", "{\"or\":[" LATE "," EARLY "]}"), "minute 3 weekday 0 attributes 0; 0 or +3 -0"},
    {GUARD("a", "{\"and\":[" LATE "," SEEN "]}"), "minute 0 weekday 0 attributes 0"},
    {GUARD("a", "{\"and\":[" LATE "," ASSESSED "]}"), "minute 1 weekday 0 attributes 0; 0 and +1 -0"},
    {GUARD("a", "{\"and\":[" LATE "," PRESENT "]}"), "minute 1 weekday 0 attributes 0; 0 and +1 -0 ?"},
    {GUARD("a", "{\"or\":[" LATE "," SEEN "]}"), "minute 1 weekday 0 attributes 0; 0 and +1 -0"},
    {GUARD("a", "{\"or\":[" LATE "," ASSESSED "]}"), "minute 0 weekday 0 attributes 0; 0 broken"},
    {GUARD("a", "{\"or\":[" LATE "," PRESENT "]}"), "minute 1 weekday 0 attributes 0; 0 or +1 -0 ?"},
    {GUARD("a", "{\"and\":[" LATE ",{\"!\":" SEEN "}]}"), "minute 1 weekday 0 attributes 0; 0 and +1 -0"},
    {GUARD("a", "{\"or\":[" LATE ",{\"!\":" ASSESSED "}]}"), "minute 1 weekday 0 attributes 0; 0 and +1 -0"},
    {GUARD("a", "{\"and\":[" LATE ",{\"!\":" ASSESSED "}]}"), "minute 0 weekday 0 attributes 0"},
    {GUARD("a", "{\"or\":[" LATE ",{\"!\":" SEEN "}]}"), "minute 0 weekday 0 attributes 0; 0 broken"},
    {GUARD("a", "{\"and\":[" SUNDAY ",{\"or\":[" LATE "," EARLY "]}]}"),
     "minute 6 weekday 1 attributes 0; 0 and +1 -0 (or +6 -0)"},
    {GUARD("a", "{\"and\":[" SUNDAY ",{\"or\":[" LATE "," SEEN "]}]}"), "minute 2 weekday 1 attributes 0; 0 and +3 -0"},
    {GUARD("a", "{\"and\":[" SUNDAY ",{\"or\":[" LATE "," ASSESSED "]}]}"),
     "minute 0 weekday 1 attributes 0; 0 and +1 -0"},
    {GUARD("a", "{\"and\":[" SUNDAY ",{\"or\":[" LATE "," PRESENT "]}]}"),
     "minute 2 weekday 1 attributes 0; 0 and +1 -0 (or +2 -0 ?)"},
    {GUARD("a", "{\"or\":[" SUNDAY ",{\"and\":[" LATE "," SEEN "]}]}"), "minute 0 weekday 1 attributes 0; 0 and +1 -0"},
    {GUARD("a", "{\"or\":[" SUNDAY ",{\"and\":[" LATE "," ASSESSED "]}]}"),
     "minute 2 weekday 1 attributes 0; 0 or +3 -0"},
    {GUARD("a", "{\"or\":[" SUNDAY ",{\"and\":[" LATE "," PRESENT "]}]}"),
     "minute 2 weekday 1 attributes 0; 0 or +1 -0 (and +2 -0 ?)"},
    {GUARD("a", "{\"or\":[" SEEN ",{\"and\":[" LATE "," BEDROOM "]}]}"),
     "minute 1 weekday 0 attributes 2 [room 2]; 0 and +3 -0"},
    {GUARD("a", "{\"or\":[" PRESENT ",{\"and\":[" LATE "," BEDROOM "]}]}"),
     "minute 1 weekday 0 attributes 2 [room 2]; 0 or +0 -0 ? (and +3 -0)"},
    {GUARD("a", "{\"or\":[{\"and\":[" SUNDAY "," BEDROOM "]},{\"and\":[" LATE "," BEDROOM "]}]}"),
     "minute 4 weekday 1 attributes 2 [room 2]; 0 or +0 -0 (and +3 -0) (and +6 -0)"},
    {GUARD("a", "{\"or\":[{\"and\":[" SEEN "," BEDROOM "]},{\"and\":[" LATE "," UPSTAIRS "]}]}"),
     "minute 1 weekday 0 attributes 2 [room 2]; 0 and +3 -0"},
    {GUARD("a", "{\"or\":[{\"and\":[" SEEN "," BEDROOM "]},{\"and\":[" SEEN "," LATE "]}]}"),
     "minute 0 weekday 0 attributes 0"},
    {GUARD("a", "{\"or\":[{\"and\":[" PRESENT "," ASSESSED "]},{\"and\":[" LATE "," BEDROOM "]}]}"),
     "minute 1 weekday 0 attributes 2 [room 2]; 0 or +0 -0 ? (and +3 -0)"},
    {GUARD("a", SAFE), "minute 0 weekday 0 attributes 1 [safe 1 boolean]; 0 and +1 -0"},
    {GUARD("a", "{\"!\":" SAFE "}"), "minute 0 weekday 0 attributes 1 [safe 1 boolean]; 0 and +0 -1"},
    {GUARD("a", "{\"and\":[" SAFE "," UPSTAIRS "," BEDROOM ",{\"!\":{\"var\":\"event.necessary\"}}]}"),
     "minute 0 weekday 0 attributes f [necessary 8 boolean] [room 6] [safe 1 boolean]; 0 and +7 -8"},
    {GUARD("a", "{\"and\":[" SUNDAY ",{\"or\":[" PRESENT "," SEEN "]}]}"),
     "minute 0 weekday 1 attributes 0; 0 and +1 -0 ?"},
    {GUARD("a", "{\"or\":[" SUNDAY ",{\"and\":[" PRESENT "," ASSESSED "]}]}"),
     "minute 0 weekday 1 attributes 0; 0 or +1 -0 ?"},
    {GUARD("a", "{\"and\":[{\"or\":[" SAFE "," BEDROOM "]},{\"or\":[" LATE "," SUNDAY "]}]}"),
     "minute 4 weekday 8 attributes 3 [room 2] [safe 1 boolean]; 0 and +0 -0 (or +3 -0) (or +c -0)"},
    {GUARD("a", "{\"or\":[" LATE ",{\"and\":[" SAFE ",{\"or\":[" BEDROOM "," SUNDAY "]}]}]}"),
     "minute 1 weekday 8 attributes 6 [room 4] [safe 2 boolean]; 0 or +1 -0 (and +2 -0 (or +c -0))"},
    {TWO(MOVED), "minute 0 weekday 0 attributes 0; 0 broken"}, /* which event it is is settled */
    {TWO(NOT_ENTERED), "minute 0 weekday 0 attributes 0; 0 broken"},
    {TWO(ENTERED), "minute 0 weekday 0 attributes 0"},
    {TWO(NOT_MOVED), "minute 0 weekday 0 attributes 0"},
    {TWO("{\"and\":[" MOVED "," LATE "]}"), "minute 1 weekday 0 attributes 0; 0 and +1 -0"},
    {TWO("{\"and\":[" LATE "," NEEDED "," NOT_ENTERED "," SUNDAY "]}"),
     "minute 1 weekday 4 attributes 2 [necessary 2 boolean]; 0 and +7 -0"},
    {TWO("{\"and\":[" MOVED "," PRESENT "]}"), "minute 0 weekday 0 attributes 0; 0 unknown"},
    {TWO("{\"and\":[" PRESENT "," NOT_ENTERED "," LATE "]}"), "minute 1 weekday 0 attributes 0; 0 and +1 -0 ?"},
    {TWO("{\"and\":[" ENTERED "," LATE "]}"), "minute 0 weekday 0 attributes 0"},
    {TWO("{\"or\":[" ENTERED "," LATE "," NEEDED "]}"),
     "minute 1 weekday 0 attributes 2 [necessary 2 boolean]; 0 or +3 -0"},
    {TWO("{\"or\":[" ENTERED "," SEEN "]}"), "minute 0 weekday 0 attributes 0"},
    {TWO("{\"or\":[" ENTERED "," ASSESSED "]}"), "minute 0 weekday 0 attributes 0; 0 broken"},
    {TWO("{\"or\":[" NOT_MOVED "," PRESENT "]}"), "minute 0 weekday 0 attributes 0; 0 unknown"},
    {TWO("{\"or\":[" NOT_MOVED "," SEEN "," ASSESSED "]}"), "minute 0 weekday 0 attributes 0; 0 broken"},
    {BEFORE("a", "departed", "checked_in"), "minute 0 weekday 0 attributes 0; 0 broken"},
    {BEFORE("a", "cancelled", "checked_in"), "minute 0 weekday 0 attributes 0"},
    {BEFORE("a", "departed", "moved"), "plain"},
    {BEFORE("a", "cancelled", "moved"), "minute 0 weekday 0 attributes 0"},
    {GUARD("a", LATE) "," BEFORE("b", "departed", "checked_in") "," GUARD("c", LATE) "," BEFORE("d", "departed",
                                                                                                "noted"),
     "minute 1 weekday 0 attributes 0; 0 and +1 -0; 1 broken; 2 and +1 -0; 3 broken"},
    {GUARD("a", "{\"!=\":[{\"var\":\"event.room\"},\"bedroom\"]}"),
     "minute 0 weekday 0 attributes 1 [room 1]; 0 and +1 -0"},
    {GUARD("a", "{\"==\":[{\"var\":\"event.room\"},{\"var\":\"room\"}]}"), "plain"},
    {GUARD("a", "{\">\":[{\"+\":[{\"var\":\"time.minute\"},1]},600]}"), "plain"},
};

Test(settled, keeps_what_the_record_leaves_open)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bench bench;
        bench_open(&bench, cases[i].rules, NULL, 0);
        const struct settled_event *settled = settle_event(&bench.settler, &bench.replay, HOMEVISIT_WORD_moved);
        cr_assert_not_null(settled);
        cr_expect_str_eq(kept(settled), cases[i].kept, "%s: %s", cases[i].rules, kept(settled));
        bench_close(&bench);
    }
}

/* ---- many comparisons --------------------------------------------------------------------------------------------- */

/* So many rules, each with a comparison of its own: the last `open` of them on `moved`, those before on `knocked`. */
static void many_rules(char *out, int count, int open)
{
    for (int i = 0; i < count; i++)
        out += sprintf(out,
                       "%s{\"id\":\"r%d\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"%s\"],"
                       "\"when\":{\">=\":[{\"var\":\"time.minute\"},%d]}}",
                       i ? "," : "", i, i < count - open ? "knocked" : "moved", i + 1);
}

Test(settled, finds_a_comparison_behind_many)
{
    static char rules[1 << 15], wanted[64];
    for (int count = 1; count <= 140; count += 23) {
        struct bench bench;
        many_rules(rules, count, 1);
        bench_open(&bench, rules, NULL, 0);
        const struct settled_event *settled = settle_event(&bench.settler, &bench.replay, HOMEVISIT_WORD_moved);
        snprintf(wanted, sizeof wanted, "minute 1 weekday 0 attributes 0; %d and +1 -0", count - 1);
        cr_expect_str_eq(kept(settled), wanted);
        cr_expect_eq(settled->rules->numbers[0].below, count);
        bench_close(&bench);
    }
}

Test(settled, keeps_as_many_comparisons_as_it_has_bits)
{
    static char rules[1 << 15];
    for (int open = SETTLED_ATOMS - 1; open <= SETTLED_ATOMS + 1; open++) {
        struct bench bench;
        many_rules(rules, open, open);
        bench_open(&bench, rules, NULL, 0);
        const struct settled_event *settled = settle_event(&bench.settler, &bench.replay, HOMEVISIT_WORD_moved);
        cr_expect_eq(settled->plain_only, open > SETTLED_ATOMS);
        cr_expect_eq(settled->rules->open_count, open > SETTLED_ATOMS ? 0 : open);
        bench_close(&bench);
    }
}

/* Rules share comparisons, so that it is the rules that are too many. */
Test(settled, keeps_as_many_rules_as_it_has_bits)
{
    static char rules[1 << 15];
    for (int open = SETTLED_OPEN - 1; open <= SETTLED_OPEN + 1; open++) {
        char *out = rules;
        for (int i = 0; i < open; i++)
            out += sprintf(out,
                           "%s{\"id\":\"r%d\",\"clauses\":[],\"force\":\"must\",\"message\":\"m\",\"on\":[\"moved\"],"
                           "\"when\":{\">=\":[{\"var\":\"time.minute\"},%d]}}",
                           i ? "," : "", i, 600 + i % 5);
        struct bench bench;
        bench_open(&bench, rules, NULL, 0);
        const struct settled_event *settled = settle_event(&bench.settler, &bench.replay, HOMEVISIT_WORD_moved);
        cr_expect_eq(settled->plain_only, open > 32, "%d rules", open);
        cr_expect_eq(settled->rules->open_count, open > 32 ? 0 : open, "%d rules", open);
        bench_close(&bench);
    }
}

/* An event that needs an attribute of several values is always asked the plain way. */
Test(settled, keeps_nothing_of_an_event_that_needs_a_list)
{
    static const struct {
        homevisit_word event;
        bool plain;
    } rows[] = {
        {HOMEVISIT_WORD_planned, false},          /* a word */
        {HOMEVISIT_WORD_knocked, false},          /* a boolean */
        {HOMEVISIT_WORD_appointment_made, false}, /* a time */
        {HOMEVISIT_WORD_arrived, false},          /* a list, which may be left out */
        {HOMEVISIT_WORD_noted, false},            /* nothing */
        {HOMEVISIT_WORD_declared, true},
        {HOMEVISIT_WORD_form_completed, true},
    };
    struct bench bench;
    bench_open(&bench, GUARD("a", LATE), NULL, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(settle_event(&bench.settler, &bench.replay, rows[i].event)->plain_only, rows[i].plain, "%s",
                     homevisit_word_text(rows[i].event));
    bench_close(&bench);
}

static struct bench fixed;

static bool settle_with(const homevisit_allocator *allocator)
{
    struct settler settler;
    settler_init(&settler, allocator, NULL, 0);
    const struct settled_event *settled = settle_event(&settler, &fixed.replay, HOMEVISIT_WORD_moved);
    if (settled)
        cr_expect_str_eq(kept(settled), "minute 1 weekday 8 attributes 6 [room 4] [safe 2 boolean]; "
                                        "0 or +1 -0 (and +2 -0 (or +c -0))");
    settler_free(&settler);
    return settled != NULL;
}

Test(settled, keeps_all_or_says_that_memory_ran_out)
{
    bench_open(&fixed, GUARD("a", "{\"or\":[" LATE ",{\"and\":[" SAFE ",{\"or\":[" BEDROOM "," SUNDAY "]}]}]}"), NULL,
               0);
    trial_run(settle_with, false);
    bench_close(&fixed);
}

/* ---- where it stands ---------------------------------------------------------------------------------------------- */

static bool stands_in(const void *part, const char *memory, size_t size)
{
    return (uintptr_t)part >= (uintptr_t)memory && (uintptr_t)part < (uintptr_t)memory + size;
}

static bool aligned(const struct settled_event *settled)
{
    const struct settled_rules *rules = settled->rules;
    return ((uintptr_t)settled | (uintptr_t)rules | (uintptr_t)rules->atoms | (uintptr_t)rules->gates |
            (uintptr_t)rules->told | (uintptr_t)rules->names) %
               8 ==
           0;
}

/* With room for one result, less than that, and more: never beyond the room, and there as long as there is some. */
Test(settled, stands_near_as_long_as_there_is_room)
{
    static const char rules[] = GUARD("a", LATE) "," GUARD("b", BEDROOM) "," GUARD("c", ASSESSED);
    static _Alignas(16) char memory[1 << 13];
    struct bench bench;
    bench_open(&bench, rules, memory, sizeof memory);
    cr_assert_not_null(settle_event(&bench.settler, &bench.replay, HOMEVISIT_WORD_moved));
    const size_t one = bench.settler.near_used;
    cr_expect_eq(one % 8, 0);
    cr_expect_gt(one, sizeof(struct settled_event));
    bench_close(&bench);

    for (size_t size = 0; size < 3 * one + 16; size++) {
        memset(memory, 0x5a, sizeof memory);
        bench_open(&bench, rules, memory, size);
        for (int i = 0; i < 3; i++) {
            const size_t used = bench.settler.near_used;
            const struct settled_event *settled =
                settle_event(&bench.settler, &bench.replay, i == 1 ? HOMEVISIT_WORD_entered : HOMEVISIT_WORD_moved);
            cr_assert_not_null(settled);
            cr_expect(aligned(settled));
            cr_expect_leq(bench.settler.near_used, size);
            cr_expect_eq(stands_in(settled, memory, sizeof memory), bench.settler.near_used > used);
            if (used + one + 8 <= size)
                cr_expect(stands_in(settled, memory, size));
        }
        for (size_t i = size; i < sizeof memory; i++)
            cr_assert_eq(memory[i], 0x5a);
        settler_reset(&bench.settler);
        cr_expect_eq(bench.settler.near_used, 0);
        bench_close(&bench);
    }
}
