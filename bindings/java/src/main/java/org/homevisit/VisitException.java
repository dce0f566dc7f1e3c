package org.homevisit;

import java.util.List;

/** A visit record, an event or a time that cannot be used. */
public final class VisitException extends HomevisitException {
    private static final long serialVersionUID = 1L;

    VisitException(String message, List<Problem> problems, String problemsJson) {
        super(message, problems, problemsJson);
    }
}
