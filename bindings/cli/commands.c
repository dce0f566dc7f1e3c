/* The questions about one visit under one policy, check and status; and the list of policies. */
#include "cli.h"
#include "page.h"

#include <string.h>

int decision_exit(homevisit_decision decision)
{
    return decision <= HOMEVISIT_DECISION_WARN ? EXIT_FINE : EXIT_BROKEN;
}

void print_buffer(FILE *out, homevisit_buffer *buffer)
{
    if (buffer->length) {
        fwrite(buffer->data, 1, buffer->length, out);
        if (buffer->data[buffer->length - 1] != '\n')
            fputc('\n', out);
    }
    homevisit_buffer_free(buffer);
}

/* ---- check and status -------------------------------------------------------------------------------------------- */

typedef void report_printer(struct page *page, const homevisit_policy *policy, const homevisit_result *result,
                            bool brief);

static void tell_report(struct session *session, const homevisit_policy *policy, const homevisit_report *report,
                        report_printer *print)
{
    homevisit_buffer buffer = {0};
    struct page page;
    if (!session->arguments->json) {
        page_begin(&page, stdout);
        print(&page, policy, homevisit_report_result(report), session->arguments->brief);
    } else if (homevisit_report_json(report, &buffer) == HOMEVISIT_OK) {
        print_buffer(stdout, &buffer);
    } else {
        session->out_of_memory = true;
    }
}

/* Asks one question of one policy and one visit. Returns the status that the answer asks for. */
static int ask(const struct arguments *arguments, homevisit_question question, report_printer *print)
{
    struct session session;
    homevisit_report *report = NULL;
    homevisit_problems *problems = NULL;
    const int64_t *at = arguments->at.known ? &arguments->at.at : NULL;
    int status = EXIT_UNUSABLE;
    session_init(&session, arguments);
    homevisit_policy *policy = session_policy(&session, arguments->policies.items[0]);
    homevisit_visit *visit = session_visit(&session, arguments->operands.items[0]);
    if (policy && visit) {
        if (question == HOMEVISIT_QUESTION_CHECK)
            session_keep_text(&session, "--event", "event",
                              (homevisit_text){arguments->event, strlen(arguments->event)});
        const homevisit_code code =
            question == HOMEVISIT_QUESTION_CHECK
                ? homevisit_check_json(policy, visit, arguments->event, strlen(arguments->event), &report, &problems)
                : homevisit_status(policy, visit, at, &report, &problems);
        session_note(&session, code, problems);
    }
    if (report) {
        tell_report(&session, policy, report, print);
        status = question == HOMEVISIT_QUESTION_CHECK ? decision_exit(homevisit_report_decision(report)) : EXIT_FINE;
    }
    homevisit_report_free(report);
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
    return session_end(&session, status);
}

int run_check(const struct arguments *arguments)
{
    return ask(arguments, HOMEVISIT_QUESTION_CHECK, print_check);
}

int run_status(const struct arguments *arguments)
{
    return ask(arguments, HOMEVISIT_QUESTION_STATUS, print_status);
}

/* ---- policies ---------------------------------------------------------------------------------------------------- */

static void print_policy_json(const homevisit_policy *policy)
{
    fputs("{\"id\":", stdout);
    print_json_text(stdout, homevisit_policy_id(policy));
    fputs(",\"version\":", stdout);
    print_json_text(stdout, homevisit_policy_version(policy));
    fputs(",\"title\":", stdout);
    print_json_text(stdout, homevisit_policy_title(policy));
    printf(",\"rules\":%zu}", homevisit_policy_rule_count(policy));
}

static void print_policy_line(struct page *page, const homevisit_policy *policy)
{
    page_words(page, STYLE_BOLD, homevisit_policy_id(policy));
    page_to(page, 23);
    page_words(page, STYLE_PLAIN, homevisit_policy_version(policy));
    page_to(page, 33);
    page_format(page, STYLE_PLAIN, "%3zu rules", homevisit_policy_rule_count(policy));
    page_hang(page, 44);
    page_words(page, STYLE_PLAIN, homevisit_policy_title(policy));
    page_end_line(page);
}

int run_policies(const struct arguments *arguments)
{
    struct session session;
    struct page page;
    const char *id;
    session_init(&session, arguments);
    page_begin(&page, stdout);
    fputs(arguments->json ? "{\"policies\":[" : "", stdout);
    for (size_t i = 0; (id = homevisit_bundled_id(i)) != NULL; i++) {
        homevisit_policy *policy = session_policy(&session, id);
        if (policy && arguments->json) {
            fputs(i ? "," : "", stdout);
            print_policy_json(policy);
        } else if (policy) {
            print_policy_line(&page, policy);
        }
        homevisit_policy_free(policy);
    }
    fputs(arguments->json ? "]}\n" : "", stdout);
    return session_end(&session, EXIT_FINE);
}
