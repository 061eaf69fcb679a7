package main

import (
	"encoding/json"
	"fmt"
	"os"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/kubernetes/pkg/kubelet"
)

// inventory contains the objects of a dump.
type inventory struct {
	kubelet.JudgeCluster
	pods []*v1.Pod
}

func readFile(path string) (*inventory, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return readDump(data)
}

// readDump decodes a List as `kubectl get -o json` writes it.
func readDump(data []byte) (*inventory, error) {
	var list v1.List
	if err := json.Unmarshal(data, &list); err != nil {
		return nil, err
	}
	read := &inventory{}
	read.Node = &v1.Node{}
	read.ConfigMaps = map[types.NamespacedName]*v1.ConfigMap{}
	for i := range list.Items {
		if err := read.add(list.Items[i].Raw); err != nil {
			return nil, fmt.Errorf("items[%d]: %w", i, err)
		}
	}
	return read, nil
}

func (read *inventory) add(raw []byte) error {
	var kind metav1.TypeMeta
	if err := json.Unmarshal(raw, &kind); err != nil {
		return err
	}
	switch kind.Kind {
	case "Service":
		service := &v1.Service{}
		read.Services = append(read.Services, service)
		return json.Unmarshal(raw, service)
	case "Pod":
		pod := &v1.Pod{}
		read.pods = append(read.pods, pod)
		return json.Unmarshal(raw, pod)
	case "ConfigMap":
		configMap := &v1.ConfigMap{}
		if err := json.Unmarshal(raw, configMap); err != nil {
			return err
		}
		read.ConfigMaps[types.NamespacedName{Namespace: configMap.Namespace, Name: configMap.Name}] = configMap
	}
	return nil
}

// containersOf returns init containers, then containers.
func containersOf(pod *v1.Pod) []*v1.Container {
	var all []*v1.Container
	for i := range pod.Spec.InitContainers {
		all = append(all, &pod.Spec.InitContainers[i])
	}
	for i := range pod.Spec.Containers {
		all = append(all, &pod.Spec.Containers[i])
	}
	return all
}

func podIPs(pod *v1.Pod) []string {
	var ips []string
	for _, ip := range pod.Status.PodIPs {
		ips = append(ips, ip.IP)
	}
	return ips
}
