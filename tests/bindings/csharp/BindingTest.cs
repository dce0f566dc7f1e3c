using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Homevisit;

/// <summary>
/// The C# package held to what every binding is held to: BindingTest.exe CASES EXPECTED SAMPLES. All conformance cases;
/// ten thousand rounds of success and of failure with native allocations counted; objects dropped in the worst order or
/// disposed of under other threads; a hundred bad inputs and more; threads.
/// </summary>
internal static class BindingTest
{
    private const string CheckedIn =
        @"{""at"": ""2026-03-02T09:15:00Z"", ""event"": ""checked_in"", ""with"": ""office""}";
    private static int failures;
    private static string policyText, visitText;

    private static void Expect(bool holds, string what)
    {
        if (holds)
            return;
        Console.WriteLine("FAILED: " + what);
        failures++;
    }

    private static T ExpectThrown<T>(string what, Action act) where T : Exception
    {
        try
        {
            act();
            Expect(false, what + ": nothing was thrown");
        }
        catch (T thrown)
        {
            return thrown;
        }
        catch (Exception other)
        {
            Expect(false, what + ": thrown was " + other);
        }
        return null;
    }

    /* ---- what there is ---- */

    private static void TestSurface()
    {
        using (Policy policy = Policy.Load(policyText))
        using (Visit visit = Visit.Load(visitText))
        {
            Expect(policy.Id == "small-🏫" && policy.Title == "A small policy, “naïve” 🏠", "emoji come out whole");
            Expect(policy.Version == "2026-03" && policy.RuleCount == 2, "a policy's head");
            Expect(visit.Id == "V-🏠" && visit.EventCount == 3, "a visit's head");
            Expect(visit.LastAt == Library.ParseTime("2026-03-02T09:10:00Z"), "times");
            Expect(policy.LocalTime(Library.ParseTime("2026-07-01T09:00:00Z")) == "2026-07-01T10:00:00+01:00",
                   "local time");
            Expect(Visit.Create("V-😀").LastAt == null && Visit.Create("V-😀").Id == "V-😀", "an empty visit");
            Expect(Library.Vocabulary("event")[0] == "planned" && Library.Vocabulary("evnt").Count == 0, "words");
            Expect(Library.Schema("report").Contains("$schema") && Library.Version != "", "a schema, a version");
            Expect(Library.BundledIds.Count >= 6 && Library.BundledText("standard").StartsWith("{"), "profiles");
            Expect(policy.Show().Contains("👩‍🏫👨‍🏫"), "the policy for people");
            Expect(Library.Compare(visit, "text", policy, Policy.Bundled("standard")).Contains("standard"), "compare");
            foreach (Problem problem in Library.Validate(policyText))
                Expect(problem.IsWarning, "warnings at most");
            Expect(Library.Validate("[]").Count == 1 && !Library.Validate("[]")[0].IsWarning, "an error is no warning");
            TestReport(policy, visit);
        }
    }

    private static void TestReport(Policy policy, Visit visit)
    {
        using (Report audit = policy.Audit(visit))
        {
            Finding finding = audit.Steps[1].Findings[0];
            Expect(audit.Decision == Decision.Deny && audit.Summary["broken"].Equals(1L), "a decision");
            Expect(finding.Rule == "pair" && finding.Clauses.Count == 1 && finding.Clauses[0] == "S-1", "why");
            Expect(finding.Because[0].FactValue.Equals(1L) && finding.Outcome == "broken", "because");
            Expect(finding.Message == "Go in a pair 👩‍🏫👨‍🏫.", "a message with emoji");
            Duty duty = audit.Duties[0];
            Expect(duty.Due == Library.ParseTime("2026-03-02T09:30:00Z") && duty.MetAt == null, "a duty");
            Report status = policy.Status(visit, duty.Due);
            Expect(status.Choices.Count > 10 && status.Decision == Decision.Unknown, "choices");
            Expect(status.NextDue == duty.Due && (string)status.State["place"] == "outside", "where it stands");
            ExpectThrown<NotSupportedException>("a report's lists are not to be changed",
                                                () => ((IList<Step>)audit.Steps).Clear());
            status.Dispose();
            int audits = 0;
            foreach (Report each in policy.AuditMany(new[] { visit, visit }))
                using (each)
                    audits += each.Json == audit.Json ? 1 : 0;
            Expect(audits == 2, "record after record");
        }
    }

    /* ---- memory ---- */

    private static void SucceedOnce()
    {
        using (Policy policy = Policy.Load(policyText))
        using (Visit visit = Visit.Load(visitText))
        using (Report before = policy.Audit(visit))
        {
            visit.Append(CheckedIn);
            using (Report after = policy.Audit(visit))
            using (Report check = policy.Check(visit, CheckedIn))
                Expect(after.Json != before.Json && check.Json.Contains("\"decision\":\"allow\""), "a round");
        }
    }

    private static void FailOnce()
    {
        ExpectThrown<PolicyException>("half a policy",
                                      () => Policy.Load(policyText.Substring(0, policyText.Length / 2)));
        ExpectThrown<VisitException>("half a visit", () => Visit.Load(visitText.Substring(0, visitText.Length / 2)));
        using (Visit visit = Visit.Create("V"))
            ExpectThrown<VisitException>("an unknown event", () => visit.Append("{\"event\": \"departd\"}"));
        var options = new Options();
        options.Limits["max"] = 1;
        ExpectThrown<ArgumentException>("no such limit", () => Policy.Load("{}", options));
    }

    private static void TestRounds()
    {
        long before = Library.LiveAllocations;
        for (int i = 0; i < 10000; i++)
            SucceedOnce();
        Expect(Library.LiveAllocations == before, "10,000 rounds of success release all they allocate");
        for (int i = 0; i < 10000; i++)
            FailOnce();
        long more = Library.LiveAllocations - before;
        Expect(more == 0, "10,000 rounds of failure release all they allocate");
        Console.WriteLine("rounds: 10000 of success, 10000 of failure, " + more + " allocations more than before");
    }

    private static void DropMany()
    {
        for (int i = 0; i < 200; i++)
            Expect(Policy.Load(policyText).Audit(Visit.Load(visitText)).Steps.Count == 3,
                   "steps of a report that is gone");
    }

    /// <summary>What nobody disposes of the collector releases.</summary>
    private static void TestDropped(long before)
    {
        var dropper = new Thread(DropMany); // a stack of its own: Mono looks through stacks conservatively
        dropper.Start();
        dropper.Join();
        for (int i = 0; i < 100 && Library.LiveAllocations != before; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(20);
        }
        long more = Library.LiveAllocations - before;
        Expect(more == 0, "what was dropped is released: " + more + " are left");
        Console.WriteLine("dropped: 200 times three objects, " + more + " allocations left");
    }

    private static void TestWorstOrder()
    {
        Policy policy = Policy.Load(policyText);
        Visit visit = Visit.Load(visitText);
        Report report = policy.Audit(visit);
        policy.Dispose();
        policy.Dispose();
        visit.Dispose();
        int findings = 0;
        foreach (Step step in report.Steps)
        {
            report.Dispose();
            findings += step.Findings.Count;
        }
        Expect(findings == 1 && report.Json.Contains("\"pair\""), "a report that was read outlives all");
        ExpectThrown<ObjectDisposedException>("a policy that is gone", () => policy.Id.ToString());
        ExpectThrown<ObjectDisposedException>("a visit that is gone", () => visit.Append(CheckedIn));
        using (Policy other = Policy.Load(policyText))
            ExpectThrown<ObjectDisposedException>("a visit that is gone is asked about", () => other.Audit(visit));
        using (Policy standard = Policy.Bundled("standard"))
        using (Visit empty = Visit.Create("V"))
        {
            Report unread = standard.Audit(empty);
            unread.Dispose();
            ExpectThrown<ObjectDisposedException>("a report that is gone", () => unread.Json.ToString());
        }
    }

    /* ---- bad inputs ---- */

    private static void ExpectProblems<T>(string what, Action act) where T : HomevisitException
    {
        T refused = ExpectThrown<T>(what, act);
        if (refused == null)
            return;
        Expect(refused.Problems.Count > 0 && refused.Problems[0].Line >= 1 && refused.Problems[0].Column >= 1
                   && refused.Problems[0].Message == refused.Message, what + ": " + refused.ProblemsJson);
    }

    private static string With(string text, string anchor, string inserted)
    {
        return text.Insert(text.IndexOf(anchor, StringComparison.Ordinal) + anchor.Length, inserted);
    }

    private static void TestBadInputs()
    {
        int count = 0;
        for (int i = 0; i < 100; i++, count += 2)
        {
            string policy = policyText.Substring(0, policyText.Length * i / 100); // may cut an emoji in two
            string visit = visitText.Substring(0, visitText.Length * i / 100);
            ExpectProblems<PolicyException>("policy cut at " + i + "%", () => Policy.Load(policy));
            ExpectProblems<VisitException>("visit cut at " + i + "%", () => Visit.Load(visit));
        }
        foreach (string bad in new[] { "\0", "\ud83c", "\udfe0", "\u0001", "\\u0000", "\\ud800", "\ufeff\0" })
        {
            ExpectProblems<PolicyException>("policy with a bad character",
                                            () => Policy.Load(With(policyText, "\"A small", bad)));
            ExpectProblems<VisitException>("visit with a bad character", () => Visit.Load(With(visitText, "V-", bad)));
            count += 2;
        }
        ExpectProblems<PolicyException>("bytes that are no UTF-8", () => Policy.Load(new byte[] { 0x7B, 0x22, 0xFF }));
        ExpectProblems<PolicyException>("no bytes", () => Policy.Load(new byte[0]));
        ExpectProblems<PolicyException>("text behind a zero", () => Policy.Load(policyText + "\0x"));
        ExpectProblems<VisitException>("no time", () => Library.ParseTime(""));
        ExpectThrown<PolicyException>("an unknown id", () => Policy.Bundled("standrad"));
        foreach (string id in new[] { "V\0x", "", "\ud83c" })
            ExpectThrown<ArgumentException>("a bad id", () => Visit.Create(id));
        ExpectThrown<ArgumentException>("a zero in a policy's id", () => Policy.Bundled("standard\0x"));
        ExpectThrown<ArgumentException>("a zero in a name", () => Visit.Load("{}", new Options { Document = "a\0b" }));
        ExpectThrown<ArgumentNullException>("null", () => Policy.Load((string)null));
        ExpectThrown<ArgumentNullException>("null bytes", () => Visit.Load((byte[])null));
        ExpectThrown<FileNotFoundException>("no such file", () => Policy.Read("no such file"));
        ExpectThrown<HomevisitException>("no such schema", () => Library.Schema("polcy"));
        ExpectThrown<ArgumentException>("no such format", () => Policy.Bundled("standard").Show("pdf"));
        TestOneProblem();
        Console.WriteLine("bad inputs: " + (count + 15) + " refused");
    }

    private static void TestOneProblem()
    {
        const string mistaken = "{\"format\": \"homevisit-visit/1\", \"id\": \"🏠\", \"events\": [\n"
                                + " {\"at\": \"2026-03-02T08:30:00Z\", \"x_\": \"🏠\", \"event\": \"departd\"}]}";
        VisitException refused = ExpectThrown<VisitException>(
            "one problem", () => Visit.Load(mistaken, new Options { Document = "visit-🏠.json" }));
        Expect(refused != null && refused.Problems[0].ToString()
                   == "visit-🏠.json:2:53: name: unknown event 'departd'; did you mean 'departed'?"
                   && refused.Problems[0].Pointer == "/events/0/event", "a problem");
    }

    /* ---- threads ---- */

    private static void RunFour(Action work)
    {
        var threads = new List<Thread>();
        int ended = 0;
        for (int i = 0; i < 4; i++)
        {
            var thread = new Thread(() =>
            {
                try
                {
                    work();
                    Interlocked.Increment(ref ended);
                }
                catch (Exception thrown)
                {
                    Console.WriteLine("FAILED: a thread: " + thrown);
                }
            });
            threads.Add(thread);
            thread.Start();
        }
        foreach (Thread thread in threads)
            thread.Join();
        Expect(ended == 4, "every thread ends well");
    }

    private static void TestThreads()
    {
        using (Policy policy = Policy.Load(policyText))
        using (Visit visit = Visit.Load(visitText))
        {
            string expected;
            using (Report report = policy.Audit(visit))
                expected = report.Json;
            int same = 0;
            RunFour(() =>
            {
                for (int i = 0; i < 500; i++)
                    using (Report report = policy.Audit(visit))
                        if (report.Json == expected)
                            Interlocked.Increment(ref same);
            });
            Expect(same == 2000, "four threads get the same bytes");
            RunFour(() =>
            {
                for (int i = 0; i < 50; i++)
                {
                    visit.Append(CheckedIn.Replace("09:15", "10:" + (10 + i)));
                    policy.Audit(visit).Dispose();
                }
            });
            Expect(visit.EventCount == 203, "four threads append");
            Console.WriteLine("threads: 4 shared a policy and a visit, " + same + " audits equal");
        }
    }

    /// <summary>One thread disposes of what the others use: they finish, or hear that it is gone.</summary>
    private static void TestDisposedUnderway()
    {
        int answers = 0;
        for (int round = 0; round < 20; round++)
        {
            Policy policy = Policy.Load(policyText);
            Visit visit = Visit.Load(visitText);
            RunFour(() =>
            {
                try
                {
                    while (true)
                    {
                        policy.Audit(visit).Dispose();
                        if (Interlocked.Increment(ref answers) % 40 == 0)
                        {
                            policy.Dispose();
                            visit.Dispose();
                        }
                    }
                }
                catch (ObjectDisposedException)
                {
                    policy.Dispose();
                    visit.Dispose();
                }
            });
        }
        Expect(answers >= 20, "disposed of under way");
    }

    private static int Main(string[] arguments)
    {
        Console.OutputEncoding = new System.Text.UTF8Encoding(false);
        policyText = File.ReadAllText(Path.Combine(arguments[2], "policy.json"));
        visitText = File.ReadAllText(Path.Combine(arguments[2], "visit.json"));
        long before = Library.LiveAllocations;
        Expect(Conformance.Run(arguments[0], arguments[1]), "all conformance cases are equal");
        TestSurface();
        TestWorstOrder();
        TestBadInputs();
        TestThreads();
        TestDisposedUnderway();
        TestDropped(before);
        TestRounds();
        return failures == 0 ? 0 : 1;
    }
}
