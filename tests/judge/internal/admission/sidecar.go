package admission

// SidecarOf returns a container that another webhook may add to a pod after the first review: a variation of its first
// container, which differs with the number, or null if there is none.
func SidecarOf(pod []byte, number int) map[string]any {
	object, err := objectOf(pod)
	if err != nil {
		panic(err) // decoded before
	}
	containers, _ := mapOf(object["spec"])["containers"].([]any)
	if len(containers) == 0 || mapOf(containers[0]) == nil {
		return nil
	}
	sidecar := mapOf(containers[0])
	sidecar["name"] = "sidecar"
	switch number % 3 {
	case 1: // references see other variables
		env, _ := sidecar["env"].([]any)
		for i, j := 0, len(env)-1; i < j; i, j = i+1, j-1 {
			env[i], env[j] = env[j], env[i]
		}
	case 2: // names are ambiguous
		sources, _ := sidecar["envFrom"].([]any)
		sidecar["envFrom"] = append(sources, map[string]any{
			"configMapRef": map[string]any{"name": "sidecar-settings", "optional": true}})
	}
	return sidecar
}

// WithSidecar returns the pod with another container.
func WithSidecar(pod []byte, sidecar map[string]any) []byte {
	object, err := objectOf(pod)
	if err != nil {
		panic(err) // decoded before
	}
	spec := mapOf(object["spec"])
	containers, _ := spec["containers"].([]any)
	spec["containers"] = append(append([]any{}, containers...), sidecar)
	return encode(object)
}

// LinksAreOn returns whether the pod gets the variables of services.
func LinksAreOn(pod []byte) bool {
	object, err := objectOf(pod)
	if err != nil {
		panic(err) // decoded before
	}
	links, ok := mapOf(object["spec"])["enableServiceLinks"].(bool)
	return links || !ok
}
