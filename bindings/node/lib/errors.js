/* What is thrown, and the one place where an outcome of the library becomes a value or an exception. */
'use strict';

const native = require('./native');

const MEMORY = -6;
const ARGUMENT = -8;

/** Input that cannot be used. `problems` has everything that is wrong with it, in the order of its places. */
class HomevisitError extends Error {
    constructor(message, problemsJson = '{"problems":[]}') {
        super(message);
        this.name = this.constructor.name;
        this.problems = JSON.parse(problemsJson).problems;
        Object.defineProperty(this, 'problemsJson', { value: problemsJson });
    }
}

/** A policy that cannot be used, or one that it extends. */
class PolicyError extends HomevisitError {}

/** A visit, an event or a time that cannot be used. */
class VisitError extends HomevisitError {}

function errorOf(outcome, code, Refused) {
    if (code === MEMORY) return new RangeError('homevisit: out of memory');
    if (code === ARGUMENT) return new TypeError(outcome.message());
    return new Refused(outcome.message(), outcome.problems());
}

/** Gives what `take` makes of an outcome, or throws what went wrong; the outcome is freed either way. */
function settle(outcome, Refused, take) {
    if (outcome === null) throw new RangeError('homevisit: out of memory');
    try {
        const code = outcome.code();
        if (code !== 0) throw errorOf(outcome, code, Refused);
        return take(outcome);
    } finally {
        native.surface_outcome_free(outcome);
    }
}

/** Throws where a call that gives a mere code did not succeed. */
function checkCode(code) {
    if (code === MEMORY) throw new RangeError('homevisit: out of memory');
    if (code !== 0) throw new TypeError(native.surface_code_text(code));
}

module.exports = { HomevisitError, PolicyError, VisitError, settle, checkCode };
