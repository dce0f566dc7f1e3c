/**
 * @file homevisit.hpp
 * libhomevisit for C++11: owners, exceptions and std::string over homevisit.h, and nothing to link but the library.
 *
 * Everything here is inline. A Policy is a counted reference that may be copied and shared by any number of threads; a
 * Visit is moved, and read by many threads while none appends; a Report is moved, and needs neither its policy nor its
 * visit any more. What cannot be used is thrown: PolicyError and VisitError with every problem, std::bad_alloc,
 * std::invalid_argument where the call itself is wrong. A broken rule is no error but a finding of a report.
 *
 * Texts are UTF-8. Times are seconds since 1970-01-01T00:00:00Z; read_time() and write_time() know RFC 3339.
 */
#ifndef HOMEVISIT_HOMEVISIT_HPP
#define HOMEVISIT_HOMEVISIT_HPP

#include <homevisit/homevisit.h>

#include <cstdint>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace homevisit
{

/* ----------------------------------------------------------------------------------------------------------- errors */

/** One thing that is wrong with a document, or doubtful (a warning of validate()). */
struct Problem {
    bool warning;
    std::string kind;     /**< "syntax", "schema", "name", "type", "limit", "memory" or "io" */
    std::string code;     /**< a stable word, listed in docs/problems.md */
    std::string document; /**< what the caller called the document, or a policy's id; may be empty */
    std::size_t line;     /**< from 1; 0 where there is no place */
    std::size_t column;   /**< in characters, from 1; 0 where there is no place */
    std::string pointer;  /**< RFC 6901; empty is the whole document */
    std::string message;
    std::string suggestion; /**< the nearest right name, or empty */
};

/** A document that cannot be used. what() is the first problem's sentence. Copies share what they hold. */
class Error : public std::runtime_error
{
public:
    Error(homevisit_code code, std::vector<Problem> problems, std::string json)
        : std::runtime_error(problems.empty() ? homevisit_code_text(code) : problems.front().message), code_(code),
          problems_(std::make_shared<const std::vector<Problem>>(std::move(problems))),
          json_(std::make_shared<const std::string>(std::move(json)))
    {
    }

    homevisit_code code() const noexcept { return code_; }
    /** All that is wrong, in the order of the places. */
    const std::vector<Problem> &problems() const noexcept { return *problems_; }
    /** `{"problems": […]}` as docs/format.md has it, compact. */
    const std::string &problems_json() const noexcept { return *json_; }

private:
    homevisit_code code_;
    std::shared_ptr<const std::vector<Problem>> problems_;
    std::shared_ptr<const std::string> json_;
};

/** A policy (or its base, or its cases) that cannot be used, or an id that no built-in one has. */
class PolicyError : public Error
{
public:
    using Error::Error;
};

/** A visit record, an event or a time that cannot be used. */
class VisitError : public Error
{
public:
    using Error::Error;
};

/* What the classes share; not for callers. */
namespace detail
{

struct Free {
    void operator()(homevisit_policy *policy) const noexcept { homevisit_policy_free(policy); }
    void operator()(homevisit_visit *visit) const noexcept { homevisit_visit_free(visit); }
    void operator()(homevisit_report *report) const noexcept { homevisit_report_free(report); }
    void operator()(homevisit_problems *problems) const noexcept { homevisit_problems_free(problems); }
};

template <typename Handle> using Owner = std::unique_ptr<Handle, Free>;

class Buffer
{
public:
    Buffer() noexcept : buffer_() {}
    ~Buffer() { homevisit_buffer_free(&buffer_); }
    Buffer(const Buffer &) = delete;
    Buffer &operator=(const Buffer &) = delete;
    homevisit_buffer *get() noexcept { return &buffer_; }
    std::string text() const { return buffer_.data ? std::string(buffer_.data, buffer_.length) : std::string(); }

private:
    homevisit_buffer buffer_;
};

inline homevisit_text text_of(const std::string &text) noexcept
{
    homevisit_text view = {text.data(), text.size()};
    return view;
}

/* A name that C takes with a NUL behind it: one inside would cut it. */
inline const char *name_of(const std::string &text)
{
    if (text.find('\0') != std::string::npos)
        throw std::invalid_argument("a name holds no zero character");
    return text.c_str();
}

inline std::vector<Problem> copy_problems(const homevisit_problems *problems)
{
    std::vector<Problem> copies;
    const std::size_t count = homevisit_problems_count(problems);
    copies.reserve(count);
    for (std::size_t i = 0; i < count; i++) {
        const homevisit_problem *from = homevisit_problems_get(problems, i);
        Problem to = {from->severity == HOMEVISIT_SEVERITY_WARNING,
                      homevisit_kind_text(from->kind),
                      from->code,
                      from->document ? from->document : "",
                      from->line,
                      from->column,
                      from->pointer,
                      from->message,
                      from->suggestion ? from->suggestion : ""};
        copies.push_back(std::move(to));
    }
    return copies;
}

/* An out-parameter for problems, which are released whatever is thrown. */
class Problems
{
public:
    Problems() noexcept : problems_(nullptr) {}
    ~Problems() { homevisit_problems_free(problems_); }
    Problems(const Problems &) = delete;
    Problems &operator=(const Problems &) = delete;
    homevisit_problems **out() noexcept { return &problems_; }
    const homevisit_problems *get() const noexcept { return problems_; }

private:
    homevisit_problems *problems_;
};

/* Returns where all went well, and throws otherwise what fits the code. The problems come as the object that holds
 * them: the call that fills it stands in the same argument list, and may be evaluated after it. */
template <typename Exception> void check(homevisit_code code, const Problems &problems = Problems())
{
    if (code == HOMEVISIT_OK)
        return;
    if (code == HOMEVISIT_E_MEMORY)
        throw std::bad_alloc();
    if (code == HOMEVISIT_E_ARGUMENT)
        throw std::invalid_argument(homevisit_code_text(code));
    Buffer json;
    if (homevisit_problems_json(problems.get(), json.get()) != HOMEVISIT_OK)
        throw std::bad_alloc();
    throw Exception(code, copy_problems(problems.get()), json.text());
}

} // namespace detail

/* ---------------------------------------------------------------------------------------------------------- options */

/** How documents are read: what they are called, what they may extend, their limits, where memory comes from. */
class Options
{
public:
    Options() : fields_() { fields_.struct_size = sizeof fields_; }

    /** What problems call the document: a file's name. */
    Options &document(std::string name)
    {
        detail::name_of(name);
        document_ = std::move(name);
        return *this;
    }
    /** Adds the text of a policy that another may extend; each says its own id. */
    Options &base(std::string text)
    {
        bases_.push_back(std::move(text));
        return *this;
    }
    /** The limits, of which 0 is the default: `options.limits().max_events = 5000`. Other fields are not looked at. */
    homevisit_options &limits() noexcept { return fields_; }
    /** Where memory comes from; the functions have to outlive all that is made with it. */
    Options &allocator(const homevisit_allocator &allocator)
    {
        allocator_ = std::make_shared<homevisit_allocator>(allocator);
        return *this;
    }

    /** Calls `use` with C's options, which live as long as the call. */
    template <typename Use> auto with(Use use) const -> decltype(use(static_cast<const homevisit_options *>(nullptr)))
    {
        std::vector<homevisit_text> texts;
        texts.reserve(bases_.size());
        for (const std::string &base : bases_)
            texts.push_back(detail::text_of(base));
        homevisit_options fields = fields_;
        fields.document = document_.empty() ? nullptr : document_.c_str();
        fields.allocator = allocator_.get();
        fields.bases = texts.data();
        fields.base_count = texts.size();
        return use(&fields);
    }

private:
    homevisit_options fields_;
    std::string document_;
    std::vector<std::string> bases_;
    std::shared_ptr<homevisit_allocator> allocator_;
};

/* ---------------------------------------------------------------------------------------------------------- reports */

/** A list inside a report, for `for (const auto &finding : report.findings())`. Lives as long as the report. */
template <typename Item> class List
{
public:
    List(const Item *items, std::size_t count) noexcept : items_(items), count_(count) {}
    const Item *begin() const noexcept { return items_; }
    const Item *end() const noexcept { return items_ + count_; }
    std::size_t size() const noexcept { return count_; }
    bool empty() const noexcept { return count_ == 0; }
    const Item &at(std::size_t index) const
    {
        if (index >= count_)
            throw std::out_of_range("there is no such item in the report");
        return items_[index];
    }

private:
    const Item *items_;
    std::size_t count_;
};

/** Names in a report: `for (const char *clause : homevisit::names(finding.clauses))`. */
inline List<const char *> names(const homevisit_names &names) noexcept
{
    return List<const char *>(names.items, names.count);
}

/** An answer. Moved, not copied; what it hands out lives as long as it does. */
class Report
{
public:
    homevisit_decision decision() const noexcept { return homevisit_report_decision(report_.get()); }
    /** "allow", "warn", "unknown", "deny" or "impossible". */
    const char *decision_text() const noexcept { return homevisit_decision_text(decision()); }
    /** The report as JSON (docs/format.md, section 4), the same bytes each time. Throws std::bad_alloc. */
    std::string json() const
    {
        detail::Buffer out;
        detail::check<VisitError>(homevisit_report_json(report_.get(), out.get()));
        return out.text();
    }
    /** Everything as C's structs. Not of a report that was moved from. */
    const homevisit_result &result() const
    {
        const homevisit_result *result = homevisit_report_result(report_.get());
        if (!result)
            throw std::logic_error("this report was moved away");
        return *result;
    }
    List<homevisit_finding> findings() const { return {result().findings, result().finding_count}; }
    List<homevisit_duty> duties() const { return {result().duties, result().duty_count}; }
    List<homevisit_step> steps() const { return {result().steps, result().step_count}; }
    List<homevisit_option> options() const { return {result().options, result().option_count}; }
    List<homevisit_checklist_entry> checklist() const { return {result().checklist, result().checklist_count}; }
    List<homevisit_advice> advice() const { return {result().advice, result().advice_count}; }
    List<homevisit_notice> notices() const { return {result().notices, result().notice_count}; }
    List<const char *> missing() const { return names(result().missing); }
    bool silent() const { return result().silent; }

    /** Takes over a report of the C interface. */
    explicit Report(homevisit_report *report) noexcept : report_(report) {}
    const homevisit_report *get() const noexcept { return report_.get(); }

private:
    detail::Owner<homevisit_report> report_;
};

/* ----------------------------------------------------------------------------------------------------------- visits */

/** A visit record. Moved, not copied. append() while another thread uses the visit needs the caller's lock. */
class Visit
{
public:
    /** Loads a record from JSON. Throws VisitError. */
    static Visit load(const std::string &json, const Options &options = Options())
    {
        detail::Problems problems;
        homevisit_visit *visit = nullptr;
        detail::check<VisitError>(options.with([&](const homevisit_options *fields) {
            return homevisit_visit_load(json.data(), json.size(), fields, &visit, problems.out());
        }), problems);
        return Visit(visit);
    }
    /** Makes an empty record. The id is not empty and holds no zero character (std::invalid_argument). */
    static Visit create(const std::string &id, const Options &options = Options())
    {
        detail::name_of(id);
        homevisit_visit *visit = nullptr;
        detail::check<VisitError>(options.with([&](const homevisit_options *fields) {
            return homevisit_visit_new(id.data(), id.size(), fields, &visit);
        }));
        return Visit(visit);
    }
    /** Adds an event from its JSON, in order of `at`. Throws VisitError, and then nothing is changed. */
    void append(const std::string &event)
    {
        detail::Problems problems;
        detail::check<VisitError>(homevisit_visit_append(visit_.get(), event.data(), event.size(), problems.out()),
                                  problems);
    }
    /** Adds a typed event of the C interface. */
    void append(const homevisit_event &event)
    {
        detail::Problems problems;
        detail::check<VisitError>(homevisit_visit_append_event(visit_.get(), &event, problems.out()), problems);
    }
    std::string id() const { return homevisit_visit_id(visit_.get()); }
    std::size_t event_count() const noexcept { return homevisit_visit_event_count(visit_.get()); }
    /** Whether there is a last event, and then its time. */
    bool last_at(std::int64_t &at) const noexcept { return homevisit_visit_last_at(visit_.get(), &at); }

    /** Takes over a visit of the C interface. */
    explicit Visit(homevisit_visit *visit) noexcept : visit_(visit) {}
    const homevisit_visit *get() const noexcept { return visit_.get(); }

private:
    detail::Owner<homevisit_visit> visit_;
};

/* --------------------------------------------------------------------------------------------------------- policies */

/** A loaded policy: a counted reference, cheap to copy, shared by any number of threads. */
class Policy
{
public:
    /** Loads a profile from JSON. Throws PolicyError with everything that is wrong. */
    static Policy load(const std::string &json, const Options &options = Options())
    {
        detail::Problems problems;
        homevisit_policy *policy = nullptr;
        detail::check<PolicyError>(options.with([&](const homevisit_options *fields) {
            return homevisit_policy_load(json.data(), json.size(), fields, &policy, problems.out());
        }), problems);
        return Policy(policy);
    }
    /** Loads one of the built-in profiles (bundled_ids()). Throws PolicyError where there is none of that id. */
    static Policy bundled(const std::string &id, const Options &options = Options())
    {
        detail::Problems problems;
        homevisit_policy *policy = nullptr;
        const char *name = detail::name_of(id);
        detail::check<PolicyError>(options.with([&](const homevisit_options *fields) {
            return homevisit_policy_bundled(name, fields, &policy, problems.out());
        }), problems);
        return Policy(policy);
    }
    Policy(const Policy &other) noexcept
        : policy_(other.policy_ ? homevisit_policy_retain(other.policy_.get()) : nullptr)
    {
    }
    Policy(Policy &&other) noexcept = default;
    Policy &operator=(Policy other) noexcept
    {
        policy_.swap(other.policy_);
        return *this;
    }

    std::string id() const { return homevisit_policy_id(policy_.get()); }
    std::string version() const { return homevisit_policy_version(policy_.get()); }
    std::string title() const { return homevisit_policy_title(policy_.get()); }
    std::size_t rule_count() const noexcept { return homevisit_policy_rule_count(policy_.get()); }

    /** May this event (JSON) happen now? Throws VisitError. */
    Report check(const Visit &visit, const std::string &event) const
    {
        return ask([&](homevisit_report **out, homevisit_problems **problems) {
            return homevisit_check_json(policy_.get(), visit.get(), event.data(), event.size(), out, problems);
        });
    }
    /** May this typed event happen now? Throws VisitError. */
    Report check(const Visit &visit, const homevisit_event &event) const
    {
        return ask([&](homevisit_report **out, homevisit_problems **problems) {
            return homevisit_check(policy_.get(), visit.get(), &event, out, problems);
        });
    }
    /** Where does the visit stand, at the last event's time or at `at`? Throws VisitError. */
    Report status(const Visit &visit) const { return status_at(visit, nullptr); }
    Report status(const Visit &visit, std::int64_t at) const { return status_at(visit, &at); }
    /** The whole record replayed; its duties looked at at the last event's time, or at `at`. Throws VisitError. */
    Report audit(const Visit &visit) const { return audit_at(visit, nullptr); }
    Report audit(const Visit &visit, std::int64_t at) const { return audit_at(visit, &at); }

    /** The policy as a document for people: HOMEVISIT_FORMAT_MARKDOWN, _HTML or _JSON. */
    std::string show(homevisit_format format = HOMEVISIT_FORMAT_MARKDOWN) const
    {
        detail::Buffer out;
        detail::check<PolicyError>(homevisit_policy_show(policy_.get(), format, out.get()));
        return out.text();
    }
    /** A time as the policy's own clock shows it ("2026-03-30T10:10:00+01:00"). */
    std::string local_time(std::int64_t at) const
    {
        char text[32];
        homevisit_time_write_local(policy_.get(), at, text);
        return text;
    }

    /** Takes over a policy of the C interface. */
    explicit Policy(homevisit_policy *policy) noexcept : policy_(policy) {}
    const homevisit_policy *get() const noexcept { return policy_.get(); }

private:
    template <typename Question> static Report ask(Question question)
    {
        detail::Problems problems;
        homevisit_report *report = nullptr;
        detail::check<VisitError>(question(&report, problems.out()), problems);
        return Report(report);
    }
    Report status_at(const Visit &visit, const std::int64_t *at) const
    {
        return ask([&](homevisit_report **out, homevisit_problems **problems) {
            return homevisit_status(policy_.get(), visit.get(), at, out, problems);
        });
    }
    Report audit_at(const Visit &visit, const std::int64_t *at) const
    {
        return ask([&](homevisit_report **out, homevisit_problems **problems) {
            return homevisit_audit(policy_.get(), visit.get(), at, out, problems);
        });
    }
    detail::Owner<homevisit_policy> policy_;
};

/* ------------------------------------------------------------------------------------------------ tools and answers */

/** From text to text in one call: the report's JSON or, where the input cannot be used, `{"problems": […]}`.
 *  `policy` is a text or a built-in id; a check needs `event`, the others may have `at` (RFC 3339). */
inline std::string answer(homevisit_question question, const std::string &policy, const std::string &visit,
                          const std::string *event = nullptr, const std::string *at = nullptr,
                          const Options &options = Options())
{
    detail::Buffer out;
    const homevisit_text none = {nullptr, 0};
    const homevisit_code code = options.with([&](const homevisit_options *fields) {
        return homevisit_answer(question, detail::text_of(policy), detail::text_of(visit),
                                event ? detail::text_of(*event) : none, at ? detail::text_of(*at) : none, fields,
                                out.get());
    });
    if (code == HOMEVISIT_E_MEMORY || code == HOMEVISIT_E_ARGUMENT)
        detail::check<Error>(code);
    return out.text();
}

/** Errors and warnings of a profile; empty where it is sound and nothing is doubtful. */
inline std::vector<Problem> validate(const std::string &policy, const Options &options = Options(),
                                     const std::int64_t *today = nullptr)
{
    detail::Problems problems;
    const homevisit_code code = options.with([&](const homevisit_options *fields) {
        return homevisit_policy_validate(policy.data(), policy.size(), today, fields, problems.out());
    });
    if (code == HOMEVISIT_E_MEMORY || code == HOMEVISIT_E_ARGUMENT)
        detail::check<Error>(code);
    return detail::copy_problems(problems.get());
}

/** Where policies (two or more) decide differently on one visit: HOMEVISIT_FORMAT_JSON or _TEXT. Throws VisitError. */
inline std::string compare(const std::vector<Policy> &policies, const Visit &visit, const std::int64_t *at = nullptr,
                           homevisit_format format = HOMEVISIT_FORMAT_JSON)
{
    std::vector<const homevisit_policy *> handles;
    for (const Policy &policy : policies)
        handles.push_back(policy.get());
    detail::Problems problems;
    detail::Buffer out;
    detail::check<VisitError>(homevisit_compare(handles.data(), handles.size(), visit.get(), at, format, out.get(),
                                                problems.out()),
                              problems);
    return out.text();
}

/** The JSON Schema of "policy", "visit", "report" or "cases". Throws Error for another. */
inline std::string schema(const std::string &document)
{
    detail::Buffer out;
    detail::check<Error>(homevisit_schema(detail::name_of(document), out.get()));
    return out.text();
}

/** The ids of the built-in profiles. */
inline std::vector<std::string> bundled_ids()
{
    std::vector<std::string> ids;
    for (std::size_t i = 0; homevisit_bundled_id(i); i++)
        ids.push_back(homevisit_bundled_id(i));
    return ids;
}

/** A vocabulary's names ("event", "role", …; "vocabularies" lists them). Empty for an unknown one. */
inline std::vector<std::string> vocabulary(const std::string &name)
{
    std::vector<std::string> words;
    const char *known = detail::name_of(name);
    for (std::size_t i = 0; i < homevisit_vocabulary_count(known); i++)
        words.push_back(homevisit_vocabulary_name(known, i));
    return words;
}

/** The version of the library that is loaded. */
inline std::string version()
{
    return homevisit_version();
}

/** Reads a time in RFC 3339 with an offset. Throws VisitError. */
inline std::int64_t read_time(const std::string &text)
{
    std::int64_t at = 0;
    if (homevisit_time_read(text.data(), text.size(), &at))
        return at;
    const char *message = "the time is not of the form 2026-03-02T09:10:00Z";
    Problem problem = {false, homevisit_kind_text(HOMEVISIT_KIND_TYPE), "bad_time", "at", 1, 1, "", message, ""};
    /* Only answer() writes this problem, so it is asked about a visit on which nothing depends. */
    const std::string visit = "{\"format\":\"homevisit-visit/1\",\"id\":\"-\",\"events\":[]}";
    const char *policy = homevisit_bundled_id(0);
    throw VisitError(HOMEVISIT_E_TYPE, std::vector<Problem>(1, problem),
                     answer(HOMEVISIT_QUESTION_AUDIT, policy ? policy : "", visit, nullptr, &text));
}

/** Writes a time in UTC, as reports do. */
inline std::string write_time(std::int64_t at)
{
    char text[21];
    homevisit_time_write(at, text);
    return text;
}

} // namespace homevisit

#endif /* HOMEVISIT_HOMEVISIT_HPP */
