package admission

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"sort"
)

// Fault is a broken promise and how it was broken.
type Fault struct{ Promise, How string }

func fault(promise, format string, args ...any) *Fault {
	return &Fault{promise, fmt.Sprintf(format, args...)}
}

var (
	linksPath   = regexp.MustCompile(`^/spec/enableServiceLinks$`)
	envPath     = regexp.MustCompile(`^/spec/(containers|initContainers|ephemeralContainers)/\d+/env(/\d+)?$`)
	markPath    = regexp.MustCompile(`^/metadata/annotations(/svcenv\.io~1links-off)?$`)
	commandPath = regexp.MustCompile(`^/spec/(containers|initContainers|ephemeralContainers)/\d+/(liveness|readiness|startup)Probe/exec/command/\d+$`)
)

// OperationsFault returns a fault if the patch has an operation that is not allowed.
func (r *Reviewed) OperationsFault() *Fault {
	var operations []struct{ Op, Path string }
	if err := json.Unmarshal(r.Patch, &operations); err != nil {
		return fault("operations", "no patch: %v", err)
	}
	for _, o := range operations {
		adds := o.Op == "add" && (linksPath.MatchString(o.Path) || envPath.MatchString(o.Path) || markPath.MatchString(o.Path))
		if !adds && !(o.Op == "replace" && commandPath.MatchString(o.Path)) {
			return fault("operations", "%s %s", o.Op, o.Path)
		}
	}
	return nil
}

// WarningsFault returns a fault if the warnings exceed the API server's limits.
func (r *Reviewed) WarningsFault() *Fault {
	total := 0
	for _, w := range r.Warnings {
		if total += len(w); len([]rune(w)) > 120 || total > 4096 {
			return fault("warnings", "too long: %s", w)
		}
	}
	return nil
}

// Added are the variables put at the front of env, by container.
type Added map[string][]string

// UntouchedFault compares the pod before and after value by value, with numbers as written. Only enableServiceLinks,
// new variables in front of env, and arguments of exec probes may differ.
func UntouchedFault(before, after []byte, links bool) (Added, *Fault) {
	was, err := objectOf(before)
	if err != nil {
		return nil, fault("untouched", "before: %v", err)
	}
	is, err := objectOf(after)
	if err != nil {
		return nil, fault("untouched", "after: %v", err)
	}
	if f := markFault(was, is); f != nil {
		return nil, f
	}
	d := &differ{added: Added{}}
	oldSpec, newSpec := mapOf(was["spec"]), mapOf(is["spec"])
	if newSpec["enableServiceLinks"] != links {
		return nil, fault("untouched", "enableServiceLinks is %v", newSpec["enableServiceLinks"])
	}
	delete(oldSpec, "enableServiceLinks")
	delete(newSpec, "enableServiceLinks")
	for _, list := range []string{"initContainers", "containers", "ephemeralContainers"} {
		old, _ := oldSpec[list].([]any)
		now, _ := newSpec[list].([]any)
		for i := 0; i < len(old) && i < len(now); i++ {
			d.container(mapOf(old[i]), mapOf(now[i]))
		}
	}
	d.same("", was, is)
	return d.added, d.fault
}

const mark = "svcenv.io/links-off"

// markFault removes the mark for reinvocations from the pod after the patch, and checks its value.
func markFault(was, is map[string]any) *Fault {
	now := mapOf(mapOf(is["metadata"])["annotations"])
	old := mapOf(mapOf(was["metadata"])["annotations"])
	value, marked := now[mark]
	if _, before := old[mark]; !marked || before {
		return nil
	}
	if value != "minimal" {
		return fault("untouched", "the mark is %v", value)
	}
	delete(now, mark)
	if len(now) == 0 && len(old) == 0 {
		delete(mapOf(was["metadata"]), "annotations")
		delete(mapOf(is["metadata"]), "annotations")
	}
	return nil
}

type differ struct {
	added Added
	fault *Fault
}

// container removes the parts that may differ.
func (d *differ) container(was, is map[string]any) {
	old, _ := was["env"].([]any)
	now, _ := is["env"].([]any)
	if front := len(now) - len(old); front > 0 && reflect.DeepEqual(now[front:], append([]any{}, old...)) {
		name, _ := was["name"].(string)
		for _, v := range now[:front] {
			variable := mapOf(v)
			text, _ := variable["name"].(string)
			if _, ok := variable["value"].(string); !ok || len(variable) != 2 {
				d.fault = fault("untouched", "container %s: variable %v", name, variable)
			}
			d.added[name] = append(d.added[name], text)
		}
		delete(was, "env")
		delete(is, "env")
	}
	for _, probe := range []string{"livenessProbe", "readinessProbe", "startupProbe"} {
		old, _ := mapOf(mapOf(was[probe])["exec"])["command"].([]any)
		now, _ := mapOf(mapOf(is[probe])["exec"])["command"].([]any)
		for i := 0; i < len(old) && i < len(now); i++ {
			if _, ok := now[i].(string); ok {
				now[i] = old[i]
			}
		}
	}
}

func (d *differ) same(path string, was, is any) {
	if d.fault != nil || reflect.DeepEqual(was, is) {
		return
	}
	switch old := was.(type) {
	case map[string]any:
		if now, ok := is.(map[string]any); ok && len(old) == len(now) {
			for _, name := range keysOf(old) {
				d.same(path+"/"+name, old[name], now[name])
			}
			return
		}
	case []any:
		if now, ok := is.([]any); ok && len(old) == len(now) {
			for i := range old {
				d.same(fmt.Sprintf("%s/%d", path, i), old[i], now[i])
			}
			return
		}
	}
	d.fault = fault("untouched", "%s: %s became %s", path, encode(was), encode(is))
}

func mapOf(value any) map[string]any {
	object, _ := value.(map[string]any)
	return object
}

func keysOf(object map[string]any) []string {
	var keys []string
	for key := range object {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
