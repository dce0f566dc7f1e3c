using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Text;

namespace Homevisit
{
    /// <summary>
    /// Reads the JSON that the library writes: compact and sound. Objects become dictionaries in their order, lists
    /// lists, whole numbers long; none of them can be changed.
    /// </summary>
    internal sealed class Json
    {
        private readonly string text;
        private int at;

        private Json(string text)
        {
            this.text = text;
        }

        internal static object Read(string text)
        {
            var reader = new Json(text);
            object value = reader.Value();
            reader.Space();
            if (reader.at != text.Length)
                throw reader.Wrong();
            return value;
        }

        internal static IReadOnlyDictionary<string, object> ReadObject(string text)
        {
            return (IReadOnlyDictionary<string, object>)Read(text);
        }

        private FormatException Wrong()
        {
            return new FormatException("no JSON at character " + at);
        }

        private void Space()
        {
            while (at < text.Length && " \t\r\n".IndexOf(text[at]) >= 0)
                at++;
        }

        private char Next()
        {
            Space();
            if (at == text.Length)
                throw Wrong();
            return text[at];
        }

        private void Take(char expected)
        {
            if (Next() != expected)
                throw Wrong();
            at++;
        }

        private object Value()
        {
            switch (Next())
            {
                case '{': return Object();
                case '[': return List();
                case '"': return String();
                case 't': return Word("true", true);
                case 'f': return Word("false", false);
                case 'n': return Word("null", null);
                default: return Number();
            }
        }

        private object Word(string word, object value)
        {
            if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0)
                throw Wrong();
            at += word.Length;
            return value;
        }

        private object Number()
        {
            int start = at;
            while (at < text.Length && "+-.eE0123456789".IndexOf(text[at]) >= 0)
                at++;
            string number = text.Substring(start, at - start);
            long whole;
            if (long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole))
                return whole;
            double real;
            if (double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out real))
                return real;
            throw Wrong();
        }

        private bool IsEmpty(char end)
        {
            at++;
            if (Next() != end)
                return false;
            at++;
            return true;
        }

        /// <summary>Whether a list or object goes on behind a member.</summary>
        private bool More(char end)
        {
            if (Next() == ',')
            {
                at++;
                return true;
            }
            Take(end);
            return false;
        }

        private IReadOnlyDictionary<string, object> Object()
        {
            var members = new Dictionary<string, object>();
            if (!IsEmpty('}'))
            {
                do
                {
                    Next();
                    string key = String();
                    Take(':');
                    members[key] = Value();
                } while (More('}'));
            }
            return new ReadOnlyDictionary<string, object>(members);
        }

        private IReadOnlyList<object> List()
        {
            var members = new List<object>();
            if (!IsEmpty(']'))
            {
                do
                {
                    members.Add(Value());
                } while (More(']'));
            }
            return members.AsReadOnly();
        }

        private string String()
        {
            Take('"');
            var result = new StringBuilder();
            while (true)
            {
                if (at == text.Length)
                    throw Wrong();
                char c = text[at++];
                if (c == '"')
                    return result.ToString();
                result.Append(c == '\\' ? Escaped() : c);
            }
        }

        private char Escaped()
        {
            if (at == text.Length)
                throw Wrong();
            char c = text[at++];
            if (c == 'u')
            {
                if (at + 4 > text.Length)
                    throw Wrong();
                at += 4;
                return (char)int.Parse(text.Substring(at - 4, 4), NumberStyles.AllowHexSpecifier,
                                       CultureInfo.InvariantCulture);
            }
            int index = "\"\\/bfnrt".IndexOf(c);
            if (index < 0)
                throw Wrong();
            return "\"\\/\b\f\n\r\t"[index];
        }
    }
}
