// Package minimise minimizes a failing request.
package minimise

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"sort"
	"unicode/utf8"
)

// Request removes objects, fields, list elements, and characters from a JSON request as long as it still fails. fails
// is called with up to batch candidates and returns the index of the first that fails, or -1. Request tries at most
// tries candidates.
func Request(request []byte, tries, batch int, fails func(candidates [][]byte) int) []byte {
	m := &minimiser{fails: fails, tries: tries, batch: batch}
	tree := parse(request)
	for m.tries > 0 {
		smaller, ok := m.step(tree)
		if !ok {
			break
		}
		tree = smaller
	}
	return render(tree)
}

type minimiser struct {
	fails        func([][]byte) int
	tries, batch int
	at           int // where the last step succeeded and the next one starts
}

// step returns a smaller tree that fails, if it finds one.
func (m *minimiser) step(tree any) (any, bool) {
	edits := editsOf(tree)
	if len(edits) == 0 {
		return nil, false
	}
	if m.at >= len(edits) {
		m.at = 0
	}
	edits = append(edits[m.at:len(edits):len(edits)], edits[:m.at]...)
	for from := 0; from < len(edits) && m.tries > 0; from += m.batch {
		some := edits[from:min(len(edits), from+m.batch)]
		m.tries -= len(some)
		trees := make([]any, len(some))
		candidates := make([][]byte, len(some))
		for i, edit := range some {
			trees[i] = edit(parse(render(tree)))
			candidates[i] = render(trees[i])
		}
		if i := m.fails(candidates); i >= 0 {
			m.at += from + i
			return trees[i], true
		}
	}
	return nil, false
}

func parse(text []byte) any {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		panic(err) // our own request
	}
	return tree
}

func render(tree any) []byte {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(tree); err != nil {
		panic(err)
	}
	return bytes.TrimSpace(out.Bytes())
}

// kept fields are not removed, because without them a request soon fails for another reason.
var kept = map[string]bool{"name": true, "kind": true, "pod": true, "metadata": true, "op": true, "mountPath": true, "key": true,
	"objects": true, "services": true, "type": true, "resource": true}

// An edit changes a tree, possibly in place.
type edit func(tree any) any

// editsOf returns ways to make the tree smaller, starting with the biggest cuts.
func editsOf(tree any) []edit {
	var edits []edit
	switch v := tree.(type) {
	case map[string]any:
		edits = objectEdits(v)
	case []any:
		edits = listEdits(v)
	case string:
		edits = stringEdits(v)
	}
	return edits
}

func objectEdits(object map[string]any) []edit {
	var names []string
	for name := range object {
		names = append(names, name)
	}
	sort.Strings(names)
	var edits []edit
	for _, name := range names {
		if kept[name] {
			continue
		}
		edits = append(edits, func(tree any) any {
			delete(tree.(map[string]any), name)
			return tree
		})
	}
	for _, name := range names {
		inner := editsOf(object[name])
		if _, isText := object[name].(string); isText && kept[name] {
			continue
		}
		if encoded, ok := object[name].(string); ok && name == "base64" {
			inner = base64Edits(encoded)
		}
		for _, e := range inner {
			edits = append(edits, func(tree any) any {
				o := tree.(map[string]any)
				o[name] = e(o[name])
				return o
			})
		}
	}
	return edits
}

func listEdits(list []any) []edit {
	var edits []edit
	for _, c := range cuts(len(list)) {
		edits = append(edits, func(tree any) any {
			l := tree.([]any)
			return append(append([]any{}, l[:c.from]...), l[c.to:]...)
		})
	}
	for i, element := range list {
		for _, e := range editsOf(element) {
			edits = append(edits, func(tree any) any {
				l := tree.([]any)
				l[i] = e(l[i])
				return l
			})
		}
	}
	return edits
}

func stringEdits(s string) []edit {
	var edits []edit
	runes := []rune(s)
	for _, c := range cuts(len(runes)) {
		edits = append(edits, func(any) any { return string(runes[:c.from]) + string(runes[c.to:]) })
	}
	if !utf8.ValidString(s) {
		return nil
	}
	return edits
}

func base64Edits(encoded string) []edit {
	raw, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return nil
	}
	var edits []edit
	for _, c := range cuts(len(raw)) {
		edits = append(edits, func(any) any {
			return base64.StdEncoding.EncodeToString(append(append([]byte{}, raw[:c.from]...), raw[c.to:]...))
		})
	}
	return edits
}

type cut struct{ from, to int }

// cuts returns ranges of n elements: halves, quarters, … single ones (only some of these if there are many).
func cuts(n int) []cut {
	var all []cut
	for size := n; size > 0; size /= 2 {
		step := max(size, n/64)
		for from := 0; from < n; from += step {
			all = append(all, cut{from, min(n, from+size)})
		}
	}
	return all
}
