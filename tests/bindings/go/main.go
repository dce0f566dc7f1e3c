// The Go package held to what every binding is held to: main cases.ndjson expected.ndjson samples/
//
// All conformance cases byte for byte; ten thousand rounds of success and of failure with every allocation counted;
// objects dropped and closed in the worst order; a hundred bad inputs and more; text beyond ASCII; goroutines.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"homevisit"
)

var failures int
var policyText, visitText string

const checkedIn = `{"at": "2026-03-02T09:15:00Z", "event": "checked_in", "with": "office"}`

func expect(holds bool, what string) {
	if !holds {
		fmt.Println("FAILED:", what)
		failures++
	}
}

func text(path string) string {
	bytes, err := os.ReadFile(path)
	if err != nil {
		fmt.Println(err)
		os.Exit(2)
	}
	return string(bytes)
}

// refused gives the error as one of a document of that sort, or nil.
func refused(document string, err error) *homevisit.Error {
	var refusal *homevisit.Error
	if errors.As(err, &refusal) && refusal.Document == document {
		return refusal
	}
	return nil
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

type question struct {
	Name, Policy, Visit, Ask string
	Bases                    []string
	Event, At                *string
}

func ask(q question) (*homevisit.Report, error) {
	load := homevisit.BundledPolicy
	if strings.HasPrefix(q.Policy, "{") {
		load = homevisit.LoadPolicy
	}
	policy, err := load(q.Policy, &homevisit.Options{Bases: q.Bases})
	if err != nil {
		return nil, err
	}
	visit, err := homevisit.LoadVisit(q.Visit, nil)
	if err != nil {
		return nil, err
	}
	at := time.Time{}
	if q.At != nil {
		if at, err = homevisit.ReadTime(*q.At); err != nil {
			return nil, err
		}
	}
	switch q.Ask {
	case "check":
		return policy.Check(visit, *q.Event)
	case "status":
		return policy.Status(visit, at)
	}
	return policy.Audit(visit, at)
}

func answer(q question) string {
	report, err := ask(q)
	var refusal *homevisit.Error
	if errors.As(err, &refusal) {
		return refusal.JSON
	} else if err != nil {
		return err.Error()
	}
	return report.JSON()
}

func testConformance(casesPath, expectedPath string) {
	cases := strings.Split(strings.TrimSuffix(text(casesPath), "\n"), "\n")
	expected := strings.Split(strings.TrimSuffix(text(expectedPath), "\n"), "\n")
	expect(len(cases) == len(expected), "as much is expected as there are cases")
	equal := 0
	for i, line := range cases {
		var q question
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			panic(err)
		}
		if i < len(expected) && answer(q) == expected[i] {
			equal++
		} else {
			fmt.Println(q.Name, "differs")
		}
	}
	expect(equal == len(cases), "all conformance cases are equal")
	fmt.Printf("conformance: %d cases, %d equal\n", len(cases), equal)
}

// live is what is still counted once the collector and the finalizers have been through; they run in their own time.
func live(wanted int64) int64 {
	for i := 0; i < 200 && homevisit.LiveAllocations() != wanted; i++ {
		runtime.GC()
		time.Sleep(5 * time.Millisecond)
	}
	return homevisit.LiveAllocations()
}

// Every other round closes what it made; the rest is left to the collector.
func succeedOnce(i int) bool {
	policy, visit := must(homevisit.LoadPolicy(policyText, nil)), must(homevisit.LoadVisit(visitText, nil))
	before := must(policy.Audit(visit, time.Time{})).JSON()
	err := visit.Append(checkedIn)
	after := must(policy.Status(visit, time.Time{})).JSON()
	right := err == nil && before != after && must(policy.Check(visit, checkedIn)).Decision() == "allow"
	if i%2 == 0 {
		policy.Close()
		visit.Close()
	}
	return right
}

func failOnce(int) bool {
	_, one := homevisit.LoadPolicy(policyText[:300], nil)
	_, two := homevisit.LoadVisit(visitText[:100], nil)
	visit := must(homevisit.NewVisit("V", nil))
	three := visit.Append(`{"at": "2026-03-02T09:15:00Z", "event": "departd"}`)
	_, four := homevisit.ReadTime("yesterday")
	_, five := homevisit.LoadVisit(visitText, &homevisit.Options{Limits: map[string]int64{"max_evnts": 1}})
	return refused("policy", one) != nil && refused("visit", two) != nil && refused("visit", three) != nil &&
		refused("visit", four) != nil && errors.Is(five, homevisit.ErrArgument)
}

func testRounds() {
	for name, round := range map[string]func(int) bool{"success": succeedOnce, "failure": failOnce} {
		right := 0
		for i := 0; i < 10000; i++ {
			if round(i) {
				right++
			}
		}
		expect(right == 10000, "each round of "+name+" went as it should")
		expect(live(0) == 0, "10,000 rounds of "+name+" release all they allocate")
		fmt.Printf("rounds of %s: 10000, %d allocations more than before\n", name, homevisit.LiveAllocations())
	}
}

func testWorstOrder() {
	policy, visit := must(homevisit.LoadPolicy(policyText, nil)), must(homevisit.LoadVisit(visitText, nil))
	expect(homevisit.LiveAllocations() > 0, "what is held is counted")
	report := must(policy.Audit(visit, time.Time{}))
	policy.Close()
	policy.Close()
	for _, duty := range report.Duties() {
		visit.Close()
		runtime.GC()
		expect(duty.Rule == "ring" && report.Decision() == "deny", "a report is gone through after all else was let go")
	}
	_, err := policy.Audit(visit, time.Time{})
	expect(err == homevisit.ErrClosed && visit.Append(checkedIn) == homevisit.ErrClosed, "what was closed is refused")
	expect(policy.ID() == "" && visit.ID() == "" && visit.EventCount() == 0 && visit.LastAt().IsZero(), "and empty")
	_, err = policy.Show("json")
	_, none := policy.Audit(nil, time.Time{})
	expect(err == homevisit.ErrClosed && errors.Is(none, homevisit.ErrArgument), "nor shown, nor asked about nothing")
	expect(live(0) == 0, "the worst order releases all")
}

func badTexts(text string) []string {
	texts := []string{text + "\x00x", "", "[]", "null", "\x00"}
	for i := 0; i < 100; i++ {
		texts = append(texts, text[:len(text)*i/100])
	}
	place := strings.Index(text, `"id": "`) + 7
	for _, bad := range []string{"\x00", "\x01", `\u0000`, `\ud800`, "\xff", "\xc0\x80", "\xed\xa0\x80", "\xf0\x9f"} {
		texts = append(texts, text[:place]+bad+text[place:])
	}
	return texts
}

func testBadInputs() {
	count := 0
	tryAll := func(document, sound string, load func(string) error) {
		for i, bad := range badTexts(sound) {
			err := refused(document, load(bad))
			expect(err != nil && err.Problems[0].Line >= 1 && err.Problems[0].Column >= 1 && err.Error() == err.Problems[0].Message,
				fmt.Sprintf("bad %s %d is refused with its place", document, i))
			count++
		}
	}
	tryAll("policy", policyText, func(text string) error { _, err := homevisit.LoadPolicy(text, nil); return err })
	tryAll("visit", visitText, func(text string) error { _, err := homevisit.LoadVisit(text, nil); return err })
	fmt.Printf("bad inputs: %d refused\n", count)
	_, zeroPolicy := homevisit.BundledPolicy("standard\x00x", nil)
	_, zeroVisit := homevisit.NewVisit("V\x00x", nil)
	_, noID := homevisit.NewVisit("", nil)
	_, zeroName := homevisit.LoadVisit(visitText, &homevisit.Options{Name: "V\x00x"})
	for _, err := range []error{zeroPolicy, zeroVisit, noID, zeroName} {
		expect(errors.Is(err, homevisit.ErrArgument), fmt.Sprint("a wrong call: ", err))
	}
	_, unknown := homevisit.BundledPolicy("standrad", nil)
	expect(refused("policy", unknown) != nil, "an unknown id")
}

func testSurface() {
	policy, visit := must(homevisit.LoadPolicy(policyText, nil)), must(homevisit.LoadVisit(visitText, nil))
	expect(policy.ID() == "small-🏫" && policy.Title() == "A small policy, “naïve” 🏠" && policy.Version() == "2026-03", "heads")
	expect(visit.ID() == "V-🏠" && visit.EventCount() == 3, "a visit's head")
	last := must(homevisit.ReadTime("2026-03-02T09:10:00Z"))
	expect(visit.LastAt().Equal(last), "times go in and out")
	report := must(policy.Audit(visit, last))
	expect(report.JSON() == must(policy.Audit(visit, time.Time{})).JSON(), "a time, or the last")
	var whole struct {
		Steps []struct{ Findings []homevisit.Finding }
	}
	expect(report.Decode(&whole) == nil && whole.Steps[1].Findings[0].Message == "Go in a pair 👩‍🏫👨‍🏫.", "what stands in a report")
	expect(must(policy.Status(visit, last)).Decision() == "", "a status decides nothing")
	expect(len(homevisit.BundledPolicies()) >= 6 && homevisit.Vocabulary("event")[0] == "planned", "ids and words")
	expect(len(homevisit.Vocabulary("evnt")) == 0 && strings.Contains(must(homevisit.Schema("report")), "$schema"), "more words")
	expect(strings.Contains(must(policy.Show("markdown")), "small policy, “naïve” 🏠"), "a policy shown")
	_, err := homevisit.LoadPolicy("[]", &homevisit.Options{Name: "mine 🏠"})
	expect(refused("policy", err).Problems[0].File == "mine 🏠", "a name that problems use")
	expect(homevisit.Version() != "", "the version")
}

func testGoroutines() {
	policy, visit := must(homevisit.LoadPolicy(policyText, nil)), must(homevisit.LoadVisit(visitText, nil))
	expected := must(policy.Audit(visit, time.Time{})).JSON()
	var same int64
	var all sync.WaitGroup
	for g := 0; g < 8; g++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for i := 0; i < 250; i++ {
				if report, err := policy.Audit(visit, time.Time{}); err == nil && report.JSON() == expected {
					atomic.AddInt64(&same, 1)
				}
			}
		}()
	}
	all.Wait()
	expect(same == 8*250, "eight goroutines get the same bytes")
}

func main() {
	if len(os.Args) != 4 {
		fmt.Println("usage: main CASES EXPECTED SAMPLES")
		os.Exit(2)
	}
	policyText, visitText = text(os.Args[3]+"/policy.json"), text(os.Args[3]+"/visit.json")
	testConformance(os.Args[1], os.Args[2])
	testSurface()
	testGoroutines()
	testRounds()
	testWorstOrder()
	testBadInputs()
	if failures > 0 {
		os.Exit(1)
	}
}
