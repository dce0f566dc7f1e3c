# The Perl package held to what every binding is held to: test_perl.pl cases.ndjson expected.ndjson samples/
#
# All conformance cases byte for byte; ten thousand rounds of success and of failure with every allocation counted;
# objects dropped in the worst order; a hundred bad inputs and more; text beyond ASCII both ways; threads
# where this Perl has them.
use strict;
use warnings;
use utf8;
BEGIN {
    require Config;
    require threads if $Config::Config{useithreads};
}

use Encode ();
use HomeVisit;
use JSON::PP ();
use Test::More;

binmode $_, ':encoding(UTF-8)' for *STDOUT, *STDERR, Test::More->builder->output, Test::More->builder->failure_output;
$| = 1;
my ($cases_path, $expected_path, $samples) = @ARGV;
defined $samples or die "usage: $0 CASES EXPECTED SAMPLES\n";

sub file_text {
    my ($path) = @_;
    open my $handle, '<:encoding(UTF-8)', $path or die "$path: $!\n";
    local $/;
    return scalar <$handle>;
}

# ---- conformance -----------------------------------------------------------------------------------------------------

sub answer {
    my ($question) = @_;
    my @options = (bases => $question->{bases});
    my $json = eval {
        my $way    = $question->{policy} =~ /\A\{/ ? 'load' : 'bundled';
        my $policy = HomeVisit::Policy->$way($question->{policy}, @options);
        my $visit  = HomeVisit::Visit->load($question->{visit}, @options);
        my $ask    = $question->{ask};
        $policy->$ask($visit, $ask eq 'check' ? $question->{event} : $question->{at})->json;
    };
    return $json if defined $json;
    die $@ if !ref $@;
    return $@->json;
}

sub test_conformance {
    my $reader = JSON::PP->new->utf8;
    open my $cases,    '<:raw', $cases_path    or die "$cases_path: $!\n";
    open my $expected, '<:raw', $expected_path or die "$expected_path: $!\n";
    my ($count, $equal) = (0, 0);
    while (my $line = <$cases>) {
        my $question = $reader->decode($line);
        my $answer   = <$expected>;
        $answer = defined $answer ? $answer : '';
        chomp $answer;
        my $same = Encode::encode('UTF-8', answer($question)) eq $answer;
        diag("$question->{name} differs") if !$same;
        $count++;
        $equal += $same ? 1 : 0;
    }
    ok(!defined <$expected>, 'no more is expected than there are cases');
    ok($count > 0 && $count == $equal, 'all conformance cases are equal');
    print "conformance: $count cases, $equal equal\n";
    return;
}

# ---- rounds ----------------------------------------------------------------------------------------------------------

my $policy_text = file_text("$samples/policy.json");
my $visit_text  = file_text("$samples/visit.json");
my $checked_in  = '{"at": "2026-03-02T09:15:00Z", "event": "checked_in", "with": "office"}';

sub refused {
    my ($class, $act) = @_;
    return 0 if eval { $act->(); 1 };
    return ref $@ && $@->isa($class) ? $@ : 0;
}

sub succeed_once {
    my $policy = HomeVisit::Policy->load($policy_text);
    my $visit  = HomeVisit::Visit->load($visit_text);
    my $before = $policy->audit($visit)->json;
    $visit->append($checked_in);
    return $policy->status($visit)->json ne $before && $policy->check($visit, $checked_in)->json =~ /"decision":"allow"/;
}

sub fail_once {
    my $failed = 0;
    my $visit  = HomeVisit::Visit->new('V');
    $failed++ if refused('HomeVisit::PolicyError', sub { HomeVisit::Policy->load(substr $policy_text, 0, 300) });
    $failed++ if refused('HomeVisit::VisitError', sub { HomeVisit::Visit->load(substr $visit_text, 0, 100) });
    $failed++ if refused('HomeVisit::VisitError', sub { $visit->append('{"at": "2026-03-02T09:15:00Z", "event": "departd"}') });
    $failed++ if refused('HomeVisit::VisitError', sub { HomeVisit::read_time('yesterday') });
    return $failed == 4;
}

sub test_rounds {
    my $before = HomeVisit::live_allocations();
    my ($succeeded, $failed) = (0, 0);
    $succeeded += succeed_once() ? 1 : 0 for 1 .. 10_000;
    is(HomeVisit::live_allocations(), $before, '10,000 rounds of success release all they allocate');
    $failed += fail_once() ? 1 : 0 for 1 .. 10_000;
    is(HomeVisit::live_allocations(), $before, '10,000 rounds of failure release all they allocate');
    is("$succeeded $failed", '10000 10000', 'each round went as it should');
    return;
}

# ---- order -----------------------------------------------------------------------------------------------------------

sub test_worst_order {
    my $before = HomeVisit::live_allocations();
    {
        my $policy = HomeVisit::Policy->load($policy_text);
        my $visit  = HomeVisit::Visit->load($visit_text);
        cmp_ok(HomeVisit::live_allocations(), '>', $before, 'what is held is counted');
        my $report = $policy->audit($visit);
        my $raw    = HomeVisit::Surface::surface_audit($policy->{handle}, $visit->{handle}, 0, 0)->take_report;
        undef $policy;
        my @rules;
        for my $step ($report->steps) {
            undef $visit;
            undef $report;
            push @rules, map { $_->{rule} } @{ $step->{findings} };
        }
        is("@rules", 'pair', 'a report is gone through after all else was let go');
        is(HomeVisit::Surface::surface_report_json($raw)->text =~ /"small-🏫"/, 1, 'a handle outlives its policy');
        my $error = refused('HomeVisit::PolicyError', sub { HomeVisit::Policy->load('[]') });
        is(($error->problems)[0]{code}, 'root_not_object', 'an error keeps its problems');
    }
    is(HomeVisit::live_allocations(), $before, 'the worst order releases all');
    return;
}

# ---- threads ---------------------------------------------------------------------------------------------------------

# A thread of Perl copies what it finds; the handles must not be freed once for each copy.
sub test_threads {
    my $policy = HomeVisit::Policy->load($policy_text);
    my $visit  = HomeVisit::Visit->load($visit_text);
    my $before = HomeVisit::live_allocations();
    my $answer = $policy->audit($visit)->json;
    my @threads = map {
        threads->create(
            sub {
                my $found = eval { $policy->id; 1 } ? 'shared' : 'empty';
                my $own = HomeVisit::Policy->load($policy_text)->audit(HomeVisit::Visit->load($visit_text))->json;
                return $own eq $answer ? $found : 'differs';
            });
    } 1 .. 3;
    is(join(' ', map { $_->join } @threads), 'empty empty empty', 'threads have objects of their own');
    is($policy->audit($visit)->json, $answer, 'and leave this one its objects');
    is(HomeVisit::live_allocations(), $before, 'nothing is freed twice');
    return;
}

# ---- bad inputs ------------------------------------------------------------------------------------------------------

sub refused_with_place {
    my ($class, $act) = @_;
    my $error = refused($class, $act) or return 0;
    my ($problem) = $error->problems;
    return $problem && $problem->{line} >= 1 && $problem->{column} >= 1 && "$error" eq "$problem->{message}\n";
}

sub test_bad_inputs {
    my ($tried, $refused) = (0, 0);
    my %classes = ('HomeVisit::Policy' => $policy_text, 'HomeVisit::Visit' => $visit_text);
    for my $class (sort keys %classes) {
        my $text  = $classes{$class};
        my @texts = map { substr $text, 0, int(length($text) * $_ / 100) } 0 .. 99;
        my $place = index($text, '"id": "') + 8;
        for my $bad ("\0", "\x01", '\u0000', '\ud800', "\x{d800}") {
            no warnings 'surrogate';
            push @texts, substr($text, 0, $place) . $bad . substr($text, $place);
        }
        for my $bad ("\xff", "\xc0\x80", "\xed\xa0\x80", "\xf0\x9f") {
            my $bytes = substr($text, 0, $place);
            utf8::encode($bytes);
            $bytes .= "$bad\"}";
            push @texts, \$bytes;
        }
        push @texts, "$text\0x", '', '[]', 'null';
        for my $bad (@texts) {
            $tried++;
            $refused++ if refused_with_place("${class}Error", sub { $class->load($bad) });
        }
    }
    is($refused, $tried, 'every bad input is refused with its place');
    print "bad inputs: $refused refused\n";
    for my $wrong (sub { HomeVisit::Policy->bundled("standard\0x") }, sub { HomeVisit::Visit->new("V\0x") },
        sub { HomeVisit::Visit->new('') }, sub { HomeVisit::Policy->load(undef) }, sub { HomeVisit::Policy->load([]) },
        sub { HomeVisit::Policy->load($policy_text)->check(undef, $checked_in) },
        sub { HomeVisit::Policy->load($policy_text, limits => { max_evnts => 1 }) })
    {
        ok(!eval { $wrong->(); 1 } && !ref $@ && length $@, 'a wrong call dies with a sentence');
    }
    return;
}

# ---- text, and the rest ----------------------------------------------------------------------------------------------

sub test_surface {
    my $policy = HomeVisit::Policy->load_file("$samples/policy.json");
    my $visit  = HomeVisit::Visit->load_file("$samples/visit.json");
    is($policy->id, 'small-🏫', 'an id with an emoji');
    is($policy->title, 'A small policy, “naïve” 🏠', 'a title beyond ASCII');
    is($visit->id, 'V-🏠', 'a visit with an emoji');
    is($visit->event_count, 3, 'its events');
    is(HomeVisit::write_time($visit->last_at), '2026-03-02T09:10:00Z', 'its last time');
    is(HomeVisit::read_time('2026-03-02T09:10:00Z'), $visit->last_at, 'times go in and out');
    is(HomeVisit::Visit->new("caf\xe9")->id, "caf\xe9", 'a string that Perl keeps as Latin-1');
    is($policy->local_time(HomeVisit::read_time('2026-07-01T09:00:00Z')), '2026-07-01T10:00:00+01:00', 'local time');
    is($policy->audit($visit)->decision, 'deny', 'a decision');
    is($policy->status($visit)->decision, undef, 'a status decides nothing');
    like(($policy->audit($visit)->steps)[1]{findings}[0]{message}, qr/pair 👩‍🏫👨‍🏫/, 'a message with emoji');
    is($policy->check($visit, { at => '2026-03-02T09:15:00Z', event => 'checked_in', with => 'office' })->decision,
        'allow', 'an event as a hash');
    is(HomeVisit::Policy->load(JSON::PP->new->decode($policy_text))->rule_count, 2, 'a policy as a hash');
    cmp_ok(scalar(HomeVisit::bundled_policies()), '>=', 6, 'built-in policies');
    is((HomeVisit::vocabulary('event'))[0], 'planned', 'a vocabulary');
    is(scalar(HomeVisit::vocabulary('evnt')), 0, 'an unknown one is empty');
    like(HomeVisit::schema('report'), qr/\$schema/, 'a schema');
    like($policy->show, qr/small policy, “naïve” 🏠/, 'a policy shown');
    is_deeply([ grep { $_->{severity} ne 'warning' } HomeVisit::validate($policy_text) ], [], 'warnings at most');
    my ($problem) = HomeVisit::validate('[]', name => 'mine 🏠');
    is("$problem->{file} $problem->{severity}", 'mine 🏠 error', 'a name that problems use');
    return;
}

test_conformance();
test_surface();
test_rounds();
test_worst_order();
test_bad_inputs();
test_threads() if $Config::Config{useithreads};
done_testing();
