/* The document as a page of HTML: whole, without scripts, to be read aloud or printed as well as looked at. */
#include "show.h"

#include <string.h>

struct page {
    struct text_writer *writer;
    struct english *english;
};

static const char style[] =
    "body{font:1rem/1.5 system-ui,sans-serif;color:#1b1b1b;background:#fff;max-width:52rem;margin:0 "
    "auto;padding:1rem}\n"
    "h1,h2,h3{line-height:1.25}h2{margin-top:2.5rem;border-bottom:2px solid #1b1b1b}h3{margin:1.5rem 0 .25rem}\n"
    "table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold;padding:.25rem 0}\n"
    "th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:left;vertical-align:top}th{background:#f1f1f1}\n"
    "code{font-size:.9em;overflow-wrap:anywhere}.rests{margin:.25rem 0}blockquote{margin:.5rem 0;padding-left:.75rem;"
    "border-left:4px solid #767676}\n"
    "@media print{body{max-width:none;padding:0;font-size:10pt}nav{display:none}article{break-inside:avoid}"
    "h2,h3{break-after:avoid}a{color:inherit;text-decoration:none}}\n";

/* -------------------------------------------------------------------------------------------------------- escaping */

static void put_character(struct text_writer *writer, char character)
{
    const char text[2] = {character, '\0'};
    switch (character) {
    case '&': text_put(writer, "&amp;"); break;
    case '<': text_put(writer, "&lt;"); break;
    case '>': text_put(writer, "&gt;"); break;
    case '"': text_put(writer, "&quot;"); break;
    case '\'': text_put(writer, "&#39;"); break;
    case ENGLISH_CODE_MARK: text_put(writer, "<code>"); break;
    case ENGLISH_CODE_END_MARK: text_put(writer, "</code>"); break;
    default: text_put(writer, text);
    }
}

/* A text with marks. */
static void put(const struct page *page, const char *text)
{
    for (; *text != '\0'; text++)
        put_character(page->writer, *text);
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

static void put_raw(const struct page *page, const char *html)
{
    text_put(page->writer, html);
}

/* ------------------------------------------------------------------------------------------------------------- head */

static void put_fact(const struct page *page, const struct show_fact *fact)
{
    text_put_all(page->writer, "<tr><th scope=\"row\">", fact->label, "</th><td>", NULL);
    if (fact->code != NULL && strcmp(fact->code, fact->value) == 0)
        put_name(page, fact->code);
    else
        put(page, fact->value);
    if (strcmp(fact->key, "time_zone") == 0) {
        put_raw(page, " (");
        put_name(page, fact->code);
        put_raw(page, ")");
    }
    put_raw(page, "</td></tr>\n");
}

static void put_link(const struct page *page, const char *id, const char *title)
{
    text_put_all(page->writer, "<li><a href=\"#", id, "\">", title, "</a></li>\n", NULL);
}

static void put_contents(const struct page *page, const struct show_document *document)
{
    put_raw(page, "<nav aria-label=\"Contents\">\n<ul>\n");
    put_link(page, "reading", "How to read this");
    put_link(page, "settings", "Settings");
    for (size_t i = 0; i < SECTION_COUNT; i++)
        if (document->sections[i].count != 0)
            put_link(page, show_section_id((enum show_section)i), show_section_title((enum show_section)i));
    put_link(page, "open", SHOW_OPEN_TITLE);
    put_raw(page, "</ul>\n</nav>\n");
}

static void put_head(const struct page *page, const struct show_document *document)
{
    put_raw(page, "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    put(page, document->title);
    text_put_all(page->writer, "</title>\n<style>\n", style, "</style>\n</head>\n<body>\n<header>\n<h1>", NULL);
    put(page, document->title);
    put_raw(page, "</h1>\n<table>\n<caption>About this policy</caption>\n<tbody>\n");
    for (size_t i = 0; i < document->head_count; i++)
        put_fact(page, &document->head[i]);
    put_raw(page, "</tbody>\n</table>\n</header>\n");
    put_contents(page, document);
    put_raw(page, "<main>\n<section aria-labelledby=\"reading\">\n<h2 id=\"reading\">How to read this</h2>\n");
    for (size_t i = 0; i < document->reading.count; i++) {
        put_raw(page, "<p>");
        put(page, document->reading.items[i]);
        put_raw(page, "</p>\n");
    }
    put_raw(page, "</section>\n");
}

static void put_section(const struct page *page, const char *id, const char *title)
{
    text_put_all(page->writer, "<section aria-labelledby=\"", id, "\">\n<h2 id=\"", id, "\">", title, "</h2>\n", NULL);
}

/* --------------------------------------------------------------------------------------------------------- settings */

static void put_clause(const struct page *page, const struct clause *clause)
{
    put_foreign(page, clause->id);
    if (clause->section == NULL)
        return;
    put_raw(page, " (");
    put_foreign(page, clause->section);
    put_raw(page, ")");
}

static void put_remark(const struct page *page, const struct show_setting *setting)
{
    const char *gap = setting->note != NULL ? " " : "";
    put_raw(page, setting->setting->assumed ? "<strong>Assumed.</strong> " : "");
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
    put_raw(page, ".");
}

static void put_setting(const struct page *page, const struct show_setting *setting)
{
    put_raw(page, "<tr><th scope=\"row\">");
    put(page, setting->label);
    put_raw(page, " (");
    put_name(page, setting->name);
    put_raw(page, ")</th><td>");
    put(page, setting->value);
    put_raw(page, "</td><td>");
    for (size_t j = 0; j < setting->clause_count; j++) {
        put_raw(page, j != 0 ? ", " : "");
        put_clause(page, setting->clauses[j]);
    }
    put_raw(page, "</td><td>");
    put_remark(page, setting);
    put_raw(page, "</td></tr>\n");
}

static void put_settings(const struct page *page, const struct show_document *document)
{
    put_section(page, "settings", "Settings");
    if (document->setting_count == 0) {
        put_raw(page, "<p>This policy sets nothing.</p>\n</section>\n");
        return;
    }
    put_raw(page,
            "<table>\n<caption>What the rules read</caption>\n<thead>\n<tr><th scope=\"col\">Setting</th>"
            "<th scope=\"col\">Value</th><th scope=\"col\">From</th><th scope=\"col\">Remark</th></tr>\n</thead>\n"
            "<tbody>\n");
    for (size_t i = 0; i < document->setting_count; i++)
        put_setting(page, &document->settings[i]);
    put_raw(page, "</tbody>\n</table>\n</section>\n");
}

/* ------------------------------------------------------------------------------------------------------------ rules */

static void put_points(const struct page *page, const struct lines *points)
{
    if (points->first == NULL)
        return;
    put_raw(page, "<ul>\n");
    for (const struct line *point = points->first; point != NULL; point = point->next) {
        put_raw(page, "<li>");
        put(page, point->text);
        put_raw(page, point->points.first != NULL ? "\n" : "");
        put_points(page, &point->points);
        put_raw(page, "</li>\n");
    }
    put_raw(page, "</ul>\n");
}

/* Sentences that follow one another are one paragraph; a list parts them. */
static void put_lines(const struct page *page, const struct lines *lines)
{
    bool open = false;
    for (const struct line *line = lines->first; line != NULL; line = line->next) {
        put_raw(page, open ? " " : "<p>");
        put(page, line->text);
        open = line->points.first == NULL && line->next != NULL;
        put_raw(page, open ? "" : "</p>\n");
        put_points(page, &line->points);
    }
}

static void put_rule(const struct page *page, const struct show_rule *rule)
{
    put_raw(page, "<article>\n<h3>");
    put(page, rule->message);
    text_put_all(page->writer, "</h3>\n<p class=\"rests\"><strong>", rule->word, "</strong> \xC2\xB7 ", NULL);
    for (size_t i = 0; i < rule->clause_count; i++) {
        put_clause(page, rule->clauses[i]);
        put_raw(page, " \xC2\xB7 ");
    }
    put_raw(page, "rule ");
    put_name(page, rule->id);
    put_raw(page, "</p>\n");
    put_lines(page, &rule->lines);
    bool quoted = false;
    for (size_t i = 0; i < rule->clause_count; i++) {
        if (rule->clauses[i]->summary == NULL)
            continue;
        put_raw(page, quoted ? "<p>" : "<blockquote>\n<p>");
        put_foreign(page, rule->clauses[i]->id);
        put_raw(page, ": ");
        put_foreign(page, rule->clauses[i]->summary);
        put_raw(page, "</p>\n");
        quoted = true;
    }
    put_raw(page, quoted ? "</blockquote>\n" : "");
    if (rule->note != NULL || rule->rule->own_assumed) {
        put_raw(page, "<p>");
        put_raw(page, rule->rule->own_assumed ? "<strong>Assumed.</strong> " : "");
        put_raw(page, rule->note != NULL ? "Note: " : "");
        put_foreign(page, rule->note);
        put_raw(page, "</p>\n");
    }
    put_raw(page, "</article>\n");
}

static void put_sections(const struct page *page, const struct show_document *document)
{
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        const struct show_rules *section = &document->sections[i];
        if (section->count == 0)
            continue;
        put_section(page, show_section_id((enum show_section)i), show_section_title((enum show_section)i));
        for (size_t j = 0; j < section->count; j++)
            put_rule(page, &section->items[j]);
        put_raw(page, "</section>\n");
    }
}

/* ------------------------------------------------------------------------------------------------ what is left open */

/* What people choose in a list, with its name in the record; what happens in a paragraph. */
static void put_silent(const struct page *page, const struct show_document *document)
{
    const struct show_points *choices = &document->silent_choices, *events = &document->silent_events;
    if (choices->count + events->count == 0)
        return;
    put_raw(page, "<h3>" SHOW_SILENT_TITLE "</h3>\n");
    put_raw(page, choices->count != 0 ? "<p>" SHOW_SILENT_CHOICES "</p>\n<ul>\n" : "");
    for (size_t i = 0; i < choices->count; i++) {
        put_raw(page, "<li>");
        put(page, choices->items[i].text);
        put_raw(page, " (");
        put_name(page, choices->items[i].id);
        put_raw(page, ")</li>\n");
    }
    put_raw(page, choices->count != 0 ? "</ul>\n" : "");
    for (size_t i = 0; i < events->count; i++) {
        put_raw(page, i != 0 ? "; " : "<p>" SHOW_SILENT_EVENTS " ");
        put(page, events->items[i].text);
    }
    put_raw(page, events->count != 0 ? ".</p>\n" : "");
}

static void put_assumed(const struct page *page, const struct show_document *document)
{
    bool any = false;
    for (size_t i = 0; i < document->setting_count; i++) {
        const struct show_setting *setting = &document->settings[i];
        if (!setting->setting->assumed)
            continue;
        put_raw(page, any ? "" : "<h3>" SHOW_ASSUMED_TITLE "</h3>\n<p>" SHOW_ASSUMED_INTRO "</p>\n<ul>\n");
        put_raw(page, "<li>");
        put(page, setting->label);
        put_raw(page, ": ");
        put(page, setting->value);
        put_raw(page, setting->note != NULL ? ". " : ".");
        put_foreign(page, setting->note);
        put_raw(page, "</li>\n");
        any = true;
    }
    put_raw(page, any ? "</ul>\n" : "");
}

/* `said`: the policy's own are said as well, not only named. */
static void put_rules_of(const struct page *page, const char *title, const char *intro, const struct show_points *rules,
                         bool said)
{
    if (rules->count == 0)
        return;
    text_put_all(page->writer, "<h3>", title, "</h3>\n<p>", intro, "</p>\n<ul>\n", NULL);
    for (size_t i = 0; i < rules->count; i++) {
        const struct show_point *rule = &rules->items[i];
        put_raw(page, "<li>");
        put(page, rule->text);
        put_raw(page, " (");
        put_name(page, rule->id);
        if (rule->origin != NULL) {
            put_raw(page, ", from ");
            put_name(page, rule->origin);
        }
        put_raw(page, ")");
        if (said && rule->origin == NULL) {
            put_raw(page, "\n");
            put_lines(page, &rule->lines);
        }
        put_raw(page, "</li>\n");
    }
    put_raw(page, "</ul>\n");
}

static void put_uncited(const struct page *page, const struct show_document *document)
{
    if (document->uncited_count == 0)
        return;
    put_raw(page,
            "<h3>" SHOW_UNCITED_TITLE "</h3>\n<table>\n<caption>" SHOW_UNCITED_INTRO "</caption>\n<thead>\n"
            "<tr><th scope=\"col\">Clause</th><th scope=\"col\">Section</th><th scope=\"col\">What it says</th></tr>"
            "\n</thead>\n<tbody>\n");
    for (size_t i = 0; i < document->uncited_count; i++) {
        const struct clause *clause = document->uncited[i];
        put_raw(page, "<tr><th scope=\"row\">");
        put_foreign(page, clause->id);
        put_raw(page, "</th><td>");
        put_foreign(page, clause->section);
        put_raw(page, "</td><td>");
        put_foreign(page, clause->summary);
        put_raw(page, "</td></tr>\n");
    }
    put_raw(page, "</tbody>\n</table>\n");
}

void show_html(struct text_writer *writer, struct english *english, const struct show_document *document)
{
    const struct page page = {writer, english};
    put_head(&page, document);
    put_settings(&page, document);
    put_sections(&page, document);
    put_section(&page, "open", SHOW_OPEN_TITLE);
    put_silent(&page, document);
    put_assumed(&page, document);
    put_rules_of(&page, SHOW_ASSUMED_RULES_TITLE, SHOW_ASSUMED_RULES_INTRO, &document->assumed_rules, false);
    put_uncited(&page, document);
    put_rules_of(&page, SHOW_DISABLED_TITLE, SHOW_DISABLED_INTRO, &document->disabled, true);
    put_raw(&page, "</section>\n</main>\n</body>\n</html>\n");
}
