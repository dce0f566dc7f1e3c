# May this member of staff set out? Loads a school's policy and a visit, asks, and prints the decision and why.
use strict;
use warnings;
use HomeVisit;

binmode STDOUT, ':encoding(UTF-8)';

my $policy = HomeVisit::Policy->bundled('alumwell-infant');
my $visit = HomeVisit::Visit->load('{"format": "homevisit-visit/1", "id": "V-0142", "events": [
        {"at": "2026-03-02T08:30:00Z", "event": "planned", "reason": "school_work", "purpose": "bring books",
         "staff": [{"id": "S-1", "role": "teacher"}]}]}');
my $report = $policy->check($visit, { at => '2026-03-02T09:00:00Z', event => 'departed' });
print $report->decision, "\n";
for my $finding ($report->findings) {
    printf "%s: %s\n", $finding->{clauses}[0] // $finding->{rule}, $finding->{message};
}

if (!eval {
    HomeVisit::Visit->load('{"format": "homevisit-visit/1", "id": "V-0143", "events": [
        {"at": "2026-03-02T08:30:00Z", "event": "departd"}]}');
}) {
    my ($problem) = $@->problems;
    printf "line %s, column %s: %s; did you mean '%s'?\n", @$problem{qw(line column message suggestion)};
}
