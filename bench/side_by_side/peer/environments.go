package main

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"

	v1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/kubelet"
	kubecontainer "k8s.io/kubernetes/pkg/kubelet/container"
)

// writer writes the environments of one cluster.
type writer struct {
	cluster *inventory
	kubelet *kubelet.Kubelet
	cache   map[string]*namespaceVariables
	out     *bufio.Writer
}

type writeContainer func(w *writer, pod *v1.Pod, container *v1.Container) error

func writeEnvironments(path string, write writeContainer) error {
	cluster, err := readFile(path)
	if err != nil {
		return err
	}
	w := &writer{
		cluster: cluster,
		kubelet: kubelet.NewJudged(&cluster.JudgeCluster),
		cache:   map[string]*namespaceVariables{},
		out:     bufio.NewWriterSize(os.Stdout, 1<<18),
	}
	for _, pod := range cluster.pods {
		for _, container := range containersOf(pod) {
			fmt.Fprintf(w.out, "# pod/%s -n %s -c %s\x00", pod.Name, pod.Namespace, container.Name)
			if err := write(w, pod, container); err != nil {
				return fmt.Errorf("pod %s/%s, container %s: %w", pod.Namespace, pod.Name, container.Name, err)
			}
		}
	}
	return w.out.Flush()
}

func environmentOf(kl *kubelet.Kubelet, pod *v1.Pod, container *v1.Container) ([]kubecontainer.EnvVar, error) {
	env, err := kl.JudgeEnvironment(pod, container, pod.Status.PodIP, podIPs(pod), nil)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(env, func(a, b kubecontainer.EnvVar) int { return strings.Compare(a.Name, b.Name) })
	return env, nil
}

// computed writes the environment that the kubelet computes for the container.
func (w *writer) computed(pod *v1.Pod, container *v1.Container) error {
	env, err := environmentOf(w.kubelet, pod, container)
	if err != nil {
		return err
	}
	for i := range env {
		w.record(env[i].Name, env[i].Value)
	}
	return nil
}

func (w *writer) record(name, value string) {
	w.out.WriteString(name)
	w.out.WriteByte('=')
	w.out.WriteString(value)
	w.out.WriteByte(0)
}
