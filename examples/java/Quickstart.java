import org.homevisit.Finding;
import org.homevisit.Policy;
import org.homevisit.Problem;
import org.homevisit.Report;
import org.homevisit.Visit;
import org.homevisit.VisitException;

/** May this member of staff set out? Loads a school's policy and a visit, asks, and prints the decision and why. */
public final class Quickstart {
    private static final String RECORD = "{\"format\": \"homevisit-visit/1\", \"id\": \"V-0142\", \"events\": [\n"
            + " {\"at\": \"2026-03-02T08:30:00Z\", \"event\": \"planned\", \"reason\": \"school_work\","
            + " \"purpose\": \"bring books\", \"staff\": [{\"id\": \"S-1\", \"role\": \"teacher\"}]}]}";
    private static final String MISTAKEN = "{\"format\": \"homevisit-visit/1\", \"id\": \"V-0143\", \"events\": [\n"
            + "        {\"at\": \"2026-03-02T08:30:00Z\", \"event\": \"departd\"}]}";

    private Quickstart() {
    }

    /** Runs it. @param arguments none */
    public static void main(String[] arguments) {
        try (Policy policy = Policy.bundled("alumwell-infant");
                Visit visit = Visit.load(RECORD);
                Report report = policy.check(visit, "{\"at\": \"2026-03-02T09:00:00Z\", \"event\": \"departed\"}")) {
            System.out.println(report.getDecision().toString().toLowerCase());
            for (Finding finding : report.getFindings()) {
                String why = finding.getClauses().isEmpty() ? finding.getRule() : finding.getClauses().get(0);
                System.out.println(why + ": " + finding.getMessage());
            }
        }
        try {
            Visit.load(MISTAKEN).close();
        } catch (VisitException e) {
            Problem problem = e.getProblems().get(0);
            System.out.println("line " + problem.getLine() + ", column " + problem.getColumn() + ": "
                    + problem.getMessage() + "; did you mean '" + problem.getSuggestion() + "'?");
        }
    }
}
