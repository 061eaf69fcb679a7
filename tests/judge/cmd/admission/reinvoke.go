package main

import (
	"bytes"

	"svcenv/tests/judge/internal/admission"
)

// reinvoke adds a container to each pod from which the review removed links, as another webhook may do, and reviews it
// again. It returns one check per pod, which compares with the original pod that had the container and its links.
func (r *reviewer) reinvoke(checks []*check) []*check {
	var again []*check
	var requests [][]byte
	for _, c := range checks {
		if c.fault != nil || len(c.patch) == 0 || c.wish.Mode != admission.Minimal {
			continue
		}
		if !bytes.Contains(c.patch, []byte("links-off")) {
			continue // a variable contains all annotations
		}
		sidecar := admission.SidecarOf(c.c.Pod, c.c.Number())
		if sidecar == nil {
			continue
		}
		next := &check{c: c.c, wish: c.wish, origin: c}
		next.before = admission.WithSidecar(c.c.Pod, sidecar)
		next.after = admission.WithSidecar(c.after, sidecar)
		again = append(again, next)
		requests = append(requests, c.c.ReviewRequest(next.after))
	}
	for i, answer := range r.helper.Ask(requests) {
		again[i].readReinvocation(answer)
	}
	return again
}

// readReinvocation checks the answer to the review of the pod with the sidecar.
func (c *check) readReinvocation(answer []byte) {
	reviewed, err := admission.ReadReviewed(answer)
	if err != nil {
		c.fail(&admission.Fault{Promise: "answer to a reinvocation", How: err.Error()})
		return
	}
	c.patch, c.warnings, c.added = reviewed.Patch, reviewed.Warnings, c.origin.added
	c.outcome = "reinvoked: nothing to add"
	if len(c.patch) == 0 {
		c.patch = c.origin.patch // compare looks at patched pods only
		return
	}
	c.fail(reviewed.OperationsFault())
	sent := c.after
	if c.after, err = reviewed.Apply(sent); err != nil {
		c.after = sent
		c.fail(&admission.Fault{Promise: "apply to a reinvocation", How: err.Error()})
		return
	}
	on := admission.LinksAreOn(c.after)
	added, fault := admission.UntouchedFault(sent, c.after, on)
	c.fail(fault)
	if bytes.Contains(c.patch, []byte(`/env`)) {
		c.outcome = "reinvoked: variables added"
	}
	c.links = on
	if on {
		c.outcome = "reinvoked: links on again"
	}
	all := admission.Added{}
	for _, some := range []admission.Added{c.origin.added, added} {
		for name, variables := range some {
			all[name] = append(all[name], variables...)
		}
	}
	c.added = all
}
