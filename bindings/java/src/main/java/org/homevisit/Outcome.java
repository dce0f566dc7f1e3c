package org.homevisit;

import java.util.List;
import java.util.function.Function;

/** What came of a call: taken out where it went well, thrown where it did not, and released in either case. */
final class Outcome {
    private static final int MEMORY = -6;
    private static final int ARGUMENT = -8;

    /** Which exception says that a document cannot be used. */
    interface Refusal {
        HomevisitException make(String message, List<Problem> problems, String json);
    }

    private Outcome() {
    }

    static <T> T take(OutcomeHandle outcome, Refusal refusal, Function<OutcomeHandle, T> taken) {
        try {
            check(outcome, refusal);
            return taken.apply(outcome);
        } finally {
            outcome.delete();
        }
    }

    static String text(OutcomeHandle outcome, Refusal refusal) {
        return take(outcome, refusal, o -> Utf8.text(o.text()));
    }

    /** The text of the one call, which holds the problems where there are any. */
    static String textOrProblems(OutcomeHandle outcome) {
        try {
            if (outcome.code() == MEMORY || outcome.code() == ARGUMENT) {
                check(outcome.code(), Utf8.text(outcome.message()));
            }
            return Utf8.text(outcome.text());
        } finally {
            outcome.delete();
        }
    }

    /** Throws what fits a code of the surface's smaller calls. */
    static void check(int code, String what) {
        if (code == MEMORY) {
            throw new OutOfMemoryError("homevisit");
        }
        if (code != 0) {
            throw new IllegalArgumentException(what);
        }
    }

    static List<Problem> problems(OutcomeHandle outcome) {
        return Problems.read(Utf8.text(outcome.problems()), i -> outcome.is_warning(i) != 0);
    }

    private static void check(OutcomeHandle outcome, Refusal refusal) {
        int code = outcome.code();
        if (code == 0) {
            return;
        }
        String message = Utf8.text(outcome.message());
        if (code == MEMORY || code == ARGUMENT) {
            check(code, message);
        }
        throw refusal.make(message, problems(outcome), Utf8.text(outcome.problems()));
    }
}
