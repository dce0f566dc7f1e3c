using System;
using Homevisit;

/// <summary>
/// May this member of staff set out? Loads a school's policy and a visit, asks, and prints the decision and why.
/// </summary>
public static class Quickstart
{
    private const string Record = @"{""format"": ""homevisit-visit/1"", ""id"": ""V-0142"", ""events"": [
        {""at"": ""2026-03-02T08:30:00Z"", ""event"": ""planned"", ""reason"": ""school_work"",
         ""purpose"": ""bring books"", ""staff"": [{""id"": ""S-1"", ""role"": ""teacher""}]}]}";
    private const string Mistaken = @"{""format"": ""homevisit-visit/1"", ""id"": ""V-0143"", ""events"": [
        {""at"": ""2026-03-02T08:30:00Z"", ""event"": ""departd""}]}";

    public static void Main()
    {
        using (Policy policy = Policy.Bundled("alumwell-infant"))
        using (Visit visit = Visit.Load(Record))
        using (Report report = policy.Check(visit, @"{""at"": ""2026-03-02T09:00:00Z"", ""event"": ""departed""}"))
        {
            Console.WriteLine(report.Decision.ToString().ToLowerInvariant());
            foreach (Finding finding in report.Findings)
            {
                string why = finding.Clauses.Count > 0 ? finding.Clauses[0] : finding.Rule;
                Console.WriteLine(why + ": " + finding.Message);
            }
        }
        try
        {
            Visit.Load(Mistaken).Dispose();
        }
        catch (VisitException e)
        {
            Problem problem = e.Problems[0];
            Console.WriteLine("line " + problem.Line + ", column " + problem.Column + ": " + problem.Message
                              + "; did you mean '" + problem.Suggestion + "'?");
        }
    }
}
