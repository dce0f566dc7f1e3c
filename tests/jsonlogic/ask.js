// Asks the driver (evaluate.c) for many answers at once.
"use strict";
const { spawnSync } = require("node:child_process");

// cases: [{rule, data}]; gives for each {result} or {refused}.
module.exports = function ask(driver, cases) {
  const input = cases.map(({ rule, data }) => JSON.stringify({ rule, data }) + "\n").join("");
  const run = spawnSync(driver, { input, encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`${driver} ended with ${run.status ?? run.signal}: ${run.stderr}`);
  const answers = run.stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  if (answers.length !== cases.length) throw new Error(`${answers.length} answers to ${cases.length} cases`);
  return answers;
};
