# frozen_string_literal: true

# The Ruby package held to what every binding is held to: test_ruby.rb cases.ndjson expected.ndjson samples/
#
# All conformance cases byte for byte; ten thousand rounds of success and of failure with every allocation counted;
# objects dropped and closed in the worst order; a hundred bad inputs and more; text beyond ASCII both ways; threads.
require "homevisit"
include Homevisit

CASES, EXPECTED, SAMPLES = ARGV
POLICY = File.read("#{SAMPLES}/policy.json", encoding: "UTF-8")
VISIT = File.read("#{SAMPLES}/visit.json", encoding: "UTF-8")
CHECKED_IN = '{"at": "2026-03-02T09:15:00Z", "event": "checked_in", "with": "office"}'
$failures = 0

def expect(holds, what)
  return if holds

  puts "FAILED: #{what}"
  $failures += 1
end

# The exception of the class that is expected, or nil.
def refused(error)
  yield
  nil
rescue error => e
  e
end

# ---- conformance -------------------------------------------------------------------------------------------------------

def ask(question)
  bases = question["bases"]
  policy = question["policy"].start_with?("{") ? Policy.load(question["policy"], bases: bases)
                                               : Policy.bundled(question["policy"], bases: bases)
  visit = Visit.load(question["visit"])
  return policy.check(visit, question["event"]).json if question["ask"] == "check"

  policy.public_send(question["ask"], visit, at: question["at"]).json
rescue DocumentError => e
  e.json
end

def test_conformance
  cases = File.readlines(CASES, chomp: true, encoding: "UTF-8")
  expected = File.readlines(EXPECTED, chomp: true, encoding: "UTF-8")
  equal = cases.zip(expected).count do |line, answer|
    question = JSON.parse(line)
    same = ask(question) == answer
    puts "#{question['name']} differs" unless same
    same
  end
  expect(cases.size == expected.size, "as much is expected as there are cases")
  expect(cases.size.positive? && equal == cases.size, "all conformance cases are equal")
  puts "conformance: #{cases.size} cases, #{equal} equal"
end

# ---- rounds ------------------------------------------------------------------------------------------------------------

def succeed_once
  policy = Policy.load(POLICY)
  visit = Visit.load(VISIT)
  before = policy.audit(visit).json
  visit << CHECKED_IN
  policy.status(visit).json != before && policy.check(visit, CHECKED_IN).json.include?('"decision":"allow"')
end

def fail_once
  visit = Visit.new("V")
  refused(PolicyError) { Policy.load(POLICY[0, 300]) } &&
    refused(VisitError) { Visit.load(VISIT[0, 100]) } &&
    refused(VisitError) { visit << '{"at": "2026-03-02T09:15:00Z", "event": "departd"}' } &&
    refused(VisitError) { Homevisit.read_time("yesterday") } &&
    refused(ArgumentError) { Visit.load(VISIT, limits: { max_evnts: 1 }) }
end

# What is still counted once the collector has been through; it also looks at what lies about on stacks, so what is
# counted is done in threads of their own.
def live
  Thread.new { GC.start }.join
  GC.start
  Homevisit.live_allocations
end

def apart(&block)
  Thread.new(&block).value
end

def test_rounds
  apart { succeed_once && fail_once }
  { success: :succeed_once, failure: :fail_once }.each do |name, round|
    before = live
    right = apart { (1..10_000).count { send(round) } }
    expect(right == 10_000, "each round of #{name} went as it should")
    after = live
    expect(after == before, "10,000 rounds of #{name} release all they allocate: #{after - before} more")
    puts "rounds of #{name}: 10000, #{after - before} allocations more than before"
  end
end

# ---- order -------------------------------------------------------------------------------------------------------------

def drop_in_worst_order(before)
  policy = Policy.load(POLICY)
  visit = Visit.load(VISIT)
  expect(Homevisit.live_allocations > before, "what is held is counted")
  report = policy.audit(visit)
  raw = Surface.surface_audit(policy.handle, visit.handle, 0, 0).take_report
  policy.close
  rules = report.steps.flat_map do |step|
    visit&.close
    visit = report = nil
    GC.start
    step[:findings].map { |finding| finding[:rule] }
  end
  expect(rules == ["pair"], "a report is gone through after all else was let go")
  expect(Surface.surface_report_json(raw).text.include?('"small-🏫"'), "a handle outlives its policy")
  error = refused(PolicyError) { Policy.load("[]") }
  expect(error.problems.first.code == "root_not_object", "an error keeps its problems")
  nil
end

def test_worst_order
  before = live
  apart { drop_in_worst_order(before) }
  expect(live == before, "the worst order releases all")

  closed = Policy.load(POLICY) { |policy| policy.tap { Visit.load(VISIT) { |visit| expect(policy.audit(visit).decision == "deny", "blocks") } } }
  expect(Homevisit.live_allocations == before, "closing releases without the collector")
  closed.close
  visit = Visit.load(VISIT)
  [-> { closed.id }, -> { closed.audit(visit) }].each { |act| expect(refused(ArgumentError, &act), "what was closed is refused") }
  expect(closed.closed? && closed.inspect.include?("closed"), "it says so")
  expect(refused(TypeError) { visit.dup } && refused(TypeError) { visit.clone }, "no copy shares a handle")
end

# ---- bad inputs --------------------------------------------------------------------------------------------------------

def bad_texts(text)
  place = text.index('"id": "') + 7
  cut = (0..99).map { |i| text[0, text.size * i / 100] }
  spoilt = ["\0", "\x01", '\u0000', '\ud800', "\xff", "\xc0\x80", "\xed\xa0\x80", "\xf0\x9f"].map do |bad|
    (text[0, place].b + bad.b + text[place..].b)
  end
  cut + spoilt + spoilt.map { |bad| bad.dup.force_encoding("UTF-8") } + ["#{text}\0x", "[]", "null", "\0"]
end

def test_bad_inputs
  count = 0
  { Policy => [POLICY, PolicyError], Visit => [VISIT, VisitError] }.each do |owner, (text, error)|
    bad_texts(text).each_with_index do |bad, index|
      problem = (refusal = refused(error) { owner.load(bad) }) && refusal.problems.first
      expect(problem && problem.line >= 1 && problem.column >= 1 && refusal.message == problem.message,
             "bad #{owner} #{index} is refused with its place")
      count += 1
    end
  end
  puts "bad inputs: #{count} refused"
end

def test_wrong_calls
  policy = Policy.load(POLICY)
  visit = Visit.load(VISIT)
  { ArgumentError => [-> { Policy.bundled("standard\0x") }, -> { Visit.new("V\0x") }, -> { Visit.new("") },
                      -> { policy.show("pdf") }, -> { Policy.load(POLICY, limit: 1) }],
    TypeError => [-> { Policy.load(nil) }, -> { Policy.load(7) }, -> { Policy.load([]) }, -> { policy.check(nil, CHECKED_IN) },
                  -> { policy.check(policy, CHECKED_IN) }, -> { policy.audit(visit, at: 1.5) }, -> { Visit.new(:V) }],
    PolicyError => [-> { Policy.bundled("standrad") }],
    NoMethodError => [-> { Policy.new }] }.each do |error, acts|
    acts.each_with_index { |act, index| expect(refused(error, &act), "wrong call #{index} is a #{error}") }
  end
  deep = {}
  deep[:deep] = deep
  expect(refused(JSON::NestingError) { Policy.load(deep) }, "a Hash within itself is refused")
end

# ---- text, threads, and the rest ---------------------------------------------------------------------------------------

def test_text
  policy = Policy.load_file("#{SAMPLES}/policy.json")
  visit = Visit.load_file("#{SAMPLES}/visit.json")
  expect(policy.id == "small-🏫" && policy.title == "A small policy, “naïve” 🏠", "text with emoji comes out")
  expect(policy.title.encoding == Encoding::UTF_8 && policy.audit(visit).json.encoding == Encoding::UTF_8, "as UTF-8")
  expect(policy.version == "2026-03" && policy.rule_count == 2 && visit.id == "V-🏠" && visit.event_count == 3, "heads")
  expect(Visit.new("café".encode("ISO-8859-1")).id == "café" && Visit.new("V").last_at.nil?, "a new visit")
  expect(Visit.load(VISIT.encode("UTF-16LE")).id == "V-🏠", "a text in another encoding")
  expect(policy.audit(visit).steps[1][:findings][0][:message] == "Go in a pair 👩‍🏫👨‍🏫.", "what stands in a report")
  expect(policy.show.include?("small policy, “naïve” 🏠"), "a policy shown")
  expect(refused(PolicyError) { Policy.load("[]", name: "mine 🏠") }.problems.first.file == "mine 🏠", "a name in problems")
end

def test_surface
  policy = Policy.load(JSON.parse(POLICY))
  visit = Visit.load(VISIT)
  last = Time.utc(2026, 3, 2, 9, 10)
  expect(visit.last_at == last && Homevisit.write_time(last) == "2026-03-02T09:10:00Z", "times go out")
  answers = [nil, last, last.to_i, "2026-03-02T09:10:00Z"].map { |at| policy.audit(visit, at: at) }
  expect(answers.uniq.size == 1 && Homevisit.read_time("2026-03-02T09:10:00Z") == last.to_i, "times go in, either way")
  expect(policy.local_time(Time.utc(2026, 7, 1, 9)) == "2026-07-01T10:00:00+01:00", "local time")
  expect(policy.status(visit).decision.nil? && policy.status(visit)["duties"].size == 1, "a status decides nothing")
  event = { at: "2026-03-02T09:15:00Z", event: "checked_in", with: "office" }
  expect(policy.check(visit, event).decision == "allow", "an event as a Hash")
  expect(Homevisit.bundled_policies.size >= 6 && Homevisit.vocabulary("event").first == "planned", "ids and words")
  expect(Homevisit.vocabulary("evnt").empty? && Homevisit.schema("report").include?("$schema"), "words and schemas")
  expect(refused(DocumentError) { Homevisit.schema("polcy") }, "no such schema")
  expect(Homevisit.validate(POLICY, today: last).all? { |problem| problem.severity == "warning" }, "warnings at most")
  expect(Homevisit.validate("[]").first.severity == "error", "an error of validate")
end

def test_threads
  policy = Policy.load(POLICY)
  visit = Visit.load(VISIT)
  expected = policy.audit(visit)
  threads = Array.new(4) { Thread.new { (1..200).count { policy.audit(visit) == expected } } }
  expect(threads.sum(&:value) == 800, "four threads get the same bytes")
end

test_conformance
test_text
test_surface
test_rounds
test_worst_order
test_bad_inputs
test_wrong_calls
test_threads
exit($failures.zero? ? 0 : 1)
