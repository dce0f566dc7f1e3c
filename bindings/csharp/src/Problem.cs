using System;
using System.Collections.Generic;

namespace Homevisit
{
    /// <summary>One thing that is wrong with a document, or doubtful.</summary>
    public sealed class Problem
    {
        private readonly IReadOnlyDictionary<string, object> fields;

        internal Problem(IReadOnlyDictionary<string, object> fields, bool warning)
        {
            this.fields = fields;
            IsWarning = warning;
        }

        /// <summary>Whether the document is sound all the same (<see cref="Library.Validate"/> only).</summary>
        public bool IsWarning { get; private set; }
        /// <summary>syntax, schema, name, type, limit, memory or io.</summary>
        public string Kind { get { return (string)fields["kind"]; } }
        /// <summary>A stable word for this message.</summary>
        public string Code { get { return (string)fields["code"]; } }
        /// <summary>What the document is called: a file's name or a policy's id; null where nobody said.</summary>
        public string File { get { return (string)fields["file"]; } }
        /// <summary>The line, from 1; 0 where there is no place.</summary>
        public int Line { get { return Number("line"); } }
        /// <summary>The column in characters, from 1; 0 where there is no place.</summary>
        public int Column { get { return Number("column"); } }
        /// <summary>An RFC 6901 JSON Pointer; empty for the whole document.</summary>
        public string Pointer { get { return (string)fields["pointer"]; } }
        /// <summary>One sentence without a full stop.</summary>
        public string Message { get { return (string)fields["message"]; } }
        /// <summary>The nearest right name, or null.</summary>
        public string Suggestion { get { return (string)fields["suggestion"]; } }

        private int Number(string key)
        {
            return fields[key] == null ? 0 : (int)(long)fields[key];
        }

        /// <summary>FILE:LINE:COLUMN: KIND: MESSAGE, with the suggestion.</summary>
        public override string ToString()
        {
            string place = Line == 0 ? "" : Line + ":" + Column + ": ";
            string hint = Suggestion == null ? "" : "; did you mean '" + Suggestion + "'?";
            return (File == null ? "" : File + ":") + place + Kind + ": " + Message + hint;
        }

        internal static IReadOnlyList<Problem> ReadAll(string json, Func<int, bool> isWarning)
        {
            var problems = new List<Problem>();
            foreach (object item in (IReadOnlyList<object>)Json.ReadObject(json)["problems"])
                problems.Add(new Problem((IReadOnlyDictionary<string, object>)item, isWarning(problems.Count)));
            return problems.AsReadOnly();
        }
    }
}
