-- libhomevisit for Lua 5.4: policies, visits and reports as objects; what is wrong with a document as an error with data.
local call = require "homevisit.call"
local policy = require "homevisit.policy"
local surface = require "homevisit.surface"
local visit = require "homevisit.visit"

local homevisit = {
    -- policy(document, options), policy_file(path, options), bundled(id, options)
    policy = policy.load,
    policy_file = policy.load_file,
    bundled = policy.bundled,
    -- visit(document, options), visit_file(path, options), new_visit(id, options)
    visit = visit.load,
    visit_file = visit.load_file,
    new_visit = visit.new,
    -- array(table): a table that is written as a JSON list even where it is empty
    array = require "homevisit.json".array,
}

function homevisit.version()
    return surface.surface_version()
end

-- The ids of the policies that are built in.
function homevisit.bundled_policies()
    local ids = {}
    while surface.surface_bundled_id(#ids) ~= "" do
        ids[#ids + 1] = surface.surface_bundled_id(#ids)
    end
    return ids
end

-- The names of a vocabulary: "event", "role", …; "vocabularies" lists them.
function homevisit.vocabulary(name)
    local names = {}
    for i = 1, surface.surface_vocabulary_count(name) do
        names[i] = surface.surface_vocabulary_name(name, i - 1)
    end
    return names
end

-- The JSON Schema of a document: "policy", "visit", "report" or "cases".
function homevisit.schema(document)
    return call.text(surface.surface_schema(document), "document")
end

-- The errors and warnings of a policy, as a list of problems; each has a severity. options.today is for the review date.
function homevisit.validate(document, options)
    local has_today, today = call.moment(options and options.today)
    local handle = call.options(options)
    local outcome = surface.surface_policy_validate(call.document(document), has_today, today, handle)
    surface.surface_options_free(handle)
    return call.problems(outcome)
end

-- Seconds since 1970-01-01T00:00:00Z of a time in RFC 3339, and back.
function homevisit.read_time(text)
    return select(2, call.moment(text))
end

function homevisit.write_time(seconds)
    return call.text(surface.surface_time_write(seconds), "visit")
end

-- For tests: what was allocated through this module and not released.
function homevisit.live_allocations()
    return surface.surface_live_allocations()
end

return homevisit
