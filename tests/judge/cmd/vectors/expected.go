package main

import (
	"bytes"
	"encoding/json"
	"strings"

	"svcenv/tests/judge/internal/compare"
)

// asExpected replaces the judge's answer with the one that svcenv must give, if that is different.
func asExpected(v *vector) error {
	switch {
	case v.Op == "environment" && bytes.Contains(v.Expected, []byte(`\u0000`)):
		return change(v, refuseNUL)
	case v.Op == "manifest" && bytes.Contains(v.Expected, []byte(`null`)):
		return change(v, compare.EndAtUndecodable)
	case v.Op == "services":
		return change(v, inOrderOfNames)
	}
	return nil
}

func change(v *vector, do func(answer map[string]any)) error {
	decoder := json.NewDecoder(bytes.NewReader(v.Expected))
	decoder.UseNumber()
	var answer map[string]any
	if err := decoder.Decode(&answer); err != nil {
		return err
	}
	do(answer)
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(answer)
	v.Expected = bytes.TrimSpace(out.Bytes())
	return err
}

// refuseNUL replaces containers with a NUL in a value by errors: the kubelet accepts it, but no process can get it,
// so svcenv reports an error.
func refuseNUL(answer map[string]any) {
	containers, several := answer["containers"].([]any)
	if !several {
		containers = []any{answer}
	}
	for _, element := range containers {
		container := element.(map[string]any)
		if !hasNUL(container["env"]) {
			continue
		}
		for name := range container {
			if name != "id" && (name != "container" || !several) {
				delete(container, name)
			}
		}
		container["error"] = map[string]any{"message": "a NUL in a value"}
	}
}

func hasNUL(env any) bool {
	variables, _ := env.([]any)
	for _, element := range variables {
		variable, _ := element.(map[string]any)
		if value, ok := variable["value"].(string); ok && strings.ContainsRune(value, 0) {
			return true
		}
	}
	return false
}

// inOrderOfNames lists each variable once, sorted by name, as a container gets them.
func inOrderOfNames(answer map[string]any) {
	services, _ := answer["services"].([]any)
	for _, element := range services {
		if service, ok := element.(map[string]any); ok && service["variables"] != nil {
			service["variables"] = compare.LastByName(service["variables"])
		}
	}
}
