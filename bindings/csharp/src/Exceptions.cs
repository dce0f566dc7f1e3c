using System;
using System.Collections.Generic;

namespace Homevisit
{
    /// <summary>
    /// A document that cannot be used, with everything that is wrong with it. The message is the first problem's. A
    /// broken rule is no exception but a finding of a report.
    /// </summary>
    public class HomevisitException : Exception
    {
        internal HomevisitException(string message, IReadOnlyList<Problem> problems, string json) : base(message)
        {
            Problems = problems;
            ProblemsJson = json;
        }

        /// <summary>All problems in the order of their places.</summary>
        public IReadOnlyList<Problem> Problems { get; private set; }
        /// <summary>The problems as JSON, the same bytes in every language once they are written as UTF-8.</summary>
        public string ProblemsJson { get; private set; }
    }

    /// <summary>A policy (its base, its cases) that cannot be used, or an id that no built-in one has.</summary>
    public sealed class PolicyException : HomevisitException
    {
        internal PolicyException(string message, IReadOnlyList<Problem> problems, string json)
            : base(message, problems, json)
        {
        }
    }

    /// <summary>A visit record, an event or a time that cannot be used.</summary>
    public sealed class VisitException : HomevisitException
    {
        internal VisitException(string message, IReadOnlyList<Problem> problems, string json)
            : base(message, problems, json)
        {
        }
    }
}
