/* A report as a plain object: the report's own keys in camelCase, lists as arrays, times as the library writes them. */
'use strict';

const native = require('./native');
const { HomevisitError, settle } = require('./errors');

const camelCase = (key) => key.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());

/** Renames the keys, all but those inside a fact's value, which is the visit's own. */
function renamed(value) {
    if (Array.isArray(value)) return value.map(renamed);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(
        ([key, member]) => [camelCase(key), key === 'value' ? member : renamed(member)]));
}

/** What a check, status or audit says. `json` is the report's text, the very bytes that every language gives. */
class Report {
    constructor(json) {
        Object.assign(this, renamed(JSON.parse(json)));
        Object.defineProperty(this, 'json', { value: json });
        Object.freeze(this);
    }

    /** So that JSON.stringify(report) is the report again, with the format's own keys. */
    toJSON() {
        return JSON.parse(this.json);
    }

    toString() {
        return this.json;
    }
}

/** Makes a report of the library into one of ours, and frees it. */
function reportOf(handle) {
    try {
        return new Report(settle(native.surface_report_json(handle), HomevisitError, (written) => written.text()));
    } finally {
        native.surface_report_free(handle);
    }
}

module.exports = { Report, reportOf };
