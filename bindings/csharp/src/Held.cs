using System;

namespace Homevisit
{
    /// <summary>
    /// A native handle and the calls that are inside it. It is released once: by Dispose, or by its own finalizer when
    /// nobody holds it any more; and never while a call of another thread is inside.
    /// </summary>
    internal sealed class Held<THandle> where THandle : class, IDisposable
    {
        private readonly object gate = new object();
        private readonly string what;
        private readonly THandle handle;
        private int users;
        private bool closed;

        internal Held(string what, THandle handle)
        {
            this.what = what;
            this.handle = handle;
        }

        internal TResult Use<TResult>(Func<THandle, TResult> call)
        {
            Enter();
            try
            {
                return call(handle);
            }
            finally
            {
                Leave();
            }
        }

        private void Enter()
        {
            lock (gate)
            {
                if (closed)
                    throw new ObjectDisposedException(what);
                users++;
            }
        }

        private void Leave()
        {
            lock (gate)
            {
                users--;
                if (closed && users == 0)
                    handle.Dispose();
            }
        }

        internal void Close()
        {
            lock (gate)
            {
                if (closed)
                    return;
                closed = true;
                if (users == 0)
                    handle.Dispose();
            }
        }
    }
}
