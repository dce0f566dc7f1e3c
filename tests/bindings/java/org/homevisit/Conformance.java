package org.homevisit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** All of tests/conformance through the package, by objects and in one call, compared as bytes. */
final class Conformance {
    private Conformance() {
    }

    private static String text(Map<String, Object> question, String key) {
        return (String) question.get(key);
    }

    @SuppressWarnings("unchecked")
    private static Options options(Map<String, Object> question) {
        Options options = new Options();
        for (String base : (List<String>) (List<?>) question.get("bases")) {
            options.base(base);
        }
        return options;
    }

    private static Report ask(Map<String, Object> question, Policy policy, Visit visit) {
        String at = text(question, "at");
        switch (text(question, "ask")) {
            case "check":
                return policy.check(visit, text(question, "event"));
            case "status":
                return policy.status(visit, at == null ? null : Homevisit.parseTime(at));
            default:
                return policy.audit(visit, at == null ? null : Homevisit.parseTime(at));
        }
    }

    private static String byObjects(Map<String, Object> question) {
        Options options = options(question);
        String policyText = text(question, "policy");
        try (Policy policy = policyText.startsWith("{") ? Policy.load(policyText, options) : Policy.bundled(policyText);
             Visit visit = Visit.load(text(question, "visit"), options); Report report = ask(question, policy, visit)) {
            return report.getJson();
        } catch (HomevisitException refused) {
            return refused.getProblemsJson();
        }
    }

    private static String inOne(Map<String, Object> question) {
        return Homevisit.answer(text(question, "ask"), text(question, "policy"), text(question, "visit"),
                                text(question, "event"), text(question, "at"), options(question));
    }

    @SuppressWarnings("unchecked")
    static boolean run(Path cases, Path expected) throws IOException {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        List<String> questions = Files.readAllLines(cases, StandardCharsets.UTF_8);
        List<String> answers = Files.readAllLines(expected, StandardCharsets.UTF_8);
        int equal = 0;
        for (int i = 0; i < questions.size(); i++) {
            Map<String, Object> question = (Map<String, Object>) Json.read(questions.get(i));
            byte[] answer = i < answers.size() ? answers.get(i).getBytes(StandardCharsets.UTF_8) : new byte[0];
            boolean same = Arrays.equals(byObjects(question).getBytes(StandardCharsets.UTF_8), answer)
                           && Arrays.equals(inOne(question).getBytes(StandardCharsets.UTF_8), answer);
            if (!same) {
                out.println(question.get("name") + " differs:\n  expected " + answers.get(i) + "\n  objects  "
                            + byObjects(question) + "\n  one call " + inOne(question));
            }
            equal += same ? 1 : 0;
        }
        out.println("conformance: " + questions.size() + " cases, " + equal + " equal");
        return equal > 0 && equal == questions.size() && equal == answers.size();
    }
}
