/* May this member of staff set out? Loads a school's policy and a visit, asks, and prints the decision and why. */
#include <homevisit/homevisit.hpp>
#include <iostream>

int main()
{
    const homevisit::Policy policy = homevisit::Policy::bundled("alumwell-infant");
    const homevisit::Visit visit = homevisit::Visit::load(R"({"format": "homevisit-visit/1", "id": "V-0142", "events": [
        {"at": "2026-03-02T08:30:00Z", "event": "planned", "reason": "school_work", "purpose": "bring books",
         "staff": [{"id": "S-1", "role": "teacher"}]}]})");
    const homevisit::Report report = policy.check(visit, R"({"at": "2026-03-02T09:00:00Z", "event": "departed"})");
    std::cout << report.decision_text() << "\n";
    for (const homevisit_finding &finding : report.findings())
        std::cout << (finding.clauses.count ? finding.clauses.items[0] : finding.rule) << ": " << finding.message
                  << "\n";

    try {
        homevisit::Visit::load(R"({"format": "homevisit-visit/1", "id": "V-0143", "events": [
        {"at": "2026-03-02T08:30:00Z", "event": "departd"}]})");
    } catch (const homevisit::VisitError &error) {
        const homevisit::Problem &problem = error.problems().at(0);
        std::cout << "line " << problem.line << ", column " << problem.column << ": " << problem.message
                  << "; did you mean '" << problem.suggestion << "'?\n";
    }
    return 0;
}
