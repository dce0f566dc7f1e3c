/* Small documents in which every kind of thing stands once, so that a try costs little. */
#include "oom.h"

#define TEXT(text)                                                                                                     \
    {                                                                                                                  \
        text, sizeof text - 1                                                                                          \
    }

const homevisit_text small_base = TEXT(
    "{\"format\":\"homevisit-policy/1\",\"id\":\"trial-base\",\"title\":\"Base\",\"version\":\"1\","
    "\"settings\":{\"wait\":{\"value\":20,\"assumed\":true,\"clauses\":[\"T-1\"]},\"from\":{\"value\":\"18:00\"}},"
    "\"clauses\":{\"T-1\":{\"section\":\"1\",\"summary\":\"Wait.\"}},"
    "\"rules\":[{\"id\":\"paper\",\"clauses\":[],\"force\":\"must\",\"message\":\"Ask first.\",\"on\":[\"departed\"],"
    "\"needs\":{\"var\":\"authorisation.given\"}}]}");

const homevisit_text small_policy = TEXT(
    "{\"format\":\"homevisit-policy/"
    "1\",\"id\":\"trial\",\"title\":\"Trial\",\"version\":\"2\",\"extends\":\"trial-base\","
    "\"issued\":\"2025-01-31\",\"review_due\":\"2026-01-31\",\"source\":\"made up\","
    "\"settings\":{\"kinds\":{\"value\":[\"personal_safety\",\"property\"]}},"
    "\"facts\":{\"x.said\":\"string\",\"x.count\":\"integer\",\"x.told\":\"boolean\"},"
    "\"conditions\":{\"unsafe\":{\"or\":[{\"var\":\"threatened\"},{\"==\":[{\"var\":\"x.said\"},\"no\"]}]},"
    "\"shown\":{\"and\":[{\"var\":\"conditions.unsafe\"},{\"<\":[{\"var\":\"staff.present\"},2]}]}},"
    "\"clauses\":{\"T-2\":{\"section\":\"2\",\"summary\":\"Go together.\"}},\"rules\":["
    "{\"id\":\"paper\",\"message\":\"Ask the headteacher first.\",\"clauses\":[\"T-1\"]},"
    "{\"id\":\"alone\",\"clauses\":[\"T-2\"],\"force\":\"should\",\"message\":\"Not alone.\",\"on\":[\"entered\"],"
    "\"when\":{\"some\":[{\"var\":\"staff\"},{\"in\":[{\"var\":\"role\"},[\"teacher\",\"dsl\"]]}]},"
    "\"needs\":{\">=\":[{\"var\":\"staff.count\"},2]},\"unless\":{\"var\":\"conditions.shown\"}},"
    "{\"id\":\"late\",\"clauses\":[\"T-1\"],\"force\":\"must\",\"message\":\"Check in.\",\"on\":[\"arrived\"],"
    "\"do\":[\"checked_in\"],\"where\":{\"==\":[{\"var\":\"event.with\"},\"dsl\"]},\"from\":[\"trigger\",\"arrived\"],"
    "\"within_minutes\":{\"var\":\"settings.wait\"},\"by\":\"visitor\"},"
    "{\"id\":\"tell\",\"clauses\":[],\"force\":\"should\",\"message\":\"Tell.\",\"when\":{\"var\":\"conditions."
    "unsafe\"},"
    "\"do\":[\"reported\"],\"before\":\"closed\",\"repeat\":true},"
    "{\"id\":\"phone\",\"clauses\":[],\"force\":\"must\",\"message\":\"Take it.\",\"item\":\"phone_carried\","
    "\"before\":\"departed\"},"
    "{\"id\":\"leave\",\"clauses\":[],\"force\":\"may\",\"message\":\"You may leave.\",\"during\":[\"inside\"],"
    "\"when\":{\"!\":{\"missing\":[\"plan.entry\"]}}}]}");

const homevisit_text broken_policy = TEXT(
    "{\"format\":\"homevisit-policy/1\",\"id\":\"p\",\"title\":\"P\",\"settings\":{\"s\":{\"valeu\":1}},"
    "\"conditions\":{\"c\":{\"var\":\"conditions.c\"}},\"rules\":[{\"id\":\"a\",\"clauses\":[],\"force\":\"msut\","
    "\"message\":\"m\",\"on\":[\"entred\"],\"when\":{\"and\":[{\"var\":\"threatend\"},{\"<\":[1,0]}]}},{\"id\":\"a\"}],"
    "\"x\":1,\"x\":2}");

#define PLANNED                                                                                                        \
    "{\"at\":\"2026-03-02T08:30:00Z\",\"event\":\"planned\",\"reason\":\"other\",\"purpose\":\"Talk.\",\"entry\":"     \
    "true,"                                                                                                            \
    "\"staff\":[{\"id\":\"S-1\",\"role\":\"teacher\",\"trained\":true},{\"id\":\"S-2\",\"role\":\"dsl\"}]},"
#define DECLARED                                                                                                       \
    "{\"at\":\"2026-03-02T08:40:00Z\",\"event\":\"declared\",\"facts\":{\"phone_carried\":true,\"x.said\":\"no\","     \
    "\"x.count\":3,\"x.other\":true}},"
#define REST                                                                                                           \
    "{\"id\":\"E-1\",\"at\":\"2026-03-02T09:00:00Z\",\"event\":\"departed\"},"                                         \
    "{\"id\":\"E-1\",\"at\":\"2026-03-02T09:00:00Z\",\"event\":\"departed\"},"                                         \
    "{\"at\":\"2026-03-02T09:10:00Z\",\"event\":\"arrived\",\"staff\":[\"S-1\",\"S-7\"]},"                             \
    "{\"at\":\"2026-03-02T09:12:00Z\",\"event\":\"entered\",\"reason\":\"tea\"},"                                      \
    "{\"at\":\"2026-03-02T09:11:00Z\",\"event\":\"spoke\",\"person\":\"parent\"}]}"

const homevisit_text small_visit =
    TEXT("{\"format\":\"homevisit-visit/1\",\"id\":\"V-1\",\"events\":[" PLANNED DECLARED REST);

const homevisit_text broken_visit = TEXT(
    "{\"format\":\"homevisit-visit/1\",\"id\":\"\",\"evnets\":[],\"events\":[{\"at\":\"now\",\"event\":\"entred\","
    "\"by\":\"\\ud800\"},{\"event\":\"moved\",\"room\":\"attic\"},{\"at\":\"2026-03-02T09:00:00Z\",\"event\":"
    "\"planned\",\"reason\":\"other\",\"staff\":[{\"id\":\"a\",\"role\":\"dsl\"},{\"id\":\"a\",\"role\":\"dls\"}]}]}");

const homevisit_text small_cases = TEXT(
    "{\"format\":\"homevisit-cases/1\",\"policy\":\"trial\",\"visits\":{\"v\":["
    "{\"at\":\"2026-03-02T08:30:00Z\",\"event\":\"planned\",\"reason\":\"other\",\"staff\":[{\"id\":\"S-1\",\"role\":"
    "\"teacher\"}]},{\"at\":\"2026-03-02T09:00:00Z\",\"event\":\"departed\"},"
    "{\"at\":\"2026-03-02T09:10:00Z\",\"event\":\"arrived\"},{\"at\":\"2026-03-02T09:12:00Z\",\"event\":\"entered\"}]},"
    "\"cases\":[{\"name\":\"alone\",\"clauses\":[\"T-2\"],\"visit\":\"v\",\"drop\":[\"arrived\"],\"fires\":[\"paper\"],"
    "\"spares\":[\"tell\"],\"settings\":{\"wait\":10},\"expect\":{\"decision\":\"deny\"}},"
    "{\"name\":\"wrong\",\"visit\":\"v\",\"change\":{\"entered\":{\"at\":\"2026-03-02T09:20:00Z\",\"reason\":\"tea\"}},"
    "\"add\":[{\"at\":\"2026-03-02T09:30:00Z\",\"event\":\"threatened\"}],\"fires\":[\"late\",\"tell\"],\"only\":true,"
    "\"expect\":{\"steps\":{\"count\":3},\"duties\":{\"contains\":[{\"rule\":\"tell\"}]}}},"
    "{\"name\":\"asked\",\"visit\":\"v\",\"ask\":\"check\",\"event\":{\"at\":\"2026-03-02T09:40:00Z\",\"event\":"
    "\"left\"},"
    "\"expect\":{\"decision\":\"deny\"}},"
    "{\"name\":\"looked "
    "at\",\"visit\":\"v\",\"ask\":\"status\",\"at\":\"2026-03-02T10:00:00Z\",\"fires\":[\"late\",\"phone\"]}]}");

const homevisit_text stream_text =
    TEXT("{\"format\":\"homevisit-visit/1\",\"id\":\"V-2\",\"events\":[" PLANNED REST "\n\n{\"id\":1}\n"
         "{\"format\":\"homevisit-visit/1\",\"id\":\"V-3\",\"events\":[" DECLARED REST "\n");

static const homevisit_text arriving[] = {TEXT("S-2"), TEXT("S-8")};
static const homevisit_attribute of_arrived[] = {
    {.name = HOMEVISIT_ATTRIBUTE_staff, .type = HOMEVISIT_TYPE_IDS, .value.ids = {arriving, 2}}};
const homevisit_event typed_event = {.struct_size = sizeof typed_event,
                                     .at = INT64_C(1772443800), /* 2026-03-02T09:30:00Z */
                                     .event = HOMEVISIT_WORD_arrived,
                                     .id = TEXT("E-9"),
                                     .attributes = of_arrived,
                                     .attribute_count = 1};
