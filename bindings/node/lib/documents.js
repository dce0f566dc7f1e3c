/* What users may hand in (text, bytes, plain objects, files, times, options), made into what the addon takes. */
'use strict';

const fs = require('node:fs');
const native = require('./native');
const { VisitError, settle, checkCode } = require('./errors');

/** A Date as documents have it: UTC, the second that it lies in. */
function timeOfDate(date) {
    if (Number.isNaN(date.getTime())) throw new RangeError('the Date is invalid');
    return settle(native.surface_time_write(Math.floor(date.getTime() / 1000)), VisitError, (made) => made.text());
}

/* JSON.stringify hands over a Date as the text that it makes of itself, with milliseconds; the object has the Date. */
function replaceDate(key, value) {
    return this[key] instanceof Date ? timeOfDate(this[key]) : value;
}

/** A document: text and bytes as they are, a plain object as JSON. */
function textOf(document, what) {
    if (typeof document === 'string' || document instanceof Uint8Array) return document;
    if (document === null || typeof document !== 'object') {
        const type = document === null ? 'null' : typeof document;
        throw new TypeError(`${what}: expected JSON text, bytes or an object, not ${type}`);
    }
    const text = JSON.stringify(document, replaceDate);
    if (typeof text !== 'string') throw new TypeError(`${what}: the object has no JSON`);
    return text;
}

/** A name: text and nothing else. */
function nameOf(name, what) {
    if (typeof name !== 'string') throw new TypeError(`${what}: expected a string, not ${typeof name}`);
    return name;
}

/** A time as the library counts it: [whether there is one, seconds since 1970]. */
function secondsOf(at) {
    if (at === undefined || at === null) return [0, 0];
    if (at instanceof Date) at = timeOfDate(at);
    if (typeof at !== 'string') throw new TypeError(`at: expected a Date or a time in RFC 3339, not ${typeof at}`);
    return [1, settle(native.surface_time_read(at), VisitError, (read) => read.number())];
}

const limitNames = {
    maxBytes: 'max_bytes', maxDepth: 'max_depth', maxEvents: 'max_events', maxStaff: 'max_staff',
    maxRules: 'max_rules', maxConditionNodes: 'max_condition_nodes',
};

function fillOptions(handle, { name, bases = [], limits = {} }) {
    if (name !== undefined) checkCode(handle.document(nameOf(name, 'name')));
    for (const base of bases) checkCode(handle.add_base(textOf(base, 'bases')));
    for (const [key, value] of Object.entries(limits)) {
        if (!Object.hasOwn(limitNames, key)) throw new TypeError(`limits: there is no '${key}'`);
        if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`limits.${key}: expected a whole number`);
        checkCode(handle.limit(limitNames[key], value));
    }
}

/** Gives what `use` makes of a handle for the options: { name, bases, limits }, all of which may be left out. */
function withOptions(options, use) {
    if (options === undefined || options === null) return use(null);
    const handle = new native.OptionsHandle();
    try {
        fillOptions(handle, options);
        return use(handle);
    } finally {
        native.surface_options_free(handle);
    }
}

/** A file's bytes, and the options with the file's name for the problems. */
function readDocument(path, options) {
    return [fs.readFileSync(path), { name: String(path), ...options }];
}

module.exports = { textOf, nameOf, secondsOf, withOptions, readDocument };
