package homevisit

// #include "surface.h"
// static surface_outcome *show_as(surface_policy *policy, _GoString_ format)
// {
//     return surface_policy_show(policy, _GoStringLen(format) ? _GoStringPtr(format) : "", _GoStringLen(format));
// }
import "C"

import (
	"runtime"
	"sync"
	"time"
)

// Options say how a document is read. Nil is the default.
type Options struct {
	Name   string           // what problems call the document
	Bases  []string         // texts of policies that it may extend, beside those that are built in
	Limits map[string]int64 // other limits than the library's: "max_events"
}

// Policy is a school's policy, loaded. It never changes; any number of goroutines may ask it at once. It goes with the
// collector, or at once by Close.
type Policy struct {
	lock   sync.RWMutex // Close waits for the answers
	handle *C.surface_policy
}

func newPolicy(text string, bundled bool, options *Options) (*Policy, error) {
	handle, err := loadPolicy(text, bundled, options)
	if err != nil {
		return nil, err
	}
	policy := &Policy{handle: handle}
	runtime.SetFinalizer(policy, (*Policy).Close)
	return policy, nil
}

// LoadPolicy loads a policy's JSON text. A policy that is not sound is an *Error.
func LoadPolicy(text string, options *Options) (*Policy, error) {
	return newPolicy(text, false, options)
}

// BundledPolicy loads one that is built in, by its id.
func BundledPolicy(id string, options *Options) (*Policy, error) { return newPolicy(id, true, options) }

// Close lets the policy go, after the answers that are under way. Reports do not need it.
func (policy *Policy) Close() error {
	policy.lock.Lock()
	defer policy.lock.Unlock()
	C.surface_policy_free(policy.handle)
	policy.handle = nil
	runtime.SetFinalizer(policy, nil)
	return nil
}

// ask gives the handles to a question, and keeps both objects until it is answered.
func (policy *Policy) ask(visit *Visit, question func(*C.surface_policy, *C.surface_visit) (*Report, error)) (*Report, error) {
	if policy == nil || visit == nil {
		return nil, ErrArgument
	}
	policy.lock.RLock()
	defer policy.lock.RUnlock()
	visit.lock.RLock()
	defer visit.lock.RUnlock()
	if policy.handle == nil || visit.handle == nil {
		return nil, ErrClosed
	}
	return question(policy.handle, visit.handle)
}

// Check decides whether an event, as JSON text, may happen now.
func (policy *Policy) Check(visit *Visit, event string) (*Report, error) {
	return policy.ask(visit, func(p *C.surface_policy, v *C.surface_visit) (*Report, error) { return askCheck(p, v, event) })
}

// Status says where a visit stands at a time; the zero time is the last event's.
func (policy *Policy) Status(visit *Visit, at time.Time) (*Report, error) {
	return policy.ask(visit, func(p *C.surface_policy, v *C.surface_visit) (*Report, error) { return askStatus(p, v, at) })
}

// Audit replays a whole record; the duties are looked at at a time, the zero time being the last event's.
func (policy *Policy) Audit(visit *Visit, at time.Time) (*Report, error) {
	return policy.ask(visit, func(p *C.surface_policy, v *C.surface_visit) (*Report, error) { return askAudit(p, v, at) })
}

// Show writes the policy as a document for people: "markdown", "html" or "json".
func (policy *Policy) Show(format string) (string, error) {
	policy.lock.RLock()
	defer policy.lock.RUnlock()
	if policy.handle == nil {
		return "", ErrClosed
	}
	return textOf(C.show_as(policy.handle, format), "policy")
}

// ID is the policy's id; empty after Close.
func (policy *Policy) ID() string {
	policy.lock.RLock()
	defer policy.lock.RUnlock()
	return C.GoString(C.surface_policy_id(policy.handle))
}

// Title is the policy's title; empty after Close.
func (policy *Policy) Title() string {
	policy.lock.RLock()
	defer policy.lock.RUnlock()
	return C.GoString(C.surface_policy_title(policy.handle))
}

// Version is the policy's version; empty after Close.
func (policy *Policy) Version() string {
	policy.lock.RLock()
	defer policy.lock.RUnlock()
	return C.GoString(C.surface_policy_version(policy.handle))
}
