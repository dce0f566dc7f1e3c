package org.homevisit;

import java.lang.ref.Cleaner;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A native handle and the calls that are inside it. It is released once: by close(), or by the cleaner when its owner
 * is gone; and never while a call of another thread is inside.
 */
final class Held<H> implements Runnable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final String what;
    private final H handle;
    private final Consumer<H> release;
    private int users;
    private boolean closed;

    private Held(String what, H handle, Consumer<H> release) {
        this.what = what;
        this.handle = handle;
        this.release = release;
    }

    /** Where a native handle lives that its owner closes, or loses. */
    static final class Slot<H> {
        final Held<H> held;
        private final Cleaner.Cleanable cleanable;

        Slot(Object owner, String what, H handle, Consumer<H> release) {
            held = new Held<>(what, handle, release);
            cleanable = CLEANER.register(owner, held);
        }

        <R> R use(Function<H, R> call) {
            return held.use(call);
        }

        void close() {
            cleanable.clean();
        }
    }

    private <R> R use(Function<H, R> call) {
        enter();
        try {
            return call.apply(handle);
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        if (closed) {
            throw new IllegalStateException("this " + what + " is closed");
        }
        users++;
    }

    private synchronized void leave() {
        users--;
        if (closed && users == 0) {
            release.accept(handle);
        }
    }

    @Override
    public synchronized void run() {
        if (closed) {
            return;
        }
        closed = true;
        if (users == 0) {
            release.accept(handle);
        }
    }
}
