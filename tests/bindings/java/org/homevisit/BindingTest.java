package org.homevisit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The Java package held to what every binding is held to: BindingTest CASES EXPECTED SAMPLES. Ten thousand rounds of
 * success and of failure with native allocations counted, objects dropped in the worst order or closed under other
 * threads, a hundred bad inputs and more, threads, and all conformance cases ({@link Conformance}).
 */
public final class BindingTest {
    static final String CHECKED_IN =
            "{\"at\": \"2026-03-02T09:15:00Z\", \"event\": \"checked_in\", \"with\": \"office\"}";

    private static int failures;
    private static String policyText;
    private static String visitText;

    private BindingTest() {
    }

    interface Act {
        void run() throws Exception;
    }

    static void expect(boolean holds, String what) {
        if (!holds) {
            System.out.println("FAILED: " + what);
            failures++;
        }
    }

    static <T extends Throwable> T expectThrown(Class<T> kind, String what, Act act) {
        try {
            act.run();
            expect(false, what + ": nothing was thrown");
        } catch (Throwable thrown) {
            if (kind.isInstance(thrown)) {
                return kind.cast(thrown);
            }
            expect(false, what + ": thrown was " + thrown);
        }
        return null;
    }

    /* ---- what there is ---- */

    private static void testSurface() throws IOException {
        Policy policy = Policy.load(policyText);
        Visit visit = Visit.load(visitText);
        expect(policy.getId().equals("small-🏫") && policy.getTitle().equals("A small policy, “naïve” 🏠"),
               "emoji come out whole");
        expect(policy.getVersion().equals("2026-03") && policy.getRuleCount() == 2, "a policy's head");
        expect(visit.getId().equals("V-🏠") && visit.getEventCount() == 3, "a visit's head");
        expect(visit.getLastAt().get().equals(Homevisit.parseTime("2026-03-02T09:10:00Z")), "times");
        expect(policy.localTime(Homevisit.parseTime("2026-07-01T09:00:00Z")).equals("2026-07-01T10:00:00+01:00"),
               "local time");
        expect(!Visit.create("V-😀").getLastAt().isPresent() && Visit.create("V-😀").getId().equals("V-😀"),
               "an empty visit");
        expect(Homevisit.vocabulary("event").get(0).equals("planned") && Homevisit.vocabulary("evnt").isEmpty(),
               "words");
        expect(Homevisit.schema("report").contains("$schema") && !Homevisit.version().isEmpty(), "a schema, a version");
        expect(Homevisit.bundledIds().size() >= 6 && Homevisit.bundledText("standard").startsWith("{"), "profiles");
        expect(policy.show("markdown").contains("👩‍🏫👨‍🏫"), "the policy for people");
        expect(Homevisit.compare(visit, null, "text", policy, Policy.bundled("standard")).contains("standard"),
               "compare");
        expect(Homevisit.validate(policyText, null, null).stream().allMatch(Problem::isWarning), "warnings at most");
        expect(Homevisit.validate("[]", null, null).stream().noneMatch(Problem::isWarning), "an error is no warning");
        testReport(policy, visit);
        policy.close();
        visit.close();
    }

    private static void testReport(Policy policy, Visit visit) {
        Report audit = policy.audit(visit);
        Finding finding = audit.getSteps().get(1).getFindings().get(0);
        expect(audit.getDecision() == Decision.DENY && audit.getSummary().get("broken").equals(1L), "a decision");
        expect(finding.getRule().equals("pair") && finding.getClauses().equals(Collections.singletonList("S-1")),
               "why");
        expect(finding.getBecause().get(0).getValue().equals(1L) && finding.getOutcome().equals("broken"), "because");
        expect(finding.getMessage().equals("Go in a pair 👩‍🏫👨‍🏫."), "a message with emoji");
        Duty duty = audit.getDuties().get(0);
        expect(duty.getDue().equals(Homevisit.parseTime("2026-03-02T09:30:00Z")) && duty.getMetAt() == null, "a duty");
        Report status = policy.status(visit, duty.getDue());
        expect(status.getChoices().size() > 10 && status.getDecision() == Decision.UNKNOWN, "choices");
        expect(duty.getDue().equals(status.getNextDue()) && status.getState().get("place").equals("outside"),
               "where it stands");
        expectThrown(UnsupportedOperationException.class, "a report's lists are not to be changed",
                     () -> audit.getSteps().clear());
        long equal = policy.auditMany(Stream.of(visit, visit)).filter(each -> {
            try (Report closing = each) {
                return closing.getJson().equals(audit.getJson());
            }
        }).count();
        expect(equal == 2, "record after record");
        audit.close();
        status.close();
    }

    /* ---- memory ---- */

    private static void succeedOnce() {
        try (Policy policy = Policy.load(policyText); Visit visit = Visit.load(visitText);
             Report before = policy.audit(visit)) {
            visit.append(CHECKED_IN);
            try (Report after = policy.audit(visit); Report check = policy.check(visit, CHECKED_IN)) {
                expect(!after.getJson().equals(before.getJson()) && check.getDecision() == Decision.ALLOW, "a round");
            }
        }
    }

    private static void failOnce() {
        expectThrown(PolicyException.class, "half a policy",
                     () -> Policy.load(policyText.substring(0, policyText.length() / 2)));
        expectThrown(VisitException.class, "half a visit",
                     () -> Visit.load(visitText.substring(0, visitText.length() / 2)));
        try (Visit visit = Visit.create("V")) {
            expectThrown(VisitException.class, "an unknown event", () -> visit.append("{\"event\": \"departd\"}"));
        }
        expectThrown(IllegalArgumentException.class, "no such limit",
                     () -> Policy.load("{}", new Options().limit("max", 1)));
    }

    private static void testRounds() {
        long before = Homevisit.liveAllocations();
        for (int i = 0; i < 10000; i++) {
            succeedOnce();
        }
        expect(Homevisit.liveAllocations() == before, "10,000 rounds of success release all they allocate");
        for (int i = 0; i < 10000; i++) {
            failOnce();
        }
        long more = Homevisit.liveAllocations() - before;
        expect(more == 0, "10,000 rounds of failure release all they allocate");
        System.out.println("rounds: 10000 of success, 10000 of failure, " + more + " allocations more than before");
    }

    /** What nobody closes is released by the cleaner. */
    private static void testDropped(long before) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            List<Step> steps = Policy.load(policyText).audit(Visit.load(visitText)).getSteps();
            expect(steps.size() == 3, "steps of a report that is gone");
        }
        for (int i = 0; i < 100 && Homevisit.liveAllocations() != before; i++) {
            System.gc();
            Thread.sleep(20);
        }
        long more = Homevisit.liveAllocations() - before;
        expect(more == 0, "what was dropped is released: " + more + " are left");
        System.out.println("dropped: 200 times three objects, " + more + " allocations left");
    }

    private static void testWorstOrder() {
        long before = Homevisit.liveAllocations();
        Policy policy = Policy.load(policyText);
        Visit visit = Visit.load(visitText);
        Report report = policy.audit(visit);
        policy.close();
        policy.close();
        visit.close();
        int findings = 0;
        for (Step step : report.getSteps()) {
            report.close();
            findings += step.getFindings().size();
        }
        expect(findings == 1 && report.getJson().contains("\"pair\""), "a report that was read outlives all");
        expectThrown(IllegalStateException.class, "a closed policy", policy::getId);
        expectThrown(IllegalStateException.class, "a closed visit", visit::getId);
        expectThrown(IllegalStateException.class, "a closed visit is asked",
                     () -> Policy.load(policyText).audit(visit));
        Report unread = Policy.bundled("standard").audit(Visit.create("V"));
        unread.close();
        expectThrown(IllegalStateException.class, "a closed report", unread::getJson);
        expect(Homevisit.liveAllocations() >= before, "nothing is released twice");
    }

    /* ---- bad inputs ---- */

    private static void expectProblems(Class<? extends HomevisitException> kind, String what, Act act) {
        HomevisitException refused = expectThrown(kind, what, act);
        if (refused != null) {
            List<Problem> problems = refused.getProblems();
            expect(!problems.isEmpty() && problems.get(0).getLine() >= 1 && problems.get(0).getColumn() >= 1
                           && problems.get(0).getMessage().equals(refused.getMessage()),
                   what + ": " + refused.getProblemsJson());
        }
    }

    private static String with(String text, String anchor, String inserted) {
        int place = text.indexOf(anchor) + anchor.length();
        return text.substring(0, place) + inserted + text.substring(place);
    }

    private static void testBadInputs() {
        int count = 0;
        for (int i = 0; i < 100; i++, count += 2) {
            String policy = policyText.substring(0, policyText.length() * i / 100); // may cut an emoji in two
            String visit = visitText.substring(0, visitText.length() * i / 100);
            expectProblems(PolicyException.class, "policy cut at " + i + "%", () -> Policy.load(policy));
            expectProblems(VisitException.class, "visit cut at " + i + "%", () -> Visit.load(visit));
        }
        for (String bad : new String[] {"\0", "\ud83c", "\udfe0", "\u0001", "\\u0000", "\\ud800", "\ufeff\0"}) {
            expectProblems(PolicyException.class, "policy with a bad character",
                           () -> Policy.load(with(policyText, "\"A small", bad)));
            expectProblems(VisitException.class, "visit with a bad character",
                           () -> Visit.load(with(visitText, "V-", bad)));
            count += 2;
        }
        expectProblems(PolicyException.class, "bytes that are no UTF-8",
                       () -> Policy.load(new byte[] {'{', '"', -1}, null));
        expectProblems(PolicyException.class, "no bytes", () -> Policy.load(new byte[0], null));
        expectProblems(PolicyException.class, "text behind a zero", () -> Policy.load(policyText + "\0x"));
        expectProblems(VisitException.class, "no time", () -> Homevisit.parseTime(""));
        expectThrown(PolicyException.class, "an unknown id", () -> Policy.bundled("standrad"));
        for (String id : new String[] {"V\0x", "", "\ud83c"}) {
            expectThrown(IllegalArgumentException.class, "a bad id", () -> Visit.create(id));
        }
        expectThrown(IllegalArgumentException.class, "a zero in a policy's id", () -> Policy.bundled("standard\0x"));
        expectThrown(IllegalArgumentException.class, "a zero in a name",
                     () -> Visit.load("{}", new Options().document("a\0b")));
        expectThrown(NullPointerException.class, "null", () -> Policy.load((String) null));
        expectThrown(NullPointerException.class, "null bytes", () -> Visit.load((byte[]) null, null));
        expectThrown(IOException.class, "no such file", () -> Policy.read(Path.of("no such file")));
        expectThrown(HomevisitException.class, "no such schema", () -> Homevisit.schema("polcy"));
        expectThrown(IllegalArgumentException.class, "no such format", () -> Policy.bundled("standard").show("pdf"));
        testOneProblem();
        System.out.println("bad inputs: " + (count + 15) + " refused");
    }

    private static void testOneProblem() {
        String mistaken = "{\"format\": \"homevisit-visit/1\", \"id\": \"🏠\", \"events\": [\n"
                          + " {\"at\": \"2026-03-02T08:30:00Z\", \"x_\": \"🏠\", \"event\": \"departd\"}]}";
        VisitException refused = expectThrown(VisitException.class, "one problem",
                                              () -> Visit.load(mistaken, new Options().document("visit-🏠.json")));
        expect(refused != null
                       && refused.getProblems().get(0).toString().equals(
                               "visit-🏠.json:2:53: name: unknown event 'departd'; did you mean 'departed'?")
                       && refused.getProblems().get(0).getPointer().equals("/events/0/event"),
               "a problem: " + refused.getProblemsJson());
    }

    /* ---- threads ---- */

    private static void testThreads() throws InterruptedException {
        Policy policy = Policy.load(policyText);
        Visit visit = Visit.load(visitText);
        String expected = policy.audit(visit).getJson();
        AtomicInteger same = new AtomicInteger();
        run(() -> {
            for (int i = 0; i < 500; i++) {
                try (Report report = policy.audit(visit)) {
                    same.addAndGet(report.getJson().equals(expected) ? 1 : 0);
                }
            }
        });
        expect(same.get() == 2000, "four threads get the same bytes");
        run(() -> {
            for (int i = 0; i < 50; i++) {
                visit.append(CHECKED_IN.replace("09:15", "10:" + (10 + i)));
                policy.audit(visit).close();
            }
        });
        expect(visit.getEventCount() == 203, "four threads append");
        System.out.println("threads: 4 shared a policy and a visit, " + same + " audits equal");
    }

    /** One thread closes what the others use: they finish, or hear that it is closed. */
    private static void testClosedUnderway() throws InterruptedException {
        AtomicInteger answers = new AtomicInteger();
        for (int round = 0; round < 20; round++) {
            Policy policy = Policy.load(policyText);
            Visit visit = Visit.load(visitText);
            run(() -> {
                try {
                    while (true) {
                        policy.audit(visit).close();
                        if (answers.incrementAndGet() % 40 == 0) {
                            policy.close();
                            visit.close();
                        }
                    }
                } catch (IllegalStateException closed) {
                    answers.incrementAndGet();
                }
            });
        }
        expect(answers.get() > 80, "closed under way");
    }

    private static void run(Runnable work) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        AtomicInteger ended = new AtomicInteger();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                work.run();
                ended.incrementAndGet();
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        expect(ended.get() == 4, "every thread ends well");
    }

    /**
     * Runs everything.
     *
     * @param arguments  the cases, the expected answers, the folder of samples
     * @throws Exception  where a file cannot be read
     */
    public static void main(String[] arguments) throws Exception {
        policyText = new String(Files.readAllBytes(Path.of(arguments[2], "policy.json")), StandardCharsets.UTF_8);
        visitText = new String(Files.readAllBytes(Path.of(arguments[2], "visit.json")), StandardCharsets.UTF_8);
        long before = Homevisit.liveAllocations();
        expect(Conformance.run(Path.of(arguments[0]), Path.of(arguments[1])), "all conformance cases are equal");
        testSurface();
        testWorstOrder();
        testBadInputs();
        testThreads();
        testClosedUnderway();
        testDropped(before);
        testRounds();
        System.exit(failures == 0 ? 0 : 1);
    }
}
