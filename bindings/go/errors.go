package homevisit

import "encoding/json"

// Problem is one thing that is wrong with a document. Line and Column count from 1, in characters; 0 where the document
// was no text.
type Problem struct {
	Kind       string `json:"kind"`
	Code       string `json:"code"`
	File       string `json:"file"`
	Line       int    `json:"line"`
	Column     int    `json:"column"`
	Pointer    string `json:"pointer"`
	Message    string `json:"message"`
	Suggestion string `json:"suggestion"`
}

// Error says that a document cannot be used. Find it with errors.As.
type Error struct {
	Document string    // "policy", "visit" (a record, an event or a time) or "document"
	Message  string    // the first problem's
	Problems []Problem // all that is wrong, in the order of the places
	JSON     string    // the problems as the library writes them, the same bytes in every language
}

func (err *Error) Error() string { return err.Message }

func newError(document, message, text string) *Error {
	var list struct {
		Problems []Problem `json:"problems"`
	}
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		panic("homevisit: the library wrote problems of another shape: " + err.Error())
	}
	return &Error{Document: document, Message: message, Problems: list.Problems, JSON: text}
}
