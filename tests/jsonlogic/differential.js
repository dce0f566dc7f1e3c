// The library against json-logic-js on random conditions:
//
//   node differential.js DRIVER MODULES SEED COUNT
//
// MODULES is the folder in which `npm ci` put json-logic-js. What the library accepts has to give JsonLogic's own answer.
// What it refuses has to be something that can never be true, and here is not true.
"use strict";
const assert = require("node:assert");
const { createRequire } = require("node:module");
const path = require("node:path");
const ask = require("./ask.js");
const { Generator } = require("./generate.js");

const [driver, modules, seed, count] = process.argv.slice(2);
const jsonLogic = createRequire(path.resolve(modules, "package.json"))("json-logic-js");

// Of these the generator makes some now and then, and nothing else that is refused.
const REFUSALS = new Set(["never_true", "constant_false"]);

// What JSON can say of a value: no negative zero, no NaN.
const plain = (value) => JSON.parse(JSON.stringify(value ?? null));

// The part at a JSON Pointer, and whether it stands inside all, some or none, where other names are in scope.
function part(rule, pointer) {
  let inside = false;
  let value = rule;
  const steps = pointer.split("/").slice(1).map((step) => step.replace(/~1/g, "/").replace(/~0/g, "~"));
  steps.forEach((step, i) => {
    if (["all", "some", "none"].includes(step) && steps[i + 1] === "1") inside = true;
    value = value[step];
  });
  return { value, inside };
}

const generator = new Generator(Number(seed));
const cases = Array.from({ length: Number(count) }, () => generator.case());
let accepted = 0;
ask(driver, cases).forEach((answer, i) => {
  const { rule, data } = cases[i];
  const what = () => JSON.stringify({ seed, case: i, rule, data, answer });
  if (answer.refused) {
    assert(REFUSALS.has(answer.refused.code), `refused: ${what()}`);
    const { value, inside } = part(rule, answer.refused.pointer);
    if (!inside) assert.notStrictEqual(jsonLogic.apply(value, data), true, `refused, and true: ${what()}`);
    return;
  }
  accepted++;
  assert.deepStrictEqual(answer.result, plain(jsonLogic.apply(rule, data)), what());
});
console.log(`seed ${seed}: ${cases.length} conditions, ${accepted} accepted and as in json-logic-js, ` +
            `${cases.length - accepted} refused as never true`);
assert(accepted > cases.length / 2, "most conditions should be accepted");
