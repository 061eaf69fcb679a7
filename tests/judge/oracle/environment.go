package main

import (
	"errors"
	"fmt"
	"sort"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/kubernetes/pkg/kubelet"
	kubecontainer "k8s.io/kubernetes/pkg/kubelet/container"
)

func environmentOp(request *request) (answer, error) {
	inv, err := readInventory(request.Objects)
	if err != nil {
		return nil, err
	}
	namespaced(&request.Namespace)
	pod, ok := inv.pods[types.NamespacedName{Namespace: request.Namespace, Name: request.Pod}]
	if !ok {
		return nil, fmt.Errorf("no pod %s/%s", request.Namespace, request.Pod)
	}
	inv.Node = inv.nodeOf(pod)
	inv.NodeIPs = parseIPs(request.NodeIPs)
	subject := &subject{
		cluster:   &inv.JudgeCluster,
		pod:       pod,
		addresses: addressesOf(request, pod, &inv.JudgeCluster),
	}
	subject.kubelet = kubelet.NewJudged(subject.cluster)
	volumes, err := makeVolumes(request.Files)
	if err != nil {
		return nil, err
	}
	defer volumes.remove()
	subject.volumes = volumes

	if request.Container == "" {
		return allContainers(subject), nil
	}
	for _, container := range containersOf(pod) {
		if container.Name == request.Container {
			out, err := appendContainer(nil, subject, container)
			return out, err
		}
	}
	return nil, fmt.Errorf("no container %s in pod %s/%s", request.Container, pod.Namespace, pod.Name)
}

// containersOf returns init containers, then containers, then ephemeral containers.
func containersOf(pod *v1.Pod) []*v1.Container {
	var all []*v1.Container
	for i := range pod.Spec.InitContainers {
		all = append(all, &pod.Spec.InitContainers[i])
	}
	for i := range pod.Spec.Containers {
		all = append(all, &pod.Spec.Containers[i])
	}
	for i := range pod.Spec.EphemeralContainers {
		all = append(all, (*v1.Container)(&pod.Spec.EphemeralContainers[i].EphemeralContainerCommon))
	}
	return all
}

func allContainers(s *subject) answer {
	containers := containersOf(s.pod)
	out := answer(`"containers":`)
	return appendList(out, len(containers), func(out []byte, i int) []byte {
		out = append(out, '{')
		inside, err := appendContainer(out, s, containers[i])
		if err != nil {
			inside = append(out, `"container":`...)
			inside = appendString(inside, containers[i].Name)
			inside = appendError(append(inside, ','), err)
		}
		return append(inside, '}')
	})
}

// subject is a pod on its node.
type subject struct {
	cluster   *kubelet.JudgeCluster
	kubelet   *kubelet.Kubelet
	pod       *v1.Pod
	addresses podAddresses
	volumes   *volumes
	winners   map[string]string // cached result of documentedWinners
}

// outcome is the result of starting a container once.
type outcome struct {
	env           map[string]string
	command, args []string
	subPaths      []subPath
}

type subPath struct {
	mountPath string
	value     string
	err       string
}

// start computes a container as the kubelet does when it starts it. If the kubelet panics, it returns an error.
func (s *subject) start(container *v1.Container) (o outcome, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the kubelet panics: %v", r)
		}
	}()
	envs, err := s.kubelet.JudgeEnvironment(s.pod, container, s.addresses.first, s.addresses.all, s.volumes.mounted)
	if err != nil {
		return outcome{}, s.volumes.withoutDirectory(err)
	}
	o.env = make(map[string]string, len(envs))
	for _, e := range envs {
		if _, twice := o.env[e.Name]; twice {
			return outcome{}, errors.New("the kubelet gave a variable twice: " + e.Name)
		}
		o.env[e.Name] = e.Value
	}
	o.command, o.args = kubecontainer.ExpandContainerCommandAndArgs(container, envs)
	for _, mount := range container.VolumeMounts {
		if mount.SubPathExpr == "" {
			continue
		}
		path := subPath{mountPath: mount.MountPath}
		expanded, err := kubecontainer.ExpandContainerVolumeMounts(mount, envs)
		if err != nil {
			path.err = err.Error()
		} else {
			path.value = expanded
		}
		o.subPaths = append(o.subPaths, path)
	}
	return o, nil
}

// appendContainer appends the fields of one container's answer.
func appendContainer(out []byte, s *subject, container *v1.Container) ([]byte, error) {
	outcomes, err := s.starts(container)
	if err != nil {
		return nil, err
	}
	out = append(out, `"container":`...)
	out = appendString(out, container.Name)
	out = append(out, `,"env":`...)
	out = appendEnv(out, outcomes)
	out = append(out, `,"command":`...)
	out = appendElements(out, outcomes, func(o outcome) []string { return o.command })
	out = append(out, `,"args":`...)
	out = appendElements(out, outcomes, func(o outcome) []string { return o.args })
	out = append(out, `,"probes":{`...)
	out = appendProbes(out, container)
	out = append(out, `},"subPaths":{`...)
	out = appendSubPaths(out, outcomes)
	return append(out, '}'), nil
}

func appendEnv(out []byte, outcomes []outcome) []byte {
	names := make([]string, 0, len(outcomes[0].env))
	for name := range outcomes[0].env {
		names = append(names, name)
	}
	sort.Strings(names)
	return appendList(out, len(names), func(out []byte, i int) []byte {
		out = append(out, `{"name":`...)
		out = appendString(out, names[i])
		out = append(out, ',')
		values := distinct(outcomes, func(o outcome) string { return o.env[names[i]] })
		if len(values) == 1 {
			out = appendTextField(out, "value", values[0])
		} else {
			out = append(out, `"values":`...)
			out = appendTexts(out, values)
		}
		return append(out, '}')
	})
}

// appendElements appends a list of strings. A string that varies is {"values":[…]}.
func appendElements(out []byte, outcomes []outcome, list func(outcome) []string) []byte {
	return appendList(out, len(list(outcomes[0])), func(out []byte, i int) []byte {
		values := distinct(outcomes, func(o outcome) string { return list(o)[i] })
		if len(values) == 1 {
			return appendText(out, values[0])
		}
		out = append(out, `{"values":`...)
		out = appendTexts(out, values)
		return append(out, '}')
	})
}

func appendTexts(out []byte, values []string) []byte {
	return appendList(out, len(values), func(out []byte, i int) []byte { return appendText(out, values[i]) })
}

func appendProbes(out []byte, container *v1.Container) []byte {
	probes := []struct {
		name  string
		probe *v1.Probe
	}{
		{"livenessProbe", container.LivenessProbe},
		{"readinessProbe", container.ReadinessProbe},
		{"startupProbe", container.StartupProbe},
	}
	separator := ""
	for _, p := range probes {
		if p.probe == nil || p.probe.Exec == nil {
			continue
		}
		// pkg/kubelet/prober/prober.go, runProbe.
		command := kubecontainer.ExpandContainerCommandOnlyStatic(p.probe.Exec.Command, container.Env)
		out = append(out, separator...)
		out = append(append(append(out, '"'), p.name...), `":`...)
		out = appendTexts(out, command)
		separator = ","
	}
	return out
}

func appendSubPaths(out []byte, outcomes []outcome) []byte {
	for i, path := range outcomes[0].subPaths {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendString(out, path.mountPath)
		out = append(out, ':')
		results := distinct(outcomes, func(o outcome) string { return string(appendSubPath(nil, o.subPaths[i])) })
		if len(results) == 1 {
			out = append(out, results[0]...)
			continue
		}
		out = append(out, `{"values":`...)
		out = appendList(out, len(results), func(out []byte, j int) []byte { return append(out, results[j]...) })
		out = append(out, '}')
	}
	return out
}

func appendSubPath(out []byte, path subPath) []byte {
	out = append(out, '{')
	if path.err != "" {
		out = append(out, `"error":`...)
		out = appendString(out, path.err)
	} else {
		out = appendTextField(out, "value", path.value)
	}
	return append(out, '}')
}

// distinct returns the distinct strings of the outcomes, sorted bytewise.
func distinct(outcomes []outcome, get func(outcome) string) []string {
	first := get(outcomes[0])
	values := []string{first}
	seen := map[string]bool{}
	for _, o := range outcomes[1:] {
		v := get(o)
		if v == first || seen[v] {
			continue
		}
		seen[v] = true
		values = append(values, v)
	}
	sort.Strings(values)
	return values
}
