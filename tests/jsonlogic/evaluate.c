/*
 * Reads lines {"rule": …, "data": …} from standard input, evaluates each rule as a condition over its data and prints a
 * line for each: {"result":…}, or {"refused":{"kind":…,"code":…,"pointer":…,"message":…}} with the first problem.
 */
#include "json_scan.h"
#include "json_write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The texts of the two members, as they stand in the line. */
struct line_parts {
    homevisit_text rule, data;
};

static void pass_value(struct json_reader *reader)
{
    json_next(reader);
    if (reader->token == JSON_OBJECT_BEGIN || reader->token == JSON_ARRAY_BEGIN)
        json_skip(reader);
}

static bool split_line(homevisit_text line, struct line_parts *parts)
{
    const struct json_limits limits = {.bytes = 1 << 24, .depth = 1000};
    const homevisit_allocator allocator = memory_allocator(NULL);
    homevisit_problems *problems = problems_new(&allocator);
    struct json_reader reader;
    json_reader_init(&reader, line, "", &limits, &allocator, problems);
    bool sound = json_next(&reader) == JSON_OBJECT_BEGIN;
    while (sound && json_next(&reader) == JSON_KEY) {
        homevisit_text *part = json_is(&reader, "rule") ? &parts->rule : json_is(&reader, "data") ? &parts->data : NULL;
        struct json_reader probe = reader; /* only to see where the value starts */
        size_t start = probe.end;
        while (start < line.length && strchr(" \t:", line.data[start]) != NULL)
            start++;
        pass_value(&reader);
        if (part != NULL)
            *part = (homevisit_text){line.data + start, reader.end - start};
    }
    sound = sound && reader.token == JSON_OBJECT_END && parts->rule.data != NULL && parts->data.data != NULL;
    json_reader_free(&reader);
    homevisit_problems_free(problems);
    return sound;
}

static void print_refused(const homevisit_problems *problems)
{
    const homevisit_problem *first = homevisit_problems_get(problems, 0);
    homevisit_buffer out;
    struct json_writer writer;
    const homevisit_allocator allocator = memory_allocator(NULL);
    buffer_init(&out, &allocator);
    json_write_begin(&writer, &out);
    json_write_object(&writer);
    json_write_key(&writer, "refused");
    json_write_object(&writer);
    const char *const members[][2] = {{"kind", homevisit_kind_text(first->kind)},
                                      {"code", first->code},
                                      {"document", first->document},
                                      {"pointer", first->pointer},
                                      {"message", first->message}};
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        json_write_key(&writer, members[i][0]);
        json_write_text(&writer, members[i][1]);
    }
    json_write_object_end(&writer);
    json_write_object_end(&writer);
    if (json_write_end(&writer) == HOMEVISIT_OK)
        puts(out.data);
    homevisit_buffer_free(&out);
}

static void answer_line(const struct line_parts *parts)
{
    homevisit_buffer out = {0};
    homevisit_problems *problems = NULL;
    if (homevisit_condition_evaluate(parts->rule, parts->data, NULL, &out, &problems) == HOMEVISIT_OK)
        printf("{\"result\":%s}\n", out.data);
    else
        print_refused(problems);
    homevisit_problems_free(problems);
    homevisit_buffer_free(&out);
}

int main(void)
{
    char *line = NULL;
    size_t capacity = 0, length = 0;
    unsigned long number = 0;
    for (int next = getchar(); next != EOF; next = getchar()) {
        if (next != '\n') {
            if (length == capacity) {
                capacity = capacity * 2 + 1024;
                char *grown = realloc(line, capacity);
                if (grown == NULL)
                    return free(line), 1;
                line = grown;
            }
            line[length++] = (char)next;
            continue;
        }
        struct line_parts parts = {{NULL, 0}, {NULL, 0}};
        number++;
        if (!split_line((homevisit_text){line, length}, &parts)) {
            fprintf(stderr, "line %lu is no {\"rule\": ..., \"data\": ...}\n", number);
            return free(line), 2;
        }
        answer_line(&parts);
        length = 0;
    }
    free(line);
    return 0;
}
