// The 24 rules in the JsonLogic engines from npm, over the same facts: the documents of `bench documents`, a line each with
// the bits of the rules that have to fire in front. Tells figures as the benchmark's program does (measure.h).
//
// usage: node engines.mjs POLICY_FILE RUNS SECONDS_A_RUN < documents
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const jsonLogic = require('json-logic-js');
const { LogicEngine } = require('json-logic-engine');

const [policy, runs, atLeast] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
// The list of staff cannot have a `count` of its own in a document.
const { rules } = JSON.parse(readFileSync(policy, 'utf8').replaceAll('"staff.count"', '"staff_count"'));
const visits = readFileSync(0, 'utf8').trimEnd().split('\n').map((line) => {
  const [fired, text] = line.split('\t');
  return { fired: Number(fired), text, facts: JSON.parse(text) };
});

const engine = new LogicEngine();
const compiled = rules.map(({ id, when }) => ({ id, run: engine.build(when) }));

// Each gives the list of the ids that fired.
const engines = {
  'json-logic-engine': (facts) => {
    const fired = [];
    for (const { id, run } of compiled) if (run(facts)) fired.push(id);
    return fired;
  },
  'json-logic-js': (facts) => {
    const fired = [];
    for (const { id, when } of rules) if (jsonLogic.apply(when, facts)) fired.push(id);
    return fired;
  },
};
const answer = (decide, text) => {
  const facts = JSON.parse(text);
  return JSON.stringify({ visit: facts.visit.id, fired: decide(facts) });
};

const bits = (ids) => ids.reduce((sum, id) => sum + 2 ** (Number(id.slice(1)) - 1), 0);
for (const [name, decide] of Object.entries(engines)) {
  visits.forEach(({ fired, text, facts }, i) => {
    if (bits(decide(facts)) !== fired || bits(JSON.parse(answer(decide, text)).fired) !== fired) {
      throw new Error(`visit ${i + 1}: ${name} decides otherwise than by hand`);
    }
  });
}

let sink = 0;
const seconds = (step, rounds) => {
  const began = process.hrtime.bigint();
  for (let round = 0; round < rounds; round++) for (const visit of visits) sink += step(visit).length;
  return Number(process.hrtime.bigint() - began) / 1e9;
};

const measure = (column, steps) => {
  const works = Object.entries(steps).map(([row, step]) => {
    let rounds = 1;
    while (seconds(step, rounds) < atLeast) rounds *= 2; // warms it up as well
    return { row, step, rounds, times: [] };
  });
  for (let run = 0; run < runs; run++) {
    for (const { step, rounds, times } of works) times.push((seconds(step, rounds) * 1e6) / rounds / visits.length);
  }
  for (const { row, times } of works) {
    times.sort((a, b) => a - b);
    console.log(`decision\t${row}\t${column}\t${times[Math.floor(runs / 2)]}`);
  }
};
const each = (make) => Object.fromEntries(Object.entries(engines).map(([name, decide]) => [name, make(decide)]));
measure('ready', each((decide) => ({ facts }) => decide(facts)));
measure('text', each((decide) => ({ text }) => answer(decide, text)));
if (sink === 0) throw new Error('nothing fired');
