-- A visit's record: loaded, or begun and appended to.
local call = require "homevisit.call"
local surface = require "homevisit.surface"

local visit = {}
local methods = {}
local class = { __index = methods, __name = "homevisit.visit" }

-- For this package: the handle of what is given as a visit.
function visit.handle(self)
    if getmetatable(self) ~= class or not self.handle then
        error("this is no visit, or one that was closed", 3)
    end
    return self.handle
end

local function loaded(load, text, options)
    local handle = call.options(options)
    local outcome = load(text, handle)
    surface.surface_options_free(handle)
    return setmetatable({ handle = call.take(outcome, "visit", "take_visit") }, class)
end

-- From a document, a string or a table; options as in homevisit.call: name, limits.
function visit.load(document, options)
    return loaded(surface.surface_visit_load, call.document(document), options)
end

function visit.load_file(path, options)
    return visit.load(call.file(path), call.file_options(path, options))
end

-- An empty one.
function visit.new(id, options)
    return loaded(surface.surface_visit_new, id, options)
end

-- Appends an event, a string or a table; where it is refused, the record stays as it was.
function methods:append(event)
    call.take(surface.surface_visit_append(visit.handle(self), call.document(event)), "visit")
    return self
end

function methods:id() return visit.handle(self):id() end
function methods:event_count() return visit.handle(self):event_count() end

-- The last event's time in seconds since 1970-01-01T00:00:00Z; nil where there is no event.
function methods:last_at()
    return self:event_count() > 0 and visit.handle(self):last_at() or nil
end

-- Lets the record go at once. `local visit <close> = …` does it by itself.
function methods:close()
    local handle = self.handle
    self.handle = nil
    if handle then
        surface.surface_visit_free(handle)
    end
end

class.__close = methods.close

return visit
