using System;
using System.Collections.Generic;

namespace Homevisit
{
    /// <summary>
    /// How documents are read: what they are called, what a policy may extend, and limits. For any number of loads.
    /// </summary>
    public sealed class Options
    {
        private static readonly Options None = new Options();

        /// <summary>Makes options that change nothing.</summary>
        public Options()
        {
            Document = "";
            Bases = new List<string>();
            Limits = new Dictionary<string, long>();
        }

        /// <summary>What problems call the document: a file's name, without a zero character.</summary>
        public string Document { get; set; }
        /// <summary>The texts of policies that the loaded one may extend; each says its own id.</summary>
        public IList<string> Bases { get; private set; }
        /// <summary>
        /// max_bytes, max_depth, max_events, max_staff, max_rules, max_condition_nodes; 0 is the default.
        /// </summary>
        public IDictionary<string, long> Limits { get; private set; }

        /// <summary>Calls with the native options, which live as long as the call.</summary>
        internal static T With<T>(Options options, Func<OptionsHandle, T> call)
        {
            using (var handle = new OptionsHandle())
            {
                if (OptionsHandle.getCPtr(handle).Handle == IntPtr.Zero)
                    throw new OutOfMemoryException();
                (options ?? None).Fill(handle);
                return call(handle);
            }
        }

        private void Fill(OptionsHandle handle)
        {
            byte[] name = Utf8.Name(Document);
            Outcome.Check(handle.document(name, (ulong)name.Length), "the document's name holds a zero character");
            foreach (string text in Bases)
            {
                byte[] document = Utf8.Document(text);
                Outcome.Check(handle.add_base(document, (ulong)document.Length), "a base cannot be taken");
            }
            foreach (KeyValuePair<string, long> limit in Limits)
            {
                byte[] which = Utf8.Name(limit.Key);
                Outcome.Check(handle.limit(which, (ulong)which.Length, limit.Value),
                              "there is no limit '" + limit.Key + "', or not of that value");
            }
        }
    }
}
