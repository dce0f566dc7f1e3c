-- A school's policy, loaded, and the questions to it.
local call = require "homevisit.call"
local report = require "homevisit.report"
local surface = require "homevisit.surface"
local visits = require "homevisit.visit"

local policy = {}
local methods = {}
local class = { __index = methods, __name = "homevisit.policy" }

local function handle_of(self)
    if getmetatable(self) ~= class or not self.handle then
        error("this is no policy, or one that was closed", 3)
    end
    return self.handle
end

local function loaded(load, text, options)
    local handle = call.options(options)
    local outcome = load(text, handle)
    surface.surface_options_free(handle)
    return setmetatable({ handle = call.take(outcome, "policy", "take_policy") }, class)
end

-- From a document, a string or a table; options as in homevisit.call: bases, name, limits.
function policy.load(document, options)
    return loaded(surface.surface_policy_load, call.document(document), options)
end

function policy.load_file(path, options)
    return policy.load(call.file(path), call.file_options(path, options))
end

-- One that is built in, by its id.
function policy.bundled(id, options)
    return loaded(surface.surface_policy_bundled, id, options)
end

function methods:id() return handle_of(self):id() end
function methods:version() return handle_of(self):version() end
function methods:title() return handle_of(self):title() end
function methods:rule_count() return handle_of(self):rule_count() end

-- Whether an event (a string or a table) may happen now.
function methods:check(visit, event)
    return report.new(surface.surface_check(handle_of(self), visits.handle(visit), call.document(event)))
end

-- Where a visit stands. at: a time in RFC 3339 or seconds; the last event's where left out.
function methods:status(visit, at)
    return report.new(surface.surface_status(handle_of(self), visits.handle(visit), call.moment(at)))
end

-- The whole record replayed.
function methods:audit(visit, at)
    return report.new(surface.surface_audit(handle_of(self), visits.handle(visit), call.moment(at)))
end

-- The policy as a document for people: "markdown", "html" or "json".
function methods:show(format)
    return call.text(surface.surface_policy_show(handle_of(self), format or "markdown"), "policy")
end

-- A time in seconds as the policy's own clock shows it.
function methods:local_time(seconds)
    return call.text(surface.surface_time_write_local(handle_of(self), seconds), "policy")
end

-- Lets the policy go at once; reports do not need it. `local policy <close> = …` does it by itself.
function methods:close()
    local handle = self.handle
    self.handle = nil
    if handle then
        surface.surface_policy_free(handle)
    end
end

class.__close = methods.close

return policy
