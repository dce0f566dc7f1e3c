// Package homevisit loads a school's policy for home visits and a visit's record, and says whether an event may happen
// now, why not, and what is due next and when.
//
// This file is the only one that calls C: each function hands text over whole and copies what comes back.
package homevisit

/*
#cgo pkg-config: homevisit
#cgo CFLAGS: -std=gnu11
#cgo LDFLAGS: -pthread
#include "surface.h"

// Text goes in as Go keeps it, not copied and not cut at a zero; an empty one may have no place.
static const char *data(_GoString_ text) { return _GoStringLen(text) ? _GoStringPtr(text) : ""; }

typedef surface_outcome *(*load)(const char *text, size_t length, const surface_options *options);
static surface_outcome *load_with(load function, _GoString_ text, const surface_options *options)
{
    return function(data(text), _GoStringLen(text), options);
}
static surface_outcome *policy_load(_GoString_ text, const surface_options *options)
{
    return load_with(surface_policy_load, text, options);
}
static surface_outcome *policy_bundled(_GoString_ text, const surface_options *options)
{
    return load_with(surface_policy_bundled, text, options);
}
static surface_outcome *visit_load(_GoString_ text, const surface_options *options)
{
    return load_with(surface_visit_load, text, options);
}
static surface_outcome *visit_new(_GoString_ text, const surface_options *options)
{
    return load_with(surface_visit_new, text, options);
}
static surface_outcome *check(surface_policy *policy, surface_visit *visit, _GoString_ text)
{
    return surface_check(policy, visit, data(text), _GoStringLen(text));
}
static surface_outcome *schema(_GoString_ text) { return surface_schema(data(text), _GoStringLen(text)); }
static surface_outcome *time_read(_GoString_ text) { return surface_time_read(data(text), _GoStringLen(text)); }
static int document(surface_options *options, _GoString_ text)
{
    return surface_options_document(options, data(text), _GoStringLen(text));
}
static int add_base(surface_options *options, _GoString_ text)
{
    return surface_options_add_base(options, data(text), _GoStringLen(text));
}
static int limit(surface_options *options, _GoString_ text, long long value)
{
    return surface_options_limit(options, data(text), _GoStringLen(text), value);
}
static size_t word_count(_GoString_ text) { return surface_vocabulary_count(data(text), _GoStringLen(text)); }
static const char *word(_GoString_ text, size_t index)
{
    return surface_vocabulary_name(data(text), _GoStringLen(text), index);
}
*/
import "C"

import (
	"errors"
	"fmt"
	"time"
)

const (
	eMemory   = -6
	eArgument = -8
)

// ErrMemory says that memory ran out.
var ErrMemory = errors.New("homevisit: out of memory")

// ErrArgument says that a call itself was wrong: a zero character in an id, an unknown limit.
var ErrArgument = errors.New("homevisit: wrong argument")

// ErrClosed says that a policy or a visit was used after its Close.
var ErrClosed = errors.New("homevisit: used after Close")

// settle gives an outcome's failure, or what take makes of its success, and frees it.
func settle(outcome *C.surface_outcome, document string, take func()) error {
	defer C.surface_outcome_free(outcome)
	switch code := C.surface_outcome_code(outcome); code {
	case 0:
		if take != nil {
			take()
		}
		return nil
	case eMemory:
		return ErrMemory
	case eArgument:
		return fmt.Errorf("%w: %s", ErrArgument, C.GoString(C.surface_outcome_message(outcome)))
	default:
		return newError(document, C.GoString(C.surface_outcome_message(outcome)), C.GoString(C.surface_outcome_problems(outcome)))
	}
}

func textOf(outcome *C.surface_outcome, document string) (text string, err error) {
	err = settle(outcome, document, func() { text = C.GoString(C.surface_outcome_text(outcome)) })
	return text, err
}

// native is the C of options; the caller frees it.
func (options *Options) native() (*C.surface_options, error) {
	native := C.surface_options_new()
	if native == nil {
		return nil, ErrMemory
	}
	if options == nil {
		return native, nil
	}
	code, what := C.int(0), "the name"
	if options.Name != "" {
		code = C.document(native, options.Name)
	}
	for i := 0; code == 0 && i < len(options.Bases); i++ {
		code, what = C.add_base(native, options.Bases[i]), "a base"
	}
	for name, value := range options.Limits {
		if code == 0 {
			code, what = C.limit(native, name, C.longlong(value)), "the limit "+name
		}
	}
	if code != 0 {
		C.surface_options_free(native)
		return nil, fmt.Errorf("%w: %s: %s", ErrArgument, what, C.GoString(C.surface_code_text(code)))
	}
	return native, nil
}

func loadPolicy(text string, bundled bool, options *Options) (handle *C.surface_policy, err error) {
	native, err := options.native()
	if err != nil {
		return nil, err
	}
	defer C.surface_options_free(native)
	var outcome *C.surface_outcome
	if bundled {
		outcome = C.policy_bundled(text, native)
	} else {
		outcome = C.policy_load(text, native)
	}
	err = settle(outcome, "policy", func() { handle = C.surface_outcome_take_policy(outcome) })
	return handle, err
}

func loadVisit(text string, empty bool, options *Options) (handle *C.surface_visit, err error) {
	native, err := options.native()
	if err != nil {
		return nil, err
	}
	defer C.surface_options_free(native)
	var outcome *C.surface_outcome
	if empty {
		outcome = C.visit_new(text, native)
	} else {
		outcome = C.visit_load(text, native)
	}
	err = settle(outcome, "visit", func() { handle = C.surface_outcome_take_visit(outcome) })
	return handle, err
}

// reportOf copies a report's text and lets the report go.
func reportOf(outcome *C.surface_outcome) (*Report, error) {
	var report *C.surface_report
	if err := settle(outcome, "visit", func() { report = C.surface_outcome_take_report(outcome) }); err != nil {
		return nil, err
	}
	defer C.surface_report_free(report)
	text, err := textOf(C.surface_report_json(report), "visit")
	if err != nil {
		return nil, err
	}
	return &Report{json: text}, nil
}

// moment is the pair that questions take; the zero time is none.
func moment(at time.Time) (C.int, C.longlong) {
	if at.IsZero() {
		return 0, 0
	}
	return 1, C.longlong(at.Unix())
}

func askCheck(policy *C.surface_policy, visit *C.surface_visit, event string) (*Report, error) {
	return reportOf(C.check(policy, visit, event))
}

func askStatus(policy *C.surface_policy, visit *C.surface_visit, at time.Time) (*Report, error) {
	has, seconds := moment(at)
	return reportOf(C.surface_status(policy, visit, has, seconds))
}

func askAudit(policy *C.surface_policy, visit *C.surface_visit, at time.Time) (*Report, error) {
	has, seconds := moment(at)
	return reportOf(C.surface_audit(policy, visit, has, seconds))
}

// ReadTime reads a time in RFC 3339 as documents hold it: with an offset, in whole seconds.
func ReadTime(text string) (at time.Time, err error) {
	outcome := C.time_read(text)
	err = settle(outcome, "visit", func() { at = time.Unix(int64(C.surface_outcome_number(outcome)), 0).UTC() })
	return at, err
}

// Schema is the JSON Schema of a document: "policy", "visit", "report" or "cases".
func Schema(document string) (string, error) { return textOf(C.schema(document), "document") }

// Vocabulary lists the names of a vocabulary: "event", "role", …; "vocabularies" lists them.
func Vocabulary(name string) []string {
	words := make([]string, 0, int(C.word_count(name)))
	for i := 0; i < cap(words); i++ {
		words = append(words, C.GoString(C.word(name, C.size_t(i))))
	}
	return words
}

// BundledPolicies lists the ids of the policies that are built in.
func BundledPolicies() (ids []string) {
	for {
		id := C.GoString(C.surface_bundled_id(C.size_t(len(ids))))
		if id == "" {
			return ids
		}
		ids = append(ids, id)
	}
}

// Version is the version of the library that is loaded.
func Version() string { return C.GoString(C.surface_version()) }

// LiveAllocations counts, for tests, what was allocated through this package and not released.
func LiveAllocations() int64 { return int64(C.surface_live_allocations()) }
