package main

import (
	"fmt"
	"strconv"
	"strings"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	core "k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/kubelet/envvars"
	"k8s.io/kubernetes/third_party/forked/golang/expansion"
	netutils "k8s.io/utils/net"
)

func expandOp(request *request) (answer, error) {
	var context []map[string]string
	for _, variables := range append([]map[string]text{request.Env}, request.Context...) {
		plain := make(map[string]string, len(variables))
		for name, value := range variables {
			plain[name] = string(value)
		}
		context = append(context, plain)
	}
	output := expansion.Expand(string(request.Input), expansion.MappingFuncFor(context...))
	return appendTextField(nil, "output", output), nil
}

func servicesOp(request *request) (answer, error) {
	services := make([]*v1.Service, len(request.Services))
	for i, raw := range request.Services {
		services[i] = &v1.Service{}
		if err := store(raw, services[i], &core.Service{}); err != nil {
			return nil, fmt.Errorf("services[%d]: %w", i, err)
		}
	}
	out := answer(`"services":`)
	return appendList(out, len(services), func(out []byte, i int) []byte {
		return appendService(append(out, '{'), services[i])
	}), nil
}

// appendService appends the variables in the order of FromServices, or the message of its panic.
func appendService(out []byte, service *v1.Service) (result []byte) {
	defer func() {
		if r := recover(); r != nil {
			result = append(out, `"panic":`...)
			result = append(appendString(result, fmt.Sprint(r)), '}')
		}
	}()
	variables := envvars.FromServices([]*v1.Service{service})
	result = append(out, `"variables":`...)
	result = appendList(result, len(variables), func(out []byte, i int) []byte {
		out = append(out, `{"name":`...)
		out = appendString(out, variables[i].Name)
		out = appendTextField(append(out, ','), "value", variables[i].Value)
		return append(out, '}')
	})
	return append(result, '}')
}

// Larger exponents overflow 32 bits, or take Quantity very long.
const maxExponent = 1000

func quantityOp(request *request) (answer, error) {
	if exponentOf(request.Text) > maxExponent {
		return answer(`"skipped":"an exponent that the judge does not dare to compute"`), nil
	}
	q, err := resource.ParseQuantity(request.Text)
	if err != nil {
		return nil, err
	}
	rounded := q.DeepCopy()
	// pkg/apis/core/v1/defaults.go, SetDefaults_ResourceList.
	rounded.RoundUp(resource.Milli)
	out := answer(`"string":`)
	out = appendString(out, q.String())
	out = appendInt(append(out, `,"value":`...), q.Value())
	out = appendInt(append(out, `,"milli":`...), q.MilliValue())
	out = append(out, `,"rounded":`...)
	return appendString(out, rounded.String()), nil
}

// exponentOf returns the magnitude of the number after the last e or E; 0 if there is none.
func exponentOf(quantity string) int64 {
	i := strings.LastIndexAny(quantity, "eE")
	exponent, err := strconv.ParseInt(quantity[i+1:], 10, 64)
	if i < 0 || err != nil {
		return 0
	}
	return max(exponent, -exponent)
}

func quoteOp(request *request) (answer, error) {
	quoted := strconv.Quote(string(request.content()))
	return appendString(answer(`"quoted":`), quoted), nil
}

func ipOp(request *request) (answer, error) {
	ip := netutils.ParseIPSloppy(request.Text)
	if ip == nil {
		return nil, fmt.Errorf("no IP: %q", request.Text)
	}
	return appendString(answer(`"ip":`), ip.String()), nil
}
