/* A visit: the record of what happened, which grows by events. */
'use strict';

const native = require('./native');
const { VisitError, settle } = require('./errors');
const { textOf, nameOf, withOptions, readDocument } = require('./documents');
const { Held, handleOf } = require('./handle');

const made = Symbol('made');

class Visit extends Held {
    /** @hidden Visit.load(), Visit.create() and Visit.fromFile() make visits. */
    constructor(key, outcome) {
        if (key !== made) throw new TypeError('use Visit.load(), Visit.create() or Visit.fromFile()');
        super(settle(outcome, VisitError, (loaded) => loaded.take_visit()), native.surface_visit_free);
    }

    /** Reads a record: JSON text, its bytes, or the same as an object. */
    static load(document, options) {
        const text = textOf(document, 'visit');
        return withOptions(options, (handle) => new Visit(made, native.surface_visit_load(text, handle)));
    }

    /** Reads a record from a file, whose name stands in the problems. */
    static fromFile(path, options) {
        return Visit.load(...readDocument(path, options));
    }

    /** Begins a record without events. */
    static create(id, options) {
        nameOf(id, 'id');
        return withOptions(options, (handle) => new Visit(made, native.surface_visit_new(id, handle)));
    }

    /** Adds an event; where it cannot be used, the record stays as it was. */
    append(event) {
        settle(native.surface_visit_append(handleOf(this, Visit), textOf(event, 'event')), VisitError, () => {});
        return this;
    }

    get id() {
        return handleOf(this, Visit).id();
    }

    get eventCount() {
        return handleOf(this, Visit).event_count();
    }

    /** When the last event was, or null. */
    get lastAt() {
        const handle = handleOf(this, Visit);
        return handle.event_count() === 0 ? null : new Date(handle.last_at() * 1000);
    }
}

module.exports = { Visit };
