-- Between Lua and the library, for this package alone: documents become text, outcomes that failed become errors.
local json = require "homevisit.json"
local surface = require "homevisit.surface"

local call = {}
local E_MEMORY, E_ARGUMENT = -6, -8

-- ---- errors ----------------------------------------------------------------------------------------------------------

-- What is thrown where a document cannot be used: kind ("policy", "visit" or "document"), message, json, problems. The
-- problems are read from the JSON when they are first asked for.
local error_methods = {}
error_methods.__name = "homevisit.error"

function error_methods.__index(self, key)
    if key ~= "problems" then
        return nil
    end
    local problems = json.decode(self.json).problems
    rawset(self, "problems", problems)
    return problems
end

function error_methods.__tostring(self)
    return self.message
end

-- Frees the outcome and raises what it says. Level 4 is the user's line: call.*, then a method of the package, then it.
local function raise(outcome, kind)
    local code, message, problems = outcome:code(), outcome:message(), outcome:problems()
    surface.surface_outcome_free(outcome)
    if code == E_MEMORY then
        error("not enough memory", 0)
    elseif code == E_ARGUMENT then
        error(message, 4)
    end
    error(setmetatable({ kind = kind, message = message, json = problems }, error_methods), 0)
end

-- ---- outcomes --------------------------------------------------------------------------------------------------------

-- What a call made: take is "take_policy", "take_visit", "take_report", "number" or "text"; none for nothing. The
-- outcome goes at once, since Lua's collector does not see how much hangs on it.
function call.take(outcome, kind, take)
    if outcome:code() ~= 0 then
        raise(outcome, kind)
    end
    local made = take and outcome[take](outcome)
    surface.surface_outcome_free(outcome)
    return made
end

function call.text(outcome, kind)
    return call.take(outcome, kind, "text")
end

-- The problems of an outcome, whether it is a success or not.
function call.problems(outcome)
    local code = outcome:code()
    if code == E_MEMORY or code == E_ARGUMENT then
        raise(outcome, "policy")
    end
    local problems = json.decode(outcome:problems()).problems
    for i, problem in ipairs(problems) do
        problem.severity = outcome:is_warning(i - 1) ~= 0 and "warning" or "error"
    end
    surface.surface_outcome_free(outcome)
    return problems
end

-- ---- what goes in ----------------------------------------------------------------------------------------------------

-- A document as the library takes it: a string as it is, a table as JSON.
function call.document(source)
    if type(source) == "table" then
        return json.encode(source)
    elseif type(source) ~= "string" then
        error("a document is a string or a table, not " .. type(source), 3)
    end
    return source
end

local function told(handle, code, what)
    if code ~= 0 then
        surface.surface_options_free(handle)
        error(what .. ": " .. surface.surface_code_text(code), 4)
    end
end

-- { name = what problems call the document, bases = { documents }, limits = { max_events = 5000 } }
function call.options(options)
    options = options or {}
    local bases = {}
    for i, base in ipairs(options.bases or {}) do
        bases[i] = call.document(base)
    end
    local handle = surface.OptionsHandle()
    if not handle then
        error("not enough memory", 0)
    end
    if options.name then
        told(handle, handle:document(options.name), "the name")
    end
    for _, base in ipairs(bases) do
        told(handle, handle:add_base(base), "a base")
    end
    for limit, value in pairs(options.limits or {}) do
        told(handle, handle:limit(limit, value), "the limit " .. limit)
    end
    return handle
end

-- A time in RFC 3339, or seconds as an integer, or nil, as the pair that calls take.
function call.moment(at)
    if at == nil then
        return 0, 0
    elseif math.type(at) == "integer" then
        return 1, at
    elseif type(at) ~= "string" then
        error("a time is a string in RFC 3339 or an integer of seconds, not " .. type(at), 3)
    end
    return 1, call.take(surface.surface_time_read(at), "visit", "number")
end

-- A file's bytes.
function call.file(path)
    local file = assert(io.open(path, "rb"))
    local text = file:read("a")
    file:close()
    return text
end

-- The options for a document from a file: it is called by its path where it has no other name.
function call.file_options(path, options)
    local named = { name = path }
    for key, value in pairs(options or {}) do
        named[key] = value
    end
    return named
end

return call
