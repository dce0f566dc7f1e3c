/* The 24 rules in Lua (rules.lua), embedded: the facts as tables that stand ready, or from a document by way of cJSON. */
#include "engine.h"
#include "measure.h"

#include <cJSON.h>
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>

static const struct visits *all;
static lua_State *lua;
static int rules, tables[VISITS]; /* in Lua's registry */
static char out[TEXT_SIZE];

/* Leaves the document on the stack as Lua's own tables and values. */
static void push(const cJSON *item)
{
    const cJSON *child;
    luaL_checkstack(lua, 4, "the document is too deep");
    if (cJSON_IsBool(item)) {
        lua_pushboolean(lua, cJSON_IsTrue(item));
    } else if (cJSON_IsNumber(item)) {
        lua_pushinteger(lua, (lua_Integer)item->valuedouble);
    } else if (cJSON_IsString(item)) {
        lua_pushstring(lua, item->valuestring);
    } else {
        lua_Integer index = 0;
        lua_newtable(lua);
        cJSON_ArrayForEach(child, item)
        {
            push(child);
            if (child->string)
                lua_setfield(lua, -2, child->string);
            else
                lua_rawseti(lua, -2, ++index);
        }
    }
}

static void push_document(size_t visit)
{
    cJSON *document = cJSON_ParseWithLength(all->documents[visit], all->document_lengths[visit]);
    must_hold(document != NULL, "Lua: the document cannot be read", visit);
    push(document);
    cJSON_Delete(document);
}

static void open_lua(const struct visits *visits, const char *folder)
{
    char path[1024];
    all = visits;
    lua = luaL_newstate();
    must_hold(lua != NULL, "Lua cannot be started", 0);
    luaL_openlibs(lua);
    snprintf(path, sizeof path, "%s/rules.lua", folder);
    must_hold(luaL_dofile(lua, path) == LUA_OK, "rules.lua cannot be run", 0);
    rules = luaL_ref(lua, LUA_REGISTRYINDEX);
    for (size_t i = 0; i < VISITS; i++) {
        push_document(i);
        tables[i] = luaL_ref(lua, LUA_REGISTRYINDEX);
    }
}

static void close_lua(void)
{
    lua_close(lua);
}

/* With the facts on the stack: replaces them by the list of the ids that fired. */
static void call(size_t visit)
{
    lua_rawgeti(lua, LUA_REGISTRYINDEX, rules);
    lua_insert(lua, -2);
    must_hold(lua_pcall(lua, 1, 1, 0) == LUA_OK, "Lua: the rules failed", visit);
}

static size_t decide(size_t visit)
{
    lua_rawgeti(lua, LUA_REGISTRYINDEX, tables[visit]);
    call(visit);
    const size_t count = lua_rawlen(lua, -1);
    lua_pop(lua, 1);
    return count;
}

/* The bits of the list on the stack, which goes. */
static uint32_t take_bits(void)
{
    uint32_t bits = 0;
    for (lua_Integer i = 1; lua_rawgeti(lua, -1, i) == LUA_TSTRING; i++) {
        bits |= UINT32_C(1) << (strtoul(lua_tostring(lua, -1) + 1, NULL, 10) - 1);
        lua_pop(lua, 1);
    }
    lua_pop(lua, 2);
    return bits;
}

static uint32_t fired(size_t visit)
{
    lua_rawgeti(lua, LUA_REGISTRYINDEX, tables[visit]);
    call(visit);
    return take_bits();
}

static size_t answer(size_t visit)
{
    push_document(visit);
    call(visit);
    return facts_answer((uint32_t)visit + 1, take_bits(), out, sizeof out);
}

static uint32_t answered(size_t visit)
{
    return engine_bits(out, answer(visit));
}

ENGINE_LOOPS(decide, answer)

const struct engine engine_lua = {
    .row = "lua",
    .open = open_lua,
    .fired = fired,
    .answered = answered,
    .run_ready = run_ready,
    .run_text = run_text,
    .close = close_lua,
};
