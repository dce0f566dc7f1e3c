/*
 * What the 24 rules are decided over: as a struct, as a visit record with a proposed event (so that the library decides
 * over the same), and as the document of facts that other engines are given.
 */
#ifndef BENCH_FACTS_H
#define BENCH_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cJSON;

/* The first of the generator's seeds: visit n is made from FACTS_SEED + n. */
#define FACTS_SEED 20260307u

enum role { DSL, ATTENDANCE_OFFICER, SENIOR_LEADER, TEACHER, TEACHING_ASSISTANT, PASTORAL_LEAD };
enum authoriser { HEADTEACHER, DEPUTY, AUTHORISER_DSL, AUTHORISER_TEACHER, NOBODY };
enum reason { ATTENDANCE, NO_CONTACT, WELFARE, MEETING, WORK };
enum room { SHARED, UPSTAIRS, BEDROOM };
enum level { LOW, MEDIUM, HIGH };

struct facts {
    uint32_t number; /* of the visit, from 1 */
    bool enters, first_visit, emergency, authoriser_goes, child_invites, parent_present, permission, unwell, unsafe;
    bool aggression, animals, separated_said, separated, late_said, late, phone_charged, id_carried, backup,
        appointment;
    bool informed, found_alone, emergency_called, risk_paper;
    enum authoriser authorised_by;
    enum reason reason;
    enum room room;
    enum level level;
    int staff_count, age, minutes_waiting, since_check_in, minute;
    struct {
        enum role role;
        bool trained;
    } staff[3];
};

/* The facts of the n-th visit, from 1. */
void facts_make(struct facts *facts, uint32_t number);
/* The 24 rules by hand: a bit for each that fires, R01 the lowest. */
uint32_t facts_decide(const struct facts *facts);

/* These write text with a NUL after it and return its length. The record is what happened before the event. */
size_t facts_record(const struct facts *facts, char *out, size_t size);
size_t facts_event(const struct facts *facts, char *out, size_t size);
/* The document as an MIS would hand it to an engine: with ids, address and notes that no rule reads. */
size_t facts_document(const struct facts *facts, char *out, size_t size);
/* What fired, as {"visit":"HV-000001","fired":["R01","R14"]}. */
size_t facts_answer(uint32_t number, uint32_t fired, char *out, size_t size);

/* Reads a document back. Returns whether all that the rules read was there. */
bool facts_read(const struct cJSON *document, struct facts *facts);

#endif
