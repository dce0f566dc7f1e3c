/* The facts from the document that other engines read, by hand over cJSON's tree, as an MIS's own programmer would. */
#include "facts.h"

#include <cJSON.h>
#include <stdlib.h>
#include <string.h>

static const cJSON *at(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static bool is_true(const cJSON *object, const char *key)
{
    return cJSON_IsTrue(at(object, key));
}

static int whole(const cJSON *object, const char *key)
{
    const cJSON *item = at(object, key);
    return item ? item->valueint : 0;
}

/* Which of the words it is; `count` for none of them. */
static unsigned which(const cJSON *item, const char *const *words, unsigned count)
{
    const char *text = cJSON_GetStringValue(item);
    for (unsigned i = 0; text && i < count; i++)
        if (strcmp(text, words[i]) == 0)
            return i;
    return count;
}
#define WHICH(item, ...)                                                                                               \
    which((item), (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static bool read_staff(const cJSON *document, struct facts *f)
{
    const cJSON *member;
    cJSON_ArrayForEach(member, at(document, "staff"))
    {
        if (f->staff_count == (int)(sizeof f->staff / sizeof *f->staff))
            return false;
        f->staff[f->staff_count].role = (enum role)WHICH(at(member, "role"), "dsl", "attendance_officer",
                                                         "senior_leader", "teacher", "teaching_assistant");
        f->staff[f->staff_count++].trained = is_true(member, "trained");
    }
    return f->staff_count == whole(document, "staff_count");
}

static void read_plan(const cJSON *document, struct facts *f)
{
    const cJSON *plan = at(document, "plan"), *risk = at(document, "risk");
    const cJSON *authoriser = cJSON_GetArrayItem(at(at(document, "authorisation"), "roles"), 0);
    f->reason = (enum reason)WHICH(at(plan, "reason"), "attendance_concern", "absence_no_contact", "safeguarding",
                                   "meeting_at_home");
    f->first_visit = is_true(plan, "first_visit");
    f->emergency = is_true(plan, "emergency");
    f->authorised_by = (enum authoriser)WHICH(authoriser, "headteacher", "deputy_headteacher", "dsl", "teacher");
    f->level = (enum level)WHICH(at(risk, "level"), "low", "medium");
    f->aggression = is_true(risk, "aggression");
    f->animals = is_true(risk, "animals");
    f->appointment = is_true(at(document, "appointment"), "made");
}

static void read_scene(const cJSON *document, struct facts *f)
{
    const cJSON *parents = at(document, "parents"), *separated = at(at(document, "animals"), "separated");
    const cJSON *declared = at(document, "declared"), *event = at(document, "event");
    f->informed = is_true(parents, "informed");
    f->parent_present = is_true(parents, "present");
    f->child_invites = WHICH(at(at(document, "invitation"), "person"), "child") == 0;
    f->unsafe = is_true(at(document, "concern"), "personal_safety");
    f->emergency_called = is_true(at(document, "happened"), "emergency_called");
    f->separated_said = separated != NULL;
    f->separated = cJSON_IsTrue(separated);
    f->phone_charged = is_true(declared, "phone_charged");
    f->id_carried = is_true(declared, "id_carried");
    f->backup = is_true(declared, "backup_at_school");
    f->room = (enum room)WHICH(at(event, "room"), "shared", "upstairs");
    f->permission = is_true(event, "parent_permission");
    f->unwell = is_true(event, "child_unwell");
    f->minute = whole(at(document, "time"), "minute");
}

bool facts_read(const cJSON *document, struct facts *f)
{
    const cJSON *own = at(document, "x"), *late = at(own, "notified_late");
    const char *id = cJSON_GetStringValue(at(at(document, "visit"), "id"));
    memset(f, 0, sizeof *f);
    if (!id || strlen(id) != 9 || !own || !read_staff(document, f))
        return false;
    f->number = (uint32_t)strtoul(id + 3, NULL, 10);
    read_plan(document, f);
    read_scene(document, f);
    f->enters = is_true(own, "enters");
    f->authoriser_goes = is_true(own, "authoriser_goes");
    f->late_said = late != NULL;
    f->late = cJSON_IsTrue(late);
    f->minutes_waiting = whole(own, "minutes_waiting");
    f->since_check_in = whole(own, "minutes_since_check_in");
    f->found_alone = is_true(own, "found_alone");
    f->age = whole(own, "age");
    f->risk_paper = is_true(own, "risk_paper");
    return true;
}
