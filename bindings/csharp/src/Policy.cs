using System;
using System.Collections.Generic;
using System.IO;

namespace Homevisit
{
    /// <summary>
    /// A school's policy. It never changes; any number of threads may share it. Dispose of it, or leave that to the
    /// collector; reports outlive it.
    /// </summary>
    public sealed class Policy : IDisposable
    {
        private readonly Held<PolicyHandle> held;

        private Policy(PolicyHandle handle)
        {
            held = new Held<PolicyHandle>("Policy", handle);
        }

        /// <summary>Loads a profile from its JSON text.</summary>
        /// <exception cref="PolicyException">With everything that is wrong.</exception>
        public static Policy Load(string json, Options options = null)
        {
            return Load(Utf8.Document(json), options);
        }

        /// <summary>Loads a profile from its JSON text in UTF-8.</summary>
        /// <exception cref="PolicyException">With everything that is wrong.</exception>
        public static Policy Load(byte[] utf8, Options options = null)
        {
            if (utf8 == null)
                throw new ArgumentNullException("utf8");
            return Made(options, handle => Surface.surface_policy_load(utf8, (ulong)utf8.Length, handle));
        }

        /// <summary>Loads a profile from a file, which problems then name.</summary>
        /// <exception cref="IOException">Where the file cannot be read.</exception>
        /// <exception cref="PolicyException">With everything that is wrong.</exception>
        public static Policy Read(string file)
        {
            return Load(File.ReadAllBytes(file), new Options { Document = file });
        }

        /// <summary>Loads one of the built-in profiles, <see cref="Library.BundledIds"/>.</summary>
        /// <exception cref="PolicyException">Where there is none of that id.</exception>
        public static Policy Bundled(string id)
        {
            byte[] name = Utf8.Name(id);
            return Made(null, handle => Surface.surface_policy_bundled(name, (ulong)name.Length, handle));
        }

        private static Policy Made(Options options, Func<OptionsHandle, OutcomeHandle> load)
        {
            return Options.With(
                options, handle => Outcome.Take(load(handle), Outcome.OfPolicy, o => new Policy(o.take_policy())));
        }

        /// <summary>The profile's id.</summary>
        public string Id { get { return held.Use(handle => handle.id()); } }
        /// <summary>The profile's version.</summary>
        public string Version { get { return held.Use(handle => handle.version()); } }
        /// <summary>The profile's title.</summary>
        public string Title { get { return held.Use(handle => handle.title()); } }
        /// <summary>How many rules it has, disabled ones not counted.</summary>
        public long RuleCount { get { return held.Use(handle => (long)handle.rule_count()); } }

        /// <summary>May this event, as JSON, happen now? Nothing is changed.</summary>
        /// <exception cref="VisitException">Where the event cannot be used.</exception>
        public Report Check(Visit visit, string eventJson)
        {
            byte[] text = Utf8.Document(eventJson);
            return Ask(visit, (policy, record) => Surface.surface_check(policy, record, text, (ulong)text.Length));
        }

        /// <summary>Where does the visit stand at a time, to the second; without one, at its last event's?</summary>
        /// <exception cref="VisitException">Where a declared fact has another type than the profile's.</exception>
        public Report Status(Visit visit, DateTimeOffset? at = null)
        {
            return Ask(visit, (policy, record) => Surface.surface_status(policy, record, HasTime(at), Seconds(at)));
        }

        /// <summary>Replays the whole record; its duties are looked at at a time, or at the last event's.</summary>
        /// <exception cref="VisitException">Where a declared fact has another type than the profile's.</exception>
        public Report Audit(Visit visit, DateTimeOffset? at = null)
        {
            return Ask(visit, (policy, record) => Surface.surface_audit(policy, record, HasTime(at), Seconds(at)));
        }

        /// <summary>Writes the policy as a document for people: markdown, html or json.</summary>
        public string Show(string format = "markdown")
        {
            byte[] name = Utf8.Name(format);
            return held.Use(
                handle => Outcome.Text(Surface.surface_policy_show(handle, name, (ulong)name.Length), Outcome.OfPolicy));
        }

        /// <summary>Writes a time as the policy's own clock shows it: 2026-03-30T10:10:00+01:00.</summary>
        public string LocalTime(DateTimeOffset at)
        {
            long seconds = at.ToUnixTimeSeconds();
            return held.Use(
                handle => Outcome.Text(Surface.surface_time_write_local(handle, seconds), Outcome.OfPolicy));
        }

        /// <summary>Replays record after record, each when it is asked for. The visits stay the caller's.</summary>
        public IEnumerable<Report> AuditMany(IEnumerable<Visit> visits, DateTimeOffset? at = null)
        {
            foreach (Visit visit in visits)
                yield return Audit(visit, at);
        }

        private Report Ask(Visit visit, Func<PolicyHandle, VisitHandle, OutcomeHandle> question)
        {
            if (visit == null)
                throw new ArgumentNullException("visit");
            return held.Use(policy => visit.Use(record => Outcome.Take(question(policy, record), Outcome.OfVisit,
                                                                       o => new Report(o.take_report()))));
        }

        internal static int HasTime(DateTimeOffset? at)
        {
            return at.HasValue ? 1 : 0;
        }

        internal static long Seconds(DateTimeOffset? at)
        {
            return at.HasValue ? at.Value.ToUnixTimeSeconds() : 0;
        }

        internal T Use<T>(Func<PolicyHandle, T> call)
        {
            return held.Use(call);
        }

        /// <summary>Releases the policy, once no thread is inside a call with it. It may be called again.</summary>
        public void Dispose()
        {
            held.Close();
        }
    }
}
