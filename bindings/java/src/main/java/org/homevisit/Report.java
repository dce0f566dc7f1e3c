package org.homevisit;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * An answer. It keeps what it needs of its policy and nothing of the visit. What a question does not ask for is empty:
 * findings are a check's, steps an audit's, choices a status's. What was read before close() stays readable.
 */
public final class Report implements AutoCloseable {
    private final Held.Slot<ReportHandle> slot;
    private String json;
    private Map<String, Object> fields;

    Report(ReportHandle handle) {
        slot = new Held.Slot<>(this, "report", handle, ReportHandle::delete);
    }

    /** @return the report as JSON, the same bytes in every language once it is written as UTF-8 */
    public synchronized String getJson() {
        if (json == null) {
            json = slot.use(handle -> Outcome.text(Surface.surface_report_json(handle), VisitException::new));
        }
        return json;
    }

    /** @return the report as maps and lists, not to be changed */
    @SuppressWarnings("unchecked")
    public synchronized Map<String, Object> asMap() {
        if (fields == null) {
            fields = (Map<String, Object>) Json.read(getJson());
        }
        return fields;
    }

    /** @return the decision; a status, which decides nothing as a whole, is UNKNOWN */
    public Decision getDecision() {
        Object word = asMap().get("decision");
        return word == null ? Decision.UNKNOWN : Decision.of((String) word);
    }

    /** @return the time that was asked about; null where it is not known */
    public Instant getAt() {
        return Entry.time(asMap(), "at");
    }

    /** @return a check's findings */
    public List<Finding> getFindings() {
        return Entry.items(asMap(), "findings", Finding::new);
    }

    /** @return the facts that a check would have to know */
    public List<String> getMissing() {
        return Entry.names(asMap(), "missing");
    }

    /** @return whether the policy says nothing of a check's event: no permission, only silence */
    public boolean isSilent() {
        return Boolean.TRUE.equals(asMap().get("silent"));
    }

    /** @return the duties that have arisen */
    public List<Duty> getDuties() {
        return Entry.items(asMap(), "duties", Duty::new);
    }

    /** @return a status's earliest time at which something is due; null where there is none */
    public Instant getNextDue() {
        return Entry.time(asMap(), "next_due");
    }

    /** @return an audit's steps */
    public List<Step> getSteps() {
        return Entry.items(asMap(), "steps", Step::new);
    }

    /** @return a status's events that are possible now */
    public List<Choice> getChoices() {
        return Entry.items(asMap(), "options", Choice::new);
    }

    /** @return what is still to be declared */
    public List<ChecklistEntry> getChecklist() {
        return Entry.items(asMap(), "checklist", ChecklistEntry::new);
    }

    /** @return words to show now */
    public List<Advice> getAdvice() {
        return Entry.items(asMap(), "advice", Advice::new);
    }

    /** @return what there is to say of the policy itself */
    public List<Notice> getNotices() {
        return Entry.items(asMap(), "notices", Notice::new);
    }

    /** @return phase, place and contact by name */
    public Map<String, Object> getState() {
        return group("state");
    }

    /** @return an audit's numbers by name (broken, warned, unknown, overdue, late, missed, impossible) */
    public Map<String, Object> getSummary() {
        return group("summary");
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> group(String key) {
        return (Map<String, Object>) asMap().getOrDefault(key, Collections.emptyMap());
    }

    @Override
    public String toString() {
        return getJson();
    }

    /** Releases what the library holds. It may be closed again. */
    @Override
    public void close() {
        slot.close();
    }
}
