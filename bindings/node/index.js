/* homevisit: a school's written policy for home visits as data, and what it says of a visit. README.md has examples. */
'use strict';

const { HomevisitError, PolicyError, VisitError } = require('./lib/errors');
const { Policy } = require('./lib/policy');
const { Visit } = require('./lib/visit');
const { Report } = require('./lib/report');
const {
    answer, validate, testPolicy, newPolicy, compare, schema, vocabulary, bundledPolicies, bundledText, bundledCases,
    readTime, version, formats, liveAllocations,
} = require('./lib/tools');

module.exports = {
    Policy, Visit, Report, HomevisitError, PolicyError, VisitError,
    answer, validate, testPolicy, newPolicy, compare, schema, vocabulary, bundledPolicies, bundledText, bundledCases,
    readTime, version, formats, liveAllocations,
};
