/* lib/policy_show.c and the show_*.c that it prints with: documents whole, as Markdown, HTML and JSON. */
#include "policy_texts.h"
#include "show.h"
#include "trial_memory.h"

#include <cJSON.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what is written, whole ------------------------------------------------------------------------------------- */

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    cr_assert_not_null(file, "%s is not there", path);
    char *text = malloc(1 << 20);
    *length = fread(text, 1, (1 << 20) - 1, file);
    text[*length] = '\0';
    fclose(file);
    return text;
}

/* The first line in which two texts differ. */
static void expect_same(const char *name, const char *written, const char *golden)
{
    size_t line = 1, start = 0, at = 0;
    for (; written[at] == golden[at] && written[at] != '\0'; at++)
        if (written[at] == '\n') {
            line++;
            start = at + 1;
        }
    cr_expect(
        written[at] == golden[at],
        "%s:%zu:\n  written '%.*s'\n  golden  '%.*s'\nIf it is meant so: sh tests/golden/show/update.sh SHOW_PRINT",
        name, line, (int)strcspn(written + start, "\n"), written + start, (int)strcspn(golden + start, "\n"),
        golden + start);
}

static void expect_golden(const homevisit_policy *policy, homevisit_format format, const char *name)
{
    char path[512];
    size_t length;
    homevisit_buffer out = {0};
    snprintf(path, sizeof path, HOMEVISIT_SOURCE_DIR "/tests/golden/show/%s", name);
    char *golden = read_file(path, &length);
    cr_assert_eq(homevisit_policy_show(policy, format, &out), HOMEVISIT_OK);
    expect_same(name, out.data, golden);
    cr_expect_eq(out.length, length);
    free(golden);
    homevisit_buffer_free(&out);
}

static homevisit_policy *load_bundled(const char *id)
{
    homevisit_policy *policy = NULL;
    cr_assert_eq(homevisit_policy_bundled(id, NULL, &policy, NULL), HOMEVISIT_OK, "%s", id);
    return policy;
}

Test(policy_show, writes_the_bundled_documents)
{
    static const char *const ids[] = {"standard", "maghull-high",       "alumwell-infant", "hunsbury-park-primary",
                                      "hsp",      "school-home-support"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        char name[64];
        homevisit_policy *policy = load_bundled(ids[i]);
        snprintf(name, sizeof name, "%s.md", ids[i]);
        expect_golden(policy, HOMEVISIT_FORMAT_MARKDOWN, name);
        homevisit_policy_free(policy);
    }
}

/* nasty: texts that would be something else on a page, if they were not escaped. rare: every shape that a condition, a
 * guard, a duty and a setting can have and that no school's profile has. bare: no setting, and no step left open.
 * asked: no step is left open that staff ask for, and guards and duties that come to different things at different events.
 * told: nothing is left open that staff tell. */
Test(policy_show, writes_made_up_profiles)
{
    static const char *const names[] = {"nasty", "rare", "bare", "asked", "told"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[512];
        size_t length;
        snprintf(path, sizeof path, HOMEVISIT_SOURCE_DIR "/tests/show/%s.json", names[i]);
        char *text = read_file(path, &length);
        homevisit_policy *policy = NULL;
        cr_assert_eq(homevisit_policy_load(text, length, NULL, &policy, NULL), HOMEVISIT_OK, "%s", names[i]);
        snprintf(path, sizeof path, "%s.md", names[i]);
        expect_golden(policy, HOMEVISIT_FORMAT_MARKDOWN, path);
        snprintf(path, sizeof path, "%s.html", names[i]);
        expect_golden(policy, HOMEVISIT_FORMAT_HTML, path);
        homevisit_policy_free(policy);
        free(text);
    }
}

/* ---- the call --------------------------------------------------------------------------------------------------- */

Test(policy_show, refuses_calls_that_are_wrong)
{
    homevisit_policy *policy = load_bundled("hsp");
    homevisit_buffer out = {0};
    cr_expect_eq(homevisit_policy_show(NULL, HOMEVISIT_FORMAT_HTML, &out), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_policy_show(policy, HOMEVISIT_FORMAT_HTML, NULL), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_policy_show(policy, HOMEVISIT_FORMAT_TEXT, &out), HOMEVISIT_E_ARGUMENT);
    cr_expect_eq(homevisit_policy_show(policy, HOMEVISIT_FORMAT_JUNIT, &out), HOMEVISIT_E_ARGUMENT);
    cr_expect_null(out.data);
    homevisit_policy_free(policy);
}

Test(policy_show, writes_the_same_bytes_again)
{
    static const homevisit_format formats[] = {HOMEVISIT_FORMAT_MARKDOWN, HOMEVISIT_FORMAT_HTML, HOMEVISIT_FORMAT_JSON};
    homevisit_policy *policy = load_bundled("maghull-high");
    homevisit_buffer first = {0}, second = {0};
    for (size_t i = 0; i < 3; i++) {
        cr_assert_eq(homevisit_policy_show(policy, formats[i], &first), HOMEVISIT_OK);
        cr_assert_eq(homevisit_policy_show(policy, formats[i], &second), HOMEVISIT_OK);
        cr_expect_eq(first.length, second.length);
        cr_expect_arr_eq(first.data, second.data, first.length);
        cr_expect_eq(first.data[first.length], '\0');
    }
    homevisit_buffer_free(&first);
    homevisit_buffer_free(&second);
    homevisit_policy_free(policy);
}

/* ---- as data ---------------------------------------------------------------------------------------------------- */

static cJSON *shown_as_data(const homevisit_policy *policy)
{
    homevisit_buffer out = {0};
    cr_assert_eq(homevisit_policy_show(policy, HOMEVISIT_FORMAT_JSON, &out), HOMEVISIT_OK);
    cJSON *json = cJSON_ParseWithLength(out.data, out.length);
    cr_assert_not_null(json, "%s", out.data);
    cr_expect_null(strchr(out.data, ENGLISH_CODE_MARK));
    homevisit_buffer_free(&out);
    return json;
}

static const cJSON *of(const cJSON *object, const char *key)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    cr_assert_not_null(value, "there is no '%s'", key);
    return value;
}

static const char *text_in(const cJSON *object, const char *key)
{
    const cJSON *value = of(object, key);
    return cJSON_IsNull(value) ? NULL : value->valuestring;
}

#define BASE                                                                                                           \
    "{" TEXT_FORMAT ", 'id': 'base', 'title': 'B', 'version': '1', 'settings': {'limit': {'value': 5},\n"              \
    "'unread': {'value': 6}}, 'rules': [\n"                                                                            \
    "{'id': 'off', 'disabled': true, 'clauses': [], 'force': 'must', 'message': 'Off', 'on': ['arrived'],\n"           \
    "'when': {'>': [{'var': 'plan.days_absent'}, {'var': 'settings.limit'}]}},\n"                                      \
    "{'id': 'still-off', 'disabled': true, 'clauses': [], 'force': 'must', 'message': 'Still off', 'during': "         \
    "['left']}]}"
#define PROFILE                                                                                                        \
    "{" TEXT_FORMAT ", 'id': 'p', 'title': 'P', 'version': '1', 'extends': 'base', 'issued': '2025-02-01',\n"          \
    "'time_zone': '<+03>-3',\n"                                                                                        \
    "'settings': {'wait_minutes': {'value': 90, 'clauses': ['C2'], 'assumed': true, 'note': 'N'},\n"                   \
    "'off_days': {'value': 1}, 'from': {'value': '07:05'}, 'who': {'value': ['dsl', 'office']},\n"                     \
    "'long_minutes': {'value': 120}, 'on': {'value': true}, 'names': {'value': ['no_role', 'b']}},\n"                  \
    "'clauses': {'C1': {'section': '1.', 'summary': 'One.'}, 'C2': {}, 'C3': {'section': '3.'}, 'C4': {}},\n"          \
    "'rules': [{'id': 'off', 'disabled': false},\n"                                                                    \
    "{'id': 'b', 'clauses': ['C3', 'C1'], 'force': 'must', 'message': 'B', 'assumed': true, 'note': 'Why',\n"          \
    "'on': ['departed'], 'needs': {'var': 'authorisation.given'}},\n"                                                  \
    "{'id': 'a', 'clauses': ['C1'], 'force': 'should', 'message': 'A', 'when': {'var': 'threatened'},\n"               \
    "'do': ['reported'], 'where': {'in': [{'var': 'event.to'}, {'var': 'settings.who'}]},\n"                           \
    "'within_minutes': {'var': 'settings.wait_minutes'}},\n"                                                           \
    "{'id': 'c', 'clauses': ['C1'], 'force': 'must', 'message': 'C', 'item': 'introduced', 'before': 'departed'}]}"

static homevisit_policy *load_profile(void)
{
    return load_sound(PROFILE, (const char *const[]){BASE, NULL});
}

Test(policy_show, says_settings_in_words)
{
    static const struct {
        const char *name, *label, *value, *from;
        bool assumed, read;
    } expected[] = {
        {"limit", "Limit", "5", "base", false, true}, /* the base's other one is nobody's here */
        {"wait_minutes", "Wait", "90 minutes", NULL, true, true},
        {"off_days", "Off", "1 day", NULL, false, false},
        {"from", "From", "07:05", NULL, false, false},
        {"who", "Who", "the DSL or the school office", NULL, false, true},
        {"long_minutes", "Long", "2 hours (120 minutes)", NULL, false, false},
        {"on", "On", "yes", NULL, false, false},
        {"names", "Names", "no role or b", NULL, false, false},
    };
    homevisit_policy *policy = load_profile();
    cJSON *shown = shown_as_data(policy);
    const cJSON *settings = of(shown, "settings");
    cr_assert_eq(cJSON_GetArraySize(settings), (int)(sizeof expected / sizeof *expected));
    for (int i = 0; i < cJSON_GetArraySize(settings); i++) {
        const cJSON *setting = cJSON_GetArrayItem(settings, i);
        cr_expect_str_eq(text_in(setting, "name"), expected[i].name);
        cr_expect_str_eq(text_in(setting, "label"), expected[i].label);
        cr_expect_str_eq(text_in(setting, "value"), expected[i].value);
        cr_expect_eq(cJSON_IsTrue(of(setting, "assumed")), expected[i].assumed);
        cr_expect_eq(cJSON_IsTrue(of(setting, "read")), expected[i].read, "%s", expected[i].name);
        cr_expect_eq(text_in(setting, "from") != NULL, expected[i].from != NULL);
    }
    cr_expect_str_eq(text_in(cJSON_GetArrayItem(settings, 1), "note"), "N");
    cr_expect_str_eq(text_in(cJSON_GetArrayItem(of(cJSON_GetArrayItem(settings, 1), "clauses"), 0), "id"), "C2");
    cJSON_Delete(shown);
    homevisit_policy_free(policy);
}

/* Rules stand in the order of the source's clauses; without one, at the end. */
Test(policy_show, gives_rules_as_data)
{
    homevisit_policy *policy = load_profile();
    cJSON *shown = shown_as_data(policy);
    const cJSON *before = cJSON_GetArrayItem(of(shown, "sections"), 1);
    cr_expect_str_eq(text_in(before, "id"), "before");
    cr_expect_str_eq(text_in(before, "title"), "Before the visit");
    const cJSON *rules = of(before, "rules");
    cr_assert_eq(cJSON_GetArraySize(rules), 2);
    cr_expect_str_eq(text_in(cJSON_GetArrayItem(rules, 0), "id"), "c");
    const cJSON *rule = cJSON_GetArrayItem(rules, 1);
    cr_expect_str_eq(text_in(rule, "id"), "b");
    cr_expect_str_eq(text_in(rule, "form"), "guard");
    cr_expect_str_eq(text_in(rule, "force"), "must");
    cr_expect_str_eq(text_in(rule, "word"), "Must not");
    cr_expect_str_eq(text_in(rule, "message"), "B");
    cr_expect_str_eq(text_in(rule, "note"), "Why");
    cr_expect_null(text_in(rule, "from"));
    cr_expect(cJSON_IsTrue(of(rule, "assumed")));
    cr_expect_str_eq(text_in(cJSON_GetArrayItem(of(rule, "clauses"), 0), "section"), "3.");
    cr_expect_str_eq(text_in(cJSON_GetArrayItem(of(rule, "clauses"), 1), "summary"), "One.");
    cr_expect_str_eq(text_in(cJSON_GetArrayItem(of(rule, "sentences"), 0), "text"),
                     "Staff must not set out (departed) unless the visit has been authorised.");
    const cJSON *way = of(cJSON_GetArrayItem(of(shown, "sections"), 2), "rules");
    cr_expect_str_eq(text_in(cJSON_GetArrayItem(way, 0), "from"), "base");
    cJSON_Delete(shown);
    homevisit_policy_free(policy);
}

static bool has_text(const cJSON *list, const char *key, const char *text)
{
    const cJSON *item;
    cJSON_ArrayForEach(item,
                       list) if (strcmp(key != NULL ? text_in(item, key) : item->valuestring, text) == 0) return true;
    return false;
}

Test(policy_show, says_what_is_left_open)
{
    homevisit_policy *policy = load_profile();
    cJSON *shown = shown_as_data(policy);
    const cJSON *open = of(shown, "open");
    const cJSON *silent = of(open, "silent");
    cr_expect_eq(cJSON_GetArraySize(silent), (int)EVENT_COUNT - 2); /* departed, arrived */
    cr_expect(has_text(silent, "event", "entered"));
    cr_expect_not(has_text(silent, "event", "departed"));
    cr_expect(has_text(silent, "text", "staff go inside"));
    cr_expect_eq(cJSON_GetArraySize(of(open, "assumed_settings")), 1);
    cr_expect(has_text(of(open, "assumed_settings"), NULL, "wait_minutes"));
    cr_expect(has_text(of(open, "assumed_rules"), "rule", "b"));
    cr_expect_eq(cJSON_GetArraySize(of(open, "uncited_clauses")), 1);
    cr_expect(has_text(of(open, "uncited_clauses"), "id", "C4"));
    cr_expect_eq(cJSON_GetArraySize(of(open, "disabled_rules")), 1);
    const cJSON *disabled = cJSON_GetArrayItem(of(open, "disabled_rules"), 0);
    cr_expect_str_eq(text_in(disabled, "rule"), "still-off");
    cr_expect_str_eq(text_in(disabled, "from"), "base");
    cr_expect_str_eq(text_in(cJSON_GetArrayItem(of(disabled, "sentences"), 0), "text"),
                     "Staff must keep to this while they are gone from the address.");
    cJSON_Delete(shown);
    homevisit_policy_free(policy);
}

Test(policy_show, says_local_time_in_words)
{
    homevisit_policy *policy = load_profile();
    homevisit_buffer out = {0};
    cr_assert_eq(homevisit_policy_show(policy, HOMEVISIT_FORMAT_MARKDOWN, &out), HOMEVISIT_OK);
    cr_expect_not_null(strstr(out.data, "\n| Local time | +03 (`<+03>-3`) |\n"));
    cr_expect_not_null(strstr(out.data, "\n| Issued | 1 February 2025 |\n"));
    cr_expect_not_null(strstr(out.data, "\n| Review due | not said |\n"));
    homevisit_buffer_free(&out);
    homevisit_policy_free(policy);
}

/* Every rule of every bundled profile is there once, and says something. */
Test(policy_show, leaves_no_rule_out)
{
    for (size_t i = 0; homevisit_bundled_id(i) != NULL; i++) {
        homevisit_policy *policy = load_bundled(homevisit_bundled_id(i));
        cJSON *shown = shown_as_data(policy);
        const cJSON *section, *rule;
        size_t count = 0;
        cJSON_ArrayForEach(section, of(shown, "sections")) cJSON_ArrayForEach(rule, of(section, "rules"))
        {
            const char *text = text_in(cJSON_GetArrayItem(of(rule, "sentences"), 0), "text");
            cr_expect(text[0] >= 'A' && text[0] <= 'Z', "%s: '%s'", text_in(rule, "id"), text);
            cr_expect_null(strstr(text, "As it stands"), "%s: '%s'", text_in(rule, "id"), text);
            count++;
        }
        cr_expect_eq(count, homevisit_policy_rule_count(policy));
        cJSON_Delete(shown);
        homevisit_policy_free(policy);
    }
}

/* ---- memory ----------------------------------------------------------------------------------------------------- */

/* The k-th allocation of the writing fails, alone or with all after it, until none does. */
static void expect_graceful(homevisit_format format, bool onward)
{
    homevisit_code code = HOMEVISIT_E_MEMORY;
    homevisit_text base = text_of(BASE), text = text_of(PROFILE);
    size_t failed = 0;
    for (size_t k = 1; code != HOMEVISIT_OK; k++) {
        struct trial_memory trial = {0};
        homevisit_allocator allocator = trial_allocator(&trial);
        homevisit_options options = {
            .struct_size = sizeof options, .allocator = &allocator, .bases = &base, .base_count = 1};
        homevisit_policy *policy;
        homevisit_buffer out = {0};
        cr_assert_eq(homevisit_policy_load(text.data, text.length, &options, &policy, NULL), HOMEVISIT_OK);
        trial.fail_at = trial.asked + k;
        trial.fail_onward = onward;
        code = homevisit_policy_show(policy, format, &out);
        cr_assert(trial.failures == 0 ? code == HOMEVISIT_OK : code == HOMEVISIT_E_MEMORY, "%zu: code %d", k,
                  (int)code);
        cr_assert_eq(out.data == NULL, code != HOMEVISIT_OK);
        failed += trial.failures != 0;
        homevisit_buffer_free(&out);
        homevisit_policy_free(policy);
        cr_assert_eq(trial.held, 0, "%zu: %zu are still held", k, trial.held);
    }
    cr_expect_gt(failed, 5);
}

Test(policy_show, survives_every_allocation_that_fails)
{
    static const homevisit_format formats[] = {HOMEVISIT_FORMAT_MARKDOWN, HOMEVISIT_FORMAT_HTML, HOMEVISIT_FORMAT_JSON};
    for (size_t i = 0; i < 3; i++) {
        expect_graceful(formats[i], false);
        expect_graceful(formats[i], true);
    }
}
