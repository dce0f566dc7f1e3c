<?php
// May this member of staff set out? Loads a school's policy and a visit, asks, and prints the decision and why.
// Run it with `php -d extension=homevisit.so -d auto_prepend_file=vendor/autoload.php quickstart.php`.
use Homevisit\{Policy, Visit, VisitException};

$policy = Policy::bundled('alumwell-infant');
$visit = Visit::load([
    'format' => 'homevisit-visit/1', 'id' => 'V-0142', 'events' => [
        ['at' => '2026-03-02T08:30:00Z', 'event' => 'planned', 'reason' => 'school_work', 'purpose' => 'bring books',
            'staff' => [['id' => 'S-1', 'role' => 'teacher']]]],
]);
$report = $policy->check($visit, ['at' => '2026-03-02T09:00:00Z', 'event' => 'departed']);
echo $report->decision, "\n";
foreach ($report->findings as $finding) {
    echo $finding->clauses[0] ?? $finding->rule, ': ', $finding->message, "\n";
}

try {
    Visit::load('{"format": "homevisit-visit/1", "id": "V-0143", "events": [
        {"at": "2026-03-02T08:30:00Z", "event": "departd"}]}');
} catch (VisitException $error) {
    $problem = $error->problems[0];
    echo "line $problem->line, column $problem->column: $problem->message; did you mean '$problem->suggestion'?\n";
}
