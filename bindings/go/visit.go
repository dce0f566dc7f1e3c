package homevisit

// #include "surface.h"
// static surface_outcome *append_event(surface_visit *visit, _GoString_ text)
// {
//     return surface_visit_append(visit, _GoStringLen(text) ? _GoStringPtr(text) : "", _GoStringLen(text));
// }
import "C"

import (
	"runtime"
	"sync"
	"time"
)

// Visit is a visit's record. Any number of goroutines may ask about it and append to it; it goes with the collector, or
// at once by Close.
type Visit struct {
	lock   sync.RWMutex // Close waits for the answers; the library has a lock of its own for appends
	handle *C.surface_visit
}

func newVisit(text string, empty bool, options *Options) (*Visit, error) {
	handle, err := loadVisit(text, empty, options)
	if err != nil {
		return nil, err
	}
	visit := &Visit{handle: handle}
	runtime.SetFinalizer(visit, (*Visit).Close)
	return visit, nil
}

// LoadVisit loads a record's JSON text. A record that is not sound is an *Error.
func LoadVisit(text string, options *Options) (*Visit, error) { return newVisit(text, false, options) }

// NewVisit begins an empty record.
func NewVisit(id string, options *Options) (*Visit, error) { return newVisit(id, true, options) }

// Append adds an event, as JSON text; where it is refused, the record stays as it was.
func (visit *Visit) Append(event string) error {
	visit.lock.RLock()
	defer visit.lock.RUnlock()
	if visit.handle == nil {
		return ErrClosed
	}
	return settle(C.append_event(visit.handle, event), "visit", nil)
}

// ID is the visit's id; empty after Close.
func (visit *Visit) ID() string {
	visit.lock.RLock()
	defer visit.lock.RUnlock()
	return C.GoString(C.surface_visit_id(visit.handle))
}

// EventCount says how many events there are; 0 after Close.
func (visit *Visit) EventCount() int {
	visit.lock.RLock()
	defer visit.lock.RUnlock()
	return int(C.surface_visit_event_count(visit.handle))
}

// LastAt is the last event's time; the zero time where there is none.
func (visit *Visit) LastAt() time.Time {
	visit.lock.RLock()
	defer visit.lock.RUnlock()
	if C.surface_visit_event_count(visit.handle) == 0 {
		return time.Time{}
	}
	return time.Unix(int64(C.surface_visit_last_at(visit.handle)), 0).UTC()
}

// Close lets the record go, after the answers that are under way.
func (visit *Visit) Close() error {
	visit.lock.Lock()
	defer visit.lock.Unlock()
	C.surface_visit_free(visit.handle)
	visit.handle = nil
	runtime.SetFinalizer(visit, nil)
	return nil
}
