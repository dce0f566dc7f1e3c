/*
 * What every report says alike of a rule, as JSON, written once when the policy is loaded: report_json.c copies it, and
 * writes what is new each time. The keys stand in the order of docs/format.md, section 4.
 */
#include "json_put.h"
#include "policy_read.h"

#include <string.h>

/* What is left of a duty before its times. */
static void write_duty_rest(struct json_writer *writer, const struct duty *duty)
{
    put_names(writer, "do", duty->todo_names);
    put_text(writer, "by", duty->by);
    json_write_key(writer, "since");
}

static void write_checklist_rest(struct json_writer *writer, const struct checklist *checklist)
{
    put_text(writer, "item", checklist->item);
    put_word(writer, "before", homevisit_word_text(checklist->before));
    json_write_object_end(writer);
}

/* false where memory ran out. */
static bool make_text(homevisit_policy *policy, struct rule *rule, homevisit_buffer *buffer)
{
    struct json_writer writer;
    struct rule_text *text = &rule->text;
    json_write_begin(&writer, buffer);
    json_write_object(&writer);
    put_text(&writer, "rule", rule->id);
    put_names(&writer, "clauses", rule->clauses);
    put_word(&writer, "force", homevisit_force_text(rule->force));
    text->head = buffer->length;
    put_text(&writer, "message", rule->message);
    text->message = buffer->length;
    switch (rule->form) {
    case RULE_DUTY: write_duty_rest(&writer, &rule->as.duty); break;
    case RULE_CHECKLIST: write_checklist_rest(&writer, &rule->as.checklist); break;
    case RULE_ADVICE: json_write_object_end(&writer); break;
    case RULE_GUARD: break;
    }
    if (json_write_end(&writer) != HOMEVISIT_OK)
        return false;
    text->length = buffer->length;
    text->json = arena_copy_text(&policy->arena, buffer->data, buffer->length);
    return text->json != NULL;
}

bool policy_make_texts(homevisit_policy *policy)
{
    homevisit_buffer buffer;
    bool made = true;
    buffer_init(&buffer, &policy->allocator);
    for (size_t i = 0; i < policy->rule_count && made; i++)
        made = make_text(policy, &policy->rules[i], &buffer);
    homevisit_buffer_free(&buffer);
    return made;
}
