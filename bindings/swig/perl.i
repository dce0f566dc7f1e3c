/*
 * Perl: a string goes in as its characters, in UTF-8; a reference to a string as the bytes that it holds; both whole.
 * Text comes out as a string of characters.
 */
%typemap(in) (const char *text, size_t length) (STRLEN size = 0) {
    SV *string = $input;
    SvGETMAGIC(string);
    if (SvROK(string) && !SvOBJECT(SvRV(string)) && SvPOK(SvRV(string))) {
        $1 = SvPVbyte(SvRV(string), size);
    } else if (SvOK(string) && !SvROK(string)) {
        string = sv_mortalcopy(string); /* the caller's own string stays as it is kept */
        $1 = SvPVutf8(string, size);
    } else {
        SWIG_exception_fail(SWIG_TypeError, "expected a string, or a reference to a string of bytes");
    }
    $2 = (size_t)size;
}
%typemap(out) const char * {
    $result = sv_2mortal(newSVpvn_utf8($1 ? $1 : "", $1 ? strlen($1) : 0, 1));
    argvi++;
}
