/*
 * The C++ wrapper held to what every binding is held to, over homevisit.hpp alone.
 *
 *   test_cpp cases.ndjson expected.ndjson samples/
 *
 * All conformance cases byte for byte; ten thousand rounds of success and of failure with every allocation counted;
 * objects dropped in the worst order; a hundred bad inputs and more; threads that share a policy and a visit.
 */
#include <cJSON.h>
#include <homevisit/homevisit.hpp>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <thread>

using homevisit::Error;
using homevisit::Options;
using homevisit::Policy;
using homevisit::PolicyError;
using homevisit::Report;
using homevisit::Visit;
using homevisit::VisitError;

static int failures;

static void expect(bool holds, const std::string &what)
{
    if (holds)
        return;
    std::cout << "FAILED: " << what << "\n";
    failures++;
}

template <typename Exception, typename Act> static void expect_thrown(const std::string &what, Act act)
{
    try {
        act();
        expect(false, what + ": nothing was thrown");
    } catch (const Exception &) {
    } catch (const std::exception &other) {
        expect(false, what + ": thrown was something else: " + other.what());
    }
}

static std::string file_text(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        std::cout << "cannot read " << path << "\n";
        std::exit(2);
    }
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/* ---- conformance ------------------------------------------------------------------------------------------------- */

static std::string member(const cJSON *question, const char *key)
{
    const cJSON *node = cJSON_GetObjectItemCaseSensitive(question, key);
    return cJSON_IsString(node) ? node->valuestring : "";
}

static Report ask(const cJSON *question, const Policy &policy, const Visit &visit)
{
    const std::string word = member(question, "ask"), at = member(question, "at");
    const bool timed = cJSON_IsString(cJSON_GetObjectItemCaseSensitive(question, "at"));
    const std::int64_t moment = timed ? homevisit::read_time(at) : 0;
    if (word == "check")
        return policy.check(visit, member(question, "event"));
    if (word == "status")
        return timed ? policy.status(visit, moment) : policy.status(visit);
    return timed ? policy.audit(visit, moment) : policy.audit(visit);
}

static Options options_of(const cJSON *question)
{
    Options options;
    const cJSON *base = NULL;
    cJSON_ArrayForEach(base, cJSON_GetObjectItemCaseSensitive(question, "bases")) options.base(base->valuestring);
    return options;
}

static std::string answer_by_objects(const cJSON *question)
{
    try {
        const Options options = options_of(question);
        const std::string text = member(question, "policy");
        const Policy policy = text[0] == '{' ? Policy::load(text, options) : Policy::bundled(text, options);
        return ask(question, policy, Visit::load(member(question, "visit"), options)).json();
    } catch (const Error &error) {
        return error.problems_json();
    }
}

static std::string answer_in_one(const cJSON *question)
{
    const std::string word = member(question, "ask");
    const homevisit_question asked = word == "check"    ? HOMEVISIT_QUESTION_CHECK
                                     : word == "status" ? HOMEVISIT_QUESTION_STATUS
                                                        : HOMEVISIT_QUESTION_AUDIT;
    const std::string event = member(question, "event"), at = member(question, "at");
    return homevisit::answer(asked, member(question, "policy"), member(question, "visit"),
                             cJSON_IsString(cJSON_GetObjectItemCaseSensitive(question, "event")) ? &event : nullptr,
                             cJSON_IsString(cJSON_GetObjectItemCaseSensitive(question, "at")) ? &at : nullptr,
                             options_of(question));
}

static void test_conformance(const std::string &cases_path, const std::string &expected_path)
{
    std::istringstream cases(file_text(cases_path)), expectations(file_text(expected_path));
    std::string line, expected;
    std::size_t count = 0, equal = 0;
    while (std::getline(cases, line)) {
        cJSON *question = cJSON_Parse(line.c_str());
        const bool there = static_cast<bool>(std::getline(expectations, expected));
        const bool same = there && answer_by_objects(question) == expected && answer_in_one(question) == expected;
        if (!same)
            std::cout << member(question, "name") << " differs\n";
        count++;
        equal += same;
        cJSON_Delete(question);
    }
    expect(!std::getline(expectations, expected), "more is expected than there are cases");
    expect(count > 0 && count == equal, "all conformance cases are equal");
    std::cout << "conformance: " << count << " cases, " << equal << " equal\n";
}

/* ---- memory ------------------------------------------------------------------------------------------------------ */

static std::atomic<long> live(0);

static void *count_allocation(void *, std::size_t size)
{
    live++;
    return std::malloc(size);
}

static void count_release(void *, void *memory)
{
    live--;
    std::free(memory);
}

static void *refuse_allocation(void *, std::size_t)
{
    return NULL;
}

struct Samples {
    std::string policy, visit;
    Options counted;
};

static Samples read_samples(const std::string &folder)
{
    Samples samples = {file_text(folder + "/policy.json"), file_text(folder + "/visit.json"), Options()};
    const homevisit_allocator counting = {count_allocation, count_release, NULL};
    samples.counted.allocator(counting);
    return samples;
}

static const char *const checked_in =
    "{\"at\": \"2026-03-02T09:15:00Z\", \"event\": \"checked_in\", \"with\": \"office\"}";

static void succeed_once(const Samples &samples)
{
    const Policy policy = Policy::load(samples.policy, samples.counted);
    const Policy shared = policy;
    Visit visit = Visit::load(samples.visit, samples.counted);
    const std::string before = shared.audit(visit).json();
    visit.append(checked_in);
    expect(policy.status(visit).json() != before &&
               policy.check(visit, checked_in).decision() == HOMEVISIT_DECISION_ALLOW,
           "a round of success");
}

static void fail_once(const Samples &samples)
{
    expect_thrown<PolicyError>(
        "half a policy", [&] { Policy::load(samples.policy.substr(0, samples.policy.size() / 2), samples.counted); });
    expect_thrown<VisitError>("half a visit",
                              [&] { Visit::load(samples.visit.substr(0, samples.visit.size() / 2), samples.counted); });
    Visit visit = Visit::create("V", samples.counted);
    expect_thrown<VisitError>("an unknown event",
                              [&] { visit.append("{\"at\": \"2026-03-02T09:15:00Z\", \"event\": \"departd\"}"); });
}

static void test_rounds(const Samples &samples)
{
    const long before = live;
    for (int i = 0; i < 10000; i++)
        succeed_once(samples);
    expect(live == before, "10,000 rounds of success release all they allocate");
    for (int i = 0; i < 10000; i++)
        fail_once(samples);
    expect(live == before, "10,000 rounds of failure release all they allocate");
    std::cout << "rounds: 10000 of success, 10000 of failure, " << live - before << " allocations more than before\n";
}

static void test_no_memory(const Samples &samples)
{
    const homevisit_allocator refusing = {refuse_allocation, count_release, NULL};
    Options options;
    options.allocator(refusing);
    expect_thrown<std::bad_alloc>("a policy without memory", [&] { Policy::load(samples.policy, options); });
    expect_thrown<std::bad_alloc>("a visit without memory", [&] { Visit::load(samples.visit, options); });
}

/* ---- order and ownership ----------------------------------------------------------------------------------------- */

static void test_worst_order(const Samples &samples)
{
    const long before = live;
    {
        std::unique_ptr<Policy> policy(new Policy(Policy::load(samples.policy, samples.counted)));
        std::unique_ptr<Visit> visit(new Visit(Visit::load(samples.visit, samples.counted)));
        Report report = policy->audit(*visit);
        policy.reset();
        visit.reset();
        std::size_t clauses = 0;
        for (const homevisit_step &step : report.steps())
            for (std::size_t i = 0; i < step.finding_count; i++)
                clauses += homevisit::names(step.findings[i].clauses).size();
        expect(clauses == 1 && report.decision_text() == std::string("deny"), "a report outlives policy and visit");
        Report moved = std::move(report);
        expect(moved.steps().at(1).findings[0].rule == std::string("pair"), "a report moves");
        expect_thrown<std::logic_error>("a report that was moved away", [&] { report.steps(); });
        expect_thrown<std::out_of_range>("past the steps", [&] { moved.steps().at(3); });
        const homevisit::Problem problem = [&] {
            try {
                Policy::load("[]", samples.counted);
            } catch (const PolicyError &error) {
                return PolicyError(error).problems().at(0);
            }
            return homevisit::Problem();
        }();
        expect(problem.code == "root_not_object" && problem.line == 1 && problem.column == 1,
               "a problem outlives its error");
    }
    expect(live == before, "the worst order releases all");
}

/* ---- bad inputs -------------------------------------------------------------------------------------------------- */

/* Refused, with at least one problem that has a place. */
template <typename Exception, typename Act> static void expect_problems(const std::string &what, Act act)
{
    try {
        act();
        expect(false, what + ": nothing was thrown");
    } catch (const Exception &error) {
        expect(!error.problems().empty() && error.problems()[0].line >= 1 && error.problems()[0].column >= 1 &&
                   error.what() == error.problems()[0].message && error.problems_json().find("\"line\":") > 0,
               what);
    }
}

static std::string with_at(const std::string &text, std::size_t place, const std::string &inserted)
{
    return text.substr(0, place) + inserted + text.substr(place);
}

static void test_bad_inputs(const Samples &samples)
{
    const std::size_t emoji = samples.policy.find("title") + 8, id = samples.visit.find("V-") + 1;
    int count = 0;
    for (std::size_t i = 0; i < 100; i++, count += 2) {
        const std::string at = " cut at " + std::to_string(i) + "%";
        expect_problems<PolicyError>("policy" + at,
                                     [&] { Policy::load(samples.policy.substr(0, samples.policy.size() * i / 100)); });
        expect_problems<VisitError>("visit" + at,
                                    [&] { Visit::load(samples.visit.substr(0, samples.visit.size() * i / 100)); });
    }
    const std::string bad[] = {std::string(1, '\0'), "\xff", "\xed\xa0\x80", "\xc0\x80", "\x01", "\\u0000", "\\ud800"};
    for (const std::string &text : bad) {
        expect_problems<PolicyError>("policy with a bad character",
                                     [&] { Policy::load(with_at(samples.policy, emoji, text)); });
        expect_problems<VisitError>("visit with a bad character",
                                    [&] { Visit::load(with_at(samples.visit, id, text)); });
        count += 2;
    }
    expect_problems<PolicyError>("text behind a zero",
                                 [&] { Policy::load(samples.policy + std::string(1, '\0') + "x"); });
    expect_thrown<std::invalid_argument>("a zero in a policy's id",
                                         [] { Policy::bundled(std::string("standard\0x", 10)); });
    expect_thrown<std::invalid_argument>("a zero in a visit's id", [] { Visit::create(std::string("V\0x", 3)); });
    expect_thrown<std::invalid_argument>("no id", [] { Visit::create(""); });
    expect_thrown<PolicyError>("an unknown id", [] { Policy::bundled("standrad"); });
    expect_thrown<VisitError>("no time", [] { homevisit::read_time(""); });
    expect_thrown<Error>("no such schema", [] { homevisit::schema("polcy"); });
    std::cout << "bad inputs: " << count + 7 << " refused\n";
}

/* ---- threads, and the rest --------------------------------------------------------------------------------------- */

static void test_threads(const Samples &samples)
{
    const Policy policy = Policy::load(samples.policy, samples.counted);
    const Visit visit = Visit::load(samples.visit, samples.counted);
    const std::string expected = policy.audit(visit).json();
    std::atomic<int> same(0);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; t++)
        threads.emplace_back([&, policy] {
            for (int i = 0; i < 500; i++)
                same += policy.audit(visit).json() == expected;
        });
    for (std::thread &thread : threads)
        thread.join();
    expect(same == 4 * 500, "four threads get the same bytes");
    std::cout << "threads: 4 shared a policy and a visit, " << same << " audits equal\n";
}

static void test_surface(const Samples &samples)
{
    const Policy policy = Policy::load(samples.policy);
    const Visit visit = Visit::load(samples.visit);
    std::int64_t last = 0;
    expect(policy.id() == "small-🏫" && policy.version() == "2026-03" && policy.rule_count() == 2, "a policy's head");
    expect(visit.id() == "V-🏠" && visit.event_count() == 3 && visit.last_at(last), "a visit's head");
    expect(homevisit::write_time(last) == "2026-03-02T09:10:00Z" &&
               homevisit::read_time("2026-03-02T09:10:00Z") == last,
           "times go out and in");
    expect(policy.local_time(homevisit::read_time("2026-07-01T09:00:00Z")) == "2026-07-01T10:00:00+01:00",
           "local time");
    const std::vector<std::string> ids = homevisit::bundled_ids();
    expect(ids.size() >= 6 && homevisit::vocabulary("event").at(0) == "planned", "ids and words");
    expect(homevisit::vocabulary("evnt").empty(), "an unknown vocabulary is empty");
    expect(homevisit::schema("report").find("\"$schema\"") != std::string::npos, "a schema");
    std::vector<Policy> both;
    for (const std::string &id : ids)
        both.push_back(Policy::bundled(id));
    expect(homevisit::compare(both, visit).find(ids[0]) != std::string::npos, "a comparison");
    expect_thrown<std::invalid_argument>("one policy is no comparison",
                                         [&] { homevisit::compare(std::vector<Policy>(1, policy), visit); });
    for (const homevisit::Problem &problem : homevisit::validate(samples.policy))
        expect(problem.warning, "a sound policy has warnings at most: " + problem.message);
    expect(homevisit::version() == homevisit_version(), "the version");
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        std::cout << "usage: " << argv[0] << " CASES EXPECTED SAMPLES\n";
        return 2;
    }
    const Samples samples = read_samples(argv[3]);
    test_conformance(argv[1], argv[2]);
    test_surface(samples);
    test_rounds(samples);
    test_no_memory(samples);
    test_worst_order(samples);
    test_bad_inputs(samples);
    test_threads(samples);
    return failures ? 1 : 0;
}
