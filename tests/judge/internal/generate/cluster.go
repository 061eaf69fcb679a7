package generate

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// Cluster returns objects to create in one namespace of a real cluster, as a line of JSON:
//
//	{"namespace", "objects": […], "pods": [{"pod": {…}, "ephemeralContainers": […]}, …]}
//
// Create objects first, and add ephemeralContainers to the running pod. Most pods are accepted by the API server and
// the kubelet; many of their containers run a process that does nothing until it is stopped. Safe for concurrent use.
func (g *Generator) Cluster(index uint64) []byte {
	s := &source{Rand: rand.New(rand.NewPCG(g.seed, index)), minor: g.minor}
	s.small = s.chance(20)
	namespace := fmt.Sprintf("n%d", index)
	services := s.creatableServices(namespace)
	s.names = namesFor(s, services, namespace)
	var pods list
	for i := range s.between(4, 6) {
		p := &podMaker{source: s, namespace: namespace, nodes: []string{"localhost"}}
		pod, ephemeral := p.creatable(p.pod(), fmt.Sprintf("p%d", i))
		pods = append(pods, object{{"pod", pod}, {"ephemeralContainers", ephemeral}})
	}
	objects := services
	for _, name := range []string{"builder", "a.b", "alias"} {
		objects = append(objects, object{{"apiVersion", "v1"}, {"kind", "ServiceAccount"}, {"metadata", object{{"name", name}, {"namespace", namespace}}}})
	}
	for _, config := range (&podMaker{source: s, namespace: namespace}).configObjects() {
		if namespaceOf(config.(object)) == namespace {
			objects = append(objects, config)
		}
	}
	return appendJSON(nil, object{{"namespace", namespace}, {"objects", objects}, {"pods", pods}})
}

// without returns the object without the named fields.
func (o object) without(names ...string) object {
	var result object
	for _, f := range o {
		if !slices.Contains(names, f.name) {
			result = append(result, f)
		}
	}
	return result
}

// changed returns the object with each value replaced by the result of change.
func (o object) changed(change func(name string, value any) any) object {
	var result object
	for _, f := range o {
		result = result.with(f.name, change(f.name, f.value))
	}
	return result
}

// creatableServices returns the services of one namespace. The API server allocates their addresses.
func (s *source) creatableServices(namespace string) list {
	var all list
	for _, element := range s.services(namespace) {
		service := element.(object)
		if namespaceOf(service) != namespace {
			continue
		}
		all = append(all, service.without("status").changed(func(name string, value any) any {
			if name != "spec" {
				return value
			}
			spec := value.(object)
			headless := spec.get("clusterIP") == "None"
			spec = spec.without("clusterIP", "clusterIPs").changed(func(name string, value any) any {
				if ports, ok := value.(list); ok {
					return portsWithoutNodePort(ports)
				}
				return value
			})
			switch {
			case headless:
				return spec.with("clusterIP", "None")
			case spec.get("type") != "ExternalName" && s.chance(20):
				return spec.with("ipFamilies", []string{"IPv6"})
			}
			return spec
		}))
	}
	return all
}

func portsWithoutNodePort(ports list) list {
	var result list
	for _, port := range ports {
		result = append(result, port.(object).without("nodePort"))
	}
	return result
}

// creatable returns a variant of the pod that the API server most likely accepts and that fits on a node, and its
// ephemeral containers, which can only be added later.
func (p *podMaker) creatable(pod object, name string) (object, list) {
	p.name = name
	var ephemeral list
	pod = pod.without("status").changed(func(field string, value any) any {
		switch field {
		case "metadata":
			return value.(object).without("name", "uid", "namespace").with("name", name).with("namespace", p.namespace)
		case "spec":
			spec := value.(object)
			if debug, ok := spec.get("ephemeralContainers").(list); ok {
				ephemeral = p.creatableContainers(debug, "ephemeralContainers")
			}
			return p.creatableSpec(spec.without("ephemeralContainers"))
		}
		return value
	})
	return pod, ephemeral
}

func (p *podMaker) creatableSpec(spec object) object {
	init, _ := spec.get("initContainers").(list)
	// The kubelet limits the memory of the token's volume to that of the pod.
	result := object{{"terminationGracePeriodSeconds", 0}, {"automountServiceAccountToken", false}}
	var volumes list
	for _, name := range []string{"v", "data", "more"} {
		volumes = append(volumes, object{{"name", name}, {"emptyDir", object{}}})
	}
	result = result.with("volumes", volumes)
	for _, f := range spec.without("initContainers") {
		switch f.name {
		case "nodeName":
			if p.chance(70) { // usually set by the scheduler
				continue
			}
			f.value = "localhost"
		case "resources":
			f.value = object{{"limits", object{{"cpu", "1500m"}, {"memory", pick(p.source, []any{"3Gi", 4000000000, "2500000k"})}}},
				{"requests", object{{"cpu", "20m"}, {"memory", "20Mi"}}}}
		case "containers":
			f.value = p.creatableContainers(f.value.(list), f.name)
		}
		result = append(result, f)
	}
	init = p.creatableContainers(init, "initContainers")
	if len(p.files) > 0 {
		init = append(list{p.fileWriter()}, init...)
	}
	if len(init) > 0 {
		result = result.with("initContainers", init)
	}
	return result
}

// fileWriter returns an init container that writes the files for fileKeyRef.
func (p *podMaker) fileWriter() object {
	const script = `while [ $# -gt 0 ]; do mkdir -p "${1%/*}" && printf %s "$2" >"$1" && shift 2; done`
	command := []string{"/bin/sh", "-ec", script, "files"}
	var mounts list
	for _, volume := range p.files {
		mounts = append(mounts, object{{"name", volume.name}, {"mountPath", "/files/" + volume.name}})
		for _, file := range volume.value.(object) {
			// Keep anything that looks like a reference literal.
			text := appendDollars(file.value.(string))
			command = append(command, "/files/"+volume.name+"/"+file.name, text)
		}
	}
	return object{{"name", "files"}, {"image", image}, {"command", command}, {"volumeMounts", mounts}}
}

func appendDollars(text string) string {
	var escaped []byte
	for _, c := range []byte(text) {
		if c == '$' {
			escaped = append(escaped, '$')
		}
		escaped = append(escaped, c)
	}
	return string(escaped)
}

const image = "registry.invalid/i:1"

func (p *podMaker) creatableContainers(containers list, field string) list {
	var result list
	for _, container := range containers {
		result = append(result, p.creatableContainer(container.(object), field))
	}
	return result
}

func (p *podMaker) creatableContainer(container object, field string) object {
	sidecar := container.get("restartPolicy") != nil
	probed := field == "containers" || sidecar
	if field == "ephemeralContainers" {
		container = container.without("resources", "volumeMounts")
	}
	container = container.without("image").with("image", image)
	if !probed {
		container = container.without("livenessProbe", "readinessProbe", "startupProbe")
	}
	if probe, ok := container.get("startupProbe").(object); ok && sidecar && probe.get("exec") == nil {
		container = container.without("startupProbe") // the next container would wait for it
	}
	container = container.changed(func(name string, value any) any {
		switch name {
		case "env":
			return creatableEnv(value.(list))
		case "resources":
			return p.creatableResources()
		case "livenessProbe", "readinessProbe", "startupProbe":
			return creatableProbe(value.(object))
		}
		return value
	})
	// Half of the others have no program or one that does not exist, so they run without a process.
	switch {
	case field == "initContainers" && !sidecar:
		return withProgram(container, "/bin/sh", "-c", ":")
	case p.chance(60):
		return withProgram(container, "/bin/sh", "-c", "/bin/sleep infinity; :")
	}
	return container
}

// withProgram prepends a program to the container's command, which becomes its arguments.
func withProgram(container object, program ...string) object {
	command, _ := container.get("command").([]string)
	return container.without("command").with("command", append(program, command...))
}

// creatableProbe returns a probe that succeeds, or one that never runs if it cannot succeed.
func creatableProbe(probe object) object {
	if exec, ok := probe.get("exec").(object); ok {
		command := exec.get("command").([]string)
		command[0] = "/bin/true"
		return probe.with("periodSeconds", 10).with("timeoutSeconds", 60) // the default of 1 s is too short on a busy machine
	}
	return probe.with("initialDelaySeconds", 36000)
}

// creatableResources returns limits, and requests that are small enough for many pods.
func (p *podMaker) creatableResources() object {
	if p.chance(30) { // requests default to the limits
		return object{{"limits", object{{"cpu", pick(p.source, []any{"1m", "0.5m", "1500u", number("0.002"), "0"})}, {"memory", pick(p.source, []any{"1Mi", "64Ki", "1000k", "1500000m", 12345, "0"})}}}}
	}
	// The node has no allocatable ephemeral storage, so only requests of 0 fit.
	limits, requests := object{}, object{}
	for _, f := range p.resourceList(50) {
		if f.name == "hugepages-2Mi" {
			continue
		}
		limits = limits.with(f.name, f.value)
		if !isZero(f.value) {
			requests = requests.with(f.name, "0")
		}
	}
	return object{{"limits", limits}, {"requests", requests}}
}

func isZero(quantity any) bool { return quantity == "0" || quantity == 0 }

// creatableEnv removes most entries that the API server rejects.
func creatableEnv(env list) list {
	var result list
	for _, element := range env {
		v := element.(object)
		from, ok := v.get("valueFrom").(object)
		if ok && (v.get("value") != nil && v.get("value") != "" || len(from) == 0) {
			continue
		}
		if field, ok := from.get("fieldRef").(object); ok {
			if field.get("apiVersion") == "v2" || slices.Contains(badFieldPaths, field.get("fieldPath").(string)) {
				continue
			}
		}
		if resource, ok := from.get("resourceFieldRef").(object); ok && !creatableResourceRef(resource) {
			continue
		}
		result = append(result, v)
	}
	return result
}

func creatableResourceRef(ref object) bool {
	resource := ref.get("resource").(string)
	for _, known := range []string{"cpu", "memory", "ephemeral-storage", "hugepages-2Mi"} {
		if resource == "limits."+known || resource == "requests."+known {
			return !slices.Contains(refusedDivisors, ref.get("divisor"))
		}
	}
	return false
}
