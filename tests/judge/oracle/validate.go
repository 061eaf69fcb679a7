package main

import (
	"fmt"
	"regexp"
	"sort"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
	podutil "k8s.io/kubernetes/pkg/api/pod"
	core "k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/apis/core/validation"
	kjson "sigs.k8s.io/json"
)

var unknownField = regexp.MustCompile(`^unknown field "(.*)"$`)

// validateOp answers with the paths of the fields for which the API server rejects an object on creation: fields
// unknown to strict decoding, or if there are none, those that fail validation.
func validateOp(request *request) (answer, error) {
	paths, err := refusedPaths(request.Object)
	if err != nil {
		return nil, err
	}
	return appendList(answer(`"refused":`), len(paths), func(out []byte, i int) []byte {
		return appendString(out, paths[i])
	}), nil
}

func refusedPaths(raw rawJSON) ([]string, error) {
	object, internal, validate, err := validator(kindOf(raw))
	if err != nil {
		return nil, err
	}
	strict, err := kjson.UnmarshalStrict(raw, object)
	if err != nil {
		return nil, err
	}
	refused := map[string]bool{}
	for _, err := range strict {
		if match := unknownField.FindStringSubmatch(err.Error()); match != nil {
			refused[match[1]] = true
		}
	}
	if len(refused) == 0 {
		if err := roundTrip(object, internal); err != nil {
			return nil, err
		}
		for _, err := range validate() {
			refused[err.Field] = true
		}
	}
	paths := make([]string, 0, len(refused))
	for path := range refused {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	return paths, nil
}

// validator returns the versioned and the internal object of a kind, and a function that validates the internal one
// after preparing it as the registry does (PrepareForCreate, normalizeClusterIPs).
func validator(kind string) (object, internal runtime.Object, validate func() field.ErrorList, err error) {
	switch kind {
	case "Pod":
		pod := &core.Pod{}
		return &v1.Pod{}, pod, func() field.ErrorList {
			namespaced(&pod.Namespace)
			podutil.DropDisabledPodFields(pod, nil)
			options := podutil.GetValidationOptionsFromPodSpecAndMeta(&pod.Spec, nil, &pod.ObjectMeta, nil)
			return validation.ValidatePodCreate(pod, options)
		}, nil
	case "Service":
		service := &core.Service{}
		return &v1.Service{}, service, func() field.ErrorList {
			namespaced(&service.Namespace)
			if service.Spec.ClusterIP != "" && len(service.Spec.ClusterIPs) == 0 {
				service.Spec.ClusterIPs = []string{service.Spec.ClusterIP}
			}
			return validation.ValidateServiceCreate(service)
		}, nil
	case "ConfigMap":
		configMap := &core.ConfigMap{}
		return &v1.ConfigMap{}, configMap, func() field.ErrorList {
			namespaced(&configMap.Namespace)
			return validation.ValidateConfigMap(configMap)
		}, nil
	case "Secret":
		secret := &core.Secret{}
		return &v1.Secret{}, secret, func() field.ErrorList {
			namespaced(&secret.Namespace)
			return validation.ValidateSecret(secret)
		}, nil
	}
	return nil, nil, nil, fmt.Errorf("no kind %q is validated", kind)
}
