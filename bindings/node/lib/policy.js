/* A policy: what a school asks, loaded and checked; and the questions that are put to it. */
'use strict';

const native = require('./native');
const { PolicyError, VisitError, settle } = require('./errors');
const { textOf, nameOf, secondsOf, withOptions, readDocument } = require('./documents');
const { Held, handleOf } = require('./handle');
const { reportOf } = require('./report');
const { Visit } = require('./visit');

const made = Symbol('made');

/* A report, of an outcome that has one. */
const answered = (outcome) => reportOf(settle(outcome, VisitError, (asked) => asked.take_report()));

class Policy extends Held {
    /** @hidden Policy.load(), Policy.bundled() and Policy.fromFile() make policies. */
    constructor(key, outcome) {
        if (key !== made) throw new TypeError('use Policy.load(), Policy.bundled() or Policy.fromFile()');
        super(settle(outcome, PolicyError, (loaded) => loaded.take_policy()), native.surface_policy_free);
    }

    /** Reads a profile: JSON text, its bytes, or the same as an object. */
    static load(document, options) {
        const text = textOf(document, 'policy');
        return withOptions(options, (handle) => new Policy(made, native.surface_policy_load(text, handle)));
    }

    /** Reads a profile from a file, whose name stands in the problems. */
    static fromFile(path, options) {
        return Policy.load(...readDocument(path, options));
    }

    /** Loads a profile that the library carries. */
    static bundled(id, options) {
        nameOf(id, 'id');
        return withOptions(options, (handle) => new Policy(made, native.surface_policy_bundled(id, handle)));
    }

    get id() {
        return handleOf(this, Policy).id();
    }

    get version() {
        return handleOf(this, Policy).version();
    }

    get title() {
        return handleOf(this, Policy).title();
    }

    get ruleCount() {
        return handleOf(this, Policy).rule_count();
    }

    /** May this event happen now? */
    check(visit, event) {
        const text = textOf(event, 'event');
        return answered(native.surface_check(handleOf(this, Policy), handleOf(visit, Visit), text));
    }

    /** Where does the visit stand at `at`, or at its last event? */
    status(visit, at) {
        const [given, seconds] = secondsOf(at);
        return answered(native.surface_status(handleOf(this, Policy), handleOf(visit, Visit), given, seconds));
    }

    /** The whole record, replayed; duties as they are at `at`, or at the last event. */
    audit(visit, at) {
        const [given, seconds] = secondsOf(at);
        return answered(native.surface_audit(handleOf(this, Policy), handleOf(visit, Visit), given, seconds));
    }

    /**
     * Audits visits as they come, one at a time: Visits (which stay the caller's), or documents. One that cannot be
     * used ends the stream with its error, unless `onError(error, visit)` takes it.
     */
    *auditMany(visits, { at, onError } = {}) {
        for (const visit of visits) {
            let report;
            try {
                report = this.#auditOne(visit, at);
            } catch (error) {
                if (!onError || !(error instanceof VisitError)) throw error;
                onError(error, visit);
                continue;
            }
            yield report;
        }
    }

    #auditOne(visit, at) {
        if (visit instanceof Visit) return this.audit(visit, at);
        const loaded = Visit.load(visit);
        try {
            return this.audit(loaded, at);
        } finally {
            loaded.free();
        }
    }

    /** The policy for people: 'markdown', 'html' (a page) or 'json'. */
    show(format = 'markdown') {
        const outcome = native.surface_policy_show(handleOf(this, Policy), nameOf(format, 'format'));
        return settle(outcome, PolicyError, (shown) => shown.text());
    }

    /** A time as the policy's own clock shows it: '2026-03-30T10:10:00+01:00'. */
    localTime(at) {
        const [given, seconds] = secondsOf(at);
        if (!given) throw new TypeError('at: expected a Date or a time in RFC 3339');
        const outcome = native.surface_time_write_local(handleOf(this, Policy), seconds);
        return settle(outcome, VisitError, (written) => written.text());
    }
}

module.exports = { Policy };
