// May this member of staff set out? Loads a school's policy and a visit, asks, and prints the decision and why.
const { Policy, Visit, VisitError } = require('homevisit');

const policy = Policy.bundled('alumwell-infant');
const visit = Visit.load({
    format: 'homevisit-visit/1', id: 'V-0142', events: [
        { at: '2026-03-02T08:30:00Z', event: 'planned', reason: 'school_work', purpose: 'bring books',
            staff: [{ id: 'S-1', role: 'teacher' }] }],
});
const report = policy.check(visit, { at: '2026-03-02T09:00:00Z', event: 'departed' });
console.log(report.decision);
for (const finding of report.findings) console.log(`${finding.clauses[0] ?? finding.rule}: ${finding.message}`);

try {
    Visit.load(`{"format": "homevisit-visit/1", "id": "V-0143", "events": [
        {"at": "2026-03-02T08:30:00Z", "event": "departd"}]}`);
} catch (error) {
    if (!(error instanceof VisitError)) throw error;
    const { line, column, message, suggestion } = error.problems[0];
    console.log(`line ${line}, column ${column}: ${message}; did you mean '${suggestion}'?`);
}
