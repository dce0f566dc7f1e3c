/* Conditions on trial: a small profile around them, and facts said in words. */
#include "condition_trial.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the profile ------------------------------------------------------------------------------------------------ */

static const struct own {
    const char *name;
    homevisit_type type;
} own_facts[TRIAL_FACT_COUNT] = {[TRIAL_X_NOTE] = {"x.note", HOMEVISIT_TYPE_TEXT},
                                 [TRIAL_X_COUNT] = {"x.count", HOMEVISIT_TYPE_INTEGER},
                                 [TRIAL_X_OTHER] = {"x.other", HOMEVISIT_TYPE_INTEGER},
                                 [TRIAL_X_FLAG] = {"x.flag", HOMEVISIT_TYPE_BOOLEAN},
                                 [TRIAL_TOLD] = {"told.dsl.risk", HOMEVISIT_TYPE_BOOLEAN}};

static const char *const deciders[] = {"headteacher", "dsl"};
static const char *const strangers[] = {"headteacher", "gardener"};
static const struct setting settings[TRIAL_SETTING_COUNT] = {
    [TRIAL_SETTING_WAIT] = {.name = "wait", .type = NODE_TYPE_NUMBER, .number = 20},
    [TRIAL_SETTING_LIMIT] = {.name = "limit", .type = NODE_TYPE_NUMBER, .number = 5},
    [TRIAL_SETTING_STRICT] = {.name = "strict", .type = NODE_TYPE_BOOLEAN, .boolean = false},
    [TRIAL_SETTING_PERSON] = {.name = "person", .type = NODE_TYPE_TEXT, .text = "parent"},
    [TRIAL_SETTING_DECIDERS] = {.name = "deciders", .type = NODE_TYPE_TEXTS, .texts = deciders, .text_count = 2},
    [TRIAL_SETTING_STRANGERS] = {.name = "strangers", .type = NODE_TYPE_TEXTS, .texts = strangers, .text_count = 2},
    [TRIAL_SETTING_FAULTY] = {.name = "faulty", .type = NODE_TYPE_NUMBER, .faulty = true},
};

static const char named_conditions[] =
    "{'unsafe': {'or': [{'var': 'threatened'}, {'var': 'duress'}]},"
    " 'evening': {'>=': [{'var': 'time.minute'}, {'var': 'settings.wait'}]},"
    " 'in_bedroom': {'==': [{'var': 'event.room'}, 'bedroom']},"
    " 'leaving': {'==': [{'var': 'event'}, 'left']},"
    " 'leaving_unsafe': {'and': [{'var': 'conditions.leaving'}, {'var': 'conditions.unsafe'}]},"
    " 'long_reason': {'==': [{'var': 'event.reason'}, 'long_absence']},"
    " 'some_reason': {'!=': [{'var': 'event.reason'}, 'because']},"
    " 'faulty': {'var': 'dures'},"
    " 'round': {'!': {'var': 'conditions.about'}}, 'about': {'!': {'var': 'conditions.round'}}}";

static struct fact_reference find_fact(void *user, const char *name, size_t length)
{
    (void)user;
    struct fact_reference found = {.type = HOMEVISIT_TYPE_NOTHING};
    for (unsigned i = 0; i < TRIAL_FACT_COUNT; i++) {
        if (strlen(own_facts[i].name) == length && memcmp(own_facts[i].name, name, length) == 0)
            return (struct fact_reference){.fact = FACT_STATIC_COUNT + i, .type = own_facts[i].type};
    }
    const unsigned fact = fact_find(name, length);
    if (fact == FACT_STATIC_COUNT)
        return found;
    const struct fact_info info = fact_info(fact);
    found.fact = fact;
    found.type = info.type;
    found.words = info.words;
    return found;
}

static const struct setting *find_setting(void *user, const char *name, size_t length, uint32_t *number)
{
    (void)user;
    for (uint32_t i = 0; i < TRIAL_SETTING_COUNT; i++) {
        if (strlen(settings[i].name) == length && memcmp(settings[i].name, name, length) == 0) {
            *number = i;
            return &settings[i];
        }
    }
    return NULL;
}

static const cJSON *find_condition(void *user, const char *name, size_t length, bool *faulty)
{
    const struct condition_trial *trial = user;
    *faulty = false;
    const cJSON *condition;
    cJSON_ArrayForEach(condition, trial->named)
    {
        if (strlen(condition->string) == length && memcmp(condition->string, name, length) == 0)
            return condition;
    }
    return NULL;
}

static void read_setting(void *user, uint32_t number)
{
    ((struct condition_trial *)user)->settings_read |= 1U << number;
}

static void offer_names(void *user, struct nearest *nearest)
{
    (void)user;
    static const char *const names[] = {"settings.wait", "settings.limit", "conditions.unsafe", "x.note"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        nearest_offer(nearest, names[i], strlen(names[i]));
}

/* ---- reading ---------------------------------------------------------------------------------------------------- */

static char *unquoted(const char *text)
{
    char *copy = malloc(strlen(text) + 1);
    cr_assert(copy != NULL);
    strcpy(copy, text);
    for (char *at = copy; *at != '\0'; at++) {
        if (*at == '\'')
            *at = '"';
    }
    return copy;
}

static void place_condition(struct condition_trial *trial, const char *where)
{
    struct condition_context *context = &trial->context;
    context->events = trial->events;
    context->event = strcmp(where, "any") == 0       ? EVENT_ANY
                     : strncmp(where, "on ", 3) == 0 ? EVENT_OF_ON
                     : strncmp(where, "do ", 3) == 0 ? EVENT_OF_DO
                                                     : EVENT_NOT_HERE;
    if (context->event != EVENT_OF_ON && context->event != EVENT_OF_DO)
        return;
    for (const char *at = where + 3; *at != '\0'; at += strspn(at, " ")) {
        const size_t length = strcspn(at, " ");
        const homevisit_word word = homevisit_word_find(at, length);
        cr_assert(word_is_event(word), "no event: %s", at);
        trial->events[context->event_count++] = word;
        at += length;
    }
}

void condition_trial_open_named(struct condition_trial *trial, const homevisit_allocator *allocator, const char *text,
                                const char *where, size_t max_nodes, const char *named)
{
    memset(trial, 0, sizeof *trial);
    trial->root = NO_NODE;
    trial->allocator = memory_allocator(allocator);
    trial->text = unquoted(text);
    trial->named_text = unquoted(named);
    arena_init(&trial->arena, &trial->allocator);
    conditions_init(&trial->conditions, &trial->allocator);
    trial->problems = problems_new(&trial->allocator);
    trial->places = json_places_new(&trial->allocator);
    if (trial->problems == NULL || trial->places == NULL)
        return;
    const struct json_limits limits = {.bytes = 1 << 24, .depth = 10000, .any_root = true};
    trial->json =
        json_tree_read(trial->places, (homevisit_text){trial->text, strlen(trial->text)}, "", &limits, trial->problems);
    trial->named = json_tree_read(trial->places, (homevisit_text){trial->named_text, strlen(trial->named_text)},
                                  "named", &limits, trial->problems);
    if (problems_has_errors(trial->problems))
        return;
    trial->context = (struct condition_context){.user = trial,
                                                .find_fact = find_fact,
                                                .find_setting = find_setting,
                                                .find_condition = find_condition,
                                                .offer_names = offer_names,
                                                .read_setting = read_setting,
                                                .max_nodes = max_nodes != 0 ? max_nodes : 4096,
                                                .places = trial->places,
                                                .problems = trial->problems,
                                                .arena = &trial->arena,
                                                .conditions = &trial->conditions};
    place_condition(trial, where);
    trial->root = condition_read(&trial->context, trial->json);
    trial->scene = (struct condition_scene){&trial->conditions, &trial->facts, NULL};
}

void condition_trial_open(struct condition_trial *trial, const homevisit_allocator *allocator, const char *text,
                          const char *where, size_t max_nodes)
{
    condition_trial_open_named(trial, allocator, text, where, max_nodes, named_conditions);
}

homevisit_problems *condition_trial_problems(struct condition_trial *trial)
{
    problems_sort(trial->problems);
    return trial->problems;
}

void condition_trial_close(struct condition_trial *trial)
{
    conditions_free(&trial->conditions);
    json_places_free(trial->places);
    homevisit_problems_free(trial->problems);
    arena_free(&trial->arena);
    free(trial->text);
    free(trial->named_text);
}

/* ---- facts ------------------------------------------------------------------------------------------------------ */

static void set_bit(uint64_t *bits, unsigned bit, bool value)
{
    const uint64_t mask = UINT64_C(1) << (bit % 64);
    bits[bit / 64] = value ? bits[bit / 64] | mask : bits[bit / 64] & ~mask;
}

static void begin_facts(struct condition_trial *trial)
{
    const size_t count = FACT_STATIC_COUNT + TRIAL_FACT_COUNT;
    trial->facts = (struct fact_store){.is_true = arena_array(&trial->arena, count / 64 + 1, sizeof(uint64_t)),
                                       .is_unknown = arena_array(&trial->arena, count / 64 + 1, sizeof(uint64_t)),
                                       .values = arena_array(&trial->arena, count, sizeof(union fact_value)),
                                       .fact_count = count};
    for (unsigned fact = 0; fact < count; fact++)
        set_bit(trial->facts.is_unknown, fact, fact >= FACT_STATIC_COUNT || !fact_info(fact).known_at_first);
    trial->facts.values[FACT_PHASE].word = HOMEVISIT_WORD_draft;
    trial->facts.values[FACT_PLACE].word = HOMEVISIT_WORD_school;
    trial->facts.values[FACT_CONTACT].word = HOMEVISIT_WORD_in_contact;
    trial->event = (struct visit_event){.event = HOMEVISIT_WORD_none};
    trial->scene.event = NULL;
}

/* Takes the next piece of `rest` up to one of the separators, without white space around it. */
static char *take(struct condition_trial *trial, const char **rest, const char *separators)
{
    *rest += strspn(*rest, " ");
    size_t length = strcspn(*rest, separators);
    const char *piece = *rest;
    *rest += length + ((*rest)[length] != '\0');
    while (length > 0 && piece[length - 1] == ' ')
        length--;
    return arena_copy_text(&trial->arena, piece, length);
}

static homevisit_word word_of(const char *text)
{
    const homevisit_word word = homevisit_word_find(text, strlen(text));
    cr_assert_neq(word, HOMEVISIT_WORD_none, "no word: %s", text);
    return word;
}

/* Ids are numbered as they are said. */
static uint32_t number_id(struct condition_trial *trial, const char *text)
{
    enum { MOST = 16 };
    const char **ids = (const char **)trial->facts.ids;
    if (ids == NULL)
        trial->facts.ids = ids = arena_array(&trial->arena, MOST, sizeof *ids);
    uint32_t number = 0;
    while (ids[number] != NULL && strcmp(ids[number], text) != 0)
        number++;
    cr_assert_lt(number, MOST - 1);
    ids[number] = text;
    return number;
}

static struct staff_value *staff_of(struct condition_trial *trial, const char *text)
{
    enum { MOST = 100 };
    struct staff_value *staff = arena_allocate_zeroed(&trial->arena, sizeof *staff + MOST * sizeof staff->items[0]);
    while (*text != '\0') {
        const char *member = take(trial, &text, ",");
        cr_assert_lt(staff->count, MOST);
        struct staff_member *item = &staff->items[staff->count++];
        item->id = number_id(trial, take(trial, &member, ":"));
        item->role = word_of(take(trial, &member, ":"));
        item->trained_said = *member != '\0';
        item->trained = strcmp(member, "yes") == 0;
    }
    return staff;
}

static struct names_value *names_of(struct condition_trial *trial, const char *text)
{
    struct names_value *names =
        arena_allocate_zeroed(&trial->arena, sizeof *names + FACT_ROLES_LIMIT * sizeof names->items[0]);
    while (*text != '\0') {
        cr_assert_lt(names->count, FACT_ROLES_LIMIT);
        names->items[names->count++] = word_of(take(trial, &text, ","));
    }
    return names;
}

static struct ids_value *ids_of(struct condition_trial *trial, const char *text)
{
    struct ids_value *ids = arena_allocate_zeroed(&trial->arena, sizeof *ids + 16 * sizeof ids->items[0]);
    while (*text != '\0')
        ids->items[ids->count++] = number_id(trial, take(trial, &text, ","));
    return ids;
}

static void say_list(struct condition_trial *trial, unsigned fact, homevisit_type type, const char *value)
{
    if (type == HOMEVISIT_TYPE_STAFF) {
        const struct staff_value *staff = staff_of(trial, value);
        trial->facts.staff = staff->items;
        trial->facts.staff_count = staff->count;
        set_bit(trial->facts.is_unknown, FACT_PLAN_BASE + HOMEVISIT_ATTRIBUTE_staff, false);
        return;
    }
    const struct names_value *names = names_of(trial, value);
    struct role_list *roles = fact == FACT_AUTHORISATION_ROLES ? &trial->facts.roles : &trial->facts.lone_roles;
    memcpy(roles->items, names->items, names->count * sizeof names->items[0]);
    roles->count = names->count;
}

static void say_fact(struct condition_trial *trial, const char *name, const char *value)
{
    const struct fact_reference found = find_fact(trial, name, strlen(name));
    cr_assert_neq(found.type, HOMEVISIT_TYPE_NOTHING, "no fact: %s", name);
    union fact_value *place = &trial->facts.values[found.fact];
    const bool known = strcmp(value, "?") != 0;
    set_bit(trial->facts.is_unknown, found.fact, !known);
    set_bit(trial->facts.is_true, found.fact, strcmp(value, "true") == 0);
    if (!known || found.type == HOMEVISIT_TYPE_BOOLEAN)
        return;
    if (found.type == HOMEVISIT_TYPE_NAME)
        place->word = word_of(value);
    else if (found.type == HOMEVISIT_TYPE_TEXT)
        place->text = value;
    else if (found.type == HOMEVISIT_TYPE_INTEGER || found.type == HOMEVISIT_TYPE_TIME)
        place->integer = strtoll(value, NULL, 10);
    else
        say_list(trial, found.fact, found.type, value);
}

static void say_attribute(struct condition_trial *trial, const char *name, const char *value)
{
    const homevisit_attribute_name attribute = homevisit_attribute_find(name, strlen(name));
    const homevisit_attribute_info *info = event_attribute_find((homevisit_word)trial->event.event, attribute);
    cr_assert(info != NULL, "the event has no %s", name);
    union attribute_value *place = &trial->values[attribute];
    trial->event.mask |= UINT64_C(1) << attribute;
    switch (info->type) {
    case HOMEVISIT_TYPE_BOOLEAN: place->boolean = strcmp(value, "true") == 0; break;
    case HOMEVISIT_TYPE_INTEGER:
    case HOMEVISIT_TYPE_TIME: place->integer = strtoll(value, NULL, 10); break;
    case HOMEVISIT_TYPE_NAME: place->word = word_of(value); break;
    case HOMEVISIT_TYPE_TEXT: place->text = value; break;
    case HOMEVISIT_TYPE_NAMES: place->names = names_of(trial, value); break;
    case HOMEVISIT_TYPE_IDS: place->ids = ids_of(trial, value); break;
    case HOMEVISIT_TYPE_STAFF: place->staff = staff_of(trial, value); break;
    default: cr_assert_fail("no value of %s can be said", name);
    }
}

/* An event's values stand in the order of their bits. */
static void end_facts(struct condition_trial *trial)
{
    if (trial->event.event == HOMEVISIT_WORD_none)
        return;
    union attribute_value *given = arena_array(&trial->arena, HOMEVISIT_ATTRIBUTE_COUNT, sizeof *given);
    trial->event.values = given;
    for (unsigned i = 0; i < HOMEVISIT_ATTRIBUTE_COUNT; i++) {
        if (trial->event.mask & UINT64_C(1) << i)
            *given++ = trial->values[i];
    }
    trial->scene.event = &trial->event;
}

void condition_trial_facts(struct condition_trial *trial, const char *facts)
{
    begin_facts(trial);
    while (*facts != '\0') {
        const char *piece = take(trial, &facts, ";");
        const char *name = take(trial, &piece, "=");
        if (strcmp(name, "event") == 0)
            trial->event.event = (uint16_t)word_of(piece);
        else if (strncmp(name, "event.", 6) == 0)
            say_attribute(trial, name + 6, piece);
        else
            say_fact(trial, name, piece);
        facts += strspn(facts, " ");
    }
    end_facts(trial);
}

/* ---- names ------------------------------------------------------------------------------------------------------ */

static const char *own_name(const void *user, unsigned fact)
{
    (void)user;
    return own_facts[fact - FACT_STATIC_COUNT].name;
}

const char *condition_trial_fact_name(const struct condition_node *node, char out[128])
{
    cr_assert(condition_fact_name(node, own_name, NULL, out, 128));
    return out;
}

/* ---- refusals --------------------------------------------------------------------------------------------------- */

static bool same_text(const char *one, const char *other)
{
    return one == NULL || other == NULL ? one == other : strcmp(one, other) == 0;
}

static void expect_told(const char *condition, const homevisit_problem *found, const struct condition_told *wanted)
{
    cr_expect(found->kind == wanted->kind && same_text(found->code, wanted->code) &&
                  same_text(found->pointer, wanted->pointer) && found->line == wanted->line &&
                  found->column == wanted->column && same_text(found->message, wanted->message) &&
                  same_text(found->suggestion, wanted->suggestion),
              "%s\n  told:   %s %s '%s' %zu:%zu \"%s\" -> %s\n  wanted: %s %s '%s' %zu:%zu \"%s\" -> %s", condition,
              homevisit_kind_text(found->kind), found->code, found->pointer, found->line, found->column, found->message,
              found->suggestion != NULL ? found->suggestion : "-", homevisit_kind_text(wanted->kind), wanted->code,
              wanted->pointer, wanted->line, wanted->column, wanted->message,
              wanted->suggestion != NULL ? wanted->suggestion : "-");
}

void condition_trial_refused(const struct condition_refusal *refusals, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct condition_refusal *refusal = &refusals[i];
        struct condition_trial trial;
        condition_trial_open(&trial, NULL, refusal->condition, refusal->where, 0);
        const homevisit_problems *problems = condition_trial_problems(&trial);
        size_t wanted = 0;
        while (wanted < sizeof refusal->told / sizeof refusal->told[0] && refusal->told[wanted].code != NULL)
            wanted++;
        cr_expect_eq(trial.root, NO_NODE, "%s is accepted", refusal->condition);
        cr_expect_eq(homevisit_problems_count(problems), wanted, "%s: %zu problems", refusal->condition,
                     homevisit_problems_count(problems));
        for (size_t j = 0; j < wanted && j < homevisit_problems_count(problems); j++)
            expect_told(refusal->condition, homevisit_problems_get(problems, j), &refusal->told[j]);
        condition_trial_close(&trial);
    }
}
