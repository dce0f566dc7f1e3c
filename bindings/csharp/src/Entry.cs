using System;
using System.Collections.Generic;
using System.Globalization;

namespace Homevisit
{
    /// <summary>One item of a report, or the report itself, with names.</summary>
    public abstract class Entry
    {
        private static readonly IReadOnlyList<object> Nothing = new object[0];
        private static readonly IReadOnlyDictionary<string, object> Empty = new Dictionary<string, object>();
        private readonly IReadOnlyDictionary<string, object> fields;

        internal Entry(IReadOnlyDictionary<string, object> fields = null)
        {
            this.fields = fields;
        }

        /// <summary>The item as it stands in the report's JSON.</summary>
        public virtual IReadOnlyDictionary<string, object> Fields { get { return fields; } }

        internal object Value(string key)
        {
            object value;
            return Fields.TryGetValue(key, out value) ? value : null;
        }

        internal string Text(string key)
        {
            return (string)Value(key);
        }

        internal bool Flag(string key)
        {
            return Equals(Value(key), true);
        }

        internal long Number(string key)
        {
            return (long)Value(key);
        }

        internal Decision ReadDecision()
        {
            return (Decision)Enum.Parse(typeof(Decision), Text("decision"), true);
        }

        internal DateTimeOffset? Time(string key)
        {
            string text = Text(key);
            if (text == null)
                return null;
            return DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture,
                                             DateTimeStyles.AssumeUniversal);
        }

        internal IReadOnlyList<string> Names(string key)
        {
            var names = new List<string>();
            foreach (object name in (IReadOnlyList<object>)Value(key) ?? Nothing)
                names.Add((string)name);
            return names.AsReadOnly();
        }

        internal IReadOnlyList<T> Items<T>(Func<IReadOnlyDictionary<string, object>, T> make, string key)
        {
            var items = new List<T>();
            foreach (object item in (IReadOnlyList<object>)Value(key) ?? Nothing)
                items.Add(make((IReadOnlyDictionary<string, object>)item));
            return items.AsReadOnly();
        }

        internal IReadOnlyDictionary<string, object> Group(string key)
        {
            return (IReadOnlyDictionary<string, object>)Value(key) ?? Empty;
        }
    }
}
