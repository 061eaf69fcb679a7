package generate

import (
	"fmt"
	"strings"
)

func (p *podMaker) container(name string) object {
	c := object{{"name", name}, {"image", "i"}}
	if p.chance(40) {
		c = c.with("envFrom", p.envFrom())
	}
	if p.chance(90) {
		var env list
		for n := p.between(1, 2+p.few(p.atMost(6, 2))); n > 0; n-- {
			env = append(env, p.envVar())
		}
		c = c.with("env", env)
	}
	if p.chance(30) {
		c = c.with("command", p.templates(3))
	}
	if p.chance(30) {
		c = c.with("args", p.templates(3))
	}
	for _, probe := range []string{"livenessProbe", "readinessProbe", "startupProbe"} {
		if p.chance(12) {
			c = c.with(probe, p.probe())
		}
	}
	if p.chance(25) {
		c = c.with("volumeMounts", p.volumeMounts())
	}
	if p.chance(50) {
		c = c.with("resources", p.resources())
	}
	return c
}

func (p *podMaker) templates(most int) []string {
	texts := []string{}
	for n := p.IntN(most + 1); n > 0; n-- {
		texts = append(texts, p.template())
	}
	return texts
}

func (p *podMaker) probe() object {
	if p.chance(15) {
		return object{{"httpGet", object{{"port", 80}, {"path", "/$(A)"}}}}
	}
	return object{{"exec", object{{"command", append([]string{"test"}, p.templates(2)...)}}}}
}

func (p *podMaker) volumeMounts() list {
	var mounts list
	for i, n := 0, p.between(1, 2); i < n; i++ {
		mount := object{{"name", "v"}, {"mountPath", fmt.Sprintf("/m%d", i)}}
		switch k := p.IntN(10); {
		case k < 5:
			mount = mount.with("subPathExpr", p.template())
		case k < 8:
			mount = mount.with("subPathExpr", "logs/$("+p.referredName()+")")
		case k < 9:
			mount = mount.with("subPath", "$(A)")
		}
		mounts = append(mounts, mount)
	}
	return mounts
}

func (p *podMaker) envFrom() list {
	var sources list
	for n := p.between(1, 1+p.few(2)); n > 0; n-- {
		from := object{}
		if p.chance(40) {
			prefix := pick(p.source, []string{"P_", "a.", "-", "X", "REDIS_", ""})
			if p.minor >= 30 && p.chance(15) {
				prefix = pick(p.source, []string{"1", "..", " ", "$("})
			}
			from = from.with("prefix", prefix)
		}
		kind := pick(p.source, []string{"configMapRef", "secretRef"})
		sources = append(sources, from.with(kind, p.localReference()))
	}
	return sources
}

// localReference returns a reference to a ConfigMap or Secret, rarely one that is missing and not optional.
func (p *podMaker) localReference() object {
	if p.chance(8) {
		ref := object{{"name", "absent"}}
		if p.chance(85) {
			ref = ref.with("optional", true)
		}
		return ref
	}
	names := configNames
	if p.small {
		names = names[:1]
	}
	ref := object{{"name", pick(p.source, names)}}
	if p.chance(85) {
		ref = ref.with("optional", p.chance(95))
	}
	return ref
}

func (p *podMaker) keyReference() object {
	ref := p.localReference()
	key := "A"
	if p.chance(40) {
		key = p.configKey()
		for _, f := range ref { // an odd key rarely exists
			if f.name == "optional" {
				return ref.with("key", key)
			}
		}
		ref = ref.with("optional", p.chance(90))
	}
	return ref.with("key", key)
}

func (p *podMaker) envVar() object {
	v := object{{"name", p.envName()}}
	switch n := p.IntN(100); {
	case n < 45:
		return v.with("value", p.template())
	case n < 50:
		return v.with("value", p.plain())
	case n < 53:
		return v.with("value", "")
	case n < 55:
		return v
	case n < 56:
		return v.with("value", p.template()).with("valueFrom", object{{"fieldRef", object{{"fieldPath", "metadata.name"}}}})
	case n < 57:
		return v.with("valueFrom", object{})
	case n < 58:
		return v.with("value", "").with("valueFrom", object{{"configMapKeyRef", p.keyReference()}})
	}
	return v.with("valueFrom", p.valueFrom())
}

func (p *podMaker) valueFrom() object {
	switch n := p.IntN(100); {
	case n < 25:
		return object{{"fieldRef", p.fieldRef()}}
	case n < 55:
		return object{{"resourceFieldRef", p.resourceFieldRef()}}
	case n < 72:
		return object{{"configMapKeyRef", p.keyReference()}}
	case n < 90:
		return object{{"secretKeyRef", p.keyReference()}}
	default:
		return object{{"fileKeyRef", p.fileKeyRef()}}
	}
}

var goodFieldPaths = []string{"metadata.name", "metadata.namespace", "metadata.uid", "metadata.labels", "metadata.annotations", "metadata.labels['app']", "metadata.labels['app.kubernetes.io/name']", "metadata.labels['none']",
	"metadata.annotations['note']", "metadata.annotations['Example.com/Upper']", "metadata.annotations['a']", "spec.nodeName", "spec.host", "spec.serviceAccountName", "status.podIP", "status.podIPs", "status.podIP", "status.podIPs"}

var badFieldPaths = []string{"spec.restartPolicy", "spec.schedulerName", "status.phase", "metadata.labels['a b']", "metadata.labels['']", "metadata.annotations['-x']", "metadata.name['x']", "metadata.labels[app]", "status.podIp", "", "spec.hostname",
	"metadata.labels['A/b/c']", "metadata.labels['Example.com/x']", "metadata.labels['x']['y']", "metadata.creationTimestamp"}

func (p *podMaker) fieldRef() object {
	ref := object{}
	switch n := p.IntN(100); {
	case n < 60:
		ref = ref.with("apiVersion", "v1")
	case n < 61:
		ref = ref.with("apiVersion", "v2")
	}
	switch n := p.IntN(100); {
	case n < 80:
		return ref.with("fieldPath", pick(p.source, goodFieldPaths))
	case n < 97:
		return ref.with("fieldPath", pick(p.source, []string{"status.hostIP", "status.hostIPs"}))
	default:
		return ref.with("fieldPath", pick(p.source, badFieldPaths))
	}
}

func (p *podMaker) resourceFieldRef() object {
	resource := pick(p.source, []string{"limits.", "limits.", "requests."}) + pick(p.source, []string{"cpu", "cpu", "memory", "memory", "ephemeral-storage", "hugepages-2Mi"})
	if p.chance(2) {
		resource = pick(p.source, []string{"limits.pods", "limits.hugepages-", "limits.hugepages-1Gi", "cpu", "requests.nvidia.com/gpu", "limits.hugepages-x"})
	}
	ref := object{}
	if p.chance(35) {
		name := pick(p.source, p.containers)
		if p.IntN(100) == 0 {
			name = "nope"
		}
		ref = ref.with("containerName", name)
	}
	ref = ref.with("resource", resource)
	if divisor, ok := p.divisor(resource); ok {
		ref = ref.with("divisor", divisor)
	}
	return ref
}

// fileKeyRef also creates the file.
func (p *podMaker) fileKeyRef() object {
	volume := pick(p.source, []string{"data", "more"})
	path := pick(p.source, []string{"app.env", "d/app.env", "x"})
	key := pick(p.source, []string{"A", "B"})
	p.addFile(volume, path)
	switch p.IntN(40) {
	case 0:
		volume = "novolume"
	case 1:
		path = "missing"
	case 2:
		path = "./" + path
	case 3:
		path = strings.ReplaceAll(path, "/", "//")
	}
	ref := object{{"volumeName", volume}, {"path", path}, {"key", key}}
	if p.chance(85) {
		ref = ref.with("optional", p.chance(90))
	}
	return ref
}

func (p *podMaker) addFile(volume, path string) {
	text := p.validEnvFile()
	if p.chance(15) {
		text = validUTF8(p.envFileText(4))
	}
	for i, v := range p.files {
		if v.name != volume {
			continue
		}
		texts := v.value.(object)
		for _, t := range texts {
			if t.name == path {
				return
			}
		}
		p.files[i].value = texts.with(path, text)
		return
	}
	p.files = p.files.with(volume, object{{path, text}})
}
