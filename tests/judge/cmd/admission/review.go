package main

import (
	"encoding/json"
	"strings"
	"sync"

	"svcenv/tests/judge/internal/admission"
	"svcenv/tests/judge/internal/side"
)

// result is the result of one case.
type result struct {
	outcome  string
	fault    *admission.Fault
	patch    []byte
	warnings []string
}

// outcomes are the expected outcomes and how many of 10,000 cases must have each. reason is the start of the warning
// after `keeps`.
var outcomes = []struct {
	name    string
	reason  string
	atLeast uint64
}{
	{"minimal: variables added", "", 1000},
	{"minimal: nothing to add", "", 500},
	{"minimal: probe rewritten", "", 50},
	{"minimal: links already off", "", 100},
	{"kept: envFrom may define it", "envFrom may define ", 200},
	{"kept: env defines it, too", "env defines ", 5},
	{"kept: services give one name", "services ", 5},
	{"kept: a service named kubernetes", "a service in this namespace is named kubernetes", 50},
	{"kept: a service without ports", "Service ", 1},
	{"links none", "", 100},
	{"links all", "", 100},
	{"left alone", "", 200},
	{"reinvoked: variables added", "", 200},
	{"reinvoked: nothing to add", "", 100},
	{"reinvoked: links on again", "", 100},
}

const keeps = "svcenv: service links stay on: "

// keptFor returns the outcome for a pod that keeps its links, according to its warnings; "" if there is none.
func keptFor(warnings []string) string {
	for _, w := range warnings {
		reason, ok := strings.CutPrefix(w, keeps)
		if !ok {
			continue
		}
		if rest, found := strings.CutPrefix(reason, "container "); found {
			_, reason, _ = strings.Cut(rest, ": ")
		}
		for _, o := range outcomes {
			if o.reason != "" && strings.HasPrefix(reason, o.reason) {
				return o.name
			}
		}
	}
	return ""
}

type reviewer struct{ helper, svcenv, judge *side.Asker }

func (r *reviewer) close() {
	r.helper.Close()
	r.svcenv.Close()
	r.judge.Close()
}

// check is a case in progress.
type check struct {
	result
	c     *admission.Case
	wish  admission.Wish
	after []byte // the pod
	added admission.Added

	before []byte // the pod that compare compares with; null: the case's pod
	links  bool   // links are on before and after
	origin *check // the check of the pod without the sidecar
}

func (c *check) fail(f *admission.Fault) {
	if c.fault == nil && f != nil {
		c.outcome, c.fault = "mismatch", f
	}
}

// review returns the result of each case. A case that crashes a program is a mismatch.
func (r *reviewer) review(lines [][]byte) []result {
	checks := make([]*check, len(lines))
	requests := make([][]byte, len(lines))
	for i, line := range lines {
		c, err := admission.Read(line)
		if err != nil {
			// A candidate of the minimizer that is not a valid case anymore.
			checks[i] = &check{result: result{outcome: "no case"}, c: &admission.Case{Pod: json.RawMessage("{}")}}
		} else {
			checks[i] = &check{c: c, wish: c.WishOf(), after: c.Pod}
		}
		requests[i] = checks[i].c.ReviewRequest(checks[i].c.Pod)
	}
	for i, answer := range r.helper.Ask(requests) {
		if checks[i].outcome == "" {
			checks[i].readReview(answer)
		}
	}
	r.again(checks)
	again := r.reinvoke(checks)
	r.compare(checks)
	r.compare(again)
	for i, c := range again {
		c.origin.fail(c.fault)
		if c.fault == nil && i%3 == 0 {
			c.origin.outcome = c.outcome
		}
	}
	results := make([]result, len(lines))
	for i, c := range checks {
		results[i] = c.result
	}
	return results
}

// readReview checks the first answer against the wish.
func (c *check) readReview(answer []byte) {
	reviewed, err := admission.ReadReviewed(answer)
	if err != nil {
		c.fail(&admission.Fault{Promise: "answer", How: err.Error()})
		return
	}
	c.patch, c.warnings = reviewed.Patch, reviewed.Warnings
	c.fail(reviewed.WarningsFault())
	if len(c.patch) > 0 {
		c.fail(reviewed.OperationsFault())
		if c.after, err = reviewed.Apply(c.c.Pod); err != nil {
			c.after = c.c.Pod
			c.fail(&admission.Fault{Promise: "apply", How: err.Error()})
		} else if c.fault == nil {
			added, fault := admission.UntouchedFault(c.c.Pod, c.after, c.wish.Mode == admission.All)
			c.added = added
			c.fail(fault)
		}
	}
	if c.fault == nil {
		c.judgeOutcome()
	}
}

// judgeOutcome sets the outcome and checks that the patch is of the kind that the wish requires.
func (c *check) judgeOutcome() {
	patched := len(c.patch) > 0
	kept := keptFor(c.warnings)
	wanted := true
	switch mode := c.wish.Mode; {
	case mode == admission.Minimal && !c.wish.Links:
		c.outcome, wanted = "minimal: links already off", false
	case mode == admission.Minimal && !patched:
		c.outcome, wanted = kept, false
		if kept == "" {
			c.fail(&admission.Fault{Promise: "kept", How: "for an unknown reason"})
		}
	case mode == admission.Minimal && strings.Contains(string(c.patch), "Probe/exec/command/"):
		c.outcome = "minimal: probe rewritten"
	case mode == admission.Minimal && len(c.added) > 0:
		c.outcome = "minimal: variables added"
	case mode == admission.Minimal:
		c.outcome = "minimal: nothing to add"
	case mode == admission.None:
		c.outcome, wanted = "links none", c.wish.Links
	case mode == admission.All:
		c.outcome, wanted = "links all", !c.wish.Links
	default:
		c.outcome, wanted = "left alone", false
	}
	if patched != wanted || (c.wish.Mode != admission.Minimal && len(c.added) > 0) {
		c.fail(&admission.Fault{Promise: "wish", How: string(c.wish.Mode)})
	}
}

// again checks that a second review of a patched pod returns no patch and no warnings.
func (r *reviewer) again(checks []*check) {
	var patched []*check
	var requests [][]byte
	for _, c := range checks {
		if c.fault == nil && len(c.patch) > 0 {
			patched = append(patched, c)
			requests = append(requests, c.c.ReviewRequest(c.after))
		}
	}
	for i, answer := range r.helper.Ask(requests) {
		reviewed, err := admission.ReadReviewed(answer)
		if err != nil {
			patched[i].fail(&admission.Fault{Promise: "answer again", How: err.Error()})
		} else if len(reviewed.Patch) > 0 {
			patched[i].fail(&admission.Fault{Promise: "again", How: string(reviewed.Patch)})
		} else if len(reviewed.Warnings) > 0 {
			patched[i].fail(&admission.Fault{Promise: "warnings again", How: strings.Join(reviewed.Warnings, "; ")})
		}
	}
}

// compare compares the environments before and after the patch, for both sides.
func (r *reviewer) compare(checks []*check) {
	const each = 5
	var minimal []*check
	var environments, judged [][]byte
	for _, c := range checks {
		if c.fault != nil || len(c.patch) == 0 || c.wish.Mode != admission.Minimal {
			continue
		}
		minimal = append(minimal, c)
		if c.before == nil {
			c.before = c.c.Pod
		}
		before, after := c.c.EnvironmentRequest(c.before), c.c.EnvironmentRequest(c.after)
		environments = append(environments, before, after)
		names := c.wish.Names
		if names == nil {
			names = map[string]bool{}
		}
		judged = append(judged, before, after, c.c.LinksRequest(true, nil), c.c.LinksRequest(false, nil), c.c.LinksRequest(true, names))
	}
	var ours, theirs [][]byte
	var both sync.WaitGroup
	both.Add(1)
	go func() {
		defer both.Done()
		ours = r.svcenv.Ask(environments)
	}()
	theirs = r.judge.Ask(judged)
	both.Wait()
	for i, c := range minimal {
		links, fault := admission.LinksOf(theirs[each*i+2], theirs[each*i+3], theirs[each*i+4])
		if c.fail(fault); fault != nil {
			continue
		}
		c.fail(admission.MeaningFault("the judge", admission.Environments{Before: theirs[each*i], After: theirs[each*i+1], Links: c.links}, c.before, links, c.added))
		c.fail(admission.MeaningFault("svcenv", admission.Environments{Before: ours[2*i], After: ours[2*i+1], Links: c.links}, c.before, links, c.added))
	}
}
