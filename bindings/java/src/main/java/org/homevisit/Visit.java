package org.homevisit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A visit record: its events in order. Any number of threads may use it; an append waits for those that read. Close it,
 * or leave that to the collector.
 */
public final class Visit implements AutoCloseable {
    private final Held.Slot<VisitHandle> slot;

    private Visit(VisitHandle handle) {
        slot = new Held.Slot<>(this, "visit", handle, VisitHandle::delete);
    }

    /**
     * Loads a record.
     *
     * @param json  its JSON text
     * @return the visit
     * @throws VisitException  with everything that is wrong
     */
    public static Visit load(String json) {
        return load(json, null);
    }

    /**
     * Loads a record.
     *
     * @param json     its JSON text
     * @param options  limits and the document's name; null for none
     * @return the visit
     * @throws VisitException  with everything that is wrong
     */
    public static Visit load(String json, Options options) {
        return load(Utf8.document(json), options);
    }

    /**
     * Loads a record.
     *
     * @param utf8     its JSON text in UTF-8
     * @param options  limits and the document's name; null for none
     * @return the visit
     * @throws VisitException  with everything that is wrong
     */
    public static Visit load(byte[] utf8, Options options) {
        Objects.requireNonNull(utf8, "utf8");
        return made(options, handle -> Surface.surface_visit_load(utf8, handle));
    }

    /**
     * Loads a record from a file, which problems then name.
     *
     * @param file  the file
     * @return the visit
     * @throws IOException     where the file cannot be read
     * @throws VisitException  with everything that is wrong
     */
    public static Visit read(Path file) throws IOException {
        return load(Files.readAllBytes(file), new Options().document(file.toString()));
    }

    /**
     * Makes an empty record.
     *
     * @param id  its id: not empty, no zero character
     * @return the visit
     * @throws IllegalArgumentException  where the id is none
     */
    public static Visit create(String id) {
        byte[] name = Utf8.name(id);
        return made(null, handle -> Surface.surface_visit_new(name, handle));
    }

    private static Visit made(Options options, Function<OptionsHandle, OutcomeHandle> load) {
        return Options.with(options,
                handle -> Outcome.take(load.apply(handle), VisitException::new, o -> new Visit(o.take_visit())));
    }

    /**
     * Adds an event; it is put in order of its time. Nothing is changed where it is refused.
     *
     * @param eventJson  one of a record's events
     * @return this visit
     * @throws VisitException  with everything that is wrong
     */
    public Visit append(String eventJson) {
        byte[] event = Utf8.document(eventJson);
        slot.use(handle -> Outcome.text(Surface.surface_visit_append(handle, event), VisitException::new));
        return this;
    }

    /** @return the record's id */
    public String getId() {
        return slot.use(handle -> Utf8.text(handle.id()));
    }

    /** @return how many events it holds */
    public long getEventCount() {
        return slot.use(VisitHandle::event_count);
    }

    /** @return the last event's time; empty where there is no event */
    public Optional<Instant> getLastAt() {
        return slot.use(handle -> handle.event_count() == 0 ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(handle.last_at())));
    }

    <R> R use(Function<VisitHandle, R> call) {
        return slot.use(call);
    }

    /** Releases the record, once no thread is inside a call with it. It may be closed again. */
    @Override
    public void close() {
        slot.close();
    }
}
