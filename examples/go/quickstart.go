// May this member of staff set out? Loads a school's policy and a visit, asks, and prints the decision and why.
package main

import (
	"errors"
	"fmt"
	"log"

	"homevisit"
)

func main() {
	policy, err := homevisit.BundledPolicy("alumwell-infant", nil)
	if err != nil {
		log.Fatal(err)
	}
	visit, err := homevisit.LoadVisit(`{"format": "homevisit-visit/1", "id": "V-0142", "events": [
        {"at": "2026-03-02T08:30:00Z", "event": "planned", "reason": "school_work", "purpose": "bring books",
         "staff": [{"id": "S-1", "role": "teacher"}]}]}`, nil)
	if err != nil {
		log.Fatal(err)
	}
	report, err := policy.Check(visit, `{"at": "2026-03-02T09:00:00Z", "event": "departed"}`)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(report.Decision())
	for _, finding := range report.Findings() {
		fmt.Printf("%s: %s\n", append(finding.Clauses, finding.Rule)[0], finding.Message)
	}

	_, err = homevisit.LoadVisit(`{"format": "homevisit-visit/1", "id": "V-0143", "events": [
        {"at": "2026-03-02T08:30:00Z", "event": "departd"}]}`, nil)
	var refused *homevisit.Error
	if errors.As(err, &refused) {
		p := refused.Problems[0]
		fmt.Printf("line %d, column %d: %s; did you mean '%s'?\n", p.Line, p.Column, p.Message, p.Suggestion)
	}
}
