using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Homevisit;

/// <summary>All of tests/conformance through the package, by objects and in one call, compared as bytes.</summary>
internal static class Conformance
{
    private static string Text(IReadOnlyDictionary<string, object> question, string key)
    {
        return (string)question[key];
    }

    private static Options OptionsOf(IReadOnlyDictionary<string, object> question)
    {
        var options = new Options();
        foreach (object text in (IReadOnlyList<object>)question["bases"])
            options.Bases.Add((string)text);
        return options;
    }

    private static Report Ask(IReadOnlyDictionary<string, object> question, Policy policy, Visit visit)
    {
        string word = Text(question, "ask"), at = Text(question, "at");
        if (word == "check")
            return policy.Check(visit, Text(question, "event"));
        DateTimeOffset? moment = at == null ? (DateTimeOffset?)null : Library.ParseTime(at);
        return word == "status" ? policy.Status(visit, moment) : policy.Audit(visit, moment);
    }

    private static string ByObjects(IReadOnlyDictionary<string, object> question)
    {
        Options options = OptionsOf(question);
        string text = Text(question, "policy");
        try
        {
            using (Policy policy = text[0] == '{' ? Policy.Load(text, options) : Policy.Bundled(text))
            using (Visit visit = Visit.Load(Text(question, "visit"), options))
            using (Report report = Ask(question, policy, visit))
                return report.Json;
        }
        catch (HomevisitException refused)
        {
            return refused.ProblemsJson;
        }
    }

    private static string InOne(IReadOnlyDictionary<string, object> question)
    {
        return Library.Answer(Text(question, "ask"), Text(question, "policy"), Text(question, "visit"),
                              Text(question, "event"), Text(question, "at"), OptionsOf(question));
    }

    /// <summary>A file's lines; U+2028 and the like, which stand in the texts, are no ends of lines.</summary>
    private static string[] Lines(string path)
    {
        return File.ReadAllText(path, new UTF8Encoding(false)).TrimEnd('\n').Split('\n');
    }

    private static bool SameBytes(string got, string expected)
    {
        byte[] left = Encoding.UTF8.GetBytes(got), right = Encoding.UTF8.GetBytes(expected);
        bool same = left.Length == right.Length;
        for (int i = 0; same && i < left.Length; i++)
            same = left[i] == right[i];
        return same;
    }

    internal static bool Run(string cases, string expected)
    {
        string[] questions = Lines(cases), answers = Lines(expected);
        int equal = 0;
        for (int i = 0; i < questions.Length; i++)
        {
            IReadOnlyDictionary<string, object> question = Json.ReadObject(questions[i]);
            string answer = i < answers.Length ? answers[i] : "";
            string objects = ByObjects(question), one = InOne(question);
            if (SameBytes(objects, answer) && SameBytes(one, answer))
                equal++;
            else
                Console.WriteLine(Text(question, "name") + " differs:\n  expected " + answer + "\n  objects  " + objects
                                  + "\n  one call " + one);
        }
        Console.WriteLine("conformance: " + questions.Length + " cases, " + equal + " equal");
        return equal > 0 && equal == questions.Length && equal == answers.Length;
    }
}
