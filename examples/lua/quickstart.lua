-- May this member of staff set out? Loads a school's policy and a visit, asks, and prints the decision and why.
local homevisit = require "homevisit"

local policy = homevisit.bundled("alumwell-infant")
local visit = homevisit.visit [[{"format": "homevisit-visit/1", "id": "V-0142", "events": [
        {"at": "2026-03-02T08:30:00Z", "event": "planned", "reason": "school_work", "purpose": "bring books",
         "staff": [{"id": "S-1", "role": "teacher"}]}]}]]
local report = policy:check(visit, { at = "2026-03-02T09:00:00Z", event = "departed" })
print(report.decision)
for _, finding in ipairs(report.findings) do
    print((finding.clauses[1] or finding.rule) .. ": " .. finding.message)
end

local loaded, err = pcall(homevisit.visit, [[{"format": "homevisit-visit/1", "id": "V-0143", "events": [
        {"at": "2026-03-02T08:30:00Z", "event": "departd"}]}]])
if not loaded then
    local problem = err.problems[1]
    print(("line %d, column %d: %s; did you mean '%s'?"):format(
        problem.line, problem.column, problem.message, problem.suggestion))
end
