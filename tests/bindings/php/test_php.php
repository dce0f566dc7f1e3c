<?php
/*
 * The PHP package held to what every binding is held to, as its users see it.
 *
 *   php -d extension=homevisit.so -d auto_prepend_file=src/autoload.php test_php.php CASES EXPECTED SAMPLES
 *
 * All conformance cases byte for byte; ten thousand rounds of success and of failure with every allocation counted;
 * objects dropped in the worst order; a hundred bad inputs and more. PHP has no threads of its own to try.
 */
declare(strict_types=1);

use Homevisit\{HomevisitException, Library, Policy, PolicyException, Problem, Report, Visit, VisitException};

const ROUNDS = 10000;
const CHECKED_IN = ['at' => '2026-03-02T09:15:00Z', 'event' => 'checked_in', 'with' => 'office'];

$failures = 0;

/* A warning of PHP's is a failure like any other. */
set_error_handler(static function (int $level, string $message, string $file, int $line): bool {
    if (error_reporting() & $level) {
        throw new ErrorException($message, 0, $level, $file, $line);
    }
    return false;
});

function expect(bool $holds, string $what): void
{
    global $failures;
    if (!$holds) {
        echo "FAILED: $what\n";
        $failures++;
    }
}

function expect_same(mixed $expected, mixed $actual, string $what): void
{
    expect($expected === $actual, "$what: " . var_export($actual, true) . ' is not ' . var_export($expected, true));
}

/** What was thrown, which is to be of that class. */
function expect_thrown(string $class, callable $act, string $what): ?Throwable
{
    try {
        $act();
        expect(false, "$what: nothing was thrown");
    } catch (Throwable $thrown) {
        expect($thrown instanceof $class, "$what: thrown was " . $thrown::class . ': ' . $thrown->getMessage());
        return $thrown;
    }
    return null;
}

/* ---- conformance ------------------------------------------------------------------------------------------------- */

function answer_by_objects(object $question): string
{
    try {
        $policy = $question->policy[0] === '{'
            ? Policy::load($question->policy, bases: $question->bases)
            : Policy::bundled($question->policy, bases: $question->bases);
        $visit = Visit::load($question->visit);
        $report = match ($question->ask) {
            'check' => $policy->check($visit, $question->event),
            'status' => $policy->status($visit, $question->at),
            'audit' => $policy->audit($visit, $question->at),
        };
        return $report->json;
    } catch (HomevisitException $error) {
        expect_same($error->problems[0]->message, $error->getMessage(), 'the message is the first problem\'s');
        return $error->problemsJson;
    }
}

function test_conformance(string $cases, string $expectations): void
{
    $questions = file($cases, FILE_IGNORE_NEW_LINES);
    $expected = file($expectations, FILE_IGNORE_NEW_LINES);
    $equal = 0;
    foreach ($questions as $i => $line) {
        $q = json_decode($line, false, 512, JSON_THROW_ON_ERROR);
        $one = Library::answer($q->ask, $q->policy, $q->visit, $q->event, $q->at, $q->bases);
        $same = ($expected[$i] ?? null) === answer_by_objects($q) && $expected[$i] === $one;
        $equal += (int) $same;
        if (!$same) {
            echo "$q->name differs\n";
        }
    }
    echo 'conformance: ', count($questions), " cases, $equal equal\n";
    expect($equal > 0 && $equal === count($questions), 'all conformance cases are equal');
    expect_same(count($questions), count($expected), 'a line of what is expected for each case');
}

/* ---- memory ------------------------------------------------------------------------------------------------------ */

function succeed_once(array $samples): void
{
    $policy = Policy::load($samples['policy']);
    $visit = Visit::load($samples['visit']);
    $before = $policy->audit($visit)->json;
    $visit->append(CHECKED_IN);
    expect($policy->status($visit)->json !== $before, 'a status is no audit');
    expect_same('allow', $policy->check($visit, CHECKED_IN)->decision, 'a round of success');
}

function fail_once(array $samples): void
{
    $half = static fn (string $text): string => substr($text, 0, intdiv(strlen($text), 2));
    expect_thrown(PolicyException::class, static fn () => Policy::load($half($samples['policy'])), 'half a policy');
    expect_thrown(VisitException::class, static fn () => Visit::load($half($samples['visit'])), 'half a visit');
    $visit = Visit::create('V');
    $unknown = ['at' => '2026-03-02T09:15:00Z', 'event' => 'departd'];
    expect_thrown(VisitException::class, static fn () => $visit->append($unknown), 'an unknown event');
    expect_same(0, $visit->eventCount(), 'a refused event is not there');
}

function test_rounds(array $samples): void
{
    $before = Library::liveAllocations();
    foreach (['succeed_once', 'fail_once'] as $round) {
        for ($i = 0; $i < ROUNDS; $i++) {
            $round($samples);
        }
        expect_same($before, Library::liveAllocations(), "$round: all that was allocated is released");
    }
    echo 'rounds: ', ROUNDS, ' of success, ', ROUNDS, ' of failure, ', Library::liveAllocations() - $before,
        " allocations more than before\n";
}

/* ---- order and ownership ----------------------------------------------------------------------------------------- */

function drop_in_the_worst_order(array $samples): void
{
    $policy = Policy::load($samples['policy']);
    $visit = Visit::load($samples['visit']);
    $reports = $policy->auditMany(['a' => $visit, 'b' => $samples['visit']]);
    $report = $reports->current();
    $clauses = [];
    foreach ($report->steps as $step) {
        $policy = $visit = null;
        gc_collect_cycles();
        foreach ($step->findings as $finding) {
            array_push($clauses, ...$finding->clauses);
        }
    }
    expect_same(['S-1'], $clauses, 'a report outlives policy and visit');
    $reports->next();
    expect_same(['b', 'deny'], [$reports->key(), $reports->current()->decision], 'a stream holds its policy');
    $kept = [Policy::load($samples['policy']), Visit::load($samples['visit'])];
    $kept[0]->free();
    $kept[0]->free();
    expect_thrown(LogicException::class, static fn () => $kept[0]->id(), 'a policy that has been freed');
    expect_thrown(LogicException::class, static fn () => $kept[0]->audit($kept[1]), 'a question to it');
    expect_thrown(LogicException::class, static fn () => serialize($kept[1]), 'a visit that is serialised');
    expect_thrown(Error::class, static fn () => clone $kept[1], 'a visit that is cloned');
    $kept[2] = &$kept; /* a circle, which only the collector takes */
}

function test_worst_order(array $samples): void
{
    $before = Library::liveAllocations();
    drop_in_the_worst_order($samples);
    gc_collect_cycles();
    expect_same($before, Library::liveAllocations(), 'the worst order releases all');
}

/* ---- bad inputs -------------------------------------------------------------------------------------------------- */

function expect_problems(string $class, callable $act, string $what): void
{
    $thrown = expect_thrown($class, $act, $what);
    $problem = $thrown instanceof HomevisitException ? $thrown->problems[0] ?? null : null;
    expect($problem !== null && $problem->line >= 1 && $problem->column >= 1, "$what: a problem with a place");
}

function test_bad_inputs(array $samples): void
{
    $count = 0;
    $both = static function (callable $change, string $what) use ($samples, &$count): void {
        $policy = $change($samples['policy'], strpos($samples['policy'], 'A small'));
        $visit = $change($samples['visit'], strpos($samples['visit'], 'V-'));
        expect_problems(PolicyException::class, static fn () => Policy::load($policy), "policy $what");
        expect_problems(VisitException::class, static fn () => Visit::load($visit), "visit $what");
        $count += 2;
    };
    for ($i = 0; $i < 100; $i++) {
        $cut = static fn (string $text): string => substr($text, 0, intdiv(strlen($text) * $i, 101));
        $both($cut, "cut at $i of 101");
    }
    foreach (["\0", "\xff", "\xed\xa0\x80", "\xc0\x80", "\x01", '\u0000', '\ud800'] as $added) {
        $insert = static fn (string $text, int $place): string => substr_replace($text, $added, $place, 0);
        $both($insert, 'with ' . bin2hex($added));
    }
    $both(static fn (string $text): string => "$text\0", 'with a zero behind it');
    $both(static fn (string $text): string => "\u{feff}$text", 'with a byte order mark');
    test_bad_calls($samples);
    echo "bad inputs: $count refused\n";
}

function test_bad_calls(array $samples): void
{
    $policy = Policy::load($samples['policy']);
    $visit = Visit::load($samples['visit']);
    foreach ([null, 7, true, 1.5] as $nothing) {
        $what = var_export($nothing, true);
        expect_thrown(TypeError::class, static fn () => Policy::load($nothing), "a policy of $what");
        expect_thrown(TypeError::class, static fn () => $visit->append($nothing), "an event of $what");
    }
    $refused = static fn (callable $act, string $what) => expect_thrown(InvalidArgumentException::class, $act, $what);
    $refused(static fn () => Policy::bundled("standard\0x"), 'a zero in a policy\'s id');
    $refused(static fn () => Visit::create("V\0x"), 'a zero in a visit\'s id');
    $refused(static fn () => Visit::create("\xff"), 'broken UTF-8 in a visit\'s id');
    $refused(static fn () => Visit::create(''), 'no id');
    $refused(static fn () => Visit::load(['id' => "\xff"]), 'broken UTF-8 in an array');
    $refused(static fn () => Policy::load($samples['policy'], limits: ['maxRule' => 1]), 'an unknown limit');
    $refused(static fn () => Policy::load($samples['policy'], limits: ['maxRules' => -1]), 'a limit below nothing');
    $refused(static fn () => Policy::load($samples['policy'], name: "a\0b"), 'a zero in a document\'s name');
    $refused(static fn () => Library::answer('chek', 'standard', $samples['visit']), 'an unknown question');
    $refused(static fn () => Library::compare([$policy], $visit), 'one policy is no comparison');
    expect_thrown(VisitException::class, static fn () => $policy->audit($visit, '2026-03-02'), 'half a time');
    expect_thrown(HomevisitException::class, static fn () => Library::schema('polcy'), 'no such schema');
    expect_thrown(RuntimeException::class, static fn () => Policy::fromFile('/nowhere/policy.json'), 'no such file');
    expect_thrown(OutOfBoundsException::class, static fn () => $policy->audit($visit)->nothing, 'no such key');

    $problem = expect_thrown(PolicyException::class, static fn () => Policy::bundled('standrad'), 'an unknown id');
    expect_same('standard', $problem->problems[0]->suggestion, 'the nearest id');
    $problem = expect_thrown(PolicyException::class, static fn () => Policy::load('[]', name: 'my.json'), 'a list');
    expect_same('my.json', $problem->problems[0]->file, 'the document\'s name');
    $limited = static fn () => Policy::load($samples['policy'], limits: ['maxRules' => 1]);
    expect_same('limit', expect_thrown(PolicyException::class, $limited, 'a limit')->problems[0]->kind, 'its kind');
}

/* ---- what else there is ------------------------------------------------------------------------------------------ */

function test_surface(array $samples, string $folder): void
{
    $policy = Policy::fromFile("$folder/policy.json");
    $visit = Visit::load(json_decode($samples['visit'], true));
    $head = [$policy->id(), $policy->version(), $policy->title(), $policy->ruleCount()];
    expect_same(['small-🏫', '2026-03', 'A small policy, “naïve” 🏠', 2], $head, 'a policy\'s head');
    $head = [$visit->id(), $visit->eventCount(), $visit->lastAt()->format(DATE_ATOM), Visit::create('V')->lastAt()];
    expect_same(['V-🏠', 3, '2026-03-02T09:10:00+00:00', null], $head, 'a visit\'s head');

    $status = $policy->status($visit, new DateTimeImmutable('2026-03-02T10:20:00.999+01:00'));
    $times = [$status->at, $status->nextDue, $status->duties[0]->metAt, isset($status->decision)];
    expect_same(['2026-03-02T09:20:00Z', '2026-03-02T09:30:00Z', null, false], $times, 'a status');
    $audit = $policy->audit($visit);
    $finding = $audit->steps[1]->findings[0];
    expect_same(['Go in a pair 👩‍🏫👨‍🏫.', 'staff.count', 1],
        [$finding->message, $finding->because[0]->fact, $finding->because[0]->value], 'a finding');
    expect_same($audit->json, json_encode($audit, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES), 'a report as JSON');
    expect_same([$audit->json, 'V-🏠'], [(string) $audit, $audit->toArray()['visit']], 'a report as text and array');
    expect_same('2026-07-01T10:00:00+01:00', $policy->localTime('2026-07-01T09:00:00Z'), 'local time');
    expect($visit->lastAt() == Library::readTime('2026-03-02T10:10:00+01:00'), 'a time is read');

    $errors = [];
    $note = static function (VisitException $error, mixed $item) use (&$errors): void {
        $errors[] = $item;
    };
    $reports = iterator_to_array($policy->auditMany([$visit, '{}', $samples['visit']], onError: $note));
    expect_same([[0, 2], ['{}']], [array_keys($reports), $errors], 'a stream of audits goes on');
    expect_thrown(VisitException::class, static fn () => iterator_to_array($policy->auditMany(['{}'])), 'or ends');
    test_tools($samples, $visit);
}

function test_tools(array $samples, Visit $visit): void
{
    $ids = Library::bundledPolicies();
    expect(count($ids) >= 6 && in_array('standard', $ids, true), 'bundled policies');
    $all = array_map(static fn (string $id): Policy => Policy::bundled($id), $ids);
    expect(str_contains(Library::compare($all, $visit), $ids[0]), 'a comparison');
    expect_same('planned', array_key_first(Library::vocabulary('event')), 'words');
    expect_same([], Library::vocabulary('evnt'), 'an unknown vocabulary is empty');
    expect(isset(json_decode(Library::schema('report'), true)['$schema']), 'a schema');
    $severities = array_map(static fn (Problem $p): string => $p->severity, Library::validate($samples['policy']));
    expect(!in_array('error', $severities, true), 'a sound policy has warnings at most');
    expect_same('error', Library::validate('[]')[0]->severity, 'an unsound one has errors');
    $new = Policy::load(Library::newPolicy('our-school'));
    expect_same('our-school', $new->id(), 'a new policy');
    expect(str_contains($new->show(), 'our-school'), 'a policy for people');
    expect(str_contains($new->show('html'), '<html'), 'a policy as a page');
    expect_thrown(InvalidArgumentException::class, static fn () => $new->show('word'), 'an unknown format');
    expect(is_bool(Library::testPolicy(Library::bundledText($ids[1]))['passed']), 'a policy\'s cases');
    expect_same([1, 1], Library::formats(), 'formats');
}

[, $cases, $expectations, $folder] = $argv;
$samples = ['policy' => file_get_contents("$folder/policy.json"), 'visit' => file_get_contents("$folder/visit.json")];
test_conformance($cases, $expectations);
test_surface($samples, $folder);
test_rounds($samples);
test_worst_order($samples);
test_bad_inputs($samples);
exit($failures === 0 ? 0 : 1);
