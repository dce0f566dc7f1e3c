/* The document as Markdown (CommonMark with tables): what is written means itself, whatever a policy's texts hold. */
#include "show.h"

#include <string.h>

struct page {
    struct text_writer *writer;
    struct english *english;
    bool table; /* in a table, where a bar ends a cell even within code */
};

/* -------------------------------------------------------------------------------------------------------- escaping */

static void put_character(struct text_writer *writer, char character)
{
    const char text[2] = {character, '\0'};
    text_put(writer, text);
}

static void put_escaped(struct text_writer *writer, char character)
{
    if (strchr("\\`*_[]<>#|~&", character) != NULL)
        text_put(writer, "\\");
    put_character(writer, character);
}

/* A code span: its fence longer than any run of backticks in it. */
static void put_code(const struct page *page, const char *code, size_t length)
{
    struct text_writer *writer = page->writer;
    size_t run = 0, longest = 0;
    for (size_t i = 0; i < length; i++) {
        run = code[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    for (size_t i = 0; i <= longest; i++)
        text_put(writer, "`");
    text_put(writer, longest != 0 ? " " : "");
    for (size_t i = 0; i < length; i++) {
        text_put(writer, page->table && code[i] == '|' ? "\\" : "");
        put_character(writer, code[i]);
    }
    text_put(writer, longest != 0 ? " " : "");
    for (size_t i = 0; i <= longest; i++)
        text_put(writer, "`");
}

/* A text with marks. */
static void put(const struct page *page, const char *text)
{
    while (*text != '\0') {
        if (*text != ENGLISH_CODE_MARK) {
            put_escaped(page->writer, *text++);
            continue;
        }
        const size_t length = strcspn(++text, ENGLISH_CODE_END);
        put_code(page, text, length);
        text += length + (text[length] != '\0');
    }
}

static void put_foreign(const struct page *page, const char *text)
{
    if (text != NULL)
        put(page, english_foreign(page->english, text));
}

static void put_name(const struct page *page, const char *name)
{
    put(page, english_code(page->english, name));
}

/* ----------------------------------------------------------------------------------------------------------- tables */

static void put_head(const struct page *page, const struct show_document *document)
{
    text_put_all(page->writer, "# ", NULL);
    put(page, document->title);
    text_put(page->writer, "\n\n| | |\n| --- | --- |\n");
    for (size_t i = 0; i < document->head_count; i++) {
        const struct show_fact *fact = &document->head[i];
        text_put_all(page->writer, "| ", fact->label, " | ", NULL);
        if (fact->code != NULL && strcmp(fact->code, fact->value) == 0) {
            put_name(page, fact->code);
        } else {
            put(page, fact->value);
        }
        if (strcmp(fact->key, "time_zone") == 0) {
            text_put(page->writer, " (");
            put_name(page, fact->code);
            text_put(page->writer, ")");
        }
        text_put(page->writer, " |\n");
    }
}

static void put_reading(const struct page *page, const struct show_document *document)
{
    text_put(page->writer, "\n## How to read this\n");
    for (size_t i = 0; i < document->reading.count; i++) {
        text_put(page->writer, "\n");
        put(page, document->reading.items[i]);
        text_put(page->writer, "\n");
    }
}

static void put_clause(const struct page *page, const struct clause *clause)
{
    put_foreign(page, clause->id);
    if (clause->section == NULL)
        return;
    text_put(page->writer, " (");
    put_foreign(page, clause->section);
    text_put(page->writer, ")");
}

static void put_remark(const struct page *page, const struct show_setting *setting)
{
    const char *gap = setting->note != NULL ? " " : "";
    text_put(page->writer, setting->setting->assumed ? "**Assumed.** " : "");
    put_foreign(page, setting->note);
    text_put_all(page->writer, setting->read ? "" : gap,
                 setting->read       ? ""
                 : setting->read_off ? SHOW_READ_OFF
                                     : SHOW_UNREAD,
                 NULL);
    if (setting->setting->origin == NULL)
        return;
    text_put_all(page->writer, setting->read ? gap : " ", "From ", NULL);
    put_name(page, setting->setting->origin);
    text_put(page->writer, ".");
}

static void put_settings(const struct page *page, const struct show_document *document)
{
    text_put(page->writer, "\n## Settings\n\n");
    if (document->setting_count == 0) {
        text_put(page->writer, "This policy sets nothing.\n");
        return;
    }
    text_put(page->writer, "| Setting | Value | From | Remark |\n| --- | --- | --- | --- |\n");
    for (size_t i = 0; i < document->setting_count; i++) {
        const struct show_setting *setting = &document->settings[i];
        text_put(page->writer, "| ");
        put(page, setting->label);
        text_put(page->writer, " (");
        put_name(page, setting->name);
        text_put(page->writer, ") | ");
        put(page, setting->value);
        text_put(page->writer, " | ");
        for (size_t j = 0; j < setting->clause_count; j++) {
            text_put(page->writer, j != 0 ? ", " : "");
            put_clause(page, setting->clauses[j]);
        }
        text_put(page->writer, " | ");
        put_remark(page, setting);
        text_put(page->writer, " |\n");
    }
}

/* ------------------------------------------------------------------------------------------------------------ rules */

static void put_points(const struct page *page, const struct lines *points, size_t depth)
{
    for (const struct line *point = points->first; point != NULL; point = point->next) {
        for (size_t i = 0; i < depth; i++)
            text_put(page->writer, "  ");
        text_put(page->writer, "- ");
        put(page, point->text);
        text_put(page->writer, "\n");
        put_points(page, &point->points, depth + 1);
    }
}

/* Sentences that follow one another are one paragraph; a list parts them. */
static void put_lines(const struct page *page, const struct lines *lines)
{
    for (const struct line *line = lines->first; line != NULL; line = line->next) {
        put(page, line->text);
        const bool list = line->points.first != NULL;
        text_put(page->writer, list ? "\n\n" : line->next != NULL ? " " : "\n");
        put_points(page, &line->points, 0);
        text_put(page->writer, list && line->next != NULL ? "\n" : "");
    }
}

static void put_rule(const struct page *page, const struct show_rule *rule)
{
    text_put(page->writer, "\n### ");
    put(page, rule->message);
    text_put_all(page->writer, "\n\n**", rule->word, "** · ", NULL);
    for (size_t i = 0; i < rule->clause_count; i++) {
        put_clause(page, rule->clauses[i]);
        text_put(page->writer, " · ");
    }
    text_put(page->writer, "rule ");
    put_name(page, rule->id);
    text_put(page->writer, "\n\n");
    put_lines(page, &rule->lines);
    bool first = true;
    for (size_t i = 0; i < rule->clause_count; i++) {
        if (rule->clauses[i]->summary == NULL)
            continue;
        text_put(page->writer, first ? "\n> " : "\n>\n> ");
        put_foreign(page, rule->clauses[i]->id);
        text_put(page->writer, ": ");
        put_foreign(page, rule->clauses[i]->summary);
        first = false;
    }
    text_put(page->writer, first ? "" : "\n");
    if (rule->note == NULL && !rule->rule->own_assumed)
        return;
    text_put_all(page->writer, "\n", rule->rule->own_assumed ? "**Assumed.** " : "", rule->note != NULL ? "Note: " : "",
                 NULL);
    put_foreign(page, rule->note);
    text_put(page->writer, "\n");
}

static void put_sections(const struct page *page, const struct show_document *document)
{
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        const struct show_rules *section = &document->sections[i];
        if (section->count == 0)
            continue;
        text_put_all(page->writer, "\n## ", show_section_title((enum show_section)i), "\n", NULL);
        for (size_t j = 0; j < section->count; j++)
            put_rule(page, &section->items[j]);
    }
}

/* ------------------------------------------------------------------------------------------------ what is left open */

/* What people choose in a list, with its name in the record; what happens in a paragraph. */
static void put_silent(const struct page *page, const struct show_document *document)
{
    const struct show_points *choices = &document->silent_choices, *events = &document->silent_events;
    if (choices->count + events->count == 0)
        return;
    text_put(page->writer, "\n### " SHOW_SILENT_TITLE "\n");
    text_put(page->writer, choices->count != 0 ? "\n" SHOW_SILENT_CHOICES "\n\n" : "");
    for (size_t i = 0; i < choices->count; i++) {
        text_put(page->writer, "- ");
        put(page, choices->items[i].text);
        text_put(page->writer, " (");
        put_name(page, choices->items[i].id);
        text_put(page->writer, ")\n");
    }
    for (size_t i = 0; i < events->count; i++) {
        text_put(page->writer, i != 0 ? "; " : "\n" SHOW_SILENT_EVENTS " ");
        put(page, events->items[i].text);
    }
    text_put(page->writer, events->count != 0 ? ".\n" : "");
}

static void put_assumed(const struct page *page, const struct show_document *document)
{
    bool first = true;
    for (size_t i = 0; i < document->setting_count; i++) {
        const struct show_setting *setting = &document->settings[i];
        if (!setting->setting->assumed)
            continue;
        text_put(page->writer, first ? "\n### " SHOW_ASSUMED_TITLE "\n\n" SHOW_ASSUMED_INTRO "\n\n" : "");
        text_put(page->writer, "- ");
        put(page, setting->label);
        text_put(page->writer, ": ");
        put(page, setting->value);
        text_put(page->writer, setting->note != NULL ? ". " : ".");
        put_foreign(page, setting->note);
        text_put(page->writer, "\n");
        first = false;
    }
}

/* What a rule says, below its point in a list. */
static void put_lines_below(const struct page *page, const struct lines *lines)
{
    bool open = false;
    for (const struct line *line = lines->first; line != NULL; line = line->next) {
        text_put(page->writer, open ? " " : "\n  ");
        put(page, line->text);
        open = line->points.first == NULL;
        text_put(page->writer, open ? "" : "\n\n");
        put_points(page, &line->points, 1);
    }
    text_put(page->writer, open ? "\n" : "");
}

/* `said`: the policy's own are said as well, not only named. */
static void put_rules_of(const struct page *page, const char *title, const char *intro, const struct show_points *rules,
                         bool said)
{
    if (rules->count == 0)
        return;
    text_put_all(page->writer, "\n### ", title, "\n\n", intro, "\n\n", NULL);
    for (size_t i = 0; i < rules->count; i++) {
        const struct show_point *rule = &rules->items[i];
        text_put(page->writer, "- ");
        put(page, rule->text);
        text_put(page->writer, " (");
        put_name(page, rule->id);
        if (rule->origin != NULL) {
            text_put(page->writer, ", from ");
            put_name(page, rule->origin);
        }
        text_put(page->writer, ")\n");
        if (said && rule->origin == NULL)
            put_lines_below(page, &rule->lines);
    }
}

static void put_uncited(const struct page *page, const struct show_document *document)
{
    if (document->uncited_count == 0)
        return;
    text_put(page->writer, "\n### " SHOW_UNCITED_TITLE "\n\n" SHOW_UNCITED_INTRO "\n\n"
                           "| Clause | Section | What it says |\n| --- | --- | --- |\n");
    for (size_t i = 0; i < document->uncited_count; i++) {
        const struct clause *clause = document->uncited[i];
        text_put(page->writer, "| ");
        put_foreign(page, clause->id);
        text_put(page->writer, " | ");
        put_foreign(page, clause->section);
        text_put(page->writer, " | ");
        put_foreign(page, clause->summary);
        text_put(page->writer, " |\n");
    }
}

void show_markdown(struct text_writer *writer, struct english *english, const struct show_document *document)
{
    const struct page page = {writer, english, false}, table = {writer, english, true};
    put_head(&table, document);
    put_reading(&page, document);
    put_settings(&table, document);
    put_sections(&page, document);
    text_put(writer, "\n## " SHOW_OPEN_TITLE "\n");
    put_silent(&page, document);
    put_assumed(&page, document);
    put_rules_of(&page, SHOW_ASSUMED_RULES_TITLE, SHOW_ASSUMED_RULES_INTRO, &document->assumed_rules, false);
    put_uncited(&table, document);
    put_rules_of(&page, SHOW_DISABLED_TITLE, SHOW_DISABLED_INTRO, &document->disabled, true);
}
