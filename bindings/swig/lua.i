/* Lua: text goes in as string, whole. */
%typemap(in, checkfn="lua_isstring") (const char *text, size_t length) {
    $1 = (char *)lua_tolstring(L, $input, &$2);
}
