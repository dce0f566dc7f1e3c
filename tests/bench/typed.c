/* From cJSON's tree to typed events, each attribute by the type that the vocabulary gives it. */
#include "typed.h"
#include "measure.h"

#include <cJSON.h>
#include <string.h>

static homevisit_text text_of(const cJSON *item)
{
    const char *text = cJSON_GetStringValue(item);
    return (homevisit_text){text, text ? strlen(text) : 0};
}

static homevisit_word word_of(const cJSON *item)
{
    const homevisit_text text = text_of(item);
    return homevisit_word_find(text.data, text.length);
}

static int64_t time_of(const cJSON *item)
{
    const homevisit_text text = text_of(item);
    int64_t at = 0;
    must_hold(homevisit_time_read(text.data, text.length, &at), "not a time", text.length);
    return at;
}

static size_t put_staff(const cJSON *list, homevisit_staff *staff)
{
    const cJSON *member;
    size_t count = 0;
    cJSON_ArrayForEach(member, list)
    {
        const cJSON *trained = cJSON_GetObjectItemCaseSensitive(member, "trained");
        staff[count++] = (homevisit_staff){.id = text_of(cJSON_GetObjectItemCaseSensitive(member, "id")),
                                           .role = word_of(cJSON_GetObjectItemCaseSensitive(member, "role")),
                                           .trained_said = trained != NULL,
                                           .trained = cJSON_IsTrue(trained)};
    }
    return count;
}

static size_t put_facts(const cJSON *object, homevisit_declared *facts)
{
    const cJSON *fact;
    size_t count = 0;
    cJSON_ArrayForEach(fact, object)
    {
        must_hold(cJSON_IsBool(fact), "a declared fact that is no boolean", count);
        facts[count++] = (homevisit_declared){.name = {fact->string, strlen(fact->string)},
                                              .type = HOMEVISIT_TYPE_BOOLEAN,
                                              .boolean = cJSON_IsTrue(fact)};
    }
    return count;
}

static const homevisit_attribute_info *info_of(homevisit_word event, homevisit_attribute_name name)
{
    for (size_t i = 0;; i++) {
        const homevisit_attribute_info *info = homevisit_event_attribute(event, i);
        must_hold(info != NULL, "an attribute that the event does not have", name);
        if (info->name == name)
            return info;
    }
}

static void put_value(struct typed *t, homevisit_attribute *a, const cJSON *item)
{
    const cJSON *child;
    size_t count = 0;
    switch (a->type) {
    case HOMEVISIT_TYPE_BOOLEAN: a->value.boolean = cJSON_IsTrue(item); break;
    case HOMEVISIT_TYPE_INTEGER: a->value.integer = (int64_t)item->valuedouble; break;
    case HOMEVISIT_TYPE_TIME: a->value.integer = time_of(item); break;
    case HOMEVISIT_TYPE_NAME: a->value.word = word_of(item); break;
    case HOMEVISIT_TYPE_TEXT: a->value.text = text_of(item); break;
    case HOMEVISIT_TYPE_NAMES:
        cJSON_ArrayForEach(child, item) t->words[count++] = word_of(child);
        a->value.names.items = t->words;
        a->value.names.count = count;
        break;
    case HOMEVISIT_TYPE_IDS:
        cJSON_ArrayForEach(child, item) t->ids[count++] = text_of(child);
        a->value.ids.items = t->ids;
        a->value.ids.count = count;
        break;
    case HOMEVISIT_TYPE_STAFF:
        a->value.staff.items = t->staff;
        a->value.staff.count = put_staff(item, t->staff);
        break;
    case HOMEVISIT_TYPE_FACTS:
        a->value.facts.items = t->facts;
        a->value.facts.count = put_facts(item, t->facts);
        break;
    case HOMEVISIT_TYPE_NOTHING: break;
    }
}

void typed_event(const cJSON *event, struct typed *t)
{
    const cJSON *item;
    memset(t, 0, sizeof *t);
    t->event.struct_size = sizeof t->event;
    t->event.attributes = t->attributes;
    t->event.event = word_of(cJSON_GetObjectItemCaseSensitive(event, "event"));
    t->event.at = time_of(cJSON_GetObjectItemCaseSensitive(event, "at"));
    cJSON_ArrayForEach(item, event)
    {
        if (strcmp(item->string, "at") == 0 || strcmp(item->string, "event") == 0)
            continue;
        homevisit_attribute *a = &t->attributes[t->event.attribute_count++];
        must_hold(cJSON_GetArraySize(item) <= TYPED_ITEMS && t->event.attribute_count <= TYPED_ATTRIBUTES,
                  "an event that is too long", t->event.attribute_count);
        a->name = homevisit_attribute_find(item->string, strlen(item->string));
        a->type = info_of(t->event.event, a->name)->type;
        put_value(t, a, item);
    }
}
