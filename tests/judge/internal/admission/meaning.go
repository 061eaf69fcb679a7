package admission

import (
	"strings"

	"svcenv/tests/judge/internal/compare"
)

// Links are the names of variables in a namespace, according to the judge.
type Links struct {
	Dropped map[string]bool // set only with links
	Wished  map[string]bool // those of Dropped from services that the annotation names
}

// Environments are the environments of the pod before and after the patch, according to one side.
type Environments struct {
	Before, After []byte
	Links         bool // links are on in both
}

// MeaningFault compares the environments of the containers. Only variables of services may be missing, and none that
// the container refers to or that the annotation keeps. Only such variables may be added, and only once in env.
func MeaningFault(side string, e Environments, pod []byte, links *Links, added Added) *Fault {
	dropped, verdict := compare.Less(e.Before, e.After, e.Links)
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

// referredBy returns the names that env, command, args, and sub-paths of a container refer to. It ignores probes.
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

// references adds the names of all $(NAME) in the text. $$ is an escaped $, and a reference without an end is
// ignored.
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

// LinksOf returns the links according to the judge's answers to three LinksRequests: for all services, for none, and
// for those that the annotation names.
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
