// Package compare checks whether Kubernetes' own code could have given svcenv's answer.
//
// All errors are equal. If the kubelet chooses at random, the judge's answer contains "values", and any of them
// matches. A NUL in an environment value, which no process can get, must be an error in svcenv.
package compare

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"sort"
	"strconv"
	"strings"
)

// Verdict is the result of a comparison.
type Verdict struct {
	Match   bool
	Skipped bool   // the judge did not compute it; Match is true
	Why     string // for people; empty if they match
}

var match = Verdict{Match: true}

func differ(format string, args ...any) Verdict { return Verdict{Why: fmt.Sprintf(format, args...)} }

// Answers compares the judge's answer to an operation with svcenv's.
func Answers(op string, judged, ours []byte) Verdict {
	if op == "environment" {
		return environments(judged, ours)
	}
	j, err := decodeObject(judged)
	if err != nil {
		return differ("the judge's answer is not a JSON object: %v", err)
	}
	if _, skipped := j["skipped"]; skipped {
		return Verdict{Match: true, Skipped: true}
	}
	o, err := decodeObject(ours)
	if err != nil {
		return differ("the answer is not a JSON object: %v", err)
	}
	if op == "manifest" {
		EndAtUndecodable(j)
	}
	_, judgedError := j["error"]
	_, oursError := o["error"]
	if judgedError != oursError {
		return differ("error: the judge %s, svcenv %s", yes(judgedError), yes(oursError))
	}
	switch op {
	case "services":
		return services(j["services"], o["services"], oursError)
	case "manifest":
		return documents(j["documents"], o["documents"])
	}
	for _, name := range []string{"id", "error", "diagnostics"} {
		delete(j, name)
		delete(o, name)
	}
	if judgedError {
		return match
	}
	return same("", j, o)
}

func yes(is bool) string {
	if is {
		return "has one"
	}
	return "has none"
}

func decodeObject(text []byte) (map[string]any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var object map[string]any
	err := decoder.Decode(&object)
	return object, err
}

// services compares answers about services. For a panic of the kubelet, ours must be "error" or "panic", for the
// service or for all.
func services(judged, ours any, oursError bool) Verdict {
	js, _ := judged.([]any)
	os, _ := ours.([]any)
	if oursError {
		return match
	}
	if len(js) != len(os) {
		return differ("services: the judge has %d, svcenv %d", len(js), len(os))
	}
	for i := range js {
		j, _ := js[i].(map[string]any)
		o, _ := os[i].(map[string]any)
		if _, panics := j["panic"]; panics {
			if o["panic"] == nil && o["error"] == nil {
				return differ("services[%d]: the kubelet panics, svcenv does not", i)
			}
			continue
		}
		if v := same(fmt.Sprintf("services[%d].variables", i), LastByName(j["variables"]), LastByName(o["variables"])); !v.Match {
			return v
		}
	}
	return match
}

// LastByName returns a list of variables as a container gets them: each name once, with its last value, sorted by
// name. It returns anything that is not such a list unchanged.
func LastByName(variables any) any {
	list, ok := variables.([]any)
	if !ok {
		return variables
	}
	last := map[string]any{}
	for _, element := range list {
		variable, _ := element.(map[string]any)
		name, ok := variable["name"].(string)
		if !ok {
			return variables
		}
		last[name] = variable
	}
	names := make([]string, 0, len(last))
	for name := range last {
		names = append(names, name)
	}
	sort.Strings(names)
	result := make([]any, len(names))
	for i, name := range names {
		result[i] = last[name]
	}
	return result
}

// EndAtUndecodable ends the answer with an error at the first document that kubectl reads but cannot decode (null in
// the judge's answer): kubectl continues with the next one, svcenv does not.
func EndAtUndecodable(answer map[string]any) {
	documents, _ := answer["documents"].([]any)
	for i, document := range documents {
		if document == nil {
			answer["documents"] = documents[:i]
			answer["error"] = map[string]any{"message": "kubectl cannot decode it"}
			return
		}
	}
}

func documents(judged, ours any) Verdict {
	js, _ := judged.([]any)
	os, _ := ours.([]any)
	if len(js) != len(os) {
		return differ("documents: the judge has %d, svcenv %d", len(js), len(os))
	}
	return same("documents", judged, ours)
}

// same compares JSON values. Numbers are compared by value.
func same(at string, judged, ours any) Verdict {
	switch j := judged.(type) {
	case map[string]any:
		o, ok := ours.(map[string]any)
		if !ok {
			break
		}
		for name := range o {
			if _, both := j[name]; !both {
				return differ("%s.%s: the judge has none", at, name)
			}
		}
		for name := range j {
			value, both := o[name]
			if !both {
				return differ("%s.%s: svcenv has none", at, name)
			}
			if v := same(at+"."+name, j[name], value); !v.Match {
				return v
			}
		}
		return match
	case []any:
		o, ok := ours.([]any)
		if !ok {
			break
		}
		if len(j) != len(o) {
			return differ("%s: the judge has %d elements, svcenv %d", at, len(j), len(o))
		}
		for i := range j {
			if v := same(fmt.Sprintf("%s[%d]", at, i), j[i], o[i]); !v.Match {
				return v
			}
		}
		return match
	case json.Number:
		if o, ok := ours.(json.Number); ok && sameNumber(string(j), string(o)) {
			return match
		}
	default:
		if judged == ours {
			return match
		}
	}
	return differ("%s: the judge has %s, svcenv %s", at, text(judged), text(ours))
}

// sameNumber compares integers exactly, and numbers with a point or an exponent as float64.
func sameNumber(a, b string) bool {
	if a == b {
		return true
	}
	if isInteger(a) && isInteger(b) {
		x, okX := new(big.Int).SetString(a, 10)
		y, okY := new(big.Int).SetString(b, 10)
		return okX && okY && x.Cmp(y) == 0
	}
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	return errX == nil && errY == nil && x == y
}

func isInteger(number string) bool { return !strings.ContainsAny(number, ".eE") }

func text(value any) string {
	encoded, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(encoded)
}
