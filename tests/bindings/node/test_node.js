/*
 * The Node package held to what every binding is held to, as its users see it: require('homevisit').
 *
 *   node --expose-gc test_node.js PACKAGE CASES EXPECTED SAMPLES
 *
 * All conformance cases byte for byte; ten thousand rounds of success and of failure with every allocation counted;
 * objects dropped in the worst order, and left to the collector; a hundred bad inputs and more; worker threads.
 */
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { Worker } = require('node:worker_threads');

const [packagePath, casesPath, expectedPath, samplesPath] = process.argv.slice(2);
const homevisit = require(packagePath);
const { Policy, Visit, HomevisitError, PolicyError, VisitError, liveAllocations } = homevisit;

const sample = (name) => fs.readFileSync(path.join(samplesPath, name), 'utf8');
const samples = { policy: sample('policy.json'), visit: sample('visit.json') };
const ROUNDS = 10000;

/* ---- conformance ------------------------------------------------------------------------------------------------- */

function ask(question, policy, visit) {
    if (question.ask === 'check') return policy.check(visit, question.event);
    return policy[question.ask](visit, question.at);
}

function answerByObjects(question) {
    const options = { bases: question.bases };
    let policy, visit;
    try {
        policy = question.policy.startsWith('{') ? Policy.load(question.policy, options)
            : Policy.bundled(question.policy, options);
        visit = Visit.load(question.visit, options);
        const report = ask(question, policy, visit);
        assert.equal(JSON.stringify(report), report.json, `${question.name}: the object is the report`);
        return report.json;
    } catch (error) {
        if (!(error instanceof HomevisitError)) throw error;
        assert.equal(error.message, error.problems[0].message);
        return error.problemsJson;
    } finally {
        policy?.free();
        visit?.free();
    }
}

const answerInOne = ({ ask: question, policy, visit, event, at, bases }) =>
    homevisit.answer(question, policy, visit, { event, at, bases });

function testConformance() {
    const lines = (file) => fs.readFileSync(file, 'utf8').split('\n').slice(0, -1);
    const questions = lines(casesPath).map((line) => JSON.parse(line));
    const expected = lines(expectedPath);
    assert.equal(questions.length, expected.length, 'a line of what is expected for each case');
    assert.ok(questions.length > 0);
    let equal = 0;
    questions.forEach((question, index) => {
        const answers = [answerByObjects(question), answerInOne(question)];
        if (answers.every((answer) => answer === expected[index])) equal++;
        else console.log(`${question.name} differs`);
    });
    console.log(`conformance: ${questions.length} cases, ${equal} equal`);
    assert.equal(equal, questions.length);
}

/* ---- memory ------------------------------------------------------------------------------------------------------ */

const checkedIn = { at: '2026-03-02T09:15:00Z', event: 'checked_in', with: 'office' };

function succeedOnce() {
    const policy = Policy.load(samples.policy);
    const visit = Visit.load(samples.visit);
    const before = policy.audit(visit);
    visit.append(checkedIn);
    assert.notEqual(policy.status(visit).json, before.json);
    assert.equal(policy.check(visit, checkedIn).decision, 'allow');
    policy.free();
    visit.free();
}

function failOnce() {
    assert.throws(() => Policy.load(samples.policy.slice(0, samples.policy.length / 2)), PolicyError);
    assert.throws(() => Visit.load(samples.visit.slice(0, samples.visit.length / 2)), VisitError);
    const visit = Visit.create('V');
    assert.throws(() => visit.append({ at: '2026-03-02T09:15:00Z', event: 'departd' }), VisitError);
    assert.equal(visit.eventCount, 0);
    visit.free();
}

/* Weak handles may take more than one collection. */
async function collect() {
    for (let i = 0; i < 4; i++) {
        global.gc();
        await new Promise(setImmediate);
    }
}

async function testRounds() {
    await collect();
    const before = liveAllocations();
    for (const round of [succeedOnce, failOnce]) {
        for (let i = 0; i < ROUNDS; i++) round();
        assert.equal(liveAllocations(), before, `${round.name}: ${ROUNDS} rounds release all that they allocate`);
    }
    console.log(`rounds: ${ROUNDS} of success, ${ROUNDS} of failure, none left over`);
}

async function testCollector() {
    const before = liveAllocations();
    (() => {
        for (let i = 0; i < 1000; i++) Policy.load(samples.policy).audit(Visit.load(samples.visit));
    })();
    await collect();
    assert.equal(liveAllocations(), before, 'the collector frees what nobody freed');
    console.log('collector: 1000 policies and visits dropped, none left over');
}

/* ---- order and ownership ----------------------------------------------------------------------------------------- */

async function testWorstOrder() {
    const before = liveAllocations();
    await (async () => {
        let policy = Policy.load(samples.policy);
        let visit = Visit.load(samples.visit);
        const report = policy.audit(visit);
        const clauses = [];
        for (const step of report.steps) {
            policy?.free();
            visit?.free();
            policy = visit = null;
            await collect();
            for (const finding of step.findings) clauses.push(...finding.clauses);
        }
        assert.deepEqual(clauses, ['S-1']);
        assert.equal(report.findings, undefined);
        assert.equal(report.decision, 'deny');
    })();
    const [policy, visit] = [Policy.load(samples.policy), Visit.load(samples.visit)];
    const reports = policy.auditMany([visit, samples.visit, visit]);
    assert.equal(reports.next().value.decision, 'deny');
    policy.free();
    assert.throws(() => reports.next(), /this Policy has been freed/);
    visit.free();
    visit.free();
    assert.ok(visit.freed);
    for (const use of [() => visit.id, () => visit.append(checkedIn), () => Policy.load(samples.policy).audit(visit)]) {
        assert.throws(use, { name: 'TypeError', message: 'this Visit has been freed' });
    }
    if (Symbol.dispose) Policy.load(samples.policy)[Symbol.dispose]();
    await collect();
    assert.equal(liveAllocations(), before, 'the worst order releases all');
}

/* ---- bad inputs -------------------------------------------------------------------------------------------------- */

function refused(Refused, act, what) {
    try {
        act();
    } catch (error) {
        assert.ok(error instanceof Refused, `${what}: ${error}`);
        assert.ok(error.problems.length > 0 && error.problems[0].line >= 1 && error.problems[0].column >= 1, what);
        return;
    }
    assert.fail(`${what}: nothing was thrown`);
}

const spliced = (text, place, added) =>
    Buffer.concat([Buffer.from(text.slice(0, place)), added, Buffer.from(text.slice(place))]);

function testBadInputs() {
    let count = 0;
    const both = (change, what) => {
        const policy = change(samples.policy, samples.policy.indexOf('A small'));
        const visit = change(samples.visit, samples.visit.indexOf('V-'));
        refused(PolicyError, () => Policy.load(policy), `policy ${what}`);
        refused(VisitError, () => Visit.load(visit), `visit ${what}`);
        count += 2;
    };
    for (let i = 0; i < 100; i++) {
        both((text) => text.slice(0, Math.floor(text.trimEnd().length * i / 100)), `cut at ${i}%`);
    }
    for (const bytes of [[0], [0xff], [0xed, 0xa0, 0x80], [0xc0, 0x80], [1]]) {
        both((text, place) => spliced(text, place, Buffer.from(bytes)), `with the bytes ${bytes}`);
    }
    for (const added of ['\0', '\ud800', '\udc00x', '\\u0000', '\\ud800']) {
        both((text, place) => text.slice(0, place) + added + text.slice(place), `with ${JSON.stringify(added)}`);
    }
    both((text) => `${text}\0`, 'with a zero behind it');
    both((text) => `\ufeff${text}`, 'with a byte order mark');
    testBadCalls();
    console.log(`bad inputs: ${count} refused`);
}

function testBadCalls() {
    const policy = Policy.load(samples.policy), visit = Visit.load(samples.visit);
    for (const nothing of [undefined, null, 7, true, Symbol('x'), () => {}]) {
        assert.throws(() => Policy.load(nothing), TypeError);
        assert.throws(() => Visit.load(nothing), TypeError);
        assert.throws(() => Policy.bundled(nothing), TypeError);
        assert.throws(() => policy.check(nothing, checkedIn), TypeError);
        assert.throws(() => visit.append(nothing), TypeError);
    }
    assert.throws(() => policy.audit(policy), TypeError);
    assert.throws(() => policy.audit(visit, 1234567890), TypeError);
    assert.throws(() => policy.audit(visit, new Date(NaN)), RangeError);
    assert.throws(() => policy.audit(visit, '2026-03-02'), VisitError);
    assert.throws(() => Policy.bundled('standard\0x'), TypeError);
    assert.throws(() => Policy.bundled('standrad'), (error) => error.problems[0].suggestion === 'standard');
    assert.throws(() => Visit.create('V\0x'), TypeError);
    assert.throws(() => Visit.create('\ud800'), TypeError);
    assert.throws(() => Visit.create(''), TypeError);
    assert.throws(() => Policy.load(samples.policy, { limits: { maxRules: 1 } }),
        (error) => error.problems[0].kind === 'limit');
    assert.throws(() => Policy.load(samples.policy, { limits: { maxRule: 1 } }), TypeError);
    assert.throws(() => Policy.load(samples.policy, { limits: { maxRules: -1 } }), RangeError);
    assert.throws(() => Policy.load('[]', { name: 'my.json' }), (error) => error.problems[0].file === 'my.json');
    assert.throws(() => Policy.fromFile('/nowhere/policy.json'), { code: 'ENOENT' });
    assert.throws(() => homevisit.schema('polcy'), HomevisitError);
    assert.throws(() => homevisit.answer('chek', 'standard', samples.visit), TypeError);
    assert.throws(() => new Policy(), TypeError);
    policy.free();
    visit.free();
}

/* ---- what else there is ------------------------------------------------------------------------------------------ */

function testSurface() {
    const policy = Policy.fromFile(path.join(samplesPath, 'policy.json'));
    const visit = Visit.load(JSON.parse(samples.visit));
    assert.deepEqual([policy.id, policy.version, policy.title, policy.ruleCount],
        ['small-🏫', '2026-03', 'A small policy, “naïve” 🏠', 2]);
    assert.deepEqual([visit.id, visit.eventCount, visit.lastAt], ['V-🏠', 3, new Date('2026-03-02T09:10:00Z')]);
    assert.equal(Visit.create('V').lastAt, null);
    const status = policy.status(visit, new Date('2026-03-02T09:20:00.999Z'));
    assert.deepEqual([status.at, status.nextDue, status.duties[0].metAt],
        ['2026-03-02T09:20:00Z', '2026-03-02T09:30:00Z', null]);
    const finding = policy.audit(visit).steps[1].findings[0];
    assert.deepEqual([finding.message, finding.because], ['Go in a pair 👩‍🏫👨‍🏫.', [{ fact: 'staff.count', value: 1 }]]);
    assert.equal(policy.localTime('2026-07-01T09:00:00Z'), '2026-07-01T10:00:00+01:00');
    assert.equal(homevisit.readTime('2026-03-02T10:10:00+01:00').getTime(), visit.lastAt.getTime());
    assert.equal(homevisit.version, require(path.join(packagePath, 'package.json')).version);

    const errors = [];
    const visits = [visit, '{}', Buffer.from(samples.visit)];
    const reports = [...policy.auditMany(visits, { onError: (error, item) => errors.push([error.name, item]) })];
    assert.deepEqual([reports.map((report) => report.visit), errors], [['V-🏠', 'V-🏠'], [['VisitError', '{}']]]);

    const ids = homevisit.bundledPolicies();
    assert.ok(ids.length >= 6 && ids.includes('standard'));
    const all = ids.map((id) => Policy.bundled(id));
    assert.ok(homevisit.compare(all, visit).includes(ids[0]));
    assert.equal(homevisit.vocabulary('event')[0].name, 'planned');
    assert.deepEqual(homevisit.vocabulary('evnt'), []);
    assert.ok(JSON.parse(homevisit.schema('report')).$schema);
    assert.deepEqual(homevisit.validate(samples.policy).filter(({ severity }) => severity === 'error'), []);
    assert.equal(homevisit.validate('[]')[0].severity, 'error');
    assert.equal(Policy.load(homevisit.newPolicy('our-school')).id, 'our-school');
    assert.ok(policy.show().includes('Go in a pair 👩‍🏫👨‍🏫.') && policy.show('html').includes('<html'));
    assert.ok(JSON.parse(policy.show('json')));
    assert.throws(() => policy.show('word'), TypeError);
    assert.equal(typeof homevisit.testPolicy(homevisit.bundledText(ids[1])).passed, 'boolean');
}

/* ---- threads ----------------------------------------------------------------------------------------------------- */

const WORK = `
    const { parentPort, workerData } = require('node:worker_threads');
    const { Policy, Visit } = require(workerData.packagePath);
    let last;
    for (let i = 0; i < 200; i++) {
        const policy = Policy.load(workerData.policy), visit = Visit.load(workerData.visit);
        last = policy.audit(visit).json;
        try { Visit.load('{}'); } catch (error) { if (error.name !== 'VisitError') throw error; }
        policy.free();
        visit.free();
    }
    parentPort.postMessage(last);`;

function inWorker() {
    return new Promise((resolve, reject) => {
        const worker = new Worker(WORK, { eval: true, workerData: { packagePath, ...samples } });
        let answer;
        worker.on('message', (message) => (answer = message));
        worker.on('error', reject);
        worker.on('exit', () => resolve(answer));
    });
}

async function testThreads() {
    const policy = Policy.load(samples.policy), visit = Visit.load(samples.visit);
    const expected = policy.audit(visit).json;
    await collect();
    const before = liveAllocations();
    const working = [inWorker(), inWorker(), inWorker(), inWorker()];
    for (let i = 0; i < 50; i++) {
        assert.equal(policy.audit(visit).json, expected);
        await new Promise(setImmediate);
    }
    const answers = await Promise.all(working);
    assert.deepEqual(answers, Array(4).fill(expected));
    assert.equal(policy.audit(visit).json, expected, 'the main thread goes on after the workers');
    assert.equal(liveAllocations(), before, 'workers leave nothing');
    console.log('threads: 4 workers beside the main thread, all audits equal');
}

async function main() {
    testConformance();
    testSurface();
    await testRounds();
    await testCollector();
    await testWorstOrder();
    testBadInputs();
    await testThreads();
}

main().catch((error) => {
    console.log(`FAILED: ${error.stack}`);
    process.exitCode = 1;
});
