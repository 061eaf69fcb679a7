// Package svcenv wraps libsvcenv.
package svcenv

/*
#cgo pkg-config: svcenv
#include <stdlib.h>
#include <svcenv/c/svcenv.h>
*/
import "C"

import (
	"errors"
	"unsafe"
)

// ErrNoMemory reports that the library ran out of memory.
var ErrNoMemory = errors.New("libsvcenv: out of memory")

// Version returns the version of the library, such as "1.2.3".
func Version() string { return C.GoString(C.svcenv_version()) }

// Snapshot contains the objects of a cluster that a hook knows. It is safe for concurrent use until
// Close.
type Snapshot struct{ handle *C.svcenv_snapshot }

// NewSnapshot reads objects in JSON or YAML, as a List or a stream. kubeVersion is the version of
// the kubelets, such as "v1.34.1"; it defaults to the newest known release.
func NewSnapshot(objects []byte, kubeVersion string) (*Snapshot, error) {
	var version *C.char
	if kubeVersion != "" {
		version = C.CString(kubeVersion)
		defer C.free(unsafe.Pointer(version))
	}
	var s Snapshot
	var text *C.char
	var length C.size_t
	status := C.svcenv_snapshot_new(pointer(objects), C.size_t(len(objects)), version, &s.handle, &text, &length)
	if _, err := take(status, text, length); err != nil {
		return nil, err
	}
	return &s, nil
}

// Close frees the handle. Do not use it afterwards.
func (s *Snapshot) Close() {
	C.svcenv_free(unsafe.Pointer(s.handle))
	s.handle = nil
}

// Policy defines what a hook does. It is safe for concurrent use until Close.
type Policy struct{ handle *C.svcenv_policy }

// NewPolicy parses a policy file. An empty one changes nothing.
func NewPolicy(text []byte) (*Policy, error) {
	var p Policy
	var message *C.char
	var length C.size_t
	status := C.svcenv_policy_new(pointer(text), C.size_t(len(text)), &p.handle, &message, &length)
	if _, err := take(status, message, length); err != nil {
		return nil, err
	}
	return &p, nil
}

// Close frees the handle. Do not use it afterwards.
func (p *Policy) Close() {
	C.svcenv_free(unsafe.Pointer(p.handle))
	p.handle = nil
}

// Review answers an AdmissionReview and returns the HTTP status of the response: 200, or 400 if the
// request is not an AdmissionReview, so that the webhook's failurePolicy applies.
func Review(s *Snapshot, p *Policy, request []byte) (answer []byte, httpStatus int, err error) {
	var text *C.char
	var length C.size_t
	var code C.int
	status := C.svcenv_review_http(s.handle, p.handle, pointer(request), C.size_t(len(request)), 0, &code, &text, &length)
	answer, err = take(status, text, length)
	return answer, int(code), err
}

func pointer(bytes []byte) *C.char { return (*C.char)(unsafe.Pointer(unsafe.SliceData(bytes))) }

// take copies and frees a string returned by the library. If the call failed, the string is the
// error.
func take(status C.svcenv_status, text *C.char, length C.size_t) ([]byte, error) {
	defer C.svcenv_free(unsafe.Pointer(text))
	var out []byte
	if text != nil {
		out = unsafe.Slice((*byte)(unsafe.Pointer(text)), int(length))
	}
	switch status {
	case C.SVCENV_OK:
		return append([]byte(nil), out...), nil
	case C.SVCENV_NO_MEMORY:
		return nil, ErrNoMemory
	}
	return nil, errors.New(string(out))
}
