package org.homevisit;

import java.util.List;
import java.util.Map;

/** An event that is possible now, and what it would meet. */
public final class Choice extends Entry {
    Choice(Map<String, Object> fields) {
        super(fields);
    }

    /** @return its name */
    public String getEvent() {
        return text("event");
    }

    /** @return what the policy says of it, its attributes not known */
    public Decision getDecision() {
        return Decision.of(text("decision"));
    }

    /** @return the rules that it breaks, or that hang on what is not known */
    public List<String> getRules() {
        return names("rules");
    }

    /** @return the facts that are not known */
    public List<String> getMissing() {
        return names("missing");
    }

    /** @return whether the policy says nothing of such an event */
    public boolean isSilent() {
        return flag("silent");
    }
}
