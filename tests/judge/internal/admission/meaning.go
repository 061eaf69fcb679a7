package admission

import (
	"strings"

	"svcenv/tests/judge/internal/compare"
)

// Links are the names of variables of a namespace, as the judge has them.
type Links struct {
	Dropped map[string]bool // that go with the links
	Wished  map[string]bool // among those, of the services that the annotation names
}

// Environments of the pod before and after, as one side has them.
type Environments struct{ Before, After []byte }

// MeaningFault compares what the containers get: only variables of services may be gone, and none that the
// container refers to or that the annotation keeps; what was put in is one of those, and stands nowhere else in env.
func MeaningFault(side string, e Environments, pod []byte, links *Links, added Added) *Fault {
	dropped, verdict := compare.Less(e.Before, e.After)
	if !verdict.Match {
		return fault("environment ("+side+")", "%s", verdict.Why)
	}
	object, err := objectOf(pod)
	if err != nil {
		panic(err) // decoded before
	}
	spec := mapOf(object["spec"])
	for _, list := range []string{"initContainers", "containers", "ephemeralContainers"} {
		containers, _ := spec[list].([]any)
		for _, element := range containers {
			container := mapOf(element)
			name, _ := container["name"].(string)
			referred := referredBy(container)
			for _, variable := range dropped[name] {
				if !links.Dropped[variable] || links.Wished[variable] || referred[variable] {
					return fault("dropped ("+side+")", "container %s: %s", name, variable)
				}
			}
			own := namesOfEnv(container)
			for _, variable := range added[name] {
				if own[variable] {
					return fault("twice", "container %s: %s", name, variable)
				}
				if !links.Dropped[variable] || !(links.Wished[variable] || referred[variable]) {
					return fault("added", "container %s: %s", name, variable)
				}
			}
		}
	}
	return nil
}

func namesOfEnv(container map[string]any) map[string]bool {
	names := map[string]bool{}
	variables, _ := container["env"].([]any)
	for _, variable := range variables {
		name, _ := mapOf(variable)["name"].(string)
		names[name] = true
	}
	return names
}

// referredBy names what env, command, args and sub-paths of a container refer to; not its probes.
func referredBy(container map[string]any) map[string]bool {
	names := map[string]bool{}
	add := func(value any) {
		if text, ok := value.(string); ok {
			references(text, names)
		}
	}
	for _, list := range []string{"command", "args"} {
		elements, _ := container[list].([]any)
		for _, element := range elements {
			add(element)
		}
	}
	variables, _ := container["env"].([]any)
	for _, variable := range variables {
		add(mapOf(variable)["value"])
	}
	mounts, _ := container["volumeMounts"].([]any)
	for _, mount := range mounts {
		add(mapOf(mount)["subPathExpr"])
	}
	return names
}

// references adds the names of $(NAME) in the text: $$ stands for a $, and what has no end is none.
func references(text string, names map[string]bool) {
	for {
		at := strings.IndexByte(text, '$')
		if at < 0 || at+1 == len(text) {
			return
		}
		text = text[at+1:]
		switch text[0] {
		case '$':
			text = text[1:]
		case '(':
			text = text[1:]
			if end := strings.IndexByte(text, ')'); end >= 0 {
				names[text[:end]] = true
				text = text[end+1:]
			}
		}
	}
}

// LinksOf are the links that the judge's answers to three LinksRequests tell of: all services, none, and those that
// the annotation names.
func LinksOf(all, none, wished []byte) (*Links, *Fault) {
	var names [3]map[string]bool
	for i, answer := range [][]byte{all, none, wished} {
		var err error
		if names[i], err = compare.VariableNames(answer); err != nil {
			return nil, fault("links", "%v", err)
		}
	}
	return &Links{Dropped: without(names[0], names[1]), Wished: without(names[2], names[1])}, nil
}

func without(names, others map[string]bool) map[string]bool {
	rest := map[string]bool{}
	for name := range names {
		if !others[name] {
			rest[name] = true
		}
	}
	return rest
}
