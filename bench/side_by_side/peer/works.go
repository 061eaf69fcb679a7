package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"

	appsv1 "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/kubernetes/pkg/kubelet"
	"k8s.io/kubernetes/pkg/kubelet/envvars"
	"k8s.io/kubernetes/third_party/forked/golang/expansion"
	"sigs.k8s.io/yaml"
)

// servicesWork runs FromServices.
func servicesWork(data []byte) (func() (func() *tally, error), error) {
	cluster, err := readDump(data)
	if err != nil {
		return nil, err
	}
	return func() (func() *tally, error) {
		variables := envvars.FromServices(cluster.Services)
		return func() *tally {
			sort.Slice(variables, func(i, j int) bool { return variables[i].Name < variables[j].Name })
			t := newTally()
			for _, variable := range variables {
				t.item(variable.Name, variable.Value)
			}
			return t
		}, nil
	}, nil
}

// expandWork runs expansion.Expand on each string.
func expandWork(data []byte) (func() (func() *tally, error), error) {
	var input struct {
		Variables map[string]string `json:"variables"`
		Texts     []string          `json:"texts"`
	}
	if err := json.Unmarshal(data, &input); err != nil {
		return nil, err
	}
	mapping := expansion.MappingFuncFor(input.Variables)
	expanded := make([]string, len(input.Texts))
	return func() (func() *tally, error) {
		for i, text := range input.Texts {
			expanded[i] = expansion.Expand(text, mapping)
		}
		return func() *tally {
			t := newTally()
			for _, text := range expanded {
				t.item(text)
			}
			return t
		}, nil
	}, nil
}

// environmentWork runs makeEnvironmentVariables for the first container.
func environmentWork(data []byte) (func() (func() *tally, error), error) {
	cluster, err := readDump(data)
	if err != nil {
		return nil, err
	}
	if len(cluster.pods) == 0 {
		return nil, errors.New("no pod")
	}
	kl := kubelet.NewJudged(&cluster.JudgeCluster)
	pod := cluster.pods[0]
	container := containersOf(pod)[0]
	return func() (func() *tally, error) {
		env, err := kl.JudgeEnvironment(pod, container, pod.Status.PodIP, podIPs(pod), nil)
		return func() *tally {
			sort.Slice(env, func(i, j int) bool { return env[i].Name < env[j].Name })
			t := newTally()
			for i := range env {
				t.item(env[i].Name, env[i].Value)
			}
			return t
		}, err
	}, nil
}

// readWork decodes a dump.
func readWork(data []byte) (func() (func() *tally, error), error) {
	return func() (func() *tally, error) {
		cluster, err := readDump(data)
		if err != nil {
			return nil, err
		}
		return cluster.tally, nil
	}, nil
}

// yamlWork decodes a file of manifests, one document at a time.
func yamlWork(data []byte) (func() (func() *tally, error), error) {
	return func() (func() *tally, error) {
		read := &inventory{}
		var deployments []*appsv1.Deployment
		reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(data)))
		for {
			document, err := reader.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return nil, err
			}
			deployment, err := read.addYAML(document)
			if err != nil {
				return nil, err
			}
			if deployment != nil {
				deployments = append(deployments, deployment)
			}
		}
		return func() *tally {
			t := read.tally()
			for _, deployment := range deployments {
				t.add(deployment.Namespace, deployment.Name)
				tallyPod(t, &deployment.Spec.Template.Spec)
			}
			return t
		}, nil
	}, nil
}

// addYAML adds one document. It returns a Deployment instead of adding it.
func (read *inventory) addYAML(document []byte) (*appsv1.Deployment, error) {
	// Convert to JSON first, as the API machinery does, then decode by kind.
	raw, err := yaml.YAMLToJSON(document)
	if err != nil {
		return nil, err
	}
	var kind metav1.TypeMeta
	if err := json.Unmarshal(raw, &kind); err != nil {
		return nil, err
	}
	switch kind.Kind {
	case "Service":
		service := &v1.Service{}
		read.Services = append(read.Services, service)
		return nil, json.Unmarshal(raw, service)
	case "ConfigMap":
		return nil, json.Unmarshal(raw, &v1.ConfigMap{})
	case "Deployment":
		deployment := &appsv1.Deployment{}
		return deployment, json.Unmarshal(raw, deployment)
	}
	return nil, fmt.Errorf("unknown kind %s", kind.Kind)
}

func (read *inventory) tally() *tally {
	t := newTally()
	for _, service := range read.Services {
		t.item(service.Namespace, service.Name, service.Spec.ClusterIP)
		for _, port := range service.Spec.Ports {
			t.add(port.Name, fmt.Sprint(port.Port))
		}
	}
	for _, pod := range read.pods {
		t.add(pod.Namespace, pod.Name, pod.Spec.NodeName, pod.Status.PodIP)
		tallyPod(t, &pod.Spec)
	}
	return t
}

func tallyPod(t *tally, spec *v1.PodSpec) {
	for _, containers := range [][]v1.Container{spec.InitContainers, spec.Containers} {
		for i := range containers {
			t.item(containers[i].Name, containers[i].Image)
			for j := range containers[i].Env {
				t.add(containers[i].Env[j].Name, containers[i].Env[j].Value)
			}
			t.add(containers[i].Args...)
		}
	}
}
