/*
 * The functions that cannot run out of memory, each with the reason, and each called while there is none to be had. Those
 * that give back memory are called with NULL here, and with all that there is by the ways themselves.
 */
#include "oom.h"

#include <string.h>

static const char constant[] = "answers from constants";
static const char reads[] = "reads what the handle holds";
static const char writes[] = "writes into the caller's own room";
static const char counts[] = "changes a count";
static const char gives_back[] = "gives memory back";

const struct never nevers[] = {
    {"homevisit_attribute_find", constant},
    {"homevisit_attribute_text", constant},
    {"homevisit_buffer_free", gives_back},
    {"homevisit_bundled_cases", constant},
    {"homevisit_bundled_id", constant},
    {"homevisit_bundled_text", constant},
    {"homevisit_code_text", constant},
    {"homevisit_decision_text", constant},
    {"homevisit_duty_status_text", constant},
    {"homevisit_event_attribute", constant},
    {"homevisit_force_text", constant},
    {"homevisit_format_range", constant},
    {"homevisit_kind_text", constant},
    {"homevisit_outcome_text", constant},
    {"homevisit_policy_free", gives_back},
    {"homevisit_policy_id", reads},
    {"homevisit_policy_retain", counts},
    {"homevisit_policy_rule_count", reads},
    {"homevisit_policy_title", reads},
    {"homevisit_policy_version", reads},
    {"homevisit_problems_count", reads},
    {"homevisit_problems_free", gives_back},
    {"homevisit_problems_get", reads},
    {"homevisit_report_decision", reads},
    {"homevisit_report_free", gives_back},
    {"homevisit_report_result", reads},
    {"homevisit_session_free", gives_back},
    {"homevisit_stream_summary_broken", reads},
    {"homevisit_stream_summary_free", gives_back},
    {"homevisit_stream_summary_totals", reads},
    {"homevisit_time_read", writes},
    {"homevisit_time_write", writes},
    {"homevisit_time_write_local", writes},
    {"homevisit_version", constant},
    {"homevisit_visit_event_count", reads},
    {"homevisit_visit_free", gives_back},
    {"homevisit_visit_id", reads},
    {"homevisit_visit_last_at", writes},
    {"homevisit_vocabulary_count", constant},
    {"homevisit_vocabulary_doc", constant},
    {"homevisit_vocabulary_name", constant},
    {"homevisit_word_find", constant},
    {"homevisit_word_text", constant},
    {NULL, NULL},
};

static void ask_constants(void)
{
    homevisit_text text;
    int first, last;
    homevisit_attribute_find("staff", 5);
    homevisit_attribute_text(HOMEVISIT_ATTRIBUTE_staff);
    homevisit_bundled_cases("hsp", &text);
    homevisit_bundled_id(0);
    homevisit_bundled_text("hsp", &text);
    homevisit_code_text(HOMEVISIT_E_MEMORY);
    homevisit_decision_text(HOMEVISIT_DECISION_DENY);
    homevisit_duty_status_text(HOMEVISIT_DUTY_MET);
    homevisit_event_attribute(HOMEVISIT_WORD_planned, 0);
    homevisit_force_text(HOMEVISIT_FORCE_MUST);
    homevisit_format_range(&first, &last);
    homevisit_kind_text(HOMEVISIT_KIND_MEMORY);
    homevisit_outcome_text(HOMEVISIT_OUTCOME_BROKEN);
    homevisit_version();
    homevisit_vocabulary_count("fact");
    homevisit_vocabulary_doc("fact", 0);
    homevisit_vocabulary_name("fact", 0);
    homevisit_word_find("left", 4);
    homevisit_word_text(HOMEVISIT_WORD_left);
}

static void ask_handles(const struct bench *bench)
{
    int64_t at;
    homevisit_policy_id(bench->policy);
    homevisit_policy_rule_count(bench->policy);
    homevisit_policy_title(bench->policy);
    homevisit_policy_version(bench->policy);
    homevisit_problems_count(bench->problems);
    homevisit_problems_get(bench->problems, 0);
    homevisit_report_decision(bench->report);
    homevisit_report_result(bench->report);
    homevisit_stream_summary_broken(bench->summary, 0);
    homevisit_stream_summary_totals(bench->summary);
    homevisit_visit_event_count(bench->visit);
    homevisit_visit_id(bench->visit);
    homevisit_visit_last_at(bench->visit, &at);
}

void nevers_call(struct bench *bench)
{
    homevisit_buffer empty = {0};
    char written[32];
    int64_t at;
    ask_constants();
    ask_handles(bench);
    homevisit_policy_free(homevisit_policy_retain(bench->policy));
    homevisit_time_read("2026-03-02T08:30:00Z", strlen("2026-03-02T08:30:00Z"), &at);
    homevisit_time_write(at, written);
    homevisit_time_write_local(bench->policy, at, written);
    homevisit_buffer_free(&empty);
    homevisit_policy_free(NULL);
    homevisit_problems_free(NULL);
    homevisit_report_free(NULL);
    homevisit_session_free(NULL);
    homevisit_stream_summary_free(NULL);
    homevisit_visit_free(NULL);
}
