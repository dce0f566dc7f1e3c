package org.homevisit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A school's policy. It never changes; any number of threads may share it. Close it, or leave that to the collector;
 * reports outlive it.
 */
public final class Policy implements AutoCloseable {
    private final Held.Slot<PolicyHandle> slot;

    private Policy(PolicyHandle handle) {
        slot = new Held.Slot<>(this, "policy", handle, PolicyHandle::delete);
    }

    /**
     * Loads a profile.
     *
     * @param json  its JSON text
     * @return the policy
     * @throws PolicyException  with everything that is wrong
     */
    public static Policy load(String json) {
        return load(json, null);
    }

    /**
     * Loads a profile.
     *
     * @param json     its JSON text
     * @param options  bases, limits and the document's name; null for none
     * @return the policy
     * @throws PolicyException  with everything that is wrong
     */
    public static Policy load(String json, Options options) {
        return load(Utf8.document(json), options);
    }

    /**
     * Loads a profile.
     *
     * @param utf8     its JSON text in UTF-8
     * @param options  bases, limits and the document's name; null for none
     * @return the policy
     * @throws PolicyException  with everything that is wrong
     */
    public static Policy load(byte[] utf8, Options options) {
        Objects.requireNonNull(utf8, "utf8");
        return made(options, handle -> Surface.surface_policy_load(utf8, handle));
    }

    /**
     * Loads a profile from a file, which problems then name.
     *
     * @param file  the file
     * @return the policy
     * @throws IOException      where the file cannot be read
     * @throws PolicyException  with everything that is wrong
     */
    public static Policy read(Path file) throws IOException {
        return load(Files.readAllBytes(file), new Options().document(file.toString()));
    }

    /**
     * Loads one of the built-in profiles.
     *
     * @param id  one of {@link Homevisit#bundledIds()}
     * @return the policy
     * @throws PolicyException  where there is none of that id
     */
    public static Policy bundled(String id) {
        byte[] name = Utf8.name(id);
        return made(null, handle -> Surface.surface_policy_bundled(name, handle));
    }

    private static Policy made(Options options, Function<OptionsHandle, OutcomeHandle> load) {
        return Options.with(options,
                handle -> Outcome.take(load.apply(handle), PolicyException::new, o -> new Policy(o.take_policy())));
    }

    /** @return the profile's id */
    public String getId() {
        return slot.use(handle -> Utf8.text(handle.id()));
    }

    /** @return the profile's version */
    public String getVersion() {
        return slot.use(handle -> Utf8.text(handle.version()));
    }

    /** @return the profile's title */
    public String getTitle() {
        return slot.use(handle -> Utf8.text(handle.title()));
    }

    /** @return how many rules it has, disabled ones not counted */
    public long getRuleCount() {
        return slot.use(PolicyHandle::rule_count);
    }

    /**
     * May this event happen now? Nothing is changed.
     *
     * @param visit      the record so far
     * @param eventJson  the proposed event
     * @return the report
     * @throws VisitException  where the event cannot be used
     */
    public Report check(Visit visit, String eventJson) {
        byte[] event = Utf8.document(eventJson);
        return ask(visit, (policy, held) -> Surface.surface_check(policy, held, event));
    }

    /**
     * Where does the visit stand?
     *
     * @param visit  the record so far
     * @param at     the time to look from, to the second; null is the last event's
     * @return the report
     * @throws VisitException  where a declared fact has another type than the profile's
     */
    public Report status(Visit visit, Instant at) {
        return ask(visit, (policy, held) -> Surface.surface_status(policy, held, hasTime(at), seconds(at)));
    }

    /**
     * Replays the whole record.
     *
     * @param visit  the record
     * @param at     when its duties are looked at, to the second; null is the last event's time
     * @return the report
     * @throws VisitException  where a declared fact has another type than the profile's
     */
    public Report audit(Visit visit, Instant at) {
        return ask(visit, (policy, held) -> Surface.surface_audit(policy, held, hasTime(at), seconds(at)));
    }

    /**
     * Where does the visit stand, at its last event's time?
     *
     * @param visit  the record so far
     * @return the report
     */
    public Report status(Visit visit) {
        return status(visit, null);
    }

    /**
     * Replays the whole record; its duties are looked at at the last event's time.
     *
     * @param visit  the record
     * @return the report
     */
    public Report audit(Visit visit) {
        return audit(visit, null);
    }

    /**
     * Replays record after record, each when the stream comes to it. The visits stay the caller's.
     *
     * @param visits  the records
     * @return a report for each, in their order
     */
    public Stream<Report> auditMany(Stream<Visit> visits) {
        return visits.map(this::audit);
    }

    /**
     * Writes the policy as a document for people.
     *
     * @param format  markdown, html or json
     * @return the document
     */
    public String show(String format) {
        byte[] name = Utf8.name(format);
        return slot.use(handle -> Outcome.text(Surface.surface_policy_show(handle, name), PolicyException::new));
    }

    /**
     * Writes a time as the policy's own clock shows it.
     *
     * @param at  the time
     * @return for example 2026-03-30T10:10:00+01:00
     */
    public String localTime(Instant at) {
        return slot.use(handle -> Outcome.text(Surface.surface_time_write_local(handle, at.getEpochSecond()),
                PolicyException::new));
    }

    private interface Question {
        OutcomeHandle ask(PolicyHandle policy, VisitHandle visit);
    }

    private Report ask(Visit visit, Question question) {
        return slot.use(policy -> visit.use(held -> Outcome.take(question.ask(policy, held), VisitException::new,
                o -> new Report(o.take_report()))));
    }

    static int hasTime(Instant at) {
        return at == null ? 0 : 1;
    }

    static long seconds(Instant at) {
        return at == null ? 0 : at.getEpochSecond();
    }

    <R> R use(Function<PolicyHandle, R> call) {
        return slot.use(call);
    }

    /** Releases the policy, once no thread is inside a call with it. It may be closed again. */
    @Override
    public void close() {
        slot.close();
    }
}
