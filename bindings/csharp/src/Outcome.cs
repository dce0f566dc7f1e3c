using System;
using System.Collections.Generic;

namespace Homevisit
{
    /// <summary>Which exception says that a document cannot be used.</summary>
    internal delegate HomevisitException Refusal(string message, IReadOnlyList<Problem> problems, string json);

    /// <summary>What came of a call: taken out or thrown, and released in either case.</summary>
    internal static class Outcome
    {
        private const int Memory = -6;
        private const int Argument = -8;

        internal static readonly Refusal OfPolicy =
            (message, problems, json) => new PolicyException(message, problems, json);
        internal static readonly Refusal OfVisit =
            (message, problems, json) => new VisitException(message, problems, json);
        internal static readonly Refusal OfAny =
            (message, problems, json) => new HomevisitException(message, problems, json);

        internal static T Take<T>(OutcomeHandle outcome, Refusal refusal, Func<OutcomeHandle, T> taken)
        {
            using (outcome)
            {
                Check(outcome, refusal);
                return taken(outcome);
            }
        }

        internal static string Text(OutcomeHandle outcome, Refusal refusal)
        {
            return Take(outcome, refusal, o => o.text());
        }

        /// <summary>The text of the one call, which holds the problems where there are any.</summary>
        internal static string TextOrProblems(OutcomeHandle outcome)
        {
            using (outcome)
            {
                if (outcome.code() == Memory || outcome.code() == Argument)
                    Check(outcome.code(), outcome.message());
                return outcome.text();
            }
        }

        /// <summary>Throws what fits a code of the surface's smaller calls.</summary>
        internal static void Check(int code, string what)
        {
            if (code == Memory)
                throw new OutOfMemoryException();
            if (code != 0)
                throw new ArgumentException(what);
        }

        internal static IReadOnlyList<Problem> Problems(OutcomeHandle outcome)
        {
            return Problem.ReadAll(outcome.problems(), i => outcome.is_warning((ulong)i) != 0);
        }

        private static void Check(OutcomeHandle outcome, Refusal refusal)
        {
            int code = outcome.code();
            if (code == 0)
                return;
            if (code == Memory || code == Argument)
                Check(code, outcome.message());
            throw refusal(outcome.message(), Problems(outcome), outcome.problems());
        }
    }
}
