package org.homevisit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** What is asked of the library itself: answers from text to text, tools for those who write policies, vocabularies. */
public final class Homevisit {
    private Homevisit() {
    }

    /** @return the library's version */
    public static String version() {
        return Utf8.text(Surface.surface_version());
    }

    /** @return the ids of the built-in profiles */
    public static List<String> bundledIds() {
        List<String> ids = new ArrayList<>();
        for (String id; !(id = Utf8.text(Surface.surface_bundled_id(ids.size()))).isEmpty();) {
            ids.add(id);
        }
        return Collections.unmodifiableList(ids);
    }

    /**
     * Gives a built-in profile's text.
     *
     * @param id  its id
     * @return its JSON
     */
    public static String bundledText(String id) {
        return Outcome.text(Surface.surface_bundled_text(Utf8.name(id)), PolicyException::new);
    }

    /**
     * Answers from text to text.
     *
     * @param question   check, status or audit
     * @param policy     a profile's JSON, or the id of a built-in one
     * @param visitJson  the record
     * @param eventJson  the proposed event of a check; null otherwise
     * @param at         a time as RFC 3339 writes it, for status and audit; null for the last event's
     * @param options    bases and limits, or null
     * @return the report's JSON; where the input cannot be used, {@code {"problems": […]}}
     * @throws IllegalArgumentException  where the question is none
     */
    public static String answer(String question, String policy, String visitJson, String eventJson, String at,
            Options options) {
        String time = at != null && at.isEmpty() ? "-" : at; // the surface takes an empty text for none: it is no time
        return Options.with(options, handle -> Outcome.textOrProblems(Surface.surface_answer(Utf8.name(question),
                Utf8.document(policy), Utf8.document(visitJson), eventJson == null ? null : Utf8.document(eventJson),
                time == null ? null : Utf8.document(time), handle)));
    }

    /**
     * Checks a profile and says what is wrong, and what is sound but doubtful.
     *
     * @param policyJson  the profile
     * @param today       for the review date; null, and it is not looked at
     * @param options     bases and limits, or null
     * @return errors and warnings; empty where there is nothing to say
     */
    public static List<Problem> validate(String policyJson, Instant today, Options options) {
        byte[] policy = Utf8.document(policyJson);
        return Options.with(options, handle -> {
            try {
                return Outcome.take(Surface.surface_policy_validate(policy, Policy.hasTime(today),
                        Policy.seconds(today), handle), PolicyException::new, Outcome::problems);
            } catch (PolicyException refused) {
                return refused.getProblems();
            }
        });
    }

    /**
     * Says where policies decide differently on one visit, and by which clauses.
     *
     * @param visit     the record
     * @param at        as with {@link Policy#audit}
     * @param format    json or text
     * @param policies  two or more
     * @return the comparison
     */
    public static String compare(Visit visit, Instant at, String format, Policy... policies) {
        byte[] name = Utf8.name(format);
        PoliciesHandle all = new PoliciesHandle();
        if (PoliciesHandle.getCPtr(all) == 0) {
            throw new OutOfMemoryError("homevisit");
        }
        try {
            for (Policy policy : Arrays.asList(policies)) {
                policy.use(handle -> {
                    Outcome.check(all.add(handle), "no policy");
                    return null;
                });
            }
            return visit.use(held -> Outcome.text(
                    Surface.surface_compare(all, held, Policy.hasTime(at), Policy.seconds(at), name),
                    VisitException::new));
        } finally {
            all.delete();
        }
    }

    /**
     * Gives the JSON Schema of a document.
     *
     * @param document  policy, visit, report or cases
     * @return the schema
     * @throws HomevisitException  where there is no such document
     */
    public static String schema(String document) {
        return Outcome.text(Surface.surface_schema(Utf8.name(document)), HomevisitException::new);
    }

    /**
     * Gives a vocabulary's names.
     *
     * @param name  event, role, reason, …; "vocabularies" lists them
     * @return the names; empty where there is no such vocabulary
     */
    public static List<String> vocabulary(String name) {
        byte[] vocabulary = Utf8.name(name);
        List<String> names = new ArrayList<>();
        long count = Surface.surface_vocabulary_count(vocabulary);
        for (long i = 0; i < count; i++) {
            names.add(Utf8.text(Surface.surface_vocabulary_name(vocabulary, i)));
        }
        return Collections.unmodifiableList(names);
    }

    /**
     * Reads a time as RFC 3339 writes it, with an offset and whole seconds.
     *
     * @param text  for example 2026-03-02T09:10:00Z
     * @return the time
     * @throws VisitException  where it is none
     */
    public static Instant parseTime(String text) {
        byte[] utf8 = Utf8.document(Objects.requireNonNull(text, "text"));
        return Outcome.take(Surface.surface_time_read(utf8), VisitException::new,
                o -> Instant.ofEpochSecond(o.number()));
    }

    /** For tests: how many native allocations are not released yet. */
    static long liveAllocations() {
        return Surface.surface_live_allocations();
    }
}
