/* May this member of staff set out? Loads a school's policy and a visit, asks, and prints the decision and why. */
#include <homevisit/homevisit.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    const char *record = "{\"format\": \"homevisit-visit/1\", \"id\": \"V-0142\", \"events\": ["
                         "{\"at\": \"2026-03-02T08:30:00Z\", \"event\": \"planned\", \"reason\": \"school_work\","
                         " \"purpose\": \"bring books\", \"staff\": [{\"id\": \"S-1\", \"role\": \"teacher\"}]}]}";
    const char *event = "{\"at\": \"2026-03-02T09:00:00Z\", \"event\": \"departed\"}";
    homevisit_policy *policy = NULL;
    homevisit_visit *visit = NULL;
    homevisit_report *report = NULL;
    homevisit_policy_bundled("alumwell-infant", NULL, &policy, NULL);
    homevisit_visit_load(record, strlen(record), NULL, &visit, NULL);
    homevisit_code code = homevisit_check_json(policy, visit, event, strlen(event), &report, NULL);
    const homevisit_result *result = homevisit_report_result(report);
    printf("%s\n", result ? homevisit_decision_text(result->decision) : homevisit_code_text(code));
    for (size_t i = 0; result && i < result->finding_count; i++) {
        const homevisit_finding *finding = &result->findings[i];
        printf("%s: %s\n", finding->clauses.count ? finding->clauses.items[0] : finding->rule, finding->message);
    }
    homevisit_report_free(report);
    homevisit_visit_free(visit);
    homevisit_policy_free(policy);
    return code != HOMEVISIT_OK;
}
