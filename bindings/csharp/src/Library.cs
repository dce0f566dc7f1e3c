using System;
using System.Collections.Generic;

namespace Homevisit
{
    /// <summary>
    /// What is asked of the library itself: answers from text to text, tools for those who write policies, vocabularies.
    /// </summary>
    public static class Library
    {
        /// <summary>The library's version.</summary>
        public static string Version { get { return Surface.surface_version(); } }

        /// <summary>The ids of the built-in profiles.</summary>
        public static IReadOnlyList<string> BundledIds
        {
            get
            {
                var ids = new List<string>();
                for (string id; (id = Surface.surface_bundled_id((ulong)ids.Count)) != "";)
                    ids.Add(id);
                return ids.AsReadOnly();
            }
        }

        /// <summary>A built-in profile's JSON.</summary>
        public static string BundledText(string id)
        {
            byte[] name = Utf8.Name(id);
            return Outcome.Text(Surface.surface_bundled_text(name, (ulong)name.Length), Outcome.OfPolicy);
        }

        /// <summary>
        /// Answers check, status or audit from text to text: the report's JSON; where the input cannot be used,
        /// {"problems": […]}. The policy is a profile's JSON or a built-in id; a check has an event, the others may
        /// have a time as RFC 3339 writes it.
        /// </summary>
        public static string Answer(string question, string policy, string visitJson, string eventJson = null,
                                    string at = null, Options options = null)
        {
            byte[] asked = Utf8.Name(question), rules = Utf8.Document(policy), record = Utf8.Document(visitJson);
            byte[] proposed = Utf8.Document(eventJson ?? "");
            // The surface takes an empty text for none: it is no time either.
            byte[] time = Utf8.Document(at == "" ? "-" : at ?? "");
            return Options.With(options, handle => Outcome.TextOrProblems(
                Surface.surface_answer(asked, (ulong)asked.Length, rules, (ulong)rules.Length,
                                       record, (ulong)record.Length, proposed, (ulong)proposed.Length,
                                       time, (ulong)time.Length, handle)));
        }

        /// <summary>Errors and warnings of a profile, or none. Today is for the review date.</summary>
        public static IReadOnlyList<Problem> Validate(string policyJson, DateTimeOffset? today = null,
                                                      Options options = null)
        {
            byte[] policy = Utf8.Document(policyJson);
            return Options.With(options, handle =>
            {
                try
                {
                    OutcomeHandle outcome = Surface.surface_policy_validate(
                        policy, (ulong)policy.Length, Policy.HasTime(today), Policy.Seconds(today), handle);
                    return Outcome.Take(outcome, Outcome.OfPolicy, Outcome.Problems);
                }
                catch (PolicyException refused)
                {
                    return refused.Problems;
                }
            });
        }

        /// <summary>Where two or more policies decide differently on one visit, as json or text.</summary>
        public static string Compare(Visit visit, string format, params Policy[] policies)
        {
            byte[] name = Utf8.Name(format);
            using (var all = new PoliciesHandle())
            {
                foreach (Policy policy in policies)
                    policy.Use(handle =>
                    {
                        Outcome.Check(all.add(handle), "no policy");
                        return 0;
                    });
                return visit.Use(record => Outcome.Text(
                    Surface.surface_compare(all, record, 0, 0, name, (ulong)name.Length), Outcome.OfVisit));
            }
        }

        /// <summary>The JSON Schema of a policy, visit, report or cases.</summary>
        /// <exception cref="HomevisitException">Where there is no such document.</exception>
        public static string Schema(string document)
        {
            byte[] name = Utf8.Name(document);
            return Outcome.Text(Surface.surface_schema(name, (ulong)name.Length), Outcome.OfAny);
        }

        /// <summary>A vocabulary's names ("vocabularies" lists them); empty where there is none.</summary>
        public static IReadOnlyList<string> Vocabulary(string name)
        {
            byte[] which = Utf8.Name(name);
            var names = new List<string>();
            ulong count = Surface.surface_vocabulary_count(which, (ulong)which.Length);
            for (ulong i = 0; i < count; i++)
                names.Add(Surface.surface_vocabulary_name(which, (ulong)which.Length, i));
            return names.AsReadOnly();
        }

        /// <summary>Reads a time as RFC 3339 writes it, with an offset and whole seconds.</summary>
        /// <exception cref="VisitException">Where it is none.</exception>
        public static DateTimeOffset ParseTime(string text)
        {
            byte[] utf8 = Utf8.Document(text);
            return Outcome.Take(Surface.surface_time_read(utf8, (ulong)utf8.Length), Outcome.OfVisit,
                                o => DateTimeOffset.FromUnixTimeSeconds(o.number()));
        }

        /// <summary>For tests: how many native allocations are not released yet.</summary>
        internal static long LiveAllocations { get { return Surface.surface_live_allocations(); } }
    }
}
