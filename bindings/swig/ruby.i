/*
 * Ruby: text goes in as a String's bytes, whole, and comes out as UTF-8. What the collector cannot weigh can also be
 * given back at once: an object that was freed is the language's no more.
 */
%typemap(in) (const char *text, size_t length) {
    Check_Type($input, T_STRING);
    $1 = RSTRING_PTR($input);
    $2 = (size_t)RSTRING_LEN($input);
}
%typemap(out) const char * {
    $result = rb_utf8_str_new($1 ? $1 : "", $1 ? (long)strlen($1) : 0);
}

%apply SWIGTYPE *DISOWN {
    surface_policy *gone, surface_visit *gone, surface_report *gone, surface_outcome *gone, surface_options *gone
};
void surface_policy_free(surface_policy *gone);
void surface_visit_free(surface_visit *gone);
void surface_report_free(surface_report *gone);
void surface_outcome_free(surface_outcome *gone);
void surface_options_free(surface_options *gone);
