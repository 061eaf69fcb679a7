package main

import (
	"fmt"
	"slices"
	"strings"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/kubernetes/pkg/api/v1/resource"
	"k8s.io/kubernetes/pkg/fieldpath"
	"k8s.io/kubernetes/pkg/kubelet/envvars"
	"k8s.io/kubernetes/third_party/forked/golang/expansion"
)

// namespaceVariables are the link variables of each container in a namespace.
type namespaceVariables struct {
	values  map[string]string
	records []record // sorted by name
}

// record is a variable as "NAME=value\0".
type record struct{ name, text string }

// variablesOf follows getServiceEnvVarMap, once per namespace.
func (w *writer) variablesOf(namespace string) *namespaceVariables {
	if found, ok := w.cache[namespace]; ok {
		return found
	}
	made := &namespaceVariables{values: map[string]string{}}
	for _, variable := range envvars.FromServices(visibleServices(w.cluster.Services, namespace)) {
		made.values[variable.Name] = variable.Value
	}
	for name, value := range made.values {
		made.records = append(made.records, record{name, name + "=" + value + "\x00"})
	}
	slices.SortFunc(made.records, func(a, b record) int { return strings.Compare(a.name, b.name) })
	w.cache[namespace] = made
	return made
}

func visibleServices(services []*v1.Service, namespace string) []*v1.Service {
	var visible []*v1.Service
	for _, service := range services {
		ip := service.Spec.ClusterIP
		master := service.Namespace == v1.NamespaceDefault && service.Name == "kubernetes"
		if ip != "" && ip != v1.ClusterIPNone && (master || service.Namespace == namespace) {
			visible = append(visible, service)
		}
	}
	return visible
}

// cached writes the namespace's variables merged with those of envFrom and env.
func (w *writer) cached(pod *v1.Pod, container *v1.Container) error {
	if !*pod.Spec.EnableServiceLinks {
		return w.computed(pod, container)
	}
	services := w.variablesOf(pod.Namespace)
	own, err := w.own(pod, container, services.values)
	if err != nil {
		return err
	}
	names := make([]string, 0, len(own))
	for name := range own {
		names = append(names, name)
	}
	slices.Sort(names)
	rest := services.records
	for _, name := range names {
		for len(rest) > 0 && rest[0].name < name {
			w.out.WriteString(rest[0].text)
			rest = rest[1:]
		}
		if len(rest) > 0 && rest[0].name == name {
			rest = rest[1:]
		}
		w.record(name, own[name])
	}
	for i := range rest {
		w.out.WriteString(rest[i].text)
	}
	return nil
}

// own follows makeEnvironmentVariables for ConfigMaps, fields, and resources.
func (w *writer) own(pod *v1.Pod, container *v1.Container, services map[string]string) (map[string]string, error) {
	own := map[string]string{}
	for _, source := range container.EnvFrom {
		if source.ConfigMapRef == nil {
			return nil, fmt.Errorf("envFrom supports only ConfigMaps")
		}
		name := types.NamespacedName{Namespace: pod.Namespace, Name: source.ConfigMapRef.Name}
		configMap, ok := w.cluster.ConfigMaps[name]
		if !ok {
			return nil, fmt.Errorf("ConfigMap %s not found", name)
		}
		for key, value := range configMap.Data {
			own[source.Prefix+key] = value
		}
	}
	mapping := expansion.MappingFuncFor(own, services)
	for i := range container.Env {
		variable := &container.Env[i]
		value := expansion.Expand(variable.Value, mapping)
		if variable.ValueFrom != nil {
			var err error
			if value, err = valueFrom(variable.ValueFrom, pod, container); err != nil {
				return nil, err
			}
		}
		own[variable.Name] = value
	}
	return own, nil
}

func valueFrom(source *v1.EnvVarSource, pod *v1.Pod, container *v1.Container) (string, error) {
	switch {
	case source.FieldRef != nil && source.FieldRef.FieldPath == "status.podIP":
		return pod.Status.PodIP, nil
	case source.FieldRef != nil:
		return fieldpath.ExtractFieldPathAsString(pod, source.FieldRef.FieldPath)
	case source.ResourceFieldRef != nil:
		return resource.ExtractContainerResourceValue(source.ResourceFieldRef, container)
	}
	return "", fmt.Errorf("valueFrom supports only fields and resources")
}
