/*
 * A data object in place of a record's facts. A dotted name leads through objects, as in JsonLogic; the type of a fact is
 * that of its value. What a condition cannot speak of (an object, a list of lists, a number that is not whole) is no fact.
 */
#include "condition_data.h"

#include <math.h>
#include <string.h>

void data_facts_init(struct data_facts *facts, const cJSON *data, struct arena *arena)
{
    *facts = (struct data_facts){.data = data, .arena = arena};
    list_init(&facts->values, &arena->allocator, sizeof(const cJSON *));
    list_init(&facts->ids, &arena->allocator, sizeof(const char *));
    id_index_init(&facts->numbers, &arena->allocator);
}

void data_facts_free(struct data_facts *facts)
{
    list_free(&facts->values);
    list_free(&facts->ids);
    id_index_free(&facts->numbers);
}

/* ---- finding ---------------------------------------------------------------------------------------------------- */

static const cJSON *member_of(const cJSON *object, const char *key, size_t length)
{
    const cJSON *member;
    cJSON_ArrayForEach(member, object)
    {
        if (strlen(member->string) == length && memcmp(member->string, key, length) == 0)
            return member;
    }
    return NULL;
}

/*
 * Where a name leads: to a value, which may be null, or to NULL where an object lacks a key. `astray` where it leads into
 * what is no object: JsonLogic looks into lists and texts, which hold no facts.
 */
static const cJSON *follow(const cJSON *data, const char *name, size_t length, bool *astray)
{
    const char *end = name + length;
    *astray = length == 0;
    while (!*astray) {
        if (!cJSON_IsObject(data))
            break;
        const char *point = memchr(name, '.', (size_t)(end - name));
        const char *stop = point != NULL ? point : end;
        data = member_of(data, name, (size_t)(stop - name));
        if (data == NULL || point == NULL)
            return data;
        if (cJSON_IsNull(data))
            return NULL;
        name = point + 1;
    }
    *astray = true;
    return NULL;
}

/* ---- types ------------------------------------------------------------------------------------------------------ */

static bool is_whole(const cJSON *value)
{
    return cJSON_IsNumber(value) && floor(value->valuedouble) >= value->valuedouble;
}

static homevisit_word role_of(const cJSON *member)
{
    const cJSON *role = cJSON_GetObjectItemCaseSensitive(member, "role");
    return cJSON_IsString(role) ? word_find_in(IN(ROLE), role->valuestring, strlen(role->valuestring))
                                : HOMEVISIT_WORD_none;
}

/* A member of staff: id and role, perhaps trained, and nothing else. */
static bool is_staff(const cJSON *member)
{
    const cJSON *trained = cJSON_GetObjectItemCaseSensitive(member, "trained");
    return cJSON_IsObject(member) && cJSON_IsString(cJSON_GetObjectItemCaseSensitive(member, "id")) &&
           role_of(member) != HOMEVISIT_WORD_none && (trained == NULL || cJSON_IsBool(trained)) &&
           cJSON_GetArraySize(member) == (trained == NULL ? 2 : 3);
}

static homevisit_type type_of_list(const cJSON *list)
{
    bool texts = true, staff = list->child != NULL;
    const cJSON *member;
    cJSON_ArrayForEach(member, list)
    {
        texts = texts && cJSON_IsString(member);
        staff = staff && is_staff(member);
    }
    return texts ? HOMEVISIT_TYPE_IDS : staff ? HOMEVISIT_TYPE_STAFF : HOMEVISIT_TYPE_NOTHING;
}

static homevisit_type type_of(const cJSON *value)
{
    if (cJSON_IsBool(value))
        return HOMEVISIT_TYPE_BOOLEAN;
    if (is_whole(value))
        return HOMEVISIT_TYPE_INTEGER;
    if (cJSON_IsString(value))
        return HOMEVISIT_TYPE_TEXT;
    return cJSON_IsArray(value) ? type_of_list(value) : HOMEVISIT_TYPE_NOTHING;
}

static bool number_name(struct data_facts *facts, const char *name, size_t length, const cJSON *value, uint32_t *number)
{
    if (id_index_find(&facts->numbers, name, length, number))
        return true;
    const char *kept = arena_copy_text(facts->arena, name, length);
    const cJSON **place = kept != NULL && id_index_reserve(&facts->numbers, 1) ? list_add(&facts->values) : NULL;
    if (place == NULL) {
        facts->memory = true;
        return false;
    }
    *place = value;
    *number = (uint32_t)id_index_count(&facts->numbers);
    id_index_add(&facts->numbers, kept, length);
    return true;
}

struct fact_reference data_find_fact(void *user, const char *name, size_t length)
{
    struct data_facts *facts = user;
    struct fact_reference reference = {.type = HOMEVISIT_TYPE_NOTHING};
    bool astray;
    const cJSON *value = follow(facts->data, name, length, &astray);
    const bool unknown = value == NULL || cJSON_IsNull(value);
    const homevisit_type type = unknown ? HOMEVISIT_TYPE_NOTHING : type_of(value);
    uint32_t number;
    if (astray || (!unknown && type == HOMEVISIT_TYPE_NOTHING) ||
        !number_name(facts, name, length, unknown ? NULL : value, &number))
        return reference;
    reference.fact = FACT_STATIC_COUNT + number;
    reference.type = type;
    reference.untyped = unknown;
    reference.takes_default = value == NULL; /* JsonLogic leaves a null as it is, default or not */
    return reference;
}

/* ---- the store -------------------------------------------------------------------------------------------------- */

static bool store_texts(struct data_facts *facts, const cJSON *list, struct list_view *view)
{
    const char **texts = arena_array(facts->arena, view->count, sizeof *texts);
    if (texts == NULL)
        return false;
    size_t at = 0;
    const cJSON *member;
    cJSON_ArrayForEach(member, list) texts[at++] = member->valuestring;
    view->of = LIST_OF_TEXTS;
    view->as.texts = texts;
    return true;
}

static bool store_staff(struct data_facts *facts, const cJSON *list, struct list_view *view)
{
    struct staff_member *staff = arena_array(facts->arena, view->count, sizeof *staff);
    if (staff == NULL)
        return false;
    size_t at = 0;
    const cJSON *member;
    cJSON_ArrayForEach(member, list)
    {
        const char **id = list_add(&facts->ids);
        if (id == NULL)
            return false;
        *id = cJSON_GetObjectItemCaseSensitive(member, "id")->valuestring;
        const cJSON *trained = cJSON_GetObjectItemCaseSensitive(member, "trained");
        staff[at++] = (struct staff_member){.id = (uint32_t)(facts->ids.count - 1),
                                            .role = role_of(member),
                                            .trained_said = trained != NULL,
                                            .trained = cJSON_IsTrue(trained) != 0};
    }
    view->of = LIST_OF_STAFF;
    view->as.staff = staff;
    return true;
}

static void set_bit(uint64_t *bits, size_t bit)
{
    bits[bit / 64] |= UINT64_C(1) << (bit % 64);
}

static bool store_value(struct data_facts *facts, struct fact_store *store, size_t fact, const cJSON *value,
                        struct data_list *list)
{
    if (value == NULL) {
        set_bit(store->is_unknown, fact);
        return true;
    }
    switch (type_of(value)) {
    case HOMEVISIT_TYPE_BOOLEAN:
        if (cJSON_IsTrue(value))
            set_bit(store->is_true, fact);
        return true;
    case HOMEVISIT_TYPE_INTEGER: store->values[fact].integer = (int64_t)value->valuedouble; return true;
    case HOMEVISIT_TYPE_TEXT: store->values[fact].text = value->valuestring; return true;
    default: break;
    }
    list->view.count = (uint32_t)cJSON_GetArraySize(value);
    return (type_of(value) == HOMEVISIT_TYPE_STAFF ? store_staff : store_texts)(facts, value, &list->view);
}

bool data_facts_store(struct data_facts *facts, struct fact_store *store, const struct data_list **lists)
{
    const size_t count = FACT_STATIC_COUNT + facts->values.count;
    struct data_list *made = arena_array(facts->arena, facts->values.count, sizeof *made);
    *store = (struct fact_store){.is_true = arena_array(facts->arena, count / 64 + 1, sizeof(uint64_t)),
                                 .is_unknown = arena_array(facts->arena, count / 64 + 1, sizeof(uint64_t)),
                                 .values = arena_array(facts->arena, count, sizeof(union fact_value)),
                                 .fact_count = count};
    if (made == NULL || store->is_true == NULL || store->is_unknown == NULL || store->values == NULL)
        return false;
    for (size_t i = 0; i < facts->values.count; i++) {
        const cJSON *value = *(const cJSON *const *)list_at(&facts->values, i);
        if (!store_value(facts, store, FACT_STATIC_COUNT + i, value, &made[i]))
            return false;
    }
    store->ids = facts->ids.items;
    *lists = made;
    return true;
}
