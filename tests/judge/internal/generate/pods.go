package generate

import "fmt"

// podMaker generates a pod and the objects that it refers to.
type podMaker struct {
	*source
	namespace  string
	name       string
	containers []string
	nodes      []string // in the request
	files      object   // volume → path → text
}

var configNames = []string{"settings", "app.config", "env-1"}

func (p *podMaker) pod() object {
	p.name = pick(p.source, []string{"p", "web-0", "a.b-c"})
	metadata := object{{"name", p.name}}
	if p.namespace != "default" || p.chance(70) {
		metadata = metadata.with("namespace", p.namespace)
	}
	if p.chance(50) {
		metadata = metadata.with("uid", "6c3f1f0a-"+p.label(2))
	}
	if p.chance(50) {
		metadata = metadata.with("labels", p.labels())
	}
	if p.chance(50) {
		metadata = metadata.with("annotations", p.annotations())
	}
	pod := object{{"apiVersion", "v1"}, {"kind", "Pod"}, {"metadata", metadata}, {"spec", p.spec()}}
	if p.chance(60) {
		pod = pod.with("status", p.status())
	}
	return pod
}

func (p *podMaker) labels() object {
	labels := object{}
	for _, key := range []string{"app", "app.kubernetes.io/name", "A", "x.y_z-1"} {
		if p.chance(50) {
			labels = labels.with(key, pick(p.source, []string{"", "web", "A.b_c-1", "v1", "0"}))
		}
	}
	return labels
}

func (p *podMaker) annotations() object {
	annotations := object{}
	keys := []string{"note", "Example.com/Upper", "a", "example.com/z"}
	for _, key := range keys[:p.atMost(len(keys), 2)] {
		if p.chance(50) {
			annotations = annotations.with(key, p.oddText(8))
		}
	}
	return annotations
}

func (p *podMaker) spec() object {
	spec := object{}
	if p.chance(70) {
		// If the request has a node, but not the pod's own, the answer is ambiguous.
		name := "node-9"
		if len(p.nodes) > 0 {
			name = pick(p.source, p.nodes)
		}
		spec = spec.with("nodeName", name)
	}
	if p.chance(40) {
		spec = spec.with("serviceAccountName", pick(p.source, []string{"builder", "default", "a.b"}))
	}
	if p.chance(10) {
		spec = spec.with("serviceAccount", "alias")
	}
	if p.chance(30) {
		spec = spec.with("enableServiceLinks", p.chance(50))
	}
	if p.chance(10) {
		spec = spec.with("hostNetwork", true)
	}
	if p.chance(12) {
		spec = spec.with("resources", p.resources())
	}
	// Generate the names first, so that containerName may refer to any of them.
	init, main, ephemeral := p.upTo(2), 1+p.upTo(2), p.upTo(1)*p.IntN(2)
	name := func(kind string, count int) []string {
		var names []string
		for i := 0; i < count; i++ {
			names = append(names, fmt.Sprintf("%s%d", kind, i))
		}
		p.containers = append(p.containers, names...)
		return names
	}
	initNames, mainNames, ephemeralNames := name("init", init), name("c", main), name("debug", ephemeral)
	if len(initNames) > 0 {
		spec = spec.with("initContainers", p.containerList(initNames, func(c object) object {
			if p.chance(30) {
				c = c.with("restartPolicy", "Always")
			}
			return c
		}))
	}
	keep := func(c object) object { return c }
	spec = spec.with("containers", p.containerList(mainNames, keep))
	if len(ephemeralNames) > 0 {
		spec = spec.with("ephemeralContainers", p.containerList(ephemeralNames, keep))
	}
	return spec
}

func (p *podMaker) containerList(names []string, change func(object) object) list {
	var all list
	for _, name := range names {
		all = append(all, change(p.container(name)))
	}
	return all
}

func (p *podMaker) resources() object {
	resources := object{}
	if p.chance(70) {
		resources = resources.with("limits", p.resourceList(50))
	}
	if p.chance(40) {
		resources = resources.with("requests", p.resourceList(50))
	}
	return resources
}

func (p *podMaker) status() object {
	status := object{{"phase", "Running"}}
	switch n := p.IntN(10); {
	case n < 3:
		status = status.with("podIP", "10.244.7.7")
	case n < 5:
		status = status.with("podIPs", list{object{{"ip", "fd00:244::7"}}, object{{"ip", "10.244.7.7"}}})
	case n < 8:
		first, second := "10.244.7.8", pick(p.source, []string{"FD00:244:0::8", "fd00:244::8"})
		if p.chance(50) {
			first, second = second, first
		}
		status = status.with("podIP", first).with("podIPs", list{object{{"ip", first}}, object{{"ip", second}}})
	}
	if len(p.nodes) > 0 && p.chance(30) {
		status = status.with("hostIP", "192.0.2.99")
	}
	return status
}

// configObjects returns ConfigMaps and Secrets. In some cases, one of three is missing.
func (p *podMaker) configObjects() list {
	var objects list
	names := configNames
	if p.small {
		names = names[:1]
	}
	for _, name := range names {
		metadata := object{{"name", name}}
		if p.namespace != "default" || p.chance(70) {
			metadata = metadata.with("namespace", p.namespace)
		}
		if p.chance(85) {
			objects = append(objects, p.configMap(metadata))
		}
		if p.chance(85) {
			objects = append(objects, p.secret(metadata))
		}
	}
	if p.chance(10) {
		objects = append(objects, p.configMap(object{{"name", "settings"}, {"namespace", "elsewhere"}}))
	}
	return objects
}

func (p *podMaker) configMap(metadata object) object {
	configMap := object{{"apiVersion", "v1"}, {"kind", "ConfigMap"}, {"metadata", metadata}}
	data := p.keys(func() any { return p.plain() })
	if len(data) > 0 || p.chance(50) {
		configMap = configMap.with("data", data)
	}
	if p.chance(15) {
		configMap = configMap.with("binaryData", object{{"binary", base64Of(p.bytes(6))}})
	}
	return configMap
}

func (p *podMaker) secret(metadata object) object {
	secret := object{{"apiVersion", "v1"}, {"kind", "Secret"}, {"metadata", metadata}}
	if p.chance(85) {
		secret = secret.with("data", p.keys(func() any {
			if p.IntN(300) == 0 {
				return base64Of("a\x00b")
			}
			return base64Of(p.bytes(6))
		}))
	}
	if p.chance(30) {
		secret = secret.with("stringData", p.keys(func() any { return p.plain() }))
	}
	return secret
}

// keys returns data that always has A, the key for references that must not fail.
func (p *podMaker) keys(value func() any) object {
	data := object{{"A", value()}}
	taken := map[string]bool{"A": true}
	for n := p.few(p.atMost(5, 2)); n > 0; n-- {
		if key := p.configKey(); !taken[key] {
			taken[key] = true
			data = data.with(key, value())
		}
	}
	return data
}
