using System;
using System.Collections.Generic;

namespace Homevisit
{
    /// <summary>What a policy says, from best to worst. Treat Unknown as Deny.</summary>
    public enum Decision
    {
        /// <summary>Nothing is broken. Look at <see cref="Report.Silent"/>: silence is no permission.</summary>
        Allow,
        /// <summary>A should is broken, or hangs on what is not known.</summary>
        Warn,
        /// <summary>A must hangs on what is not known; Missing names it. Not an allow.</summary>
        Unknown,
        /// <summary>A must is broken.</summary>
        Deny,
        /// <summary>The event cannot happen where the visit stands.</summary>
        Impossible
    }

    /// <summary>
    /// An answer. It keeps what it needs of its policy and nothing of the visit. What a question does not ask for is
    /// empty: findings are a check's, steps an audit's, choices a status's. What was read before Dispose stays readable.
    /// </summary>
    public sealed class Report : Entry, IDisposable
    {
        private readonly Held<ReportHandle> held;
        private readonly object gate = new object();
        private string json;
        private IReadOnlyDictionary<string, object> fields;

        internal Report(ReportHandle handle)
        {
            held = new Held<ReportHandle>("Report", handle);
        }

        /// <summary>The report as JSON, the same bytes in every language once it is written as UTF-8.</summary>
        public string Json
        {
            get
            {
                lock (gate)
                {
                    if (json == null)
                        json = held.Use(handle => Outcome.Text(Surface.surface_report_json(handle), Outcome.OfVisit));
                    return json;
                }
            }
        }

        /// <summary>The report as dictionaries and lists.</summary>
        public override IReadOnlyDictionary<string, object> Fields
        {
            get
            {
                lock (gate)
                {
                    if (fields == null)
                        fields = Homevisit.Json.ReadObject(Json);
                    return fields;
                }
            }
        }

        /// <summary>The decision; a status, which decides nothing as a whole, is Unknown.</summary>
        public Decision Decision { get { return Text("decision") == null ? Decision.Unknown : ReadDecision(); } }
        /// <summary>The time that was asked about; null where it is not known.</summary>
        public DateTimeOffset? At { get { return Time("at"); } }
        /// <summary>A check's findings.</summary>
        public IReadOnlyList<Finding> Findings { get { return Items(f => new Finding(f), "findings"); } }
        /// <summary>The facts that a check would have to know.</summary>
        public IReadOnlyList<string> Missing { get { return Names("missing"); } }
        /// <summary>Whether the policy says nothing of a check's event: no permission, only silence.</summary>
        public bool Silent { get { return Flag("silent"); } }
        /// <summary>The duties that have arisen.</summary>
        public IReadOnlyList<Duty> Duties { get { return Items(f => new Duty(f), "duties"); } }
        /// <summary>A status's earliest time at which something is due; null where there is none.</summary>
        public DateTimeOffset? NextDue { get { return Time("next_due"); } }
        /// <summary>An audit's steps.</summary>
        public IReadOnlyList<Step> Steps { get { return Items(f => new Step(f), "steps"); } }
        /// <summary>A status's events that are possible now.</summary>
        public IReadOnlyList<Choice> Choices { get { return Items(f => new Choice(f), "options"); } }
        /// <summary>What is still to be declared.</summary>
        public IReadOnlyList<ChecklistEntry> Checklist
        {
            get { return Items(f => new ChecklistEntry(f), "checklist"); }
        }
        /// <summary>Words to show now.</summary>
        public IReadOnlyList<Advice> Advice { get { return Items(f => new Advice(f), "advice"); } }
        /// <summary>What there is to say of the policy itself.</summary>
        public IReadOnlyList<Notice> Notices { get { return Items(f => new Notice(f), "notices"); } }
        /// <summary>Phase, place and contact by name.</summary>
        public IReadOnlyDictionary<string, object> State { get { return Group("state"); } }
        /// <summary>An audit's numbers by name: broken, warned, unknown, overdue, late, missed, impossible.</summary>
        public IReadOnlyDictionary<string, object> Summary { get { return Group("summary"); } }

        /// <summary>The report's JSON.</summary>
        public override string ToString()
        {
            return Json;
        }

        /// <summary>Releases what the library holds. It may be called again.</summary>
        public void Dispose()
        {
            held.Close();
        }
    }
}
