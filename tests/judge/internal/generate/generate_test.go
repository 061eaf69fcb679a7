package generate

import (
	"bytes"
	"encoding/json"
	"testing"
	"unicode/utf8"
)

func TestSameSeedSameCases(t *testing.T) {
	for _, op := range Ops() {
		a, err := New(7, "1.37", []string{op})
		if err != nil {
			t.Fatal(err)
		}
		b, _ := New(7, "1.37.2", []string{op})
		other, _ := New(8, "1.37", []string{op})
		differs := false
		for i := uint64(0); i < 300; i++ {
			request := a.Case(i).Request
			if !bytes.Equal(request, b.Case(i).Request) {
				t.Fatalf("%s: case %d differs between two runs", op, i)
			}
			if !json.Valid(request) || !utf8.Valid(request) || bytes.ContainsRune(request, '\n') {
				t.Fatalf("%s: case %d is not a line of JSON: %s", op, i, request)
			}
			differs = differs || !bytes.Equal(request, other.Case(i).Request)
		}
		if !differs {
			t.Errorf("%s: another seed gives the same cases", op)
		}
	}
}

func TestRefusesUnknown(t *testing.T) {
	if _, err := New(1, "nonsense", nil); err == nil {
		t.Error("nonsense is a version")
	}
	if _, err := New(1, "1.37", []string{"nonsense"}); err == nil {
		t.Error("nonsense is an operation")
	}
}

func TestSameSeedSameAdmissionCases(t *testing.T) {
	a, _ := New(7, "1.37", nil)
	b, _ := New(7, "1.37.2", nil)
	for i := uint64(0); i < 300; i++ {
		line := a.Admission(i)
		if !bytes.Equal(line, b.Admission(i)) {
			t.Fatalf("case %d differs between two runs", i)
		}
		if !json.Valid(line) || bytes.ContainsRune(line, '\n') {
			t.Fatalf("case %d is not a line of JSON: %s", i, line)
		}
	}
}

func TestSameSeedSameCluster(t *testing.T) {
	a, _ := New(7, "1.37", nil)
	b, _ := New(7, "1.37.2", nil)
	for i := uint64(0); i < 100; i++ {
		line := a.Cluster(i)
		if !bytes.Equal(line, b.Cluster(i)) {
			t.Fatalf("namespace %d differs between two runs", i)
		}
		if !json.Valid(line) || bytes.ContainsRune(line, '\n') {
			t.Fatalf("namespace %d is not a line of JSON: %s", i, line)
		}
	}
}
