/* The addon: homevisit.node beside index.js, made by SWIG from bindings/swig/homevisit.i. Only lib/ may see it. */
'use strict';

const path = require('node:path');

const file = path.join(__dirname, '..', 'homevisit.node');

try {
    module.exports = require(file);
} catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    throw new Error(`homevisit: ${file} is missing; run "npm rebuild homevisit", or see the package's README`);
}
