package generate

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Admission returns the admission case with an index, as a line of JSON: a pod to be created, the cluster that it
// will run in, and the part of the cluster that a hook knows.
//
//	{"id", "policy": YAML, "namespace", "services": […], "known": […], "hidden": […], "pod": {…}, "files": {…}}
//
// known and hidden are the ConfigMaps, Secrets, and Nodes that the hook does and does not know. The pod may lack a
// name and a namespace. Safe for concurrent use.
func (g *Generator) Admission(index uint64) []byte {
	s := &source{Rand: rand.New(rand.NewPCG(g.seed, index)), minor: g.minor}
	s.small = s.chance(60)
	p := &podMaker{source: s, namespace: pick(s, []string{"default", "shop", "shop", "team-a"})}
	services := s.services(p.namespace)
	for _, name := range []string{"api", "cart"}[:s.IntN(3)] {
		services = append(services, s.service(name, p.namespace, false))
	}
	s.names = namesFor(s, services, p.namespace)
	nodes, names := s.nodes()
	p.nodes = names
	pod := p.odd(p.admitted(p.pod(), services), 0).(object)
	var known list
	hidden := nodes
	for _, config := range p.configObjects() {
		if s.chance(60) {
			known = append(known, config)
		} else {
			hidden = append(hidden, config)
		}
	}
	request := object{{"id", int(index)}, {"policy", policyFor(s)}, {"namespace", p.namespace},
		{"services", services}, {"known", known}, {"hidden", hidden}, {"pod", pod}}
	if len(p.files) > 0 {
		request = request.with("files", p.files)
	}
	return appendJSON(nil, request)
}

func policyFor(s *source) string {
	switch n := s.IntN(100); {
	case n < 80:
		return "links: minimal"
	case n < 90:
		return "links: annotated"
	default:
		return "links: " + pick(s, []string{"none", "all", "unchanged"})
	}
}

// namesFor returns names for references: variables of existing services, mostly in the pod's own namespace, variables
// of missing services, and others.
func namesFor(s *source, services list, namespace string) []string {
	names := []string{"A", "B", "PATH", "LATER_SERVICE_HOST", "KUBERNETES_SERVICE_HOST", pick(s, commonNames)}
	for _, service := range services {
		in, some := namespaceOf(service.(object)), 1
		if in == namespace {
			some = 6
		}
		variables := variablesOf(service.(object))
		for ; some > 0; some-- {
			names = append(names, pick(s, variables))
		}
	}
	return names
}

// get returns the value of a field, or nil.
func (o object) get(name string) any {
	for _, f := range o {
		if f.name == name {
			return f.value
		}
	}
	return nil
}

func namespaceOf(service object) string {
	if namespace, ok := service.get("metadata").(object).get("namespace").(string); ok {
		return namespace
	}
	return "default"
}

// variablesOf returns names of variables that are set for a service with a cluster IP.
func variablesOf(service object) []string {
	prefix := strings.ToUpper(strings.ReplaceAll(service.get("metadata").(object).get("name").(string), "-", "_"))
	names := []string{prefix + "_SERVICE_HOST", prefix + "_SERVICE_PORT", prefix + "_PORT"}
	ports, _ := service.get("spec").(object).get("ports").(list)
	for _, element := range ports {
		port := element.(object)
		protocol, ok := port.get("protocol").(string)
		if !ok {
			protocol = "TCP"
		}
		if name, ok := port.get("name").(string); ok {
			names = append(names, prefix+"_SERVICE_PORT_"+strings.ToUpper(strings.ReplaceAll(name, "-", "_")))
		}
		link := fmt.Sprintf("%s_PORT_%d_%s", prefix, port.get("port"), protocol)
		names = append(names, link, link+"_ADDR", link+"_PORT", link+"_PROTO")
	}
	return names
}

// admitted turns a pod into one that a client sends: possibly without name, namespace, and status, and with fields
// that matter only to a hook.
func (p *podMaker) admitted(pod object, services list) object {
	var result object
	for _, f := range pod {
		switch {
		case f.name == "metadata":
			f.value = p.admittedMetadata(f.value.(object), services)
		case f.name == "spec":
			f.value = p.admittedSpec(f.value.(object))
		case f.name == "status" && p.chance(70):
			continue
		}
		result = append(result, f)
	}
	return result
}

func (p *podMaker) admittedMetadata(metadata object, services list) object {
	var result object
	annotations := object{}
	for _, f := range metadata {
		switch {
		case f.name == "annotations":
			annotations = f.value.(object)
			continue
		case f.name == "name" && p.chance(20):
			f = field{"generateName", "web-"}
		case f.name == "namespace" && p.chance(20):
			continue
		}
		result = append(result, f)
	}
	if p.chance(35) {
		annotations = annotations.with("svcenv.io/links", p.wish(services))
	}
	if len(annotations) > 0 {
		result = result.with("annotations", annotations)
	}
	return result
}

func (p *podMaker) wish(services list) string {
	switch n := p.IntN(100); {
	case n < 15:
		return pick(p.source, []string{"all", "none", "minimal", "minimal"})
	case n < 20:
		return pick(p.source, []string{"", "No", "redis web", ",", "ALL"})
	}
	names := []string{"nosuch"}
	if p.chance(90) {
		names = nil
	}
	for _, service := range services {
		if p.chance(40) {
			names = append(names, service.(object).get("metadata").(object).get("name").(string))
		}
	}
	if len(names) == 0 {
		return "redis"
	}
	return strings.Join(names, pick(p.source, []string{",", ", "}))
}

func (p *podMaker) admittedSpec(spec object) object {
	var result object
	for _, f := range spec {
		switch f.name {
		case "enableServiceLinks":
			if p.chance(60) {
				f.value = pick(p.source, []any{true, nil})
			}
		case "initContainers", "containers", "ephemeralContainers":
			var changed list
			for _, c := range f.value.(list) {
				changed = append(changed, p.admittedContainer(c.(object)))
			}
			f.value = changed
		}
		result = append(result, f)
	}
	return result
}

func (p *podMaker) admittedContainer(container object) object {
	var result object
	keep := p.chance(60) // envFrom, which decides most outcomes
	for _, f := range container {
		switch {
		case f.name == "env" && p.chance(12):
			f.value = pick(p.source, []any{nil, list{}})
			if p.chance(40) {
				continue
			}
		case f.name == "envFrom" && !keep:
			continue
		}
		result = append(result, f)
	}
	if p.chance(10) {
		hook := object{{"exec", object{{"command", p.templates(2)}}}}
		result = result.with("lifecycle", object{{pick(p.source, []string{"postStart", "preStop"}), hook}})
	}
	return result
}

// Numbers that programs format differently.
var oddNumbers = []number{"1e308", "-1e-400", "12345678901234567890", "1.0", "1.10", "-0", "0.1e1", "1E+2", "9007199254740993", "100000000000000000000000000000000000000000"}

// Fields with arbitrary keys: an unknown field would be a label or a resource.
var freeMaps = map[string]bool{"labels": true, "annotations": true, "limits": true, "requests": true}

// odd adds fields that Kubernetes does not know to some objects in the value.
func (p *podMaker) odd(value any, depth int) any {
	switch v := value.(type) {
	case object:
		result := make(object, 0, len(v)+1)
		at := p.IntN(len(v) + 1)
		for i, f := range v {
			if i == at && p.chance(12) {
				result = result.with(p.oddName(), p.oddValue(2))
			}
			if !freeMaps[f.name] && depth < 12 {
				f.value = p.odd(f.value, depth+1)
			}
			result = append(result, f)
		}
		return result
	case list:
		result := make(list, len(v))
		for i, element := range v {
			result[i] = p.odd(element, depth+1)
		}
		return result
	}
	return value
}

func (p *podMaker) oddName() string {
	return pick(p.source, []string{"x-unknown", "x~0/~1", "", "Env", "é", "x\"y", "<&>"})
}

func (p *podMaker) oddValue(depth int) any {
	switch n := p.IntN(10); {
	case n < 5:
		return pick(p.source, oddNumbers)
	case n < 6:
		return p.oddText(4)
	case n < 7:
		return "$(" + p.referredName() + ") <&>\u2028"
	case n < 8 || depth == 0:
		return pick(p.source, []any{nil, true, list{}, object{}})
	case n < 9:
		return list{p.oddValue(depth - 1), pick(p.source, oddNumbers)}
	default:
		return object{{"env", p.oddValue(depth - 1)}, {"n", pick(p.source, oddNumbers)}}
	}
}
