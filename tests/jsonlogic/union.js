// The library against public JsonLogic cases:
//
//   node union.js DRIVER FILE
//
// FILE holds [{rule, data, exp: [{result} | {error}]}]. What the library accepts has to give one of the answers;
// everything else it has to refuse. Never a third answer.
"use strict";
const { readFileSync } = require("node:fs");
const { isDeepStrictEqual } = require("node:util");
const ask = require("./ask.js");

const [driver, file] = process.argv.slice(2);
const all = JSON.parse(readFileSync(file, "utf8"));
// No data are the same as data that hold nothing.
const cases = all.map(({ rule, data }) => ({ rule, data: data ?? {} }));
const refusals = new Map();
let accepted = 0;
let wrong = 0;
ask(driver, cases).forEach((answer, i) => {
  if (answer.refused) {
    refusals.set(answer.refused.code, (refusals.get(answer.refused.code) ?? 0) + 1);
    return;
  }
  accepted++;
  if (all[i].exp.some((one) => "result" in one && isDeepStrictEqual(one.result, answer.result))) return;
  wrong++;
  console.log(`a third answer: ${JSON.stringify({ ...cases[i], exp: all[i].exp, answer })}`);
});
const reasons = [...refusals].sort((a, b) => b[1] - a[1]).map(([code, times]) => `${code} ${times}`);
console.log(`${all.length} cases: ${accepted} accepted, ${wrong} of them wrong; ${all.length - accepted} refused`);
console.log(`refused for: ${reasons.join(", ")}`);
process.exitCode = wrong > 0 || accepted === 0 ? 1 : 0;
