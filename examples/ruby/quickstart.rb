# May this member of staff set out? Loads a school's policy and a visit, asks, and prints the decision and why.
require "homevisit"

policy = Homevisit::Policy.bundled("alumwell-infant")
visit = Homevisit::Visit.load('{"format": "homevisit-visit/1", "id": "V-0142", "events": [
        {"at": "2026-03-02T08:30:00Z", "event": "planned", "reason": "school_work", "purpose": "bring books",
         "staff": [{"id": "S-1", "role": "teacher"}]}]}')
report = policy.check(visit, { at: "2026-03-02T09:00:00Z", event: "departed" })
puts report.decision
report.findings.each { |finding| puts "#{finding[:clauses].first || finding[:rule]}: #{finding[:message]}" }

begin
  Homevisit::Visit.load('{"format": "homevisit-visit/1", "id": "V-0143", "events": [
        {"at": "2026-03-02T08:30:00Z", "event": "departd"}]}')
rescue Homevisit::VisitError => error
  problem = error.problems.first
  puts "line #{problem.line}, column #{problem.column}: #{problem.message}; did you mean '#{problem.suggestion}'?"
end
