/* What the 24 rules are decided over, as a struct; and as a visit record, so that the library decides over the same. */
#ifndef BENCH_FACTS_H
#define BENCH_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum role { DSL, ATTENDANCE_OFFICER, SENIOR_LEADER, TEACHER, TEACHING_ASSISTANT, PASTORAL_LEAD };
enum authoriser { HEADTEACHER, DEPUTY, AUTHORISER_DSL, AUTHORISER_TEACHER, NOBODY };
enum reason { ATTENDANCE, NO_CONTACT, WELFARE, MEETING, WORK };
enum room { SHARED, UPSTAIRS, BEDROOM };
enum level { LOW, MEDIUM, HIGH };

struct facts {
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

/* The n-th of the seeded facts. */
void facts_make(struct facts *facts, uint32_t seed);
/* Writes the record; returns its length. */
size_t facts_record(const struct facts *facts, char *out, size_t size);
/* Writes the facts as the object over which JsonLogic decides; returns its length. */
size_t facts_object(const struct facts *facts, char *out, size_t size);
/* The 24 rules by hand: a bit for each that fires, R01 the lowest. */
uint32_t facts_decide(const struct facts *facts);

#endif
