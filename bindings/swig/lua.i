/*
 * Lua: text goes in as a string, whole, and numbers as integers, both ways. What the collector cannot weigh can also be
 * given back at once: an object that was freed is the language's no more.
 */
%{
#define surface_is_string(L, place) (lua_type(L, place) == LUA_TSTRING)
%}
%typemap(in, checkfn="surface_is_string") (const char *text, size_t length) {
    $1 = (char *)lua_tolstring(L, $input, &$2);
}
%typemap(in, checkfn="lua_isinteger") int, long long, size_t { $1 = ($1_ltype)lua_tointeger(L, $input); }
%typemap(out) int, long long, size_t { lua_pushinteger(L, (lua_Integer)$1); SWIG_arg++; }

%apply SWIGTYPE *DISOWN {
    surface_policy *gone, surface_visit *gone, surface_report *gone, surface_outcome *gone, surface_options *gone
};
void surface_policy_free(surface_policy *gone);
void surface_visit_free(surface_visit *gone);
void surface_report_free(surface_report *gone);
void surface_outcome_free(surface_outcome *gone);
void surface_options_free(surface_options *gone);
