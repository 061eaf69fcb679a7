package compare

import (
	"encoding/json"
	"slices"
	"sort"
)

// Less checks that a pod's containers get the same after as before, except for missing variables: all remaining
// values, arguments, probes, and sub-paths are equal, and none is new. Both are answers of one side to the operation
// environment. dropped contains the names of missing variables by container, except for containers that cannot be
// computed. Variables that the kubelet takes from any of several services must be dropped, unless links are on in
// both pods.
func Less(before, after []byte, links bool) (dropped map[string][]string, verdict Verdict) {
	var b, a environmentAnswer
	if err := json.Unmarshal(before, &b); err != nil {
		return nil, differ("the answer for the pod as it was: %v", err)
	}
	if err := json.Unmarshal(after, &a); err != nil {
		return nil, differ("the answer for the pod as it is: %v", err)
	}
	if b.failed() || a.failed() {
		return nil, differ("no containers: before %s, after %s", b.Error, a.Error)
	}
	if len(b.Containers) != len(a.Containers) {
		return nil, differ("%d containers became %d", len(b.Containers), len(a.Containers))
	}
	dropped = map[string][]string{}
	for i := range b.Containers {
		was, is := &b.Containers[i], &a.Containers[i]
		if was.Container != is.Container || was.failed() != is.failed() {
			return nil, differ("container %s %s became container %s %s", was.Container, was.Error, is.Container, is.Error)
		}
		if was.failed() {
			continue
		}
		names, v := lessContainer(was, is, links)
		if !v.Match {
			v.Why = "container " + was.Container + ": " + v.Why
			return nil, v
		}
		dropped[was.Container] = names
	}
	return dropped, match
}

// VariableNames returns the names of the variables of the first container in an answer.
func VariableNames(answer []byte) (map[string]bool, error) {
	var a environmentAnswer
	if err := json.Unmarshal(answer, &a); err != nil {
		return nil, err
	}
	names := map[string]bool{}
	if len(a.Containers) > 0 {
		for _, v := range a.Containers[0].Env {
			names[v.name] = true
		}
	}
	return names, nil
}

func lessContainer(was, is *containerAnswer, links bool) ([]string, Verdict) {
	values := map[string]texts{}
	for _, v := range was.Env {
		values[v.name] = v.values
	}
	for _, v := range is.Env {
		old, ok := values[v.name]
		if !ok {
			return nil, differ("env %s is new", v.name)
		}
		if !one(old, v.values) && !(links && slices.Equal(old, v.values)) {
			return nil, differ("env %s: %s became %s", v.name, old, v.values)
		}
		delete(values, v.name)
	}
	var dropped []string
	for name := range values {
		dropped = append(dropped, name)
	}
	sort.Strings(dropped)
	lists := map[string][2][]element{"command": {was.Command, is.Command}, "args": {was.Args, is.Args}}
	for name, command := range was.Probes {
		lists[name] = [2][]element{command, is.Probes[name]}
	}
	for name, command := range is.Probes {
		lists[name] = [2][]element{was.Probes[name], command}
	}
	for name, both := range lists {
		if v := sameElements(name, both[0], both[1]); !v.Match {
			return nil, v
		}
	}
	if len(was.SubPaths) != len(is.SubPaths) {
		return nil, differ("subPaths: %d became %d", len(was.SubPaths), len(is.SubPaths))
	}
	for path, old := range was.SubPaths {
		now, ok := is.SubPaths[path]
		if !ok || old.failed != now.failed || (!old.failed && !one(old.values, now.values)) {
			return nil, differ("subPaths %s: %s became %s", path, old.values, now.values)
		}
	}
	return dropped, match
}

// one returns whether both are the same single string, not chosen at random.
func one(was, is texts) bool { return len(was) == 1 && len(is) == 1 && was[0] == is[0] }

func sameElements(what string, was, is []element) Verdict {
	if len(was) != len(is) {
		return differ("%s: %d elements became %d", what, len(was), len(is))
	}
	for i := range was {
		if !one(texts(was[i]), texts(is[i])) {
			return differ("%s[%d]: %s became %s", what, i, texts(was[i]), texts(is[i]))
		}
	}
	return match
}
