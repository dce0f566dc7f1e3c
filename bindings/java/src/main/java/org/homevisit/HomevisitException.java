package org.homevisit;

import java.util.List;

/**
 * A document that cannot be used, with everything that is wrong with it. The message is the first problem's. A broken
 * rule is no exception but a finding of a report.
 */
public class HomevisitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    /** The list as the library wrote it, from which a copy that was serialised reads its problems. */
    private final String problemsJson;

    HomevisitException(String message, List<Problem> problems, String problemsJson) {
        super(message);
        this.problems = problems;
        this.problemsJson = problemsJson;
    }

    /** @return all problems in the order of their places, not to be changed */
    public List<Problem> getProblems() {
        return problems == null ? Problems.read(problemsJson, i -> false) : problems;
    }

    /** @return the problems as JSON, the same bytes in every language */
    public String getProblemsJson() {
        return problemsJson;
    }
}
