package main

import (
	"fmt"
	"net"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	core "k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	"k8s.io/kubernetes/pkg/kubelet"
	netutils "k8s.io/utils/net"
)

// request is the union of the requests of all operations. Each reads its own fields.
type request struct {
	ID rawJSON `json:"id"`
	Op string  `json:"op"`

	// environment: a request of `svcenv batch`
	Objects   []rawJSON                    `json:"objects"`
	Namespace string                       `json:"namespace"`
	Pod       string                       `json:"pod"`
	Container string                       `json:"container"`
	PodIP     string                       `json:"podIP"`
	PodIPs    []string                     `json:"podIPs"`
	NodeIPs   []string                     `json:"nodeIPs"`
	Files     map[string]map[string]string `json:"files"`

	// expand
	Input   text              `json:"input"`
	Env     map[string]text   `json:"env"`
	Context []map[string]text `json:"context"`

	// services
	Services []rawJSON `json:"services"`

	// validate
	Object rawJSON `json:"object"`

	// envfile, quantity, manifest, quote, ip
	Text   string `json:"text"`
	Base64 []byte `json:"base64"`
	Key    string `json:"key"` // envfile
}

// content returns the bytes of "base64" or, if it is missing, "text".
func (r *request) content() []byte {
	if r.Base64 != nil {
		return r.Base64
	}
	return []byte(r.Text)
}

// inventory contains the objects of a request as the API server would send them to the kubelet.
type inventory struct {
	kubelet.JudgeCluster
	pods  map[types.NamespacedName]*v1.Pod
	nodes []*v1.Node
}

func readInventory(objects []rawJSON) (*inventory, error) {
	inv := &inventory{pods: map[types.NamespacedName]*v1.Pod{}}
	inv.ConfigMaps = map[types.NamespacedName]*v1.ConfigMap{}
	inv.Secrets = map[types.NamespacedName]*v1.Secret{}
	for i, raw := range objects {
		if err := inv.add(raw); err != nil {
			return nil, fmt.Errorf("objects[%d]: %w", i, err)
		}
	}
	return inv, nil
}

// add adds an object. It skips kinds that do not affect environments.
func (inv *inventory) add(raw rawJSON) error {
	switch kindOf(raw) {
	case "Service":
		service := &v1.Service{}
		if err := store(raw, service, &core.Service{}); err != nil {
			return err
		}
		namespaced(&service.Namespace)
		inv.Services = append(inv.Services, service)
	case "ConfigMap":
		object := &v1.ConfigMap{}
		if err := store(raw, object, &core.ConfigMap{}); err != nil {
			return err
		}
		inv.ConfigMaps[types.NamespacedName{Namespace: namespaced(&object.Namespace), Name: object.Name}] = object
	case "Secret":
		object := &v1.Secret{}
		if err := store(raw, object, &core.Secret{}); err != nil {
			return err
		}
		inv.Secrets[types.NamespacedName{Namespace: namespaced(&object.Namespace), Name: object.Name}] = object
	case "Node":
		node := &v1.Node{}
		if err := store(raw, node, &core.Node{}); err != nil {
			return err
		}
		inv.nodes = append(inv.nodes, node)
	case "Pod":
		pod := &v1.Pod{}
		if err := store(raw, pod, &core.Pod{}); err != nil {
			return err
		}
		inv.pods[types.NamespacedName{Namespace: namespaced(&pod.Namespace), Name: pod.Name}] = pod
	}
	return nil
}

// kindOf returns the "kind" of a valid JSON object, or "".
func kindOf(raw rawJSON) string {
	depth, inString := 0, false
	start := 0 // of the last string
	var last, key []byte
	for i, c := range raw {
		switch {
		case inString && c == '"' && !escaped(raw, i):
			inString, last = false, raw[start:i]
			if depth == 1 && string(key) == "kind" {
				return string(last)
			}
		case inString:
		case c == '"':
			inString, start = true, i+1
		case c == '{' || c == '[':
			depth++
			key = nil
		case c == '}' || c == ']':
			depth--
			key = nil
		case c == ':' && depth == 1:
			key = last
		case c == ',':
			key = nil
		}
	}
	return ""
}

// escaped returns whether raw[i] follows an odd number of backslashes.
func escaped(raw []byte, i int) bool {
	n := 0
	for i--; i >= 0 && raw[i] == '\\'; i-- {
		n++
	}
	return n%2 == 1
}

// store decodes, defaults, and converts an object as the API server does between a POST and a GET: to the internal
// type and back, which merges stringData and synchronizes aliases.
func store(raw rawJSON, object, internal runtime.Object) error {
	if err := decode(raw, object); err != nil {
		return err
	}
	return roundTrip(object, internal)
}

func roundTrip(object, internal runtime.Object) error {
	legacyscheme.Scheme.Default(object)
	if err := legacyscheme.Scheme.Convert(object, internal, nil); err != nil {
		return err
	}
	return legacyscheme.Scheme.Convert(internal, object, nil)
}

func namespaced(namespace *string) string {
	if *namespace == "" {
		*namespace = v1.NamespaceDefault
	}
	return *namespace
}

// nodeOf returns the node that the pod is bound to, the only node, or an empty one.
func (inv *inventory) nodeOf(pod *v1.Pod) *v1.Node {
	for _, node := range inv.nodes {
		if node.Name == pod.Spec.NodeName {
			return node
		}
	}
	if pod.Spec.NodeName == "" && len(inv.nodes) == 1 {
		return inv.nodes[0]
	}
	return &v1.Node{}
}

// parseIPs skips strings that are not IPs, because the kubelet's flags would reject them.
func parseIPs(texts []string) []net.IP {
	var ips []net.IP
	for _, t := range texts {
		if ip := netutils.ParseIPSloppy(t); ip != nil {
			ips = append(ips, ip)
		}
	}
	return ips
}
