package generate

import "fmt"

// Names of services without colliding variables.
var calmServices = []string{"redis", "web", "db", "cache-a", "x", "z-9", "mail"}

// Names of services and ports with colliding variables.
var collidingServices = []string{"foo", "foo-service", "foo-port", "foo-service-port", "a", "a-b", "kubernetes-service", "kubernetes-port", "a-port"}

// Pairs of services that usually have a variable in common.
var collidingPairs = [][2]string{{"foo", "foo-service"}, {"foo", "foo-service"}, {"kubernetes-service", "kubernetes"}, {"foo-service", "foo-service-port"}, {"a", "a-port"}, {"foo", "foo-port"}}

var collidingPortNames = []string{"service", "port", "host", "b", "service-host", "x", "80-tcp"}

func servicesRequest(s *source) object {
	var services list
	for n := s.between(1, 2); n > 0; n-- {
		name := s.serviceName(s.chance(20))
		services = append(services, s.service(name, "default", s.chance(20)))
	}
	return object{{"services", services}}
}

// services returns the services of a cluster for a pod in namespace.
func (s *source) services(namespace string) list {
	var all list
	taken := map[string]bool{}
	add := func(name, in string, collide bool) {
		if key := in + "/" + name; !taken[key] {
			taken[key] = true
			all = append(all, s.service(name, in, collide))
		}
	}
	collide := s.chance(6)
	if collide {
		pair := pick(s, collidingPairs)
		add(pair[0], namespace, true)
		add(pair[1], namespace, true)
	}
	if s.chance(70) && !(s.small && s.chance(80)) {
		add("kubernetes", "default", false)
	}
	if s.chance(8) {
		add("kubernetes", namespace, false)
	}
	for n := s.upTo(5); n > 0; n-- {
		in := namespace
		if s.chance(15) {
			in = pick(s, []string{"default", "shop", "other"})
		}
		add(s.serviceName(collide), in, collide)
	}
	s.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

func (s *source) serviceName(collide bool) string {
	switch n := s.IntN(100); {
	case collide && n < 90:
		return pick(s, collidingServices)
	case n < 85:
		return pick(s, calmServices)
	case n < 92 && s.minor >= 36:
		return pick(s, []string{"9lives", "1", "0-a", "3com"})
	default:
		return "s-" + s.label(6)
	}
}

// label returns a DNS label of lowercase letters, digits, and single hyphens.
func (s *source) label(longest int) string {
	out := []byte{'q'}
	for n := s.IntN(longest); n > 0; n-- {
		out = append(out, "abcdefg0123"[s.IntN(11)])
		if s.chance(20) {
			out = append(out, '-')
		}
	}
	return string(append(out, 'k'))
}

func (s *source) service(name, namespace string, collide bool) object {
	spec := object{}
	kind := pick(s, []string{"", "ClusterIP", "ClusterIP", "NodePort", "LoadBalancer", "ExternalName"})
	if kind != "" {
		spec = spec.with("type", kind)
	}
	ports := s.servicePorts(kind, collide)
	switch {
	case kind == "ExternalName":
		spec = spec.with("externalName", "example.com")
		if s.chance(30) {
			spec = spec.with("clusterIP", "")
		}
	case kind != "NodePort" && s.chance(10):
		spec = spec.with("clusterIP", "None")
		if s.chance(30) {
			ports = nil
		}
	case s.chance(5): // not allocated yet
	default:
		ip := s.clusterIP()
		spec = spec.with("clusterIP", ip)
		if s.chance(40) {
			spec = spec.with("clusterIPs", []string{ip, s.clusterIP()})
		}
		if s.IntN(300) == 0 {
			ports = nil
		}
	}
	if len(ports) > 0 {
		spec = spec.with("ports", ports)
	}
	if s.chance(5) {
		spec = spec.with("externalIPs", []string{"203.0.113.9"})
	}
	metadata := object{{"name", name}}
	if namespace != "default" || s.chance(70) {
		metadata = metadata.with("namespace", namespace)
	}
	service := object{{"apiVersion", "v1"}, {"kind", "Service"}, {"metadata", metadata}, {"spec", spec}}
	if kind == "LoadBalancer" && s.chance(50) {
		service = service.with("status", object{{"loadBalancer", object{{"ingress", list{object{{"ip", "198.51.100.7"}}}}}}})
	}
	return service
}

func (s *source) clusterIP() string {
	switch n := s.IntN(100); {
	case n < 70:
		return fmt.Sprintf("10.96.%d.%d", s.IntN(4), s.IntN(256))
	case n < 88:
		return fmt.Sprintf("fd00:10::%x", s.IntN(0x10000))
	case n < 95:
		return pick(s, []string{"FD00:10::AB", "fd00:0010:0000:0000:0000:0000:0000:0007", "fd00:10:0:0::1", "2001:DB8::"})
	case s.minor <= 35:
		return pick(s, []string{"010.96.5.5", "::ffff:10.0.0.1", "10.096.0.1"})
	default:
		return "10.0.0.1"
	}
}

func (s *source) servicePorts(kind string, collide bool) list {
	count := 1 + s.few(3)
	var ports list
	taken := map[string]bool{}
	for len(ports) < count {
		port := pick(s, []int{80, 443, 8080, 1, 65535, 6379, 53, 53, 80})
		protocol := pick(s, []string{"", "", "TCP", "TCP", "UDP", "SCTP"})
		name := s.portName(collide)
		if count == 1 && s.chance(60) {
			name = ""
		}
		effective := protocol
		if effective == "" {
			effective = "TCP"
		}
		key := fmt.Sprint(port, effective)
		if taken[key] || taken["name "+name] {
			count-- // fewer, so that the API server does not reject it
			continue
		}
		taken[key], taken["name "+name] = true, true
		p := object{}
		if name != "" {
			p = p.with("name", name)
		}
		p = p.with("port", port)
		if protocol != "" {
			p = p.with("protocol", protocol)
		}
		if s.chance(20) {
			p = p.with("targetPort", pick(s, []any{8080, "http", port}))
		}
		if (kind == "NodePort" || kind == "LoadBalancer") && s.chance(50) {
			p = p.with("nodePort", s.between(30000, 32767))
		}
		if s.chance(5) {
			p = p.with("appProtocol", "kubernetes.io/h2c")
		}
		ports = append(ports, p)
	}
	return ports
}

func (s *source) portName(collide bool) string {
	switch {
	case collide && s.chance(70):
		return pick(s, collidingPortNames)
	case s.chance(70):
		return pick(s, []string{"http", "https", "sql", "grpc-web", "metrics", "p1"})
	default:
		return pick(s, []string{"9", "1-2", "x--y", "a0", s.label(5), "host-port"})
	}
}
