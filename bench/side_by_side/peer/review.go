package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	admissionv1 "k8s.io/api/admission/v1"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/kubernetes/pkg/kubelet/envvars"
)

type operation struct {
	Op    string `json:"op"`
	Path  string `json:"path"`
	Value any    `json:"value"`
}

type literal struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// reviewWork answers an AdmissionReview. The cluster is container.json, next to the request.
func reviewWork(data []byte) (func() (func() *tally, error), error) {
	cluster, err := readFile(filepath.Join(filepath.Dir(os.Args[3]), "container.json"))
	if err != nil {
		return nil, err
	}
	return func() (func() *tally, error) {
		answer, err := review(data, cluster.Services)
		return func() *tally {
			t := newTally()
			t.item(string(answer.patch))
			return t
		}, err
	}, nil
}

type answered struct{ text, patch []byte }

// review turns off service links and adds to env the variables that the pod refers to.
func review(body []byte, services []*v1.Service) (answered, error) {
	var request admissionv1.AdmissionReview
	if err := json.Unmarshal(body, &request); err != nil {
		return answered{}, err
	}
	var pod v1.Pod
	if err := json.Unmarshal(request.Request.Object.Raw, &pod); err != nil {
		return answered{}, err
	}
	given := map[string]string{}
	for _, variable := range envvars.FromServices(visibleServices(services, request.Request.Namespace)) {
		given[variable.Name] = variable.Value
	}
	patch := []operation{{"add", "/spec/enableServiceLinks", false}}
	add := func(list string, containers []v1.Container) {
		for i := range containers {
			for j, variable := range needed(&containers[i], given) {
				patch = append(patch, operation{"add", fmt.Sprintf("/spec/%s/%d/env/%d", list, i, j), variable})
			}
		}
	}
	add("initContainers", pod.Spec.InitContainers)
	add("containers", pod.Spec.Containers)
	if len(pod.Annotations) > 0 {
		patch = append(patch, operation{"add", "/metadata/annotations/svcenv.io~1links-off", "minimal"})
	} else {
		patch = append(patch, operation{"add", "/metadata/annotations", map[string]string{"svcenv.io/links-off": "minimal"}})
	}
	patchText, err := json.Marshal(patch)
	if err != nil {
		return answered{}, err
	}
	kind := admissionv1.PatchTypeJSONPatch
	text, err := json.Marshal(admissionv1.AdmissionReview{
		TypeMeta: metav1.TypeMeta{APIVersion: "admission.k8s.io/v1", Kind: "AdmissionReview"},
		Response: &admissionv1.AdmissionResponse{
			UID: request.Request.UID, Allowed: true, PatchType: &kind, Patch: patchText,
		},
	})
	return answered{text, patchText}, err
}

var referenced = regexp.MustCompile(`\$\$|\$\(([^)]*)\)`)

// needed returns the link variables that the container refers to and does not define, by name.
func needed(container *v1.Container, given map[string]string) []literal {
	own := map[string]bool{}
	var names []string
	look := func(text string) {
		for _, match := range referenced.FindAllStringSubmatch(text, -1) {
			if _, ok := given[match[1]]; ok && !own[match[1]] && !slices.Contains(names, match[1]) {
				names = append(names, match[1])
			}
		}
	}
	for i := range container.Env {
		look(container.Env[i].Value)
		own[container.Env[i].Name] = true
	}
	for _, text := range slices.Concat(container.Command, container.Args) {
		look(text)
	}
	slices.Sort(names)
	var found []literal
	for _, name := range names {
		found = append(found, literal{name, given[name]})
	}
	return found
}
