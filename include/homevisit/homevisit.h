/**
 * @file homevisit.h
 * libhomevisit: a school's written policy for home visits as data, and what it says of a visit.
 *
 * A policy profile and a visit record go in as JSON (or as typed events); a report comes out: may this happen now, why
 * not, what is due next and when. The three documents are described in docs/format.md.
 *
 * Every function here is pure: it reads no clock, file, environment or locale and keeps no state of its own, so the
 * same arguments give the same bytes on every machine. A loaded policy is immutable and may be shared by any number of
 * threads; a visit may be read by any number of threads while none appends to it; a report, a problem list and a
 * buffer belong to the thread that holds them.
 *
 * A broken rule is a finding in a report. An error code means that the question could not be answered.
 *
 * Text goes in as pointer and length and needs no NUL. Text that a function hands out as `const char *` ends with a NUL
 * and lives as long as the object it was asked of. NULL is accepted by every `_free` function and does nothing there.
 */
#ifndef HOMEVISIT_HOMEVISIT_H
#define HOMEVISIT_HOMEVISIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__) && !defined(HOMEVISIT_API)
#define HOMEVISIT_API __attribute__((visibility("default")))
#elif !defined(HOMEVISIT_API)
#define HOMEVISIT_API
#endif

/* ------------------------------------------------------------------------------------------------------------ version
 */

#define HOMEVISIT_VERSION_MAJOR 0
#define HOMEVISIT_VERSION_MINOR 1
#define HOMEVISIT_VERSION_PATCH 0

/** The documents' format numbers that this library reads: `homevisit-policy/N` and `homevisit-visit/N`. */
#define HOMEVISIT_FORMAT_FIRST 1
#define HOMEVISIT_FORMAT_LAST 1

/** Says the version of the library that is loaded, as "MAJOR.MINOR.PATCH". Never NULL. Any thread. */
HOMEVISIT_API const char *homevisit_version(void);

/**
 * Says which documents the loaded library reads.
 *
 * @param first  Receives the lowest format number; may be NULL.
 * @param last   Receives the highest format number; may be NULL.
 */
HOMEVISIT_API void homevisit_format_range(int *first, int *last);

/* --------------------------------------------------------------------------------------------------- codes and kinds */

/** What a function returns. Zero is success, every error is negative. */
typedef enum homevisit_code {
    HOMEVISIT_OK = 0,
    HOMEVISIT_E_SYNTAX = -1,  /**< The text is not the strict JSON that docs/format.md asks for. */
    HOMEVISIT_E_SCHEMA = -2,  /**< The text is JSON, but not of the document's shape. */
    HOMEVISIT_E_NAME = -3,    /**< An unknown key, fact, event, role, id or operator. */
    HOMEVISIT_E_TYPE = -4,    /**< A value or condition of the wrong type, or one that can never be true. */
    HOMEVISIT_E_LIMIT = -5,   /**< A limit is exceeded. */
    HOMEVISIT_E_MEMORY = -6,  /**< Memory ran out. Nothing is lost; the call may be tried again. */
    HOMEVISIT_E_IO = -7,      /**< A file could not be read. Never from this library itself: for the bindings' use. */
    HOMEVISIT_E_ARGUMENT = -8 /**< The call itself is wrong: a NULL that must not be, a word that is no event. */
} homevisit_code;

/** What kind a problem is: the words of docs/format.md, section 5. */
typedef enum homevisit_kind {
    HOMEVISIT_KIND_SYNTAX = 1,
    HOMEVISIT_KIND_SCHEMA = 2,
    HOMEVISIT_KIND_NAME = 3,
    HOMEVISIT_KIND_TYPE = 4,
    HOMEVISIT_KIND_LIMIT = 5,
    HOMEVISIT_KIND_MEMORY = 6,
    HOMEVISIT_KIND_IO = 7
} homevisit_kind;

/** Says a code in words ("out of memory"), for a log. Never NULL, also for a number that is no code. Any thread. */
HOMEVISIT_API const char *homevisit_code_text(homevisit_code code);

/** Says a kind's word ("syntax"). Never NULL; "unknown" for a number that is no kind. Any thread. */
HOMEVISIT_API const char *homevisit_kind_text(homevisit_kind kind);

/* ------------------------------------------------------------------------------------------------ memory and buffers */

/**
 * Where an object's memory comes from. The struct is copied into every object made with it; the functions must stay
 * callable until the last such object is freed, and be safe to call from each thread that uses one.
 * cJSON's tree, made and dropped while a policy loads, comes from cJSON's own allocator.
 */
typedef struct homevisit_allocator {
    /** Returns `size` (never 0) bytes aligned for any type, or NULL where there are none. */
    void *(*allocate)(void *user, size_t size);
    /** Gives back what `allocate` returned; never called with NULL. */
    void (*release)(void *user, void *memory);
    /** Handed to both functions unchanged; may be NULL. */
    void *user;
} homevisit_allocator;

/** A piece of text that somebody else owns. `data` may be NULL only where `length` is 0. */
typedef struct homevisit_text {
    const char *data;
    size_t length; /**< bytes */
} homevisit_text;

/** Text that the caller owns, as the library hands it out. Set it to zero before first use. */
typedef struct homevisit_buffer {
    char *data;    /**< UTF-8 with a NUL after it; NULL where nothing was written. */
    size_t length; /**< bytes, without the NUL */
    size_t capacity;
    homevisit_allocator allocator;
} homevisit_buffer;

/** Releases a buffer's text and makes the buffer empty. NULL and an empty buffer are fine. */
HOMEVISIT_API void homevisit_buffer_free(homevisit_buffer *buffer);

/* ----------------------------------------------------------------------------------------------------------- problems */

/** Everything that is wrong with a document. Owned by the caller. */
typedef struct homevisit_problems homevisit_problems;

typedef enum homevisit_severity {
    HOMEVISIT_SEVERITY_ERROR = 0,  /**< The document cannot be used. */
    HOMEVISIT_SEVERITY_WARNING = 1 /**< Sound, but doubtful: homevisit_policy_validate() only. */
} homevisit_severity;

/** One thing that is wrong. Fields may be appended in later versions; the struct is only ever read through a pointer.
 */
typedef struct homevisit_problem {
    homevisit_severity severity;
    homevisit_kind kind;
    const char *code;       /**< A stable word for this message, listed in docs/problems.md. */
    const char *document;   /**< The name that the caller gave the document, or a bundled policy's id; "" without. */
    size_t offset;          /**< Bytes from the document's start; 0 where there is no text. */
    size_t line;            /**< From 1; 0 where the document was not text (typed events). */
    size_t column;          /**< In characters, from 1; 0 where the document was not text. */
    size_t span;            /**< How many characters are marked, at least 1 where there is a place. */
    const char *pointer;    /**< RFC 6901 JSON Pointer; "" is the whole document. */
    const char *message;    /**< One sentence without a full stop. Echoes names, never free text of a visit. */
    const char *suggestion; /**< The nearest right name, or NULL. */
} homevisit_problem;

/** Says how many problems there are; 0 for NULL. */
HOMEVISIT_API size_t homevisit_problems_count(const homevisit_problems *problems);

/**
 * Gives a problem, in the order of their places in the documents.
 *
 * @return The problem, owned by the list; NULL where `index` is not less than the count or `problems` is NULL.
 */
HOMEVISIT_API const homevisit_problem *homevisit_problems_get(const homevisit_problems *problems, size_t index);

/**
 * Writes the list as `{"problems": […]}` (docs/format.md, section 5), compact, without a newline.
 *
 * @param problems  The list; NULL writes the empty one.
 * @param out       Receives the text, in memory from the list's allocator (the standard one for NULL).
 * @return HOMEVISIT_OK, HOMEVISIT_E_MEMORY or HOMEVISIT_E_ARGUMENT (`out` is NULL).
 */
HOMEVISIT_API homevisit_code homevisit_problems_json(const homevisit_problems *problems, homevisit_buffer *out);

/**
 * Adds a problem of kind io to a list, for bindings that read files: the library itself never does.
 *
 * @param problems    The list; made where `*problems` is NULL.
 * @param document    The file's name.
 * @param code        A stable word ("cannot_read").
 * @param message     One sentence.
 * @param suggestion  The nearest right name, or NULL.
 * @return HOMEVISIT_OK, HOMEVISIT_E_MEMORY or HOMEVISIT_E_ARGUMENT (a NULL).
 */
HOMEVISIT_API homevisit_code homevisit_problems_add_io(homevisit_problems **problems, const char *document,
                                                       const char *code, const char *message, const char *suggestion);

/** Releases the list and every string it handed out. */
HOMEVISIT_API void homevisit_problems_free(homevisit_problems *problems);

/* --------------------------------------------------------------------------------------------------------- vocabulary */

/**
 * Every name of the vocabulary. The events come first, in the order of docs/format.md, so that an event is a word less
 * than or equal to HOMEVISIT_EVENT_LAST. Made from vocabulary.def.
 */
typedef enum homevisit_word {
    HOMEVISIT_WORD_none = 0,
#define EVENT(name, also, phases, places, next_phase, next_place, doc) HOMEVISIT_WORD_##name,
#include <homevisit/vocabulary.def>
    HOMEVISIT_WORD_end_of_events,
#define WORD(name, in) HOMEVISIT_WORD_##name,
#include <homevisit/vocabulary.def>
    HOMEVISIT_WORD_COUNT
} homevisit_word;

#define HOMEVISIT_EVENT_LAST (HOMEVISIT_WORD_end_of_events - 1)

/** The names of events' attributes. */
typedef enum homevisit_attribute_name {
#define ATTRIBUTE(name) HOMEVISIT_ATTRIBUTE_##name,
#include <homevisit/vocabulary.def>
    HOMEVISIT_ATTRIBUTE_COUNT
} homevisit_attribute_name;

/** What a value is. */
typedef enum homevisit_type {
    HOMEVISIT_TYPE_NOTHING = 0, /**< absent, unknown */
    HOMEVISIT_TYPE_BOOLEAN = 1,
    HOMEVISIT_TYPE_INTEGER = 2,
    HOMEVISIT_TYPE_TIME = 3, /**< seconds since 1970-01-01T00:00:00Z, leap seconds not counted */
    HOMEVISIT_TYPE_NAME = 4, /**< a word */
    HOMEVISIT_TYPE_TEXT = 5,
    HOMEVISIT_TYPE_NAMES = 6, /**< a list of words */
    HOMEVISIT_TYPE_IDS = 7,   /**< a list of opaque ids */
    HOMEVISIT_TYPE_STAFF = 8, /**< a list of members of staff */
    HOMEVISIT_TYPE_FACTS = 9  /**< facts by name: the attribute of `declared` only */
} homevisit_type;

/** Says a word's text ("departed"). Never NULL; "" for HOMEVISIT_WORD_none and numbers that are no word. Any thread. */
HOMEVISIT_API const char *homevisit_word_text(homevisit_word word);

/** Finds a word. @return HOMEVISIT_WORD_none where there is none of that text. Any thread. */
HOMEVISIT_API homevisit_word homevisit_word_find(const char *text, size_t length);

/** Finds an attribute's name. @return HOMEVISIT_ATTRIBUTE_COUNT where there is none. Any thread. */
HOMEVISIT_API homevisit_attribute_name homevisit_attribute_find(const char *text, size_t length);

/** Says an attribute's name. Never NULL; "" for a number that is none. Any thread. */
HOMEVISIT_API const char *homevisit_attribute_text(homevisit_attribute_name name);

/**
 * Says how many names a vocabulary holds, so that a host can fill a menu.
 *
 * @param vocabulary  "vocabularies", "event", "phase", "place", "contact", "role", "person", "reason", "topic", "item",
 *                    "field", … ("vocabularies" lists them all), and "fact", "clock", "operator".
 * @return The number; 0 for a vocabulary that is not known or NULL. Any thread.
 */
HOMEVISIT_API size_t homevisit_vocabulary_count(const char *vocabulary);

/** Gives a vocabulary's name, in its own order. @return NULL past the end. Never to be freed. Any thread. */
HOMEVISIT_API const char *homevisit_vocabulary_name(const char *vocabulary, size_t index);

/** Says in a sentence what an event, fact, clock or operator is. @return "" for one that has no sentence. Any thread. */
HOMEVISIT_API const char *homevisit_vocabulary_doc(const char *vocabulary, size_t index);

/** What an event may carry. */
typedef struct homevisit_attribute_info {
    homevisit_word event;
    homevisit_attribute_name name;
    homevisit_type type;
    bool required;
    uint32_t vocabularies; /**< for names: a bit for each vocabulary, in the order of "vocabularies" */
    const char *doc;
} homevisit_attribute_info;

/** Gives the attributes of an event one by one. @return NULL past the last, or where `event` is none. Any thread. */
HOMEVISIT_API const homevisit_attribute_info *homevisit_event_attribute(homevisit_word event, size_t index);

/* ------------------------------------------------------------------------------------------------------------ options */

/** Finds the text of a policy that another one extends. @return Whether it was found; `text` lives until the load ends.
 */
typedef bool (*homevisit_base_finder)(void *user, const char *id, homevisit_text *text);

/**
 * How documents are read. Set `struct_size` to sizeof(homevisit_options) and the rest to zero; zero always means the
 * default. Fields are only ever appended. Of a struct from an older header, the fields that its size covers count and
 * nothing beyond it is read; of one from a newer header, those that this library knows. 0 stands for the struct of
 * version 0.1.0.
 */
typedef struct homevisit_options {
    size_t struct_size;
    const homevisit_allocator *allocator; /**< NULL: malloc and free */
    const char *document;                 /**< what problems call the document (a file's name); NULL: "" */
    size_t max_bytes;                     /**< of a document; default 16 MiB */
    size_t max_depth;                     /**< objects and lists in one another, the root counted; default 64 */
    size_t max_events;                    /**< of a visit; default 100,000 */
    size_t max_staff;                     /**< of a plan; default 64 */
    size_t max_rules;                     /**< of a policy, its bases counted; default 4,096 */
    size_t max_condition_nodes;           /**< of a condition, folded in; default 4,096 */
    const homevisit_text *bases;          /**< policies that others may extend, tried first; each says its own id */
    size_t base_count;
    homevisit_base_finder find_base; /**< asked next; NULL: nobody. The bundled policies are tried last. */
    void *find_base_user;
} homevisit_options;

/* ----------------------------------------------------------------------------------------------------------- policies */

/** A loaded policy. Immutable, counted, shared by any number of threads. */
typedef struct homevisit_policy homevisit_policy;

/**
 * Loads a policy profile: checks everything that can be refused, so that nothing is refused at a visit.
 *
 * @param text      The JSON text.
 * @param length    Its length in bytes.
 * @param options   NULL for the defaults.
 * @param out       Receives the policy; NULL on failure. Release with homevisit_policy_free().
 * @param problems  Receives the list of all problems, or NULL where there is none; to be released with
 *                  homevisit_problems_free(). May itself be NULL, where only the code matters.
 * @return HOMEVISIT_OK; the kind of the first problem as a code; HOMEVISIT_E_MEMORY; HOMEVISIT_E_ARGUMENT.
 */
HOMEVISIT_API homevisit_code homevisit_policy_load(const char *text, size_t length, const homevisit_options *options,
                                                   homevisit_policy **out, homevisit_problems **problems);

/**
 * Loads one of the profiles that are built into the library.
 *
 * @param id  Its id, NUL-terminated; homevisit_bundled_id() lists them.
 * @return As homevisit_policy_load(); HOMEVISIT_E_NAME where there is none of that id.
 */
HOMEVISIT_API homevisit_code homevisit_policy_bundled(const char *id, const homevisit_options *options,
                                                      homevisit_policy **out, homevisit_problems **problems);

/** Gives the ids of the built-in profiles one by one. @return NULL past the last. Any thread. */
HOMEVISIT_API const char *homevisit_bundled_id(size_t index);

/** Gives the JSON text of a built-in profile. @return Whether there is one of that id. Any thread. */
HOMEVISIT_API bool homevisit_bundled_text(const char *id, homevisit_text *out);

/** Adds a holder. Every holder calls homevisit_policy_free() once. @return `policy` itself. Any thread. */
HOMEVISIT_API homevisit_policy *homevisit_policy_retain(homevisit_policy *policy);

/** Gives up a holding; the last one releases the policy. Any thread. */
HOMEVISIT_API void homevisit_policy_free(homevisit_policy *policy);

/** The head of the profile. Strings live as long as the policy; "" where the profile does not say. NULL gives "". */
HOMEVISIT_API const char *homevisit_policy_id(const homevisit_policy *policy);
HOMEVISIT_API const char *homevisit_policy_version(const homevisit_policy *policy);
HOMEVISIT_API const char *homevisit_policy_title(const homevisit_policy *policy);

/** Says how many rules the policy has, disabled ones not counted; 0 for NULL. */
HOMEVISIT_API size_t homevisit_policy_rule_count(const homevisit_policy *policy);

/* ------------------------------------------------------------------------------------------------------------- visits */

/** A visit record: its events in order. */
typedef struct homevisit_visit homevisit_visit;

/** A member of staff in a plan. */
typedef struct homevisit_staff {
    homevisit_text id;
    homevisit_word role;
    bool trained_said; /**< whether `trained` was said at all */
    bool trained;
} homevisit_staff;

/** A fact in a `declared` event: an item of the vocabulary, or a profile's own fact by its name ("x.NAME"). */
typedef struct homevisit_declared {
    homevisit_text name;
    homevisit_type type; /**< boolean, integer or text; items are boolean */
    bool boolean;
    int64_t integer;
    homevisit_text text;
} homevisit_declared;

/** An attribute of a typed event. `type` says which member holds the value; it has to be the attribute's own type. */
typedef struct homevisit_attribute {
    homevisit_attribute_name name;
    homevisit_type type;
    union {
        bool boolean;
        int64_t integer; /**< also a time, in seconds since 1970-01-01T00:00:00Z */
        homevisit_word word;
        homevisit_text text;
        struct {
            const homevisit_word *items;
            size_t count;
        } names;
        struct {
            const homevisit_text *items;
            size_t count;
        } ids;
        struct {
            const homevisit_staff *items;
            size_t count;
        } staff;
        struct {
            const homevisit_declared *items;
            size_t count;
        } facts;
    } value;
} homevisit_attribute;

/** An event for callers who hold their own rows. Set `struct_size` to sizeof(homevisit_event): less than that of version
 * 0.1.0 is HOMEVISIT_E_ARGUMENT, of more than this library knows the known part counts. Fields are appended. */
typedef struct homevisit_event {
    size_t struct_size;
    int64_t at;           /**< seconds since 1970-01-01T00:00:00Z */
    homevisit_word event; /**< HOMEVISIT_WORD_departed, … */
    homevisit_text id;    /**< empty: none */
    const homevisit_attribute *attributes;
    size_t attribute_count;
} homevisit_event;

/** Loads a visit record from JSON text. Parameters and codes as homevisit_policy_load(). */
HOMEVISIT_API homevisit_code homevisit_visit_load(const char *text, size_t length, const homevisit_options *options,
                                                  homevisit_visit **out, homevisit_problems **problems);

/** Makes an empty record with the given id (not empty). HOMEVISIT_E_ARGUMENT, HOMEVISIT_E_MEMORY. */
HOMEVISIT_API homevisit_code homevisit_visit_new(const char *id, size_t length, const homevisit_options *options,
                                                 homevisit_visit **out);

/**
 * Adds an event from its JSON text (one of a record's `events`). It is put in order of `at`, after those of the same
 * instant. An event whose `id` the record holds already is ignored where it is the same, and refused otherwise.
 * Nothing is changed on failure. Not while another thread uses the visit.
 */
HOMEVISIT_API homevisit_code homevisit_visit_append(homevisit_visit *visit, const char *text, size_t length,
                                                    homevisit_problems **problems);

/** Adds a typed event; otherwise as homevisit_visit_append(). The event and what it points to are copied. */
HOMEVISIT_API homevisit_code homevisit_visit_append_event(homevisit_visit *visit, const homevisit_event *event,
                                                          homevisit_problems **problems);

/** The record's id; "" for NULL. */
HOMEVISIT_API const char *homevisit_visit_id(const homevisit_visit *visit);

/** Says how many events the record holds, ignored repeats not counted; 0 for NULL. */
HOMEVISIT_API size_t homevisit_visit_event_count(const homevisit_visit *visit);

/** Says the last event's time. @return Whether there is one. */
HOMEVISIT_API bool homevisit_visit_last_at(const homevisit_visit *visit, int64_t *at);

/** Releases the record. */
HOMEVISIT_API void homevisit_visit_free(homevisit_visit *visit);

/* ------------------------------------------------------------------------------------------------------------ reports */

/** An answer. Retains its policy; does not need the visit any more. */
typedef struct homevisit_report homevisit_report;

typedef enum homevisit_question {
    HOMEVISIT_QUESTION_CHECK = 1,
    HOMEVISIT_QUESTION_STATUS = 2,
    HOMEVISIT_QUESTION_AUDIT = 3
} homevisit_question;

/** From best to worst. Hosts treat unknown as deny until it is answered. */
typedef enum homevisit_decision {
    HOMEVISIT_DECISION_ALLOW = 0,
    HOMEVISIT_DECISION_WARN = 1,
    HOMEVISIT_DECISION_UNKNOWN = 2,
    HOMEVISIT_DECISION_DENY = 3,
    HOMEVISIT_DECISION_IMPOSSIBLE = 4
} homevisit_decision;

typedef enum homevisit_force {
    HOMEVISIT_FORCE_MUST = 0,
    HOMEVISIT_FORCE_SHOULD = 1,
    HOMEVISIT_FORCE_MAY = 2
} homevisit_force;

typedef enum homevisit_outcome { HOMEVISIT_OUTCOME_BROKEN = 0, HOMEVISIT_OUTCOME_UNKNOWN = 1 } homevisit_outcome;

typedef enum homevisit_duty_status {
    HOMEVISIT_DUTY_PENDING = 0,
    HOMEVISIT_DUTY_MET = 1,
    HOMEVISIT_DUTY_LATE = 2,
    HOMEVISIT_DUTY_OVERDUE = 3,
    HOMEVISIT_DUTY_MISSED = 4,
    HOMEVISIT_DUTY_VOID = 5,
    HOMEVISIT_DUTY_UNKNOWN = 6
} homevisit_duty_status;

/** The words of these enumerations as reports print them ("deny", "must", "broken", "met"). Never NULL. Any thread. */
HOMEVISIT_API const char *homevisit_decision_text(homevisit_decision decision);
HOMEVISIT_API const char *homevisit_force_text(homevisit_force force);
HOMEVISIT_API const char *homevisit_outcome_text(homevisit_outcome outcome);
HOMEVISIT_API const char *homevisit_duty_status_text(homevisit_duty_status status);

/* The structs of a report. All they point to lives as long as the report; read them through the pointers that the library
 * gives. homevisit_result only ever gains fields at its end; those that stand in lists keep their size. */

/** A value as it stood. */
typedef struct homevisit_value {
    homevisit_type type; /**< HOMEVISIT_TYPE_NOTHING prints as null */
    bool boolean;
    int64_t integer; /**< also a time */
    homevisit_word word;
    const char *text;
    const homevisit_word *words;  /**< `count` of them */
    const char *const *ids;       /**< `count` of them */
    const homevisit_staff *staff; /**< `count` of them */
    size_t count;
} homevisit_value;

typedef struct homevisit_because {
    const char *fact;
    homevisit_value value;
} homevisit_because;

/** A list of NUL-terminated names. */
typedef struct homevisit_names {
    const char *const *items;
    size_t count;
} homevisit_names;

typedef struct homevisit_finding {
    const char *rule;
    homevisit_names clauses;
    homevisit_force force;
    homevisit_outcome outcome;
    const char *message;
    bool assumed;
    const homevisit_because *because;
    size_t because_count;
    homevisit_names missing;
} homevisit_finding;

/** A moment that may be unknown. */
typedef struct homevisit_moment {
    bool known;
    int64_t at; /**< seconds since 1970-01-01T00:00:00Z, where known */
} homevisit_moment;

typedef struct homevisit_duty {
    const char *rule;
    homevisit_names clauses;
    homevisit_force force;
    const char *message;
    homevisit_names todo; /**< `do`: the events of which one discharges it */
    const char *by;       /**< NULL: the policy does not say */
    homevisit_moment since;
    homevisit_moment due;
    homevisit_duty_status status;
    homevisit_moment met_at;
    bool assumed;
    homevisit_names missing;
} homevisit_duty;

typedef struct homevisit_checklist_entry {
    const char *rule;
    homevisit_names clauses;
    homevisit_force force;
    const char *message;
    const char *item;
    const char *before;
} homevisit_checklist_entry;

typedef struct homevisit_advice {
    const char *rule;
    homevisit_names clauses;
    homevisit_force force;
    const char *message;
} homevisit_advice;

typedef struct homevisit_notice {
    const char *kind;       /**< "review_overdue" or "assumed" */
    const char *review_due; /**< of a review_overdue, else NULL */
    const char *setting;    /**< of an assumed, else NULL */
} homevisit_notice;

typedef struct homevisit_step {
    size_t index; /**< the event's place in the document's `events`, from 0 */
    int64_t at;
    homevisit_word event;
    homevisit_decision decision;
    const homevisit_finding *findings;
    size_t finding_count;
    homevisit_names missing;
    bool silent;
} homevisit_step;

typedef struct homevisit_option {
    homevisit_word event;
    homevisit_decision decision;
    homevisit_names rules;
    homevisit_names missing;
    bool silent;
} homevisit_option;

typedef struct homevisit_summary {
    size_t broken, warned, unknown, overdue, late, missed, impossible;
} homevisit_summary;

/** The whole answer. What a question does not ask for is zero: findings are a check's, options a status's, and so on.
 */
typedef struct homevisit_result {
    homevisit_question question;
    const char *policy_id;
    const char *policy_version;
    const char *visit;
    homevisit_moment at;
    homevisit_word event;
    homevisit_decision decision;
    homevisit_word phase, place, contact;
    const homevisit_finding *findings;
    size_t finding_count;
    homevisit_names missing;
    bool silent;
    const homevisit_duty *duties;
    size_t duty_count;
    homevisit_moment next_due;
    const homevisit_checklist_entry *checklist;
    size_t checklist_count;
    const homevisit_advice *advice;
    size_t advice_count;
    const homevisit_notice *notices;
    size_t notice_count;
    const homevisit_step *steps;
    size_t step_count;
    const homevisit_option *options;
    size_t option_count;
    homevisit_summary summary;
} homevisit_result;

/** Gives the answer as structs that live as long as the report; NULL for NULL. */
HOMEVISIT_API const homevisit_result *homevisit_report_result(const homevisit_report *report);

/** Gives the decision; HOMEVISIT_DECISION_UNKNOWN for NULL, and for a status, which decides nothing as a whole. */
HOMEVISIT_API homevisit_decision homevisit_report_decision(const homevisit_report *report);

/**
 * Writes the report as JSON (docs/format.md, section 4), compact, without a newline. The same report gives the same
 * bytes each time.
 *
 * @param out  Receives the text, which replaces what the buffer held; in memory from the report's allocator.
 * @return HOMEVISIT_OK, HOMEVISIT_E_MEMORY (the buffer is empty then) or HOMEVISIT_E_ARGUMENT.
 */
HOMEVISIT_API homevisit_code homevisit_report_json(const homevisit_report *report, homevisit_buffer *out);

/** Releases the report and its holding of the policy. */
HOMEVISIT_API void homevisit_report_free(homevisit_report *report);

/* ------------------------------------------------------------------------------------------------------ the questions */

/**
 * Decides whether an event may happen now.
 *
 * The decision is taken over what `visit` records up to the event's time; nothing is changed. Any number of threads may
 * call this with the same policy and visit at once.
 *
 * @param policy    A loaded policy. Retained by the report.
 * @param visit     The record so far. Not retained.
 * @param event     The proposed event.
 * @param out       Receives the report; NULL on failure. Release with homevisit_report_free().
 * @param problems  As with homevisit_policy_load().
 * @return HOMEVISIT_OK; HOMEVISIT_E_TYPE (a profile's own fact was declared with another type); HOMEVISIT_E_NAME,
 *         HOMEVISIT_E_SCHEMA (the event is not sound); HOMEVISIT_E_MEMORY; HOMEVISIT_E_ARGUMENT.
 */
HOMEVISIT_API homevisit_code homevisit_check(const homevisit_policy *policy, const homevisit_visit *visit,
                                             const homevisit_event *event, homevisit_report **out,
                                             homevisit_problems **problems);

/** As homevisit_check(), for an event as JSON text. */
HOMEVISIT_API homevisit_code homevisit_check_json(const homevisit_policy *policy, const homevisit_visit *visit,
                                                  const char *event, size_t length, homevisit_report **out,
                                                  homevisit_problems **problems);

/**
 * Says where a visit stands: state, duties with their deadlines, what each possible event would meet.
 *
 * @param at  Seconds since 1970-01-01T00:00:00Z, or NULL for the last event's time; where the record has no event
 *            either, the time is unknown, and so is what hangs on it. Events later than `at` are left out.
 * @return As homevisit_check().
 */
HOMEVISIT_API homevisit_code homevisit_status(const homevisit_policy *policy, const homevisit_visit *visit,
                                              const int64_t *at, homevisit_report **out, homevisit_problems **problems);

/**
 * Replays a whole record.
 *
 * @param at  When the duties are looked at, or NULL for the last event's time; never earlier than that.
 * @return As homevisit_check().
 */
HOMEVISIT_API homevisit_code homevisit_audit(const homevisit_policy *policy, const homevisit_visit *visit,
                                             const int64_t *at, homevisit_report **out, homevisit_problems **problems);

/* ------------------------------------------------------------------------------------------------------------ sessions */

/**
 * One visit kept replayed under one policy, for hosts that ask often: for every button that is shown. Events that the
 * visit gains are taken in when something is asked; what was taken in before is not replayed again.
 * A session is used by one thread at a time; any number of sessions may share a policy, and a visit while none appends.
 */
typedef struct homevisit_session homevisit_session;

/** What rules say of an event, without the reasons. */
typedef struct homevisit_verdict {
    homevisit_decision decision;
    bool silent;
    homevisit_names broken;  /**< ids of the rules that are broken, musts and shoulds, in the profile's order */
    homevisit_names unknown; /**< ids of those that hang on unknown facts */
} homevisit_verdict;

/**
 * Opens a session.
 *
 * @param policy  Retained.
 * @param visit   Not copied: it has to live as long as the session.
 * @return As homevisit_status().
 */
HOMEVISIT_API homevisit_code homevisit_session_new(const homevisit_policy *policy, const homevisit_visit *visit,
                                                   homevisit_session **out, homevisit_problems **problems);

/**
 * Decides whether an event may happen now; the decision is that of homevisit_check().
 *
 * @param out  Receives the verdict, owned by the session, until its next call; NULL on failure.
 * @return As homevisit_check().
 */
HOMEVISIT_API homevisit_code homevisit_session_decide(homevisit_session *session, const homevisit_event *event,
                                                      const homevisit_verdict **out, homevisit_problems **problems);

/** As homevisit_check(); the report belongs to the session, until its next call. */
HOMEVISIT_API homevisit_code homevisit_session_check(homevisit_session *session, const homevisit_event *event,
                                                     const homevisit_report **out, homevisit_problems **problems);

/** As homevisit_status(); the report belongs to the session, until its next call. */
HOMEVISIT_API homevisit_code homevisit_session_status(homevisit_session *session, const int64_t *at,
                                                      const homevisit_report **out, homevisit_problems **problems);

/** Closes the session and releases what it gave out. The policy's holding goes, the visit stays. */
HOMEVISIT_API void homevisit_session_free(homevisit_session *session);

/* -------------------------------------------------------------------------------------------------------- many visits */

/**
 * Gives the next bytes of a stream of records: a record a line, each line ended by LF or CR LF; a line of nothing but
 * white space is passed over. The bytes may be cut anywhere.
 *
 * @param buffer  Takes at most `size` bytes.
 * @return How many there are; 0 at the end; negative where reading failed. Fewer than `size` says that no more are there
 *         at the moment: everything read so far is answered before more is asked for, so that a slow source is followed
 *         line by line. A source that has more fills the buffer.
 */
typedef ptrdiff_t (*homevisit_stream_read)(void *user, char *buffer, size_t size);

/** What is handed to the host of each record, besides its decision. */
typedef enum homevisit_stream_want {
    HOMEVISIT_STREAM_JSON = 1,   /**< the report as JSON, and the problems of a bad line */
    HOMEVISIT_STREAM_REPORTS = 2 /**< the report as structs */
} homevisit_stream_want;

/** What came of one line under one policy. All it points to lives until the callback returns. Fields are appended. */
typedef struct homevisit_stream_outcome {
    size_t line;         /**< from 1 */
    uint64_t offset;     /**< where the line begins in the stream, in bytes */
    homevisit_text text; /**< the line, without its end; cut where it is longer than a record may be */
    /** HOMEVISIT_OK; otherwise the line is a bad one, and this is the code of its first problem. */
    homevisit_code code;
    /** Which of the policies was asked. Where the record itself is not sound, none was: 0, and the line is told once. */
    size_t policy;
    homevisit_decision decision;    /**< of a sound line */
    homevisit_summary summary;      /**< of a sound line */
    const homevisit_report *report; /**< with HOMEVISIT_STREAM_REPORTS, of a sound line; else NULL */
    /** With HOMEVISIT_STREAM_JSON: the report, or `{"problems": […]}`; the bytes that a single audit gives. Else empty. */
    homevisit_text json;
    /** Of a bad line: line, column and offset are those in the stream. Else NULL. */
    const homevisit_problems *problems;
} homevisit_stream_outcome;

/** Takes the outcomes one by one, in the order of lines and, within a line, of policies. @return Non-zero to stop. */
typedef int (*homevisit_stream_write)(void *user, const homevisit_stream_outcome *outcome);

/** How a stream is audited. Set `struct_size` to sizeof(homevisit_stream_options) and the rest to zero; zero always
 * means the default. Fields are only ever appended. */
typedef struct homevisit_stream_options {
    size_t struct_size;
    /** How each record is read; its `document` is the stream's name. With more threads than one the allocator is called
     * by all of them at once, and has to be safe there (malloc and free are). NULL: the defaults. */
    const homevisit_options *records;
    const int64_t *at;  /**< when the duties are looked at; NULL, and never earlier: each record's last event's time */
    size_t wants;       /**< of homevisit_stream_want; 0: decisions and the summary only, which is the fastest */
    size_t threads;     /**< default 1, at most 256; the calling one counts. 1 where the library was built without. */
    size_t batch_bytes; /**< how much of the stream a thread takes at a time; default 64 KiB, at least 4 KiB */
    size_t batches; /**< how many are held at most; default 4 a thread. Memory is bounded by these two, and by max_bytes
                       where a line is longer than a batch. */
} homevisit_stream_options;

/** What a stream came to. Owned by the caller. */
typedef struct homevisit_stream_summary homevisit_stream_summary;

typedef struct homevisit_stream_totals {
    size_t lines;               /**< read, blank ones counted */
    size_t visits;              /**< sound records, each counted once however many policies were asked */
    size_t bad_lines;           /**< lines with an outcome that is not HOMEVISIT_OK */
    size_t reports;             /**< sound outcomes: one for each visit and policy */
    size_t decisions[5];        /**< of the reports, by homevisit_decision */
    homevisit_summary findings; /**< the reports' summaries added up */
    bool stopped;               /**< the host stopped it */
} homevisit_stream_totals;

/** In how many visits of a month a clause of a policy was broken: a rule that cites it was broken at some step, or a duty
 * of such a rule was late, overdue or missed. Each visit counts once. */
typedef struct homevisit_stream_broken {
    size_t policy;      /**< which of the policies */
    const char *month;  /**< "2026-03"; NULL: of visits in which nothing happened, and of any month beyond 1,200 */
    const char *clause; /**< NULL: the rule cites none */
    const char *rule;   /**< where `clause` is NULL */
    size_t visits;
} homevisit_stream_broken;

/**
 * Audits a stream of records, as homevisit_audit() would each: a record a line in, an outcome a line out.
 *
 * Memory does not grow with the stream. A bad line is told and the rest is carried on with. Both callbacks are called by
 * the calling thread only, one at a time; what the other threads do cannot be seen, and all have ended on return. They
 * take no signals. The order of outcomes and every byte of them are the same for any number of threads.
 *
 * A visit belongs to the month, by the policy's clock, in which somebody first departed; where nobody did, of its first
 * event.
 *
 * @param policies  `count` of them, at least one: each record is audited under each. Held for the call.
 * @param read      Gives the stream.
 * @param write     Takes the outcomes; NULL: nobody.
 * @param user      Handed to both; may be NULL.
 * @param options   NULL for the defaults.
 * @param out       Receives the summary, also where the stream ended early: of what was written; NULL where there was no
 *                  memory for it. May itself be NULL. Release with homevisit_stream_summary_free().
 * @return HOMEVISIT_OK, also where lines were bad or `write` stopped it; HOMEVISIT_E_IO (`read` failed, after all that
 *         came before was written); HOMEVISIT_E_MEMORY; HOMEVISIT_E_ARGUMENT.
 */
HOMEVISIT_API homevisit_code homevisit_audit_stream(const homevisit_policy *const *policies, size_t count,
                                                    homevisit_stream_read read, homevisit_stream_write write,
                                                    void *user, const homevisit_stream_options *options,
                                                    homevisit_stream_summary **out);

/** Gives the totals; they live as long as the summary. NULL for NULL. */
HOMEVISIT_API const homevisit_stream_totals *homevisit_stream_summary_totals(const homevisit_stream_summary *summary);

/**
 * Gives what was broken one by one: by policy, then month, then the most broken first, equals in the profile's order.
 *
 * @return The row, which lives as long as the summary; NULL past the last.
 */
HOMEVISIT_API const homevisit_stream_broken *homevisit_stream_summary_broken(const homevisit_stream_summary *summary,
                                                                             size_t index);

/**
 * Writes the summary as JSON (docs/streams.md), compact, without a newline.
 *
 * @param most  How many broken clauses are listed for each month; 0: all.
 * @return HOMEVISIT_OK, HOMEVISIT_E_MEMORY or HOMEVISIT_E_ARGUMENT.
 */
HOMEVISIT_API homevisit_code homevisit_stream_summary_json(const homevisit_stream_summary *summary, size_t most,
                                                           homevisit_buffer *out);

/** Releases the summary and its holding of the policies. */
HOMEVISIT_API void homevisit_stream_summary_free(homevisit_stream_summary *summary);

/* -------------------------------------------------------------------------------------- from text to text in one call */

/**
 * Answers in one call, for callers who keep nothing: `policy` is a policy's text, or the id of a bundled one.
 *
 * @param question  Which question. A check needs `event`, the others take `at` as a time in RFC 3339 or NULL.
 * @param out       Receives the report's JSON; where the input cannot be used, `{"problems": […]}`.
 * @return HOMEVISIT_OK, or the code of the first problem.
 */
HOMEVISIT_API homevisit_code homevisit_answer(homevisit_question question, homevisit_text policy, homevisit_text visit,
                                              homevisit_text event, homevisit_text at, const homevisit_options *options,
                                              homevisit_buffer *out);

/* ------------------------------------------------------------------------------------------- tools for who writes policy */

/**
 * Checks a profile as homevisit_policy_load() does and adds warnings for what is sound but doubtful: a rule that cannot
 * fire, one that another always covers, a setting nobody reads, a clause nobody cites, an assumed setting, a review
 * date gone by, prohibitions that together leave no way to do what another rule requires.
 *
 * @param today     For the review date: seconds since 1970-01-01T00:00:00Z, or NULL, and then it is not looked at.
 * @param problems  Receives errors and warnings (homevisit_problem.severity); NULL where there is none.
 * @return HOMEVISIT_OK where the profile is sound, warnings or not; otherwise as homevisit_policy_load().
 */
HOMEVISIT_API homevisit_code homevisit_policy_validate(const char *text, size_t length, const int64_t *today,
                                                       const homevisit_options *options, homevisit_problems **problems);

/** How a tool writes what it has to say. */
typedef enum homevisit_format {
    HOMEVISIT_FORMAT_JSON = 0,
    HOMEVISIT_FORMAT_TEXT = 1,
    HOMEVISIT_FORMAT_MARKDOWN = 2,
    HOMEVISIT_FORMAT_HTML = 3,
    HOMEVISIT_FORMAT_JUNIT = 4
} homevisit_format;

/**
 * Runs a profile's cases (docs/cases.md): what differed and why, and which rules fired and did not fire somewhere.
 *
 * @param policy    The profile's text.
 * @param cases     The cases' text, which problems call "cases.json"; NULL data takes the bundled ones of the profile's id.
 * @param format    JSON, TEXT or JUNIT.
 * @param passed    Receives whether every case passed and every rule fired in one and not in another; may be NULL.
 * @param out       Receives the outcome.
 * @param problems  As with homevisit_policy_load(), for both texts.
 * @return HOMEVISIT_OK also where cases fail; otherwise the input cannot be used.
 */
HOMEVISIT_API homevisit_code homevisit_policy_test(homevisit_text policy, homevisit_text cases,
                                                   const homevisit_options *options, homevisit_format format,
                                                   bool *passed, homevisit_buffer *out, homevisit_problems **problems);

/** Gives the cases of a built-in profile. @return Whether there are any. Any thread. */
HOMEVISIT_API bool homevisit_bundled_cases(const char *id, homevisit_text *out);

/**
 * Writes a policy as a document for people: settings with their sources and assumptions, rules by phase of a visit in
 * plain English from the conditions themselves, what is left open.
 *
 * @param format  MARKDOWN, HTML (a whole page) or JSON (the same as data); HOMEVISIT_E_ARGUMENT for others.
 * @return HOMEVISIT_OK, HOMEVISIT_E_MEMORY, HOMEVISIT_E_ARGUMENT.
 */
HOMEVISIT_API homevisit_code homevisit_policy_show(const homevisit_policy *policy, homevisit_format format,
                                                   homevisit_buffer *out);

/**
 * Writes a starting point for a school's own profile: a sound document with `note`s that explain it.
 *
 * @param id       The new profile's id: UTF-8, not empty, and not that of a built-in profile.
 * @param extends  The id of a bundled profile, or NULL for "standard".
 * @return HOMEVISIT_OK, HOMEVISIT_E_NAME (no such profile), HOMEVISIT_E_MEMORY, HOMEVISIT_E_ARGUMENT.
 */
HOMEVISIT_API homevisit_code homevisit_policy_new(const char *id, const char *extends, homevisit_buffer *out);

/**
 * Writes the JSON Schema (draft 2020-12) of a document, made from the library's own tables.
 *
 * @param document  "policy", "visit", "report" or "cases".
 * @return HOMEVISIT_OK, HOMEVISIT_E_NAME (no such document), HOMEVISIT_E_MEMORY, HOMEVISIT_E_ARGUMENT.
 */
HOMEVISIT_API homevisit_code homevisit_schema(const char *document, homevisit_buffer *out);

/**
 * Says where policies decide differently on one visit, step by step, and by which clauses.
 *
 * @param policies  `count` of them, at least two; schools', or two versions of one.
 * @param at        As with homevisit_audit().
 * @param format    JSON or TEXT.
 * @return HOMEVISIT_OK; as homevisit_audit().
 */
HOMEVISIT_API homevisit_code homevisit_compare(const homevisit_policy *const *policies, size_t count,
                                               const homevisit_visit *visit, const int64_t *at, homevisit_format format,
                                               homevisit_buffer *out, homevisit_problems **problems);

/* ------------------------------------------------------------------------------------------- conditions by themselves */

/**
 * Works out one condition over one data object, by the reader, the checks and the evaluator that policies' conditions
 * are for: to try what a condition means, and to compare with JsonLogic.
 *
 * The facts are the values of the data object, dotted names leading through objects: booleans, whole numbers, texts,
 * lists of texts, and lists of objects with `id`, `role` and `trained` (staff). What is null or absent is unknown, and
 * may stand in `missing`; what is absent also with a default. Settings, named conditions and events are nothing special
 * here. A text compares with texts as such: it is no name of the vocabulary. The condition may be of any type; one that
 * can never be true is refused.
 *
 * @param condition  The condition's JSON text.
 * @param data       The data's JSON text, an object.
 * @param options    NULL for the defaults; `document` names the condition's text in problems, the data's is "data".
 * @param out        Receives the value as JSON, compact: true, 3.5, "text", a list, or null where it is unknown. Empty
 *                   on failure.
 * @param problems   As with homevisit_policy_load().
 * @return HOMEVISIT_OK; the kind of the first problem as a code; HOMEVISIT_E_MEMORY; HOMEVISIT_E_ARGUMENT.
 */
HOMEVISIT_API homevisit_code homevisit_condition_evaluate(homevisit_text condition, homevisit_text data,
                                                          const homevisit_options *options, homevisit_buffer *out,
                                                          homevisit_problems **problems);

/* --------------------------------------------------------------------------------------------------------------- time */

/** Reads a time in RFC 3339 with an offset, whole seconds 00 to 59. @return Whether it is one. Any thread. */
HOMEVISIT_API bool homevisit_time_read(const char *text, size_t length, int64_t *at);

/** Writes a time as reports do ("2026-03-02T09:10:00Z"). `out` takes 21 bytes, NUL included. Any thread. */
HOMEVISIT_API void homevisit_time_write(int64_t at, char out[21]);

/**
 * Writes a time as the policy's own clock shows it ("2026-03-30T10:10:00+01:00"), from its `time_zone`; in UTC where that
 * clock is not in the years 0000 to 9999. It reads back as the same time; one that no year of four digits has is written
 * as the nearest that has.
 *
 * @param policy  A loaded policy; NULL gives UTC.
 * @param out     Takes 32 bytes, NUL included.
 */
HOMEVISIT_API void homevisit_time_write_local(const homevisit_policy *policy, int64_t at, char out[32]);

#ifdef __cplusplus
}
#endif

#endif /* HOMEVISIT_HOMEVISIT_H */
