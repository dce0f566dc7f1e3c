/*
 * Node.js: text goes in as string, or as bytes of UTF-8 (Uint8Array, Buffer), whole; a lone surrogate goes in as it is
 * and is refused by the library. Null is no handle. What the language has made it can also give back at once: the
 * collector comes late, and never for what a worker leaves behind.
 */
%{
#include <string>
%}

%typemap(in) (const char *text, size_t length) (std::string kept) {
    if ($input->IsString()) {
        v8::Local<v8::String> string = v8::Local<v8::String>::Cast($input);
        kept.resize(SWIGV8_UTF8_LENGTH(string));
        string->WriteUtf8(v8::Isolate::GetCurrent(), &kept[0], (int)kept.size(), NULL, v8::String::NO_NULL_TERMINATION);
    } else if ($input->IsArrayBufferView()) {
        v8::Local<v8::ArrayBufferView> bytes = v8::Local<v8::ArrayBufferView>::Cast($input);
        kept.resize(bytes->ByteLength());
        bytes->CopyContents(&kept[0], kept.size());
    } else {
        SWIG_exception_fail(SWIG_TypeError, "expected a string or bytes");
    }
    $1 = &kept[0];
    $2 = kept.size();
}

/* The handle is empty afterwards: neither the collector nor a second call frees it again. */
%typemap(in) SWIGTYPE *gone (void *pointer = 0, int result = 0) {
    result = SWIG_ConvertPtr($input, &pointer, $1_descriptor, SWIG_POINTER_RELEASE);
    if (!SWIG_IsOK(result)) {
        SWIG_exception_fail(SWIG_ArgError(result), "there is nothing to free");
    }
    $1 = ($1_ltype)pointer;
}
void surface_options_free(surface_options *gone);
void surface_policy_free(surface_policy *gone);
void surface_visit_free(surface_visit *gone);
void surface_report_free(surface_report *gone);
void surface_outcome_free(surface_outcome *gone);
void surface_policies_free(surface_policies *gone);
