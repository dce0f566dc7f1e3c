/*
 * The shared surface of every binding made by SWIG: surface.h, told to SWIG. README.md says how a language hooks in.
 *
 * A language's part (LANG.i) holds typemaps only: how its text goes in and out. Everything that makes the package feel
 * native, exceptions first, is written in the language itself over these classes and functions.
 */
%module homevisit_surface /* the command line's -module may say another */

%{
#include "surface.h"
%}

#if defined(SWIGPYTHON)
%include "python.i"
#elif defined(SWIGJAVA)
%include "java.i"
#elif defined(SWIGCSHARP)
%include "csharp.i"
#elif defined(SWIGPHP)
%include "php.i"
#elif defined(SWIGJAVASCRIPT)
%include "node.i"
#elif defined(SWIGPERL)
%include "perl.i"
#elif defined(SWIGRUBY)
%include "ruby.i"
#elif defined(SWIGLUA)
%include "lua.i"
#elif defined(SWIGGO)
%include "go.i"
#endif

/* The language's part says how one text goes in; so do all of them. C# takes the text and its length apart. */
#if !defined(SWIGCSHARP)
%apply (const char *text, size_t length) {
    (const char *cases, size_t cases_length),
    (const char *format, size_t format_length),
    (const char *extends, size_t extends_length),
    (const char *question, size_t question_length),
    (const char *policy, size_t policy_length),
    (const char *visit, size_t visit_length),
    (const char *event, size_t event_length),
    (const char *at, size_t at_length)
};
#endif

/* The classes' names stay clear of the names that the native layers give their own. */
%rename(OptionsHandle) surface_options;
%rename(OutcomeHandle) surface_outcome;
%rename(PolicyHandle) surface_policy;
%rename(VisitHandle) surface_visit;
%rename(ReportHandle) surface_report;
%rename(PoliciesHandle) surface_policies;

%nodefaultctor;
%nodefaultdtor;

/* A method without a body calls surface_CLASS_METHOD(self, …) of surface.h. */

typedef struct {
    %extend {
        surface_options() { return surface_options_new(); }
        ~surface_options() { surface_options_free($self); }
        int document(const char *text, size_t length);
        int add_base(const char *text, size_t length);
        int limit(const char *text, size_t length, long long value);
    }
} surface_options;

typedef struct {
    %extend {
        ~surface_policy() { surface_policy_free($self); }
        const char *id();
        const char *version();
        const char *title();
        size_t rule_count();
    }
} surface_policy;

typedef struct {
    %extend {
        ~surface_visit() { surface_visit_free($self); }
        const char *id();
        size_t event_count();
        long long last_at();
    }
} surface_visit;

typedef struct {
    %extend {
        ~surface_report() { surface_report_free($self); }
        const char *decision();
    }
} surface_report;

typedef struct {
    %extend {
        ~surface_outcome() { surface_outcome_free($self); }
        int code();
        const char *message();
        const char *problems();
        int is_warning(size_t index);
        const char *text();
        long long number();
        /* What is taken belongs to the language from then on. */
        %newobject take_policy;
        %newobject take_visit;
        %newobject take_report;
        surface_policy *take_policy();
        surface_visit *take_visit();
        surface_report *take_report();
    }
} surface_outcome;

typedef struct {
    %extend {
        surface_policies() { return surface_policies_new(); }
        ~surface_policies() { surface_policies_free($self); }
        int add(surface_policy *policy);
    }
} surface_policies;

/* Every outcome is new: the language frees it. */
%newobject surface_policy_load;
%newobject surface_policy_bundled;
%newobject surface_policy_show;
%newobject surface_policy_validate;
%newobject surface_policy_test;
%newobject surface_policy_new;
%newobject surface_visit_load;
%newobject surface_visit_new;
%newobject surface_visit_append;
%newobject surface_check;
%newobject surface_status;
%newobject surface_audit;
%newobject surface_report_json;
%newobject surface_answer;
%newobject surface_compare;
%newobject surface_bundled_text;
%newobject surface_bundled_cases;
%newobject surface_schema;
%newobject surface_time_read;
%newobject surface_time_write;
%newobject surface_time_write_local;

surface_outcome *surface_policy_load(const char *text, size_t length, const surface_options *options);
surface_outcome *surface_policy_bundled(const char *text, size_t length, const surface_options *options);
surface_outcome *surface_policy_show(const surface_policy *policy, const char *text, size_t length);
surface_outcome *surface_policy_validate(const char *text, size_t length, int has_today, long long today,
                                         const surface_options *options);
surface_outcome *surface_policy_test(const char *text, size_t length, const char *cases, size_t cases_length,
                                     const char *format, size_t format_length, const surface_options *options);
surface_outcome *surface_policy_new(const char *text, size_t length, const char *extends, size_t extends_length);

surface_outcome *surface_visit_load(const char *text, size_t length, const surface_options *options);
surface_outcome *surface_visit_new(const char *text, size_t length, const surface_options *options);
surface_outcome *surface_visit_append(surface_visit *visit, const char *text, size_t length);

surface_outcome *surface_check(const surface_policy *policy, surface_visit *visit, const char *text, size_t length);
surface_outcome *surface_status(const surface_policy *policy, surface_visit *visit, int has_at, long long at);
surface_outcome *surface_audit(const surface_policy *policy, surface_visit *visit, int has_at, long long at);
surface_outcome *surface_report_json(const surface_report *report);
surface_outcome *surface_answer(const char *question, size_t question_length, const char *policy, size_t policy_length,
                                const char *visit, size_t visit_length, const char *event, size_t event_length,
                                const char *at, size_t at_length, const surface_options *options);
surface_outcome *surface_compare(const surface_policies *policies, surface_visit *visit, int has_at, long long at,
                                 const char *format, size_t format_length);
#if defined(SWIGPYTHON)
%newobject surface_audit_stream;
surface_outcome *surface_audit_stream(const surface_policies *policies, int wants_json, size_t threads, int has_at,
                                      long long at, const surface_options *options, homevisit_stream_read read,
                                      homevisit_stream_write write, void *user);
#endif

const char *surface_version(void);
int surface_format_first(void);
int surface_format_last(void);
const char *surface_code_text(int code);
const char *surface_bundled_id(size_t index);
surface_outcome *surface_bundled_text(const char *text, size_t length);
surface_outcome *surface_bundled_cases(const char *text, size_t length);
surface_outcome *surface_schema(const char *text, size_t length);
size_t surface_vocabulary_count(const char *text, size_t length);
const char *surface_vocabulary_name(const char *text, size_t length, size_t index);
const char *surface_vocabulary_doc(const char *text, size_t length, size_t index);

surface_outcome *surface_time_read(const char *text, size_t length);
surface_outcome *surface_time_write(long long at);
surface_outcome *surface_time_write_local(const surface_policy *policy, long long at);

long long surface_live_allocations(void);
