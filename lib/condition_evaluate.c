/* Conditions by themselves: one condition over one data object, for those who try what a condition means. */
#include "condition_data.h"
#include "json_write.h"
#include "visit.h"

#include <math.h>

struct evaluation {
    struct settled_options options;
    homevisit_problems *problems;
    struct json_places *places;
    struct arena arena;
    struct conditions conditions;
    cJSON *condition, *data;
    struct data_facts facts;
};

/* ---- writing ---------------------------------------------------------------------------------------------------- */

static void write_staff(struct json_writer *writer, const struct list_member *member)
{
    json_write_object(writer);
    json_write_key(writer, "id");
    json_write_text(writer, member->text);
    json_write_key(writer, "role");
    json_write_text(writer, homevisit_word_text(member->staff->role));
    if (member->staff->trained_said) {
        json_write_key(writer, "trained");
        json_write_boolean(writer, member->staff->trained);
    }
    json_write_object_end(writer);
}

/* What is no number, and what is infinite, JSON does not have: null, as in JavaScript. */
static void write_number(struct json_writer *writer, double number)
{
    if (isfinite(number))
        json_write_number(writer, number + 0.0); /* no negative zero */
    else
        json_write_null(writer);
}

static void write_list(struct json_writer *writer, const struct condition_frame *frame, const struct list_view *list)
{
    struct list_member member;
    json_write_array(writer);
    for (size_t at = 0; list_next(frame, list, &at, &member);) {
        if (list->of == LIST_OF_STAFF)
            write_staff(writer, &member);
        else if (list->of == LIST_OF_NUMBERS)
            write_number(writer, member.number);
        else if (list->of == LIST_OF_WORDS)
            json_write_text(writer, homevisit_word_text(member.word));
        else
            json_write_text(writer, member.text);
    }
    json_write_array_end(writer);
}

static homevisit_code write_value(const struct condition_frame *frame, node_index root, homevisit_buffer *out)
{
    const struct condition_value value = frame_value(frame, root);
    struct json_writer writer;
    json_write_begin(&writer, out);
    switch (value.known ? (int)frame_node(frame, root)->type : -1) {
    case -1: json_write_null(&writer); break;
    case NODE_TYPE_BOOLEAN: json_write_boolean(&writer, value.as.boolean); break;
    case NODE_TYPE_NUMBER:
    case NODE_TYPE_TIME: write_number(&writer, value.as.number); break;
    case NODE_TYPE_NAME: json_write_text(&writer, homevisit_word_text(value.as.word)); break;
    case NODE_TYPE_TEXT: json_write_text(&writer, value.as.text); break;
    default: write_list(&writer, frame, &value.as.list); break;
    }
    return json_write_end(&writer);
}

/* ---- reading ---------------------------------------------------------------------------------------------------- */

static node_index read_condition(struct evaluation *evaluation)
{
    struct condition_context context = {.user = &evaluation->facts,
                                        .find_fact = data_find_fact,
                                        .plain_names = true,
                                        .max_nodes = evaluation->options.max_condition_nodes,
                                        .places = evaluation->places,
                                        .problems = evaluation->problems,
                                        .arena = &evaluation->arena,
                                        .conditions = &evaluation->conditions};
    const node_index root = condition_read_any(&context, evaluation->condition);
    if (evaluation->facts.memory)
        problems_out_of_memory(evaluation->problems);
    return evaluation->facts.memory ? NO_NODE : root;
}

static homevisit_code evaluate(struct evaluation *evaluation, homevisit_text condition, homevisit_text data,
                               homevisit_buffer *out)
{
    const struct settled_options *options = &evaluation->options;
    struct json_limits limits = options->json;
    limits.any_root = true; /* a constant is a condition too */
    evaluation->condition =
        json_tree_read(evaluation->places, condition, options->document, &limits, evaluation->problems);
    evaluation->data = json_tree_read(evaluation->places, data, "data", &options->json, evaluation->problems);
    if (problems_has_errors(evaluation->problems))
        return HOMEVISIT_OK; /* the problems say it */
    data_facts_init(&evaluation->facts, evaluation->data, &evaluation->arena);
    const node_index root = read_condition(evaluation);
    homevisit_code code = HOMEVISIT_OK;
    if (root != NO_NODE) {
        struct fact_store store;
        const struct condition_scene scene = {&evaluation->conditions, &store, NULL};
        const struct condition_frame frame = {&scene, NULL};
        code = data_facts_store(&evaluation->facts, &store, &evaluation->conditions.lists)
                   ? write_value(&frame, root, out)
                   : HOMEVISIT_E_MEMORY;
    }
    data_facts_free(&evaluation->facts);
    return code;
}

static bool open_evaluation(struct evaluation *evaluation, const homevisit_options *options)
{
    evaluation->options = options_settle(options);
    const homevisit_allocator *allocator = &evaluation->options.allocator;
    arena_init(&evaluation->arena, allocator);
    conditions_init(&evaluation->conditions, allocator);
    evaluation->problems = problems_new(allocator);
    evaluation->places = json_places_new(allocator);
    return evaluation->problems != NULL && evaluation->places != NULL;
}

static void close_evaluation(struct evaluation *evaluation)
{
    conditions_free(&evaluation->conditions);
    json_places_free(evaluation->places);
    arena_free(&evaluation->arena);
}

homevisit_code homevisit_condition_evaluate(homevisit_text condition, homevisit_text data,
                                            const homevisit_options *options, homevisit_buffer *out,
                                            homevisit_problems **problems)
{
    if (problems != NULL)
        *problems = NULL;
    if (out == NULL || (condition.data == NULL && condition.length != 0) || (data.data == NULL && data.length != 0))
        return HOMEVISIT_E_ARGUMENT;
    struct evaluation evaluation = {0};
    const bool ready = open_evaluation(&evaluation, options);
    buffer_use(out, &evaluation.options.allocator);
    if (!ready || evaluate(&evaluation, condition, data, out) == HOMEVISIT_E_MEMORY)
        problems_out_of_memory(evaluation.problems);
    close_evaluation(&evaluation);
    const homevisit_code code = problems_finish(evaluation.problems, problems);
    if (code != HOMEVISIT_OK)
        homevisit_buffer_free(out);
    return code;
}
