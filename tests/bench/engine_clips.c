/*
 * The 24 rules in CLIPS (rules.clp), embedded: for each decision the visit's facts are asserted, the rules that match are
 * run, and the facts retracted again, since that is what deciding is to it. The slots' values stand ready.
 */
#include "engine.h"
#include "measure.h"

#include <cJSON.h>
#include <clips/clips.h>
#include <stdio.h>

enum { SLOTS = 30, STAFF_SLOTS = 2, MOST_STAFF = 3 };

static const char *const slots[SLOTS] = {
    "enters",      "first-visit",      "emergency",  "authoriser-goes", "invited-by",     "parent-present",
    "permission",  "unwell",           "unsafe",     "aggression",      "animals",        "separated",
    "late",        "phone-charged",    "id-carried", "backup",          "appointment",    "informed",
    "found-alone", "emergency-called", "risk-paper", "authorised-by",   "reason",         "room",
    "level",       "staff-count",      "age",        "waiting",         "since-check-in", "minute",
};

/* A visit's facts as CLIPS takes them. */
struct ready {
    DATA_OBJECT visit[SLOTS], staff[MOST_STAFF][STAFF_SLOTS];
    int staff_count;
};

static const struct visits *all;
static struct ready ready[VISITS];
static void *clips, *visit_template, *staff_template;
static uint32_t bits;
static size_t count;
static char out[TEXT_SIZE];

/* What a rule says when it fires. */
static int rule_fired(void *environment)
{
    bits |= UINT32_C(1) << (EnvRtnLong(environment, 1) - 1);
    count++;
    return 0;
}

static void put_word(DATA_OBJECT *value, const char *text)
{
    void *symbol = EnvAddSymbol(clips, text);
    IncrementSymbolCount(symbol); /* kept while no fact holds it */
    SetpType(value, SYMBOL);
    SetpValue(value, symbol);
}

static void put_number(DATA_OBJECT *value, int number)
{
    void *integer = EnvAddLong(clips, number);
    IncrementIntegerCount(integer);
    SetpType(value, INTEGER);
    SetpValue(value, integer);
}

static void make_ready(const struct facts *f, struct ready *r)
{
    static const char *const roles[] = {"dsl",     "attendance_officer", "senior_leader",
                                        "teacher", "teaching_assistant", "pastoral_lead"};
    static const char *const authorisers[] = {"headteacher", "deputy_headteacher", "dsl", "teacher", "nobody"};
    static const char *const reasons[] = {"attendance_concern", "absence_no_contact", "safeguarding", "meeting_at_home",
                                          "school_work"};
    static const char *const rooms[] = {"shared", "upstairs", "bedroom"}, *const levels[] = {"low", "medium", "high"};
    const bool truths[] = {f->enters,      f->first_visit, f->emergency,     f->authoriser_goes,  f->parent_present,
                           f->permission,  f->unwell,      f->unsafe,        f->aggression,       f->animals,
                           f->separated,   f->late,        f->phone_charged, f->id_carried,       f->backup,
                           f->appointment, f->informed,    f->found_alone,   f->emergency_called, f->risk_paper};
    const int numbers[] = {f->staff_count, f->age, f->minutes_waiting, f->since_check_in, f->minute};
    DATA_OBJECT *slot = r->visit;
    for (size_t i = 0; i < sizeof truths / sizeof *truths; i++) {
        if (i == 4)
            put_word(slot++, f->child_invites ? "child" : "responsible_adult");
        put_word(slot++, truths[i] ? "yes" : "no");
    }
    put_word(slot++, authorisers[f->authorised_by]);
    put_word(slot++, reasons[f->reason]);
    put_word(slot++, rooms[f->room]);
    put_word(slot++, levels[f->level]);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        put_number(slot++, numbers[i]);
    r->staff_count = f->staff_count;
    for (int i = 0; i < f->staff_count; i++) {
        put_word(&r->staff[i][0], roles[f->staff[i].role]);
        put_word(&r->staff[i][1], f->staff[i].trained ? "yes" : "no");
    }
}

static void open_clips(const struct visits *visits, const char *folder)
{
    char path[1024];
    all = visits;
    clips = CreateEnvironment();
    snprintf(path, sizeof path, "%s/rules.clp", folder);
    must_hold(EnvDefineFunction2(clips, "fired", 'v', rule_fired, "rule_fired", "11i"), "CLIPS: no function", 0);
    must_hold(EnvLoad(clips, path) == 1, "rules.clp cannot be loaded", 0);
    EnvReset(clips);
    EnvSetFactDuplication(clips, TRUE); /* two members of staff may be alike */
    visit_template = EnvFindDeftemplate(clips, "visit");
    staff_template = EnvFindDeftemplate(clips, "staff");
    for (size_t i = 0; i < VISITS; i++)
        make_ready(&all->facts[i], &ready[i]);
}

static void close_clips(void)
{
    DestroyEnvironment(clips);
}

static void *assert_fact(void *template, const char *const *names, DATA_OBJECT *values, int slot_count)
{
    struct fact *fact = EnvCreateFact(clips, template);
    for (int i = 0; i < slot_count; i++)
        EnvPutFactSlot(clips, fact, names[i], &values[i]);
    return EnvAssert(clips, fact);
}

static void run(struct ready *r)
{
    static const char *const staff_slots[] = {"role", "trained"};
    void *facts[MOST_STAFF + 1];
    int asserted = 0;
    bits = 0;
    count = 0;
    for (int i = 0; i < r->staff_count; i++)
        facts[asserted++] = assert_fact(staff_template, staff_slots, r->staff[i], STAFF_SLOTS);
    facts[asserted++] = assert_fact(visit_template, slots, r->visit, SLOTS);
    EnvRun(clips, -1);
    while (asserted > 0)
        EnvRetract(clips, facts[--asserted]);
}

static size_t decide(size_t visit)
{
    run(&ready[visit]);
    return count;
}

static uint32_t fired(size_t visit)
{
    run(&ready[visit]);
    return bits;
}

/* The values of a document's facts are let go again: nothing else holds them. */
static void let_go(struct ready *r)
{
    for (int i = 0; i < SLOTS; i++)
        ValueDeinstall(clips, &r->visit[i]);
    for (int i = 0; i < r->staff_count; i++)
        for (int slot = 0; slot < STAFF_SLOTS; slot++)
            ValueDeinstall(clips, &r->staff[i][slot]);
}

static size_t answer(size_t visit)
{
    struct facts facts;
    struct ready read;
    cJSON *document = cJSON_ParseWithLength(all->documents[visit], all->document_lengths[visit]);
    must_hold(facts_read(document, &facts), "CLIPS: the document cannot be read", visit);
    cJSON_Delete(document);
    make_ready(&facts, &read);
    run(&read);
    let_go(&read);
    return facts_answer(facts.number, bits, out, sizeof out);
}

static uint32_t answered(size_t visit)
{
    return engine_bits(out, answer(visit));
}

ENGINE_LOOPS(decide, answer)

const struct engine engine_clips = {
    .row = "clips",
    .open = open_clips,
    .fired = fired,
    .answered = answered,
    .run_ready = run_ready,
    .run_text = run_text,
    .close = close_clips,
};
