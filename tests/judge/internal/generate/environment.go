package generate

import "fmt"

// environment returns a request of `svcenv batch`. Most containers can be computed. A failure is rare and has one
// cause.
func environment(s *source) object {
	p := &podMaker{source: s, namespace: pick(s, []string{"default", "default", "shop", "team-a"})}
	nodes, names := s.nodes()
	p.nodes = names
	pod := p.pod()
	objects := s.services(p.namespace)
	objects = append(objects, p.configObjects()...)
	objects = append(objects, nodes...)
	objects = append(objects, pod)
	if s.chance(10) {
		objects = append(objects, object{{"apiVersion", "v1"}, {"kind", "Pod"}, {"metadata", object{{"name", "other"}, {"namespace", p.namespace}}}, {"spec", object{}}})
	}
	s.Shuffle(len(objects), func(i, j int) { objects[i], objects[j] = objects[j], objects[i] })

	request := object{{"objects", objects}}
	if p.namespace != "default" || s.chance(50) {
		request = request.with("namespace", p.namespace)
	}
	request = request.with("pod", p.name)
	if s.small || s.chance(60) {
		request = request.with("container", pick(s, p.containers))
	}
	request = append(request, s.requestIPs()...)
	if len(p.files) > 0 {
		request = request.with("files", p.files)
	}
	return request
}

// requestIPs returns podIP, podIPs, and nodeIPs, if any.
func (s *source) requestIPs() object {
	var fields object
	if s.chance(30) {
		fields = fields.with("podIP", s.podIP())
	}
	if s.chance(30) {
		var ips []string
		for n := s.between(1, 4); n > 0; n-- {
			ips = append(ips, s.podIP())
		}
		fields = fields.with("podIPs", ips)
	}
	if s.chance(20) {
		fields = fields.with("nodeIPs", pick(s, [][]string{{"192.0.2.10"}, {"fd00::10"}, {"fd00::10", "192.0.2.10"}, {"192.0.2.10", "fd00::10"}, {"::"}, {"0.0.0.0"}}))
	}
	return fields
}

func (s *source) podIP() string {
	switch n := s.IntN(100); {
	case n < 50:
		return fmt.Sprintf("10.244.%d.%d", s.IntN(3), s.IntN(256))
	case n < 80:
		return fmt.Sprintf("fd00:244::%x", s.IntN(0x10000))
	case n < 90:
		return pick(s, []string{"FD00:244:0::7", "fd00:0244:0000::0007", "2001:DB8:0:0:1:0:0:1", "::ffff:10.0.0.9"})
	case n < 97:
		return pick(s, []string{"010.244.001.007", "10.0.0.1"})
	default:
		return pick(s, []string{"", "nope", "10.0.0", "fe80::1%eth0"})
	}
}

func (s *source) nodes() (list, []string) {
	if s.chance(8) {
		return nil, nil
	}
	nodes, names := list{s.node("node-1")}, []string{"node-1"}
	if s.chance(10) {
		nodes, names = append(nodes, s.node("node-2")), append(names, "node-2")
	}
	return nodes, names
}

func (s *source) node(name string) object {
	var addresses list
	for n := s.IntN(5); n > 0; n-- {
		addresses = append(addresses, object{
			{"type", pick(s, []string{"InternalIP", "InternalIP", "InternalIP", "ExternalIP", "Hostname", "InternalDNS"})},
			{"address", pick(s, []string{"192.0.2.10", "192.0.2.11", "fd00::10", "FD00:0::11", "010.0.0.7", "node-1", "", "::ffff:192.0.2.12", "203.0.113.4"})},
		})
	}
	status := object{}
	if len(addresses) > 0 {
		status = status.with("addresses", addresses)
	}
	if s.chance(90) {
		status = status.with("allocatable", s.resourceList(70))
	}
	return object{{"apiVersion", "v1"}, {"kind", "Node"}, {"metadata", object{{"name", name}}}, {"status", status}}
}

// resourceList returns a list that has each resource in about percent of 100 cases.
func (s *source) resourceList(percent int) object {
	resources := object{}
	for _, name := range []string{"cpu", "memory", "ephemeral-storage", "hugepages-2Mi"} {
		if s.chance(percent) {
			resources = resources.with(name, s.apiQuantity())
		}
		percent = percent*4/5 + 2
	}
	return resources
}
