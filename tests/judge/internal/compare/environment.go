package compare

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
)

type environmentAnswer struct {
	containerAnswer
	Containers []containerAnswer `json:"containers"`
}

type containerAnswer struct {
	Container string                `json:"container"`
	Error     json.RawMessage       `json:"error"`
	Env       []variable            `json:"env"`
	Command   []element             `json:"command"`
	Args      []element             `json:"args"`
	Probes    map[string][]element  `json:"probes"`
	SubPaths  map[string]subPathSet `json:"subPaths"`
}

func (c *containerAnswer) failed() bool { return len(c.Error) > 0 }

// texts are the strings that an answer accepts: one, or several if the kubelet chooses at random.
type texts []string

func (t texts) String() string { return text([]string(t)) }

func (t texts) accepts(other string) bool {
	for _, s := range t {
		if s == other {
			return true
		}
	}
	return false
}

type variable struct {
	name   string
	values texts
}

func (v *variable) UnmarshalJSON(data []byte) error {
	var raw struct {
		Name        string    `json:"name"`
		Value       *string   `json:"value"`
		ValueBase64 *[]byte   `json:"valueBase64"`
		Values      []element `json:"values"`
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	v.name = raw.Name
	switch {
	case raw.Value != nil:
		v.values = texts{*raw.Value}
	case raw.ValueBase64 != nil:
		v.values = texts{string(*raw.ValueBase64)}
	default:
		for _, value := range raw.Values {
			v.values = append(v.values, texts(value)...)
		}
	}
	if len(v.values) == 0 {
		return fmt.Errorf("variable %s has no value", v.name)
	}
	return nil
}

// element is "…", {"base64": …}, or {"values": […]}.
type element texts

func (e *element) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		var s string
		err := json.Unmarshal(data, &s)
		*e = element{s}
		return err
	}
	var raw struct {
		Base64 *string   `json:"base64"`
		Values []element `json:"values"`
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	if raw.Base64 != nil {
		decoded, err := base64.StdEncoding.DecodeString(*raw.Base64)
		*e = element{string(decoded)}
		return err
	}
	*e = nil
	for _, value := range raw.Values {
		*e = append(*e, value...)
	}
	if len(*e) == 0 {
		return fmt.Errorf("not a string: %s", data)
	}
	return nil
}

// subPathSet contains expanded paths. failed is set if an error is one of the outcomes.
type subPathSet struct {
	values texts
	failed bool
}

func (p *subPathSet) UnmarshalJSON(data []byte) error {
	var raw struct {
		Value       *string         `json:"value"`
		ValueBase64 *[]byte         `json:"valueBase64"`
		Error       json.RawMessage `json:"error"`
		Values      []subPathSet    `json:"values"`
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	p.failed = len(raw.Error) > 0
	if raw.Value != nil {
		p.values = append(p.values, *raw.Value)
	}
	if raw.ValueBase64 != nil {
		p.values = append(p.values, string(*raw.ValueBase64))
	}
	for _, value := range raw.Values {
		p.failed = p.failed || value.failed
		p.values = append(p.values, value.values...)
	}
	return nil
}

func environments(judged, ours []byte) Verdict {
	var j, o environmentAnswer
	if err := json.Unmarshal(judged, &j); err != nil {
		return differ("the judge's answer: %v", err)
	}
	if err := json.Unmarshal(ours, &o); err != nil {
		return differ("the answer: %v", err)
	}
	// The error of a single container does not contain its name.
	if j.Container != "" || o.Container != "" || j.failed() || o.failed() {
		return containers(&j.containerAnswer, &o.containerAnswer)
	}
	if len(j.Containers) != len(o.Containers) {
		return differ("containers: the judge has %d, svcenv %d", len(j.Containers), len(o.Containers))
	}
	byName := map[string]*containerAnswer{}
	for i := range o.Containers {
		byName[o.Containers[i].Container] = &o.Containers[i]
	}
	for i := range j.Containers {
		other, ok := byName[j.Containers[i].Container]
		if !ok {
			return differ("container %s: svcenv has none", j.Containers[i].Container)
		}
		if v := containers(&j.Containers[i], other); !v.Match {
			return v
		}
	}
	return match
}

func containers(j, o *containerAnswer) Verdict {
	if j.failed() != o.failed() {
		if o.failed() && unfit(j) {
			return match
		}
		return differ("error: the judge %s %s, svcenv %s %s", yes(j.failed()), j.Error, yes(o.failed()), o.Error)
	}
	if j.failed() {
		return match
	}
	if j.Container != o.Container {
		return differ("the judge has container %q, svcenv %q", j.Container, o.Container)
	}
	for _, v := range j.Env {
		if allHaveNUL(v.values) {
			return differ("%s has a NUL, which must be an error", v.name)
		}
	}
	if v := variables(j.Env, o.Env); !v.Match {
		return v
	}
	if v := elements("command", j.Command, o.Command); !v.Match {
		return v
	}
	if v := elements("args", j.Args, o.Args); !v.Match {
		return v
	}
	if v := probes(j.Probes, o.Probes); !v.Match {
		return v
	}
	return subPaths(j.SubPaths, o.SubPaths)
}

// unfit returns whether some string contains a NUL, so that svcenv may reject what the kubelet accepts.
func unfit(c *containerAnswer) bool {
	for _, v := range c.Env {
		if someHaveNUL(v.values) {
			return true
		}
	}
	for _, e := range append(c.Command[:len(c.Command):len(c.Command)], c.Args...) {
		if someHaveNUL(texts(e)) {
			return true
		}
	}
	return false
}

func someHaveNUL(values texts) bool { return strings.ContainsRune(strings.Join(values, ""), 0) }

func allHaveNUL(values texts) bool {
	for _, v := range values {
		if !strings.ContainsRune(v, 0) {
			return false
		}
	}
	return true
}

func variables(judged, ours []variable) Verdict {
	byName := func(list []variable) func(i, j int) bool {
		return func(i, k int) bool { return list[i].name < list[k].name }
	}
	if less := byName(ours); !sort.SliceIsSorted(ours, less) {
		sort.SliceStable(ours, less)
	}
	i, k := 0, 0
	for i < len(judged) && k < len(ours) && judged[i].name == ours[k].name {
		if !judged[i].values.accepts(ours[k].values[0]) {
			return differ("env %s: the judge has %s, svcenv %s", judged[i].name, judged[i].values, ours[k].values)
		}
		i, k = i+1, k+1
	}
	switch {
	case i < len(judged) && (k == len(ours) || judged[i].name < ours[k].name):
		return differ("env %s: svcenv has none", judged[i].name)
	case k < len(ours):
		return differ("env %s: the judge has none", ours[k].name)
	}
	return match
}

func elements(what string, judged, ours []element) Verdict {
	if len(judged) != len(ours) {
		return differ("%s: the judge has %d elements, svcenv %d", what, len(judged), len(ours))
	}
	for i := range judged {
		if !texts(judged[i]).accepts(ours[i][0]) {
			return differ("%s[%d]: the judge has %s, svcenv %s", what, i, texts(judged[i]), texts(ours[i]))
		}
	}
	return match
}

// probes compares exec probes. A probe without a command is equal to a missing one.
func probes(judged, ours map[string][]element) Verdict {
	for name, command := range judged {
		if v := elements(name, command, ours[name]); !v.Match {
			return v
		}
	}
	for name, command := range ours {
		if v := elements(name, judged[name], command); !v.Match {
			return v
		}
	}
	return match
}

func subPaths(judged, ours map[string]subPathSet) Verdict {
	for path, j := range judged {
		o, ok := ours[path]
		switch {
		case !ok:
			return differ("subPaths %s: svcenv has none", path)
		case o.failed && !j.failed, !o.failed && len(j.values) == 0:
			return differ("subPaths %s: error: the judge %s, svcenv %s", path, yes(j.failed), yes(o.failed))
		case !o.failed && (len(o.values) == 0 || !j.values.accepts(o.values[0])):
			return differ("subPaths %s: the judge has %s, svcenv %s", path, j.values, o.values)
		}
	}
	for path := range ours {
		if _, ok := judged[path]; !ok {
			return differ("subPaths %s: the judge has none", path)
		}
	}
	return match
}
