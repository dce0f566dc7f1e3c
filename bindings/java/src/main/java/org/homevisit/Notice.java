package org.homevisit;

import java.util.Map;

/** A word about the policy itself: its review is overdue, or a setting is assumed. */
public final class Notice extends Entry {
    Notice(Map<String, Object> fields) {
        super(fields);
    }

    /** @return review_overdue or assumed */
    public String getKind() {
        return text("kind");
    }

    /** @return the date of an overdue review, else null */
    public String getReviewDue() {
        return text("review_due");
    }

    /** @return the assumed setting's name, else null */
    public String getSetting() {
        return text("setting");
    }
}
