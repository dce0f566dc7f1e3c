package org.homevisit;

import java.util.List;

/** A policy (its base, its cases) that cannot be used, or an id that no built-in one has. */
public final class PolicyException extends HomevisitException {
    private static final long serialVersionUID = 1L;

    PolicyException(String message, List<Problem> problems, String problemsJson) {
        super(message, problems, problemsJson);
    }
}
