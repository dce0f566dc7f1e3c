using System;
using System.IO;

namespace Homevisit
{
    /// <summary>
    /// A visit record: its events in order. Any number of threads may use it; an append waits for those that read.
    /// Dispose of it, or leave that to the collector.
    /// </summary>
    public sealed class Visit : IDisposable
    {
        private readonly Held<VisitHandle> held;

        private Visit(VisitHandle handle)
        {
            held = new Held<VisitHandle>("Visit", handle);
        }

        /// <summary>Loads a record from its JSON text.</summary>
        /// <exception cref="VisitException">With everything that is wrong.</exception>
        public static Visit Load(string json, Options options = null)
        {
            return Load(Utf8.Document(json), options);
        }

        /// <summary>Loads a record from its JSON text in UTF-8.</summary>
        /// <exception cref="VisitException">With everything that is wrong.</exception>
        public static Visit Load(byte[] utf8, Options options = null)
        {
            if (utf8 == null)
                throw new ArgumentNullException("utf8");
            return Made(options, handle => Surface.surface_visit_load(utf8, (ulong)utf8.Length, handle));
        }

        /// <summary>Loads a record from a file, which problems then name.</summary>
        /// <exception cref="IOException">Where the file cannot be read.</exception>
        /// <exception cref="VisitException">With everything that is wrong.</exception>
        public static Visit Read(string file)
        {
            return Load(File.ReadAllBytes(file), new Options { Document = file });
        }

        /// <summary>Makes an empty record. The id is not empty and holds no zero character.</summary>
        /// <exception cref="ArgumentException">Where the id is none.</exception>
        public static Visit Create(string id)
        {
            byte[] name = Utf8.Name(id);
            return Made(null, handle => Surface.surface_visit_new(name, (ulong)name.Length, handle));
        }

        private static Visit Made(Options options, Func<OptionsHandle, OutcomeHandle> load)
        {
            return Options.With(
                options, handle => Outcome.Take(load(handle), Outcome.OfVisit, o => new Visit(o.take_visit())));
        }

        /// <summary>Adds an event as JSON, in order of its time. Nothing is changed where it is refused.</summary>
        /// <exception cref="VisitException">With everything that is wrong.</exception>
        public Visit Append(string eventJson)
        {
            byte[] text = Utf8.Document(eventJson);
            held.Use(
                handle => Outcome.Text(Surface.surface_visit_append(handle, text, (ulong)text.Length), Outcome.OfVisit));
            return this;
        }

        /// <summary>The record's id.</summary>
        public string Id { get { return held.Use(handle => handle.id()); } }
        /// <summary>How many events it holds.</summary>
        public long EventCount { get { return held.Use(handle => (long)handle.event_count()); } }

        /// <summary>The last event's time; null where there is no event.</summary>
        public DateTimeOffset? LastAt
        {
            get
            {
                return held.Use(handle => handle.event_count() == 0
                                              ? (DateTimeOffset?)null
                                              : DateTimeOffset.FromUnixTimeSeconds(handle.last_at()));
            }
        }

        internal T Use<T>(Func<VisitHandle, T> call)
        {
            return held.Use(call);
        }

        /// <summary>Releases the record, once no thread is inside a call with it. It may be called again.</summary>
        public void Dispose()
        {
            held.Close();
        }
    }
}
