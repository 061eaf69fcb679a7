package admission

import (
	"regexp"
	"strings"
)

// Mode is what to do with the service variables of a pod.
type Mode string

const (
	Unchanged Mode = "unchanged"
	All       Mode = "all"
	None      Mode = "none"
	Minimal   Mode = "minimal"
)

// Wish is the combined result of policy and annotation.
type Wish struct {
	Mode  Mode
	Names map[string]bool // Minimal: services to keep
	Links bool            // whether the pod has links before the review
}

var serviceName = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`)

// WishOf returns the wish of a case's policy and the annotation of its pod.
func (c *Case) WishOf() Wish {
	wish := Wish{Mode: Mode(strings.TrimPrefix(c.Policy, "links: ")), Links: true}
	pod, err := objectOf(c.Pod)
	if err != nil {
		panic(err) // decoded before
	}
	spec, _ := pod["spec"].(map[string]any)
	if links, ok := spec["enableServiceLinks"].(bool); ok {
		wish.Links = links
	}
	if wish.Mode == "" || wish.Mode == Unchanged {
		return Wish{Mode: Unchanged, Links: wish.Links}
	}
	metadata, _ := pod["metadata"].(map[string]any)
	annotations, _ := metadata["annotations"].(map[string]any)
	text, given := annotations["svcenv.io/links"].(string)
	switch {
	case !given && wish.Mode == "annotated":
		wish.Mode = Unchanged
	case !given:
	case text == "all" || text == "none" || text == "minimal":
		wish.Mode = Mode(text)
	default:
		wish.Mode, wish.Names = Minimal, map[string]bool{}
		for _, name := range strings.Split(text, ",") {
			name = strings.TrimSpace(name)
			if !serviceName.MatchString(name) {
				return Wish{Mode: Unchanged, Links: wish.Links}
			}
			wish.Names[name] = true
		}
	}
	return wish
}
