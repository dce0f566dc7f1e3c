/// <reference lib="esnext.disposable" />
/*
 * homevisit: a school's written policy for home visits as data, and what it says of a visit.
 *
 * Documents go in with the format's own keys (docs/format.md); reports come out with theirs in camelCase. Texts are
 * whole: a zero character or a lone surrogate in one is refused.
 */

/** JSON text, its bytes in UTF-8, or the same as a plain object, in which a Date stands for the second it lies in. */
export type Document = string | Uint8Array | object;

/** A time in RFC 3339 with an offset, or a Date, which stands for the second it lies in. */
export type Time = string | Date;

/** A time as reports have it: RFC 3339 in UTC, '2026-03-02T09:10:00Z'. */
export type ReportTime = string;

/** How documents are read. */
export interface Options {
    /** What problems call the document: a file's name. */
    name?: string;
    /** Policies that others may extend, tried before the bundled ones. */
    bases?: Iterable<Document>;
    /** Zero or left out is the default. */
    limits?: {
        maxBytes?: number; maxDepth?: number; maxEvents?: number; maxStaff?: number;
        maxRules?: number; maxConditionNodes?: number;
    };
}

/** One thing that is wrong with a document. */
export interface Problem {
    kind: 'syntax' | 'schema' | 'name' | 'type' | 'limit' | 'io' | 'memory';
    /** A stable word for the message, listed in docs/problems.md. */
    code: string;
    file: string | null;
    /** From 1, in characters; null where the document has no text. */
    line: number | null;
    column: number | null;
    /** A JSON Pointer (RFC 6901); '' is the whole document. */
    pointer: string;
    message: string;
    /** The nearest right name. */
    suggestion: string | null;
}

/** Input that cannot be used. */
export class HomevisitError extends Error {
    /** Everything that is wrong, in the order of the places. */
    readonly problems: Problem[];
    /** `{"problems": […]}`, the very bytes that every language gives. */
    readonly problemsJson: string;
}
/** A policy that cannot be used, or one that it extends. */
export class PolicyError extends HomevisitError {}
/** A visit, an event or a time that cannot be used. */
export class VisitError extends HomevisitError {}

/** From best to worst. Treat 'unknown' as 'deny' until what is missing has been answered. */
export type Decision = 'allow' | 'warn' | 'unknown' | 'deny' | 'impossible';
export type Force = 'must' | 'should' | 'may';

export interface State {
    phase: 'draft' | 'planned' | 'authorised' | 'under_way' | 'ended' | 'closed' | 'cancelled';
    place: 'school' | 'travelling' | 'outside' | 'inside' | 'left';
    contact: 'in_contact' | 'overdue' | 'unreachable' | 'escalated' | 'duress';
}
export interface Finding {
    rule: string;
    clauses: string[];
    force: Force;
    outcome: 'broken' | 'unknown';
    message: string;
    assumed: boolean;
    because: { fact: string; value: unknown }[];
    missing: string[];
}
export interface Duty {
    rule: string;
    clauses: string[];
    force: Force;
    message: string;
    do: string[];
    by: string | null;
    since: ReportTime | null;
    due: ReportTime | null;
    status: 'pending' | 'met' | 'late' | 'overdue' | 'missed' | 'void' | 'unknown';
    metAt: ReportTime | null;
    assumed: boolean;
    missing: string[];
}
export interface Advice { rule: string; clauses: string[]; force: Force; message: string }
export interface ChecklistItem extends Advice { item: string; before: string }
export interface Step {
    index: number;
    at: ReportTime;
    event: string;
    decision: Decision;
    findings: Finding[];
    missing: string[];
    silent: boolean;
}
export interface Option { event: string; decision: Decision; rules: string[]; missing: string[]; silent: boolean }
export type Notice = { kind: 'review_overdue'; reviewDue: string } | { kind: 'assumed'; setting: string };

/** What every report has. It is frozen, and needs neither its policy nor its visit any more. */
export class Report {
    private constructor();
    readonly policy: { id: string; version: string };
    readonly visit: string;
    readonly at: ReportTime | null;
    readonly state: State;
    readonly duties: Duty[];
    readonly notices: Notice[];
    /** The report's text, the very bytes that every language gives. */
    readonly json: string;
    /** The report with the format's own keys. */
    toJSON(): unknown;
    toString(): string;
}
export interface CheckReport extends Report {
    readonly event: string;
    readonly decision: Decision;
    readonly findings: Finding[];
    readonly missing: string[];
    readonly silent: boolean;
    readonly checklist: ChecklistItem[];
    readonly advice: Advice[];
}
export interface StatusReport extends Report {
    readonly nextDue: ReportTime | null;
    readonly options: Option[];
    readonly checklist: ChecklistItem[];
    readonly advice: Advice[];
}
export interface AuditReport extends Report {
    readonly decision: Decision;
    readonly steps: Step[];
    readonly summary: Record<'broken' | 'warned' | 'unknown' | 'overdue' | 'late' | 'missed' | 'impossible', number>;
}

/** A policy, loaded and checked. It never changes. */
export class Policy {
    private constructor();
    /** @throws PolicyError */
    static load(document: Document, options?: Options): Policy;
    /** @throws PolicyError, and what reading a file throws */
    static fromFile(path: string, options?: Options): Policy;
    /** Loads a profile that the library carries. @throws PolicyError for an unknown id, with the nearest one */
    static bundled(id: string, options?: Options): Policy;

    readonly id: string;
    readonly version: string;
    readonly title: string;
    readonly ruleCount: number;

    /** May this event happen now? @throws VisitError where the event cannot be used */
    check(visit: Visit, event: Document): CheckReport;
    /** Where does the visit stand at `at`, or at its last event? @throws VisitError */
    status(visit: Visit, at?: Time | null): StatusReport;
    /** The whole record, replayed. @throws VisitError */
    audit(visit: Visit, at?: Time | null): AuditReport;
    /** Audits visits as they come; one that cannot be used goes to `onError`, or ends the stream with its error. */
    auditMany<V extends Visit | Document>(
        visits: Iterable<V>, options?: { at?: Time | null; onError?: (error: VisitError, visit: V) => void },
    ): Generator<AuditReport, void, undefined>;
    /** The policy for people. */
    show(format?: 'markdown' | 'html' | 'json'): string;
    /** A time as the policy's own clock shows it: '2026-03-30T10:10:00+01:00'. */
    localTime(at: Time): string;

    readonly freed: boolean;
    /** Gives the memory back at once, not only when the object is collected. Every later use throws a TypeError. */
    free(): void;
    [Symbol.dispose](): void;
}

/** The record of what happened. */
export class Visit {
    private constructor();
    /** @throws VisitError */
    static load(document: Document, options?: Options): Visit;
    /** @throws VisitError, and what reading a file throws */
    static fromFile(path: string, options?: Options): Visit;
    /** Begins a record without events. */
    static create(id: string, options?: Options): Visit;

    readonly id: string;
    readonly eventCount: number;
    /** When the last event was. */
    readonly lastAt: Date | null;
    /** Adds an event. @throws VisitError, and the record is as it was */
    append(event: Document): this;

    readonly freed: boolean;
    /** As with a Policy. */
    free(): void;
    [Symbol.dispose](): void;
}

/** From text to text: the report's JSON or, where the input cannot be used, `{"problems": […]}`. */
export function answer(
    question: 'check' | 'status' | 'audit', policy: Document, visit: Document,
    options?: Options & { event?: Document | null; at?: string | null },
): string;
/** Everything that is wrong with a profile, and what is doubtful. Where the review is due is looked at with `today`. */
export function validate(
    document: Document, options?: Options & { today?: Time },
): (Problem & { severity: 'error' | 'warning' })[];
/** Runs a profile's cases; left out, the bundled ones of its id. @throws PolicyError where there are none */
export function testPolicy(
    policy: Document, cases?: Document | null, options?: Options & { format?: 'text' | 'json' | 'junit' },
): { passed: boolean; text: string };
/** The text of a starting point for a school's own profile. */
export function newPolicy(id: string, base?: string): string;
/** Where policies, at least two, decide differently on one visit. */
export function compare(
    policies: Iterable<Policy>, visit: Visit, options?: { at?: Time | null; format?: 'json' | 'text' },
): string;
/** A document's JSON Schema. */
export function schema(document: 'policy' | 'visit' | 'report' | 'cases'): string;
/** The names of a vocabulary ('event', 'role', …; 'vocabularies' has them all); none for an unknown one. */
export function vocabulary(name: string): { name: string; doc: string }[];
/** The ids of the profiles that the library carries. */
export function bundledPolicies(): string[];
/** A bundled profile's own text, and its cases'; '' for an id that has none. */
export function bundledText(id: string): string;
export function bundledCases(id: string): string;
/** Reads a time in RFC 3339 with an offset. @throws VisitError */
export function readTime(text: string): Date;
/** The library's version. */
export const version: string;
/** The documents' format numbers that it reads. */
export const formats: { readonly first: number; readonly last: number };
/** For tests: allocations of the library in this process that are not released yet. */
export function liveAllocations(): number;
