package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"

	v1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/kubelet"
	"k8s.io/kubernetes/pkg/kubelet/envvars"
)

type origin struct {
	Text string `json:"text"`
}

type part struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Origin origin `json:"origin"`
}

type explanation struct {
	Kind      string `json:"kind"`
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
	Container string `json:"container"`
	Variable  string `json:"variable"`
	Value     string `json:"value"`
	Origin    origin `json:"origin"`
	MadeOf    []part `json:"madeOf"`
}

var reference = regexp.MustCompile(`\$\(([^)]*)\)`)

// explain writes the origin of a container's variable and the variables that its value refers to.
func explain(path, namespace, name, containerName, variable string) error {
	cluster, err := readFile(path)
	if err != nil {
		return err
	}
	for _, pod := range cluster.pods {
		if pod.Namespace != namespace || pod.Name != name {
			continue
		}
		for _, container := range containersOf(pod) {
			if container.Name == containerName {
				return explainIn(cluster, pod, container, variable)
			}
		}
	}
	return fmt.Errorf("container %s not found in pod %s/%s", containerName, namespace, name)
}

func explainIn(cluster *inventory, pod *v1.Pod, container *v1.Container, variable string) error {
	env, err := environmentOf(kubelet.NewJudged(&cluster.JudgeCluster), pod, container)
	if err != nil {
		return err
	}
	values := make(map[string]string, len(env))
	for i := range env {
		values[env[i].Name] = env[i].Value
	}
	told := explanation{
		Kind: "Pod", Namespace: pod.Namespace, Name: pod.Name, Container: container.Name,
		Variable: variable, Value: values[variable], Origin: origin{originOf(cluster, pod, container, variable)},
		MadeOf: []part{},
	}
	for i := range container.Env {
		if container.Env[i].Name != variable {
			continue
		}
		seen := map[string]bool{}
		for _, match := range reference.FindAllStringSubmatch(container.Env[i].Value, -1) {
			if seen[match[1]] {
				continue
			}
			seen[match[1]] = true
			told.MadeOf = append(told.MadeOf, part{match[1], values[match[1]], origin{originOf(cluster, pod, container, match[1])}})
		}
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	return encoder.Encode([]explanation{told})
}

func originOf(cluster *inventory, pod *v1.Pod, container *v1.Container, name string) string {
	for i := len(container.Env) - 1; i >= 0; i-- {
		variable := &container.Env[i]
		switch {
		case variable.Name != name:
		case variable.ValueFrom == nil:
			return fmt.Sprintf("env[%d] value", i)
		case variable.ValueFrom.FieldRef != nil:
			return fmt.Sprintf("env[%d] field %s", i, variable.ValueFrom.FieldRef.FieldPath)
		default:
			return fmt.Sprintf("env[%d]", i)
		}
	}
	for _, service := range visibleServices(cluster.Services, pod.Namespace) {
		for _, variable := range envvars.FromServices([]*v1.Service{service}) {
			if variable.Name == name {
				return "Service " + service.Namespace + "/" + service.Name + portOf(service, name)
			}
		}
	}
	return ""
}

// portOf names the port that a variable of the service describes.
func portOf(service *v1.Service, name string) string {
	rest := strings.TrimPrefix(name, strings.ToUpper(strings.ReplaceAll(service.Name, "-", "_")))
	if rest == "_SERVICE_HOST" {
		return ""
	}
	for _, port := range service.Spec.Ports {
		link := fmt.Sprintf("_PORT_%d_%s", port.Port, port.Protocol)
		named := "_SERVICE_PORT_" + strings.ToUpper(strings.ReplaceAll(port.Name, "-", "_"))
		if rest == "_SERVICE_PORT" || rest == "_PORT" || rest == named || strings.HasPrefix(rest, link) {
			return fmt.Sprintf(" port %d (%s)", port.Port, port.Name)
		}
	}
	return ""
}
