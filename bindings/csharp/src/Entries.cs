using System;
using System.Collections.Generic;

namespace Homevisit
{
    /// <summary>What an item of a report that comes from a rule has.</summary>
    public abstract class RuleEntry : Entry
    {
        internal RuleEntry(IReadOnlyDictionary<string, object> fields) : base(fields)
        {
        }

        /// <summary>The rule's id.</summary>
        public string Rule { get { return Text("rule"); } }
        /// <summary>The clauses of the school's own document on which the rule rests.</summary>
        public IReadOnlyList<string> Clauses { get { return Names("clauses"); } }
        /// <summary>must, should or may.</summary>
        public string Force { get { return Text("force"); } }
        /// <summary>What a member of staff reads.</summary>
        public string Message { get { return Text("message"); } }
    }

    /// <summary>A rule that is broken, or hangs on what is not known.</summary>
    public sealed class Finding : RuleEntry
    {
        internal Finding(IReadOnlyDictionary<string, object> fields) : base(fields)
        {
        }

        /// <summary>broken or unknown.</summary>
        public string Outcome { get { return Text("outcome"); } }
        /// <summary>Whether the rule or a setting that it reads is assumed.</summary>
        public bool Assumed { get { return Flag("assumed"); } }
        /// <summary>The facts on which the outcome rests.</summary>
        public IReadOnlyList<Because> Because { get { return Items(f => new Because(f), "because"); } }
        /// <summary>The facts that are not known.</summary>
        public IReadOnlyList<string> Missing { get { return Names("missing"); } }
    }

    /// <summary>A fact on which a finding rests, with its value as it stood.</summary>
    public sealed class Because : Entry
    {
        internal Because(IReadOnlyDictionary<string, object> fields) : base(fields)
        {
        }

        /// <summary>The fact's name.</summary>
        public string Fact { get { return Text("fact"); } }
        /// <summary>A bool, long, string, list or dictionary; null where it is not known.</summary>
        public object FactValue { get { return Value("value"); } }
    }

    /// <summary>Something that has to be done, in time.</summary>
    public sealed class Duty : RuleEntry
    {
        internal Duty(IReadOnlyDictionary<string, object> fields) : base(fields)
        {
        }

        /// <summary>The events of which one discharges it.</summary>
        public IReadOnlyList<string> Do { get { return Names("do"); } }
        /// <summary>Who has to; null where the policy does not say.</summary>
        public string By { get { return Text("by"); } }
        /// <summary>When it arose; null where that is not known.</summary>
        public DateTimeOffset? Since { get { return Time("since"); } }
        /// <summary>The last second in which it is met; null where there is none yet.</summary>
        public DateTimeOffset? Due { get { return Time("due"); } }
        /// <summary>pending, met, late, overdue, missed, void or unknown.</summary>
        public string Status { get { return Text("status"); } }
        /// <summary>When it was discharged; null where it was not.</summary>
        public DateTimeOffset? MetAt { get { return Time("met_at"); } }
        /// <summary>Whether the rule or a setting that it reads is assumed.</summary>
        public bool Assumed { get { return Flag("assumed"); } }
        /// <summary>The facts that are not known.</summary>
        public IReadOnlyList<string> Missing { get { return Names("missing"); } }
    }

    /// <summary>One event of a replayed record.</summary>
    public sealed class Step : Entry
    {
        internal Step(IReadOnlyDictionary<string, object> fields) : base(fields)
        {
        }

        /// <summary>The event's place in the document, from 0.</summary>
        public long Index { get { return Number("index"); } }
        /// <summary>Its time.</summary>
        public DateTimeOffset? At { get { return Time("at"); } }
        /// <summary>Its name.</summary>
        public string Event { get { return Text("event"); } }
        /// <summary>What the policy says of it.</summary>
        public Decision Decision { get { return ReadDecision(); } }
        /// <summary>Why.</summary>
        public IReadOnlyList<Finding> Findings { get { return Items(f => new Finding(f), "findings"); } }
        /// <summary>The facts that are not known.</summary>
        public IReadOnlyList<string> Missing { get { return Names("missing"); } }
        /// <summary>Whether the policy says nothing of such an event.</summary>
        public bool Silent { get { return Flag("silent"); } }
    }

    /// <summary>An event that is possible now, and what it would meet, its attributes not known.</summary>
    public sealed class Choice : Entry
    {
        internal Choice(IReadOnlyDictionary<string, object> fields) : base(fields)
        {
        }

        /// <summary>Its name.</summary>
        public string Event { get { return Text("event"); } }
        /// <summary>What the policy says of it.</summary>
        public Decision Decision { get { return ReadDecision(); } }
        /// <summary>The rules that it breaks, or that hang on what is not known.</summary>
        public IReadOnlyList<string> Rules { get { return Names("rules"); } }
        /// <summary>The facts that are not known.</summary>
        public IReadOnlyList<string> Missing { get { return Names("missing"); } }
        /// <summary>Whether the policy says nothing of such an event.</summary>
        public bool Silent { get { return Flag("silent"); } }
    }

    /// <summary>Something to declare before an event.</summary>
    public sealed class ChecklistEntry : RuleEntry
    {
        internal ChecklistEntry(IReadOnlyDictionary<string, object> fields) : base(fields)
        {
        }

        /// <summary>What is to be declared.</summary>
        public string Item { get { return Text("item"); } }
        /// <summary>The event before which.</summary>
        public string Before { get { return Text("before"); } }
    }

    /// <summary>Words to show where the visit stands.</summary>
    public sealed class Advice : RuleEntry
    {
        internal Advice(IReadOnlyDictionary<string, object> fields) : base(fields)
        {
        }
    }

    /// <summary>A word about the policy itself: its review is overdue, or a setting is assumed.</summary>
    public sealed class Notice : Entry
    {
        internal Notice(IReadOnlyDictionary<string, object> fields) : base(fields)
        {
        }

        /// <summary>review_overdue or assumed.</summary>
        public string Kind { get { return Text("kind"); } }
        /// <summary>The date of an overdue review, else null.</summary>
        public string ReviewDue { get { return Text("review_due"); } }
        /// <summary>The assumed setting's name, else null.</summary>
        public string Setting { get { return Text("setting"); } }
    }
}
