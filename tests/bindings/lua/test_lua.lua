-- The Lua package held to what every binding is held to: test_lua.lua cases.ndjson expected.ndjson samples/
--
-- All conformance cases byte for byte; ten thousand rounds of success and of failure with every allocation counted;
-- objects dropped and closed in the worst order; a hundred bad inputs and more; text beyond ASCII both ways.
local homevisit = require "homevisit"
local json = require "homevisit.json"
local surface = require "homevisit.surface"

local cases_path, expected_path, samples = table.unpack(arg)
local failures = 0

local function expect(holds, what)
    if not holds then
        failures = failures + 1
        print("FAILED: " .. what)
    end
end

local function file_text(path)
    local file = assert(io.open(path, "rb"))
    local text = file:read("a")
    file:close()
    return text
end

-- ---- conformance -----------------------------------------------------------------------------------------------------

local function ask(question)
    local options = { bases = question.bases }
    local load = question.policy:sub(1, 1) == "{" and homevisit.policy or homevisit.bundled
    local policy = load(question.policy, options)
    local visit = homevisit.visit(question.visit, options)
    if question.ask == "check" then
        return policy:check(visit, question.event).json
    end
    return policy[question.ask](policy, visit, question.at).json
end

local function test_conformance()
    local expectations = io.lines(expected_path)
    local count, equal = 0, 0
    for line in io.lines(cases_path) do
        local question = json.decode(line)
        local answered, answer = pcall(ask, question)
        if not answered then
            answer = type(answer) == "table" and answer.json or answer
        end
        count = count + 1
        if answer == expectations() then
            equal = equal + 1
        else
            print(question.name .. " differs")
        end
    end
    expect(expectations() == nil, "no more is expected than there are cases")
    expect(count > 0 and count == equal, "all conformance cases are equal")
    print(("conformance: %d cases, %d equal"):format(count, equal))
end

-- ---- rounds ----------------------------------------------------------------------------------------------------------

local policy_text, visit_text = file_text(samples .. "/policy.json"), file_text(samples .. "/visit.json")
local checked_in = '{"at": "2026-03-02T09:15:00Z", "event": "checked_in", "with": "office"}'

local function live()
    collectgarbage()
    collectgarbage()
    return homevisit.live_allocations()
end

-- The error of the kind that is expected, or nil.
local function refused(kind, act, ...)
    local done, err = pcall(act, ...)
    return not done and type(err) == "table" and err.kind == kind and err or nil
end

local function succeed_once()
    local policy, visit = homevisit.policy(policy_text), homevisit.visit(visit_text)
    local before = policy:audit(visit).json
    visit:append(checked_in)
    return policy:status(visit).json ~= before and policy:check(visit, checked_in).json:find('"decision":"allow"', 1, true)
end

local function fail_once()
    local visit = homevisit.new_visit("V")
    return refused("policy", homevisit.policy, policy_text:sub(1, 300))
        and refused("visit", homevisit.visit, visit_text:sub(1, 100))
        and refused("visit", visit.append, visit, '{"at": "2026-03-02T09:15:00Z", "event": "departd"}')
        and refused("visit", homevisit.read_time, "yesterday")
        and not pcall(homevisit.visit, visit_text, { limits = { max_evnts = 1 } })
end

local function test_rounds()
    for name, round in pairs { success = succeed_once, failure = fail_once } do
        local before, right = live(), 0
        for _ = 1, 10000 do
            right = right + (round() and 1 or 0)
        end
        expect(right == 10000, "each round of " .. name .. " went as it should")
        expect(live() == before, "10,000 rounds of " .. name .. " release all they allocate")
        print(("rounds of %s: 10000, %d allocations more than before"):format(name, live() - before))
    end
end

-- ---- order -----------------------------------------------------------------------------------------------------------

local function test_worst_order()
    local before = live()
    do
        local policy, visit = homevisit.policy(policy_text), homevisit.visit(visit_text)
        expect(homevisit.live_allocations() > before, "what is held is counted")
        local report = policy:audit(visit)
        local raw = surface.surface_audit(policy.handle, visit.handle, 0, 0):take_report()
        policy = nil
        collectgarbage()
        local rules = {}
        for _, step in ipairs(report.steps) do
            visit, report = nil, nil
            collectgarbage()
            for _, finding in ipairs(step.findings) do
                rules[#rules + 1] = finding.rule
            end
        end
        expect(table.concat(rules, " ") == "pair", "a report is gone through after all else was let go")
        expect(surface.surface_report_json(raw):text():find('"small-🏫"', 1, true), "a handle outlives its policy")
        local err = refused("policy", homevisit.policy, "[]")
        expect(err.problems[1].code == "root_not_object" and err.nonsense == nil, "an error keeps its problems")
    end
    expect(live() == before, "the worst order releases all")

    local closed
    do
        local policy <close> = homevisit.policy(policy_text)
        closed = policy
        local visit <close> = homevisit.visit(visit_text)
        local report = policy:audit(visit)
        policy:close()
        policy:close()
        expect(report.decision == "deny", "a report outlives a policy that was closed")
    end
    expect(homevisit.live_allocations() == before, "closing releases without the collector")
    expect(not pcall(closed.id, closed) and not pcall(closed.audit, closed, closed), "what was closed is refused")
end

-- ---- bad inputs ------------------------------------------------------------------------------------------------------

local function bad_texts(text)
    local texts = { text .. "\0x", "", "[]", "null", "\0" }
    for i = 0, 99 do
        texts[#texts + 1] = text:sub(1, #text * i // 100)
    end
    local place = select(2, text:find('"id": "', 1, true))
    for _, bad in ipairs { "\0", "\1", "\\u0000", "\\ud800", "\xff", "\xc0\x80", "\xed\xa0\x80", "\xf0\x9f" } do
        texts[#texts + 1] = text:sub(1, place) .. bad .. text:sub(place + 1)
    end
    return texts
end

local function test_bad_inputs()
    local count = 0
    for kind, text in pairs { policy = policy_text, visit = visit_text } do
        for i, bad in ipairs(bad_texts(text)) do
            local err = refused(kind, homevisit[kind], bad)
            local problem = err and err.problems[1]
            expect(problem and problem.line >= 1 and problem.column >= 1 and tostring(err) == problem.message,
                ("bad %s %d is refused with its place"):format(kind, i))
            count = count + 1
        end
    end
    print(("bad inputs: %d refused"):format(count))
    local policy, visit = homevisit.policy(policy_text), homevisit.visit(visit_text)
    for i, wrong in ipairs {
        function() homevisit.bundled("standard\0x") end, function() homevisit.new_visit("V\0x") end,
        function() homevisit.new_visit("") end, function() homevisit.policy(nil) end, function() homevisit.policy(7) end,
        function() homevisit.policy { [{}] = 1 } end, function() homevisit.policy { id = print } end,
        function() policy:check(nil, checked_in) end, function() policy:check(policy, checked_in) end,
        function() policy.id(visit) end, function() policy:audit(visit, 1.5) end, function() policy:show("pdf") end,
        function() policy:check(visit, 0 / 0) end, function() homevisit.new_visit(7) end,
    } do
        local done, err = pcall(wrong)
        expect(not done and type(err) == "string" and #err > 0, "wrong call " .. i .. " raises a sentence")
    end
    local loop = {}
    loop.loop = loop
    expect(not pcall(homevisit.policy, loop), "a table within itself is refused")
end

-- ---- text, and the rest ----------------------------------------------------------------------------------------------

local function test_surface()
    local policy, visit = homevisit.policy_file(samples .. "/policy.json"), homevisit.visit_file(samples .. "/visit.json")
    expect(policy:id() == "small-🏫" and policy:title() == "A small policy, “naïve” 🏠", "text with emoji comes out")
    expect(policy:version() == "2026-03" and policy:rule_count() == 2, "a policy's head")
    expect(visit:id() == "V-🏠" and visit:event_count() == 3, "a visit's head")
    expect(homevisit.write_time(visit:last_at()) == "2026-03-02T09:10:00Z", "a time goes out")
    expect(math.type(visit:last_at()) == "integer" and homevisit.read_time("2026-03-02T09:10:00Z") == visit:last_at(),
        "a time goes in")
    expect(policy:audit(visit, visit:last_at()).json == policy:audit(visit, "2026-03-02T09:10:00Z").json, "either way")
    expect(homevisit.new_visit("café 🏠"):id() == "café 🏠" and homevisit.new_visit("V"):last_at() == nil, "a new visit")
    expect(policy:local_time(homevisit.read_time("2026-07-01T09:00:00Z")) == "2026-07-01T10:00:00+01:00", "local time")
    expect(policy:status(visit).decision == nil and policy:audit(visit).steps[2].findings[1].message ==
        "Go in a pair 👩‍🏫👨‍🏫.", "what stands in a report")
    expect(policy:check(visit, { at = "2026-03-02T09:15:00Z", event = "checked_in", with = "office" }).decision ==
        "allow", "an event as a table")
    expect(homevisit.policy(json.decode(policy_text)):rule_count() == 2, "a policy as a table")
    expect(json.encode(json.decode '{"a":[],"b":{},"c":[1,2.5,"\\n\\ud83c\\udfe0"]}') ==
        '{"a":[],"b":{},"c":[1,2.5,"\\u000a🏠"]}', "JSON there and back")
    expect(#homevisit.bundled_policies() >= 6 and homevisit.vocabulary("event")[1] == "planned", "ids and words")
    expect(#homevisit.vocabulary("evnt") == 0, "an unknown vocabulary is empty")
    expect(homevisit.schema("report"):find("$schema", 1, true), "a schema")
    expect(refused("document", homevisit.schema, "polcy"), "no such schema")
    expect(policy:show():find("small policy, “naïve” 🏠", 1, true), "a policy shown")
    for _, problem in ipairs(homevisit.validate(policy_text, { today = "2026-03-02T09:10:00Z" })) do
        expect(problem.severity == "warning", "a sound policy has warnings at most: " .. problem.message)
    end
    local problem = homevisit.validate("[]", { name = "mine 🏠" })[1]
    expect(problem.file == "mine 🏠" and problem.severity == "error", "a name that problems use")
    expect(_G.homevisit_surface == nil, "nothing is left among the globals")
end

test_conformance()
test_surface()
test_rounds()
test_worst_order()
test_bad_inputs()
os.exit(failures == 0 and 0 or 1, true)
