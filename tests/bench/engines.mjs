// The same 24 rules over the same facts in the JsonLogic engines from npm. usage: node engines.mjs POLICY_FILE < facts
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const jsonLogic = require('json-logic-js');
const { LogicEngine } = require('json-logic-engine');
const rules = JSON.parse(readFileSync(process.argv[2], 'utf8')).rules.map((rule) => rule.when);
const facts = readFileSync(0, 'utf8').trim().split('\n').map((line) => {
  const object = JSON.parse(line);
  object.staff.count = object['staff.count']; // JsonLogic looks into the list for it
  return object;
});
const engine = new LogicEngine();
const compiled = rules.map((rule) => engine.build(rule));
const ways = {
  'json-logic-engine 5, compiled': (object) => compiled.map((run) => run(object)),
  'json-logic-js 2': (object) => rules.map((rule) => jsonLogic.apply(rule, object)),
};
const bits = (answers) => answers.reduce((sum, answer, i) => sum + (answer ? 2 ** i : 0), 0);
for (const [name, decide] of Object.entries(ways)) {
  for (const object of facts) {
    if (bits(decide(object)) !== object.fired) throw new Error(`${name}: another answer than by hand`);
  }
  const times = [];
  for (let run = 0; run < 7; run++) {
    const began = process.hrtime.bigint();
    for (let round = 0; round < 5; round++) for (const object of facts) decide(object);
    times.push(Number(process.hrtime.bigint() - began) / 1000 / (5 * facts.length));
  }
  times.sort((a, b) => a - b);
  console.log(`| ${name} | ${times[3].toFixed(4)} |`);
}
