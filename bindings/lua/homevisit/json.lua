-- JSON for this package: reads what the library writes, writes tables as documents. What a document may hold is the
-- library's to say, so the reader is for sound text and the writer refuses only what JSON cannot say at all.
local json = {}

-- ---- reading ---------------------------------------------------------------------------------------------------------

local escapes = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t", ['"'] = '"', ["\\"] = "\\", ["/"] = "/" }

-- The text behind \u…, and the place after it; a pair of surrogates is one character.
local function read_unicode(text, place)
    local code = tonumber(text:sub(place, place + 3), 16)
    place = place + 4
    local low = code >= 0xD800 and code < 0xDC00 and text:match("^\\u(%x%x%x%x)", place)
    low = low and tonumber(low, 16)
    if low and low >= 0xDC00 and low < 0xE000 then
        return utf8.char(0x10000 + (code - 0xD800) * 0x400 + (low - 0xDC00)), place + 6
    end
    return utf8.char(code), place
end

local function read_string(text, place)
    local parts = {}
    while true do
        local stop = text:find('["\\]', place)
        parts[#parts + 1] = text:sub(place, stop - 1)
        if text:sub(stop, stop) == '"' then
            return table.concat(parts), stop + 1
        end
        local escape = text:sub(stop + 1, stop + 1)
        if escape == "u" then
            parts[#parts + 1], place = read_unicode(text, stop + 2)
        else
            parts[#parts + 1], place = escapes[escape], stop + 2
        end
    end
end

local function skip(text, place)
    return text:find("[^ \t\r\n]", place)
end

local read_value

local function read_list(text, place)
    local list, count = json.array {}, 0
    place = skip(text, place)
    while text:sub(place, place) ~= "]" do
        count = count + 1
        list[count], place = read_value(text, place)
        place = skip(text, place)
        if text:sub(place, place) == "," then
            place = skip(text, place + 1)
        end
    end
    return list, place + 1
end

local function read_object(text, place)
    local object = {}
    place = skip(text, place)
    while text:sub(place, place) ~= "}" do
        local key
        key, place = read_string(text, place + 1)
        place = skip(text, skip(text, place) + 1) -- over the colon
        object[key], place = read_value(text, place)
        place = skip(text, place)
        if text:sub(place, place) == "," then
            place = skip(text, place + 1)
        end
    end
    return object, place + 1
end

local words = { t = { true, 4 }, f = { false, 5 }, n = { nil, 4 } }

function read_value(text, place)
    local first = text:sub(place, place)
    if first == '"' then
        return read_string(text, place + 1)
    elseif first == "{" then
        return read_object(text, place + 1)
    elseif first == "[" then
        return read_list(text, place + 1)
    elseif words[first] then
        return words[first][1], place + words[first][2]
    end
    local number = text:match("^-?[%d.eE+-]+", place)
    return math.tointeger(number) or tonumber(number), place + #number
end

-- A sound JSON text as a value: objects and lists are tables, null is nil.
function json.decode(text)
    return (read_value(text, skip(text, 1)))
end

-- ---- writing ---------------------------------------------------------------------------------------------------------

local list_class = { __name = "homevisit.array" }

-- A table that is written as a list, also where it is empty.
function json.array(list)
    return setmetatable(list, list_class)
end

local function quoted(text)
    local body = text:gsub('[%c"\\]', function(char)
        return char == "\127" and char or string.format("\\u%04x", char:byte())
    end)
    return '"' .. body .. '"'
end

local write_value

local function write_table(value, depth)
    local parts = {}
    if getmetatable(value) == list_class or #value > 0 then
        for i = 1, #value do
            parts[i] = write_value(value[i], depth)
        end
        return "[" .. table.concat(parts, ",") .. "]"
    end
    local keys = {}
    for key in pairs(value) do
        if type(key) ~= "string" then
            error("an object's keys are strings, not " .. type(key), 0)
        end
        keys[#keys + 1] = key
    end
    table.sort(keys) -- the same table gives the same text
    for i, key in ipairs(keys) do
        parts[i] = quoted(key) .. ":" .. write_value(value[key], depth)
    end
    return "{" .. table.concat(parts, ",") .. "}"
end

function write_value(value, depth)
    local kind = type(value)
    if kind == "string" then
        return quoted(value)
    elseif kind == "table" and depth < 200 then
        return write_table(value, depth + 1)
    elseif kind == "boolean" or math.type(value) == "integer" then
        return tostring(value)
    elseif kind == "number" and value == value and value ~= math.huge and value ~= -math.huge then
        return (string.format("%.17g", value):gsub(",", ".")) -- some locales write a comma
    end
    error("a document holds no such " .. kind, 0)
end

function json.encode(value)
    return write_value(value, 0)
end

return json
