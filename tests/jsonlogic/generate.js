// Random conditions of sound types over random data, the same for the same seed.
"use strict";

// Mulberry32: small, seeded, good enough to vary conditions.
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const ROLES = ["headteacher", "dsl", "teacher", "social_worker"];
const TEXTS = ["draft", "ended", "under_way", "a.b", "", "é", "0"];

class Generator {
  constructor(seed) {
    this.random = random(seed);
  }

  below(n) {
    return Math.floor(this.random() * n);
  }

  one(list) {
    return list[this.below(list.length)];
  }

  chance(p) {
    return this.random() < p;
  }

  many(least, most, make) {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }

  // ---- data: what is absent is said in neither form ----

  data() {
    const staff = () => this.many(1, 3, () => ({ id: `s${this.below(5)}`, role: this.one(ROLES), trained: this.chance(0.5) }));
    return {
      given: this.chance(0.5),
      parents: { informed: this.chance(0.5), present: this.chance(0.5), unknown: null },
      count: this.below(6) - 1,
      plan: { minute: this.below(1440), days: this.below(4), other: this.below(9) - 4, staff: staff() },
      phase: this.one(TEXTS),
      deep: { er: { room: this.one(TEXTS) } },
      roles: this.many(0, 3, () => this.one(ROLES)),
      none: [],
      staff: staff(),
    };
  }

  // ---- values by type; `inside` is the kind of member in scope, or undefined ----

  boolean(depth, inside) {
    const leaf = depth <= 0 || this.chance(0.15);
    const ways = leaf ? this.booleanLeaves(inside) : this.booleanOperations(depth - 1, inside);
    return this.one(ways)();
  }

  booleanLeaves(inside) {
    if (inside === "staff")
      return [
        () => ({ var: "trained" }),
        () => ({ "==": [{ var: "role" }, this.one(ROLES)] }),
        () => ({ in: [{ var: "role" }, this.many(1, 3, () => this.one(ROLES))] }),
        () => ({ "!=": [{ var: "id" }, "s1"] }),
      ];
    if (inside === "text")
      return [
        () => ({ "==": [{ var: "" }, this.one(ROLES)] }),
        () => ({ in: [{ var: "" }, this.many(1, 3, () => this.one(ROLES))] }),
      ];
    return [
      () => ({ var: this.one(["given", "parents.informed", "parents.present"]) }),
      () => ({ var: [this.one(["parents.none", "absent", "parents.unknown.more", "given"]), this.chance(0.5)] }),
      () => this.chance(0.1),
    ];
  }

  booleanOperations(depth, inside) {
    const boolean = () => this.boolean(depth, inside);
    const number = () => this.number(depth, inside);
    const text = () => this.text(depth, inside);
    const ways = [
      () => ({ [this.one(["and", "or"])]: this.many(1, 3, boolean) }),
      () => ({ [this.one(["and", "or"])]: this.many(2, 4, boolean) }),
      () => ({ [this.one(["!", "!!"])]: this.chance(0.5) ? boolean() : [boolean()] }),
      () => ({ [this.one(["!", "!!"])]: [this.list(depth, inside)] }),
      () => ({ if: [boolean(), boolean(), ...this.chance(0.3) ? [boolean(), boolean()] : [], boolean()] }),
      () => ({ [this.one(["==", "===", "!=", "!=="])]: this.one([() => [number(), number()], () => [text(), text()],
                                                                 () => [boolean(), boolean()]])() }),
      () => ({ [this.one(["<", "<=", ">", ">="])]: [number(), number()] }),
      () => ({ [this.one(["<", "<="])]: [number(), number(), number()] }),
      () => ({ in: [text(), this.list(depth, inside)] }),
      () => ({ in: [number(), this.many(1, 4, () => this.below(7) - 2)] }),
    ];
    if (inside === undefined)
      ways.push(
        () => ({ [this.one(["all", "some", "none"])]: [this.staff(depth), this.boolean(depth, "staff")] }),
        () => ({ [this.one(["all", "some", "none"])]: [this.list(depth), this.boolean(depth, "text")] }),
      );
    return ways;
  }

  number(depth, inside) {
    if (depth <= 0 || this.chance(0.5)) return this.one(this.numberLeaves(inside))();
    const number = () => this.number(depth - 1, inside);
    const divisor = () => this.one([() => 1 + this.below(5), () => -2, () => 0.5, () => ({ max: [1, number()] })])();
    return this.one([
      () => ({ "+": this.many(1, 3, number) }),
      () => ({ "*": this.many(1, 3, number) }),
      () => ({ "-": this.many(1, 2, number) }),
      () => ({ [this.one(["min", "max"])]: this.many(1, 3, number) }),
      () => ({ [this.one(["/", "%"])]: [number(), divisor()] }),
      () => ({ if: [this.boolean(depth - 1, inside), number(), number()] }),
      () => ({ "-": number() }),
    ])();
  }

  numberLeaves(inside) {
    const literal = () => this.one([() => this.below(7) - 2, () => this.below(1500), () => (this.below(40) - 20) / 8, () => 0.1])();
    if (inside !== undefined) return [literal];
    return [
      literal,
      () => ({ var: this.one(["count", "plan.minute", "plan.days", "plan.other"]) }),
      () => ({ var: ["plan.absent", literal()] }),
    ];
  }

  text(depth, inside) {
    if (inside === "text" && this.chance(0.5)) return { var: "" };
    if (inside === "staff" && this.chance(0.5)) return { var: this.one(["id"]) };
    if (depth > 0 && this.chance(0.2))
      return { if: [this.boolean(depth - 1, inside), this.text(depth - 1, inside), this.text(depth - 1, inside)] };
    if (inside !== undefined || this.chance(0.4)) return this.one([...TEXTS, ...ROLES]);
    return { var: this.one(["phase", "deep.er.room", ["deep.er.nothing", this.one(TEXTS)]]) };
  }

  list(depth, inside) {
    if (inside !== undefined) return this.many(1, 3, () => this.one(ROLES));
    const names = ["given", "count", "absent", "parents.unknown", "deep.er.room", "deep.none"];
    const ways = [
      () => ({ var: this.one(["roles", "roles", "none"]) }),
      () => this.many(0, 3, () => this.one([...ROLES, ...TEXTS])),
      () => ({ missing: this.one([names, this.one(names), this.many(1, 3, () => this.one(names)), [names]]) }),
    ];
    if (depth > 0) ways.push(() => ({ if: [this.boolean(depth - 1), this.list(0), this.list(0)] }));
    return this.one(ways)();
  }

  staff(depth) {
    if (depth > 0 && this.chance(0.2)) return { if: [this.boolean(depth - 1), { var: "staff" }, { var: "plan.staff" }] };
    return { var: this.one(["staff", "plan.staff"]) };
  }

  // ---- a case: mostly conditions, and values of every type ----

  rule() {
    const depth = 1 + this.below(4);
    for (;;) {
      const rule = this.one([
        ...Array(7).fill(() => this.boolean(depth)),
        () => this.number(depth),
        () => this.text(depth),
        () => this.list(depth),
      ])();
      if (typeof rule === "object" && !Array.isArray(rule)) return rule;
    }
  }

  case() {
    return { rule: this.rule(), data: this.data() };
  }
}

module.exports = { Generator };
