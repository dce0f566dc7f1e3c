/* Functions that need no object: answers in one call, tools for who writes policy, what the library says of itself. */
'use strict';

const native = require('./native');
const { HomevisitError, PolicyError, VisitError, settle, checkCode } = require('./errors');
const { textOf, nameOf, secondsOf, withOptions } = require('./documents');
const { handleOf } = require('./handle');
const { Policy } = require('./policy');
const { Visit } = require('./visit');

const textIn = (outcome, Refused) => settle(outcome, Refused, (made) => made.text());

/* To the addon an empty text is no time at all. One that was given is refused, as a blank is. */
const EMPTY_TIME = ' ';

/**
 * From text to text: `question` is 'check', 'status' or 'audit', `policy` a profile or a bundled id. Gives the report's
 * JSON or, where the input cannot be used, `{"problems": […]}`: nothing is thrown for input.
 */
function answer(question, policy, visit, { event, at, ...options } = {}) {
    const texts = [nameOf(question, 'question'), textOf(policy, 'policy'), textOf(visit, 'visit'),
        event === undefined || event === null ? '' : textOf(event, 'event'),
        at === undefined || at === null ? '' : nameOf(at, 'at') || EMPTY_TIME];
    return withOptions(options, (handle) => {
        const outcome = native.surface_answer(...texts, handle);
        const text = outcome === null ? '' : outcome.text();
        if (text === '') return textIn(outcome, HomevisitError);
        native.surface_outcome_free(outcome);
        return text;
    });
}

/** Everything that is wrong with or doubtful about a profile; each has `severity`, 'error' or 'warning'. */
function validate(document, { today, ...options } = {}) {
    const [given, seconds] = secondsOf(today);
    const text = textOf(document, 'policy');
    return withOptions(options, (handle) => {
        const outcome = native.surface_policy_validate(text, given, seconds, handle);
        const list = (checked) => JSON.parse(checked.problems()).problems.map(
            (problem, index) => ({ severity: checked.is_warning(index) ? 'warning' : 'error', ...problem }));
        try {
            return settle(outcome, PolicyError, list);
        } catch (error) {
            if (!(error instanceof PolicyError)) throw error;
            return error.problems.map((problem) => ({ severity: 'error', ...problem }));
        }
    });
}

/** Runs a profile's cases (left out: the bundled ones of its id). Gives whether all passed, and what is to be said. */
function testPolicy(policy, cases, { format = 'text', ...options } = {}) {
    const given = cases === undefined || cases === null ? '' : textOf(cases, 'cases');
    const text = textOf(policy, 'policy');
    return withOptions(options, (handle) => settle(
        native.surface_policy_test(text, given, nameOf(format, 'format'), handle), PolicyError,
        (tested) => ({ passed: tested.number() === 1, text: tested.text() })));
}

/** The text of a starting point for a school's own profile. */
function newPolicy(id, base = 'standard') {
    return textIn(native.surface_policy_new(nameOf(id, 'id'), nameOf(base, 'extends')), HomevisitError);
}

/** Where policies decide differently on one visit: 'json' or 'text'. */
function compare(policies, visit, { at, format = 'json' } = {}) {
    const [given, seconds] = secondsOf(at);
    const handle = new native.PoliciesHandle();
    try {
        for (const policy of policies) checkCode(handle.add(handleOf(policy, Policy)));
        return textIn(native.surface_compare(handle, handleOf(visit, Visit), given, seconds, nameOf(format, 'format')),
            VisitError);
    } finally {
        native.surface_policies_free(handle);
    }
}

/** The JSON Schema of a 'policy', 'visit', 'report' or 'cases' document. */
const schema = (document) => textIn(native.surface_schema(nameOf(document, 'document')), HomevisitError);

/** The names of a vocabulary ('event', 'role', …; 'vocabularies' has them all), each with a sentence. */
function vocabulary(name) {
    const count = native.surface_vocabulary_count(nameOf(name, 'vocabulary'));
    return Array.from({ length: count }, (_, index) => ({
        name: native.surface_vocabulary_name(name, index), doc: native.surface_vocabulary_doc(name, index),
    }));
}

/** The ids of the profiles that the library carries. */
function bundledPolicies() {
    const ids = [];
    for (let id; (id = native.surface_bundled_id(ids.length)) !== '';) ids.push(id);
    return ids;
}

/** A bundled profile's own text, and its cases'; '' for an id that has none. */
const bundledText = (id) => textIn(native.surface_bundled_text(nameOf(id, 'id')), HomevisitError);
const bundledCases = (id) => textIn(native.surface_bundled_cases(nameOf(id, 'id')), HomevisitError);

/** A time in RFC 3339, as documents have it. */
function readTime(text) {
    const [, seconds] = secondsOf(nameOf(text, 'time'));
    return new Date(seconds * 1000);
}

module.exports = {
    answer, validate, testPolicy, newPolicy, compare, schema, vocabulary, bundledPolicies, bundledText, bundledCases,
    readTime,
    version: native.surface_version(),
    formats: Object.freeze({ first: native.surface_format_first(), last: native.surface_format_last() }),
    /** For tests: allocations of the library in this process that are not released yet. */
    liveAllocations: () => native.surface_live_allocations(),
};
