package homevisit

import (
	"encoding/json"
	"sync"
)

// Report is an answer. It needs neither the policy nor the visit any more.
type Report struct {
	json  string
	once  sync.Once
	heads heads
}

// heads is what most callers look at; Decode gives all the rest.
type heads struct {
	Decision string    `json:"decision"`
	Findings []Finding `json:"findings"`
	Duties   []Duty    `json:"duties"`
	Missing  []string  `json:"missing"`
}

// Finding is a rule that is broken, or hangs on what is not known.
type Finding struct {
	Rule    string   `json:"rule"`
	Clauses []string `json:"clauses"`
	Force   string   `json:"force"`
	Message string   `json:"message"`
	Status  string   `json:"status"`
	Missing []string `json:"missing"`
}

// Duty is something that has to be done. Times are text in RFC 3339, empty where there is none.
type Duty struct {
	Rule    string   `json:"rule"`
	Clauses []string `json:"clauses"`
	Force   string   `json:"force"`
	Message string   `json:"message"`
	By      string   `json:"by"`
	Since   string   `json:"since"`
	Due     string   `json:"due"`
	Status  string   `json:"status"`
	MetAt   string   `json:"met_at"`
}

// JSON is the report as the library writes it: the same bytes in every language.
func (report *Report) JSON() string { return report.json }

// Decode reads the whole report into a value of the caller's, as json.Unmarshal does; docs/format.md names its parts.
func (report *Report) Decode(into interface{}) error {
	return json.Unmarshal([]byte(report.json), into)
}

func (report *Report) read() *heads {
	report.once.Do(func() {
		if err := report.Decode(&report.heads); err != nil {
			panic("homevisit: the library wrote a report of another shape: " + err.Error())
		}
	})
	return &report.heads
}

// Decision is "allow", "warn", "unknown", "deny" or "impossible"; empty for a status, which decides nothing as a whole.
func (report *Report) Decision() string { return report.read().Decision }

// Findings are what speaks against the event that was checked.
func (report *Report) Findings() []Finding { return report.read().Findings }

// Duties are what has to be done, in the order of the policy's rules.
func (report *Report) Duties() []Duty { return report.read().Duties }

// Missing are the facts that are not known and on which a finding hangs.
func (report *Report) Missing() []string { return report.read().Missing }
