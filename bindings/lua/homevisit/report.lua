-- An answer: its text as the library writes it, and what stands in it, named as in docs/format.md.
local call = require "homevisit.call"
local json = require "homevisit.json"
local surface = require "homevisit.surface"

local report = {}
local class = { __name = "homevisit.report" }

-- report.findings, report.decision, …: the text is read when something in it is first asked for. What is null in the
-- JSON is nil.
function class.__index(self, key)
    local data = rawget(self, "data")
    if not data then
        data = json.decode(self.json)
        rawset(self, "data", data)
    end
    if key == "data" then
        return data
    end
    return data[key]
end

function class.__tostring(self)
    return self.json
end

-- For the policy. The library's own report goes at once; this one needs neither the policy nor the visit.
function report.new(outcome)
    local handle = call.take(outcome, "visit", "take_report")
    local written = surface.surface_report_json(handle)
    surface.surface_report_free(handle)
    return setmetatable({ json = call.text(written, "visit") }, class)
end

return report
