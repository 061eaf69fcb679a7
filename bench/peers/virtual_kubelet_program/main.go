// Prints the environment that virtual-kubelet computes for each container of the pods in FILE…, JSON
// lists of objects. It is built inside a copy of the module, because the package is internal.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sort"

	"github.com/virtual-kubelet/virtual-kubelet/internal/manager"
	"github.com/virtual-kubelet/virtual-kubelet/internal/podutils"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/scheme"
	corev1listers "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/record"
)

type objects struct {
	pods, secrets, configMaps, services cache.Indexer
}

func newObjects() *objects {
	index := func() cache.Indexer {
		return cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc})
	}
	return &objects{index(), index(), index(), index()}
}

func (o *objects) add(object runtime.Object) error {
	switch object.(type) {
	case *corev1.Pod:
		return o.pods.Add(object)
	case *corev1.Secret:
		return o.secrets.Add(object)
	case *corev1.ConfigMap:
		return o.configMaps.Add(object)
	case *corev1.Service:
		return o.services.Add(object)
	}
	return nil
}

func (o *objects) read(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var items []json.RawMessage
	if err := json.Unmarshal(data, &items); err != nil {
		return err
	}
	for _, item := range items {
		object, _, err := scheme.Codecs.UniversalDeserializer().Decode(item, nil, nil)
		if err != nil {
			return err
		}
		if err := o.add(object); err != nil {
			return err
		}
	}
	return nil
}

func (o *objects) print() error {
	resources, err := manager.NewResourceManager(corev1listers.NewPodLister(o.pods), corev1listers.NewSecretLister(o.secrets),
		corev1listers.NewConfigMapLister(o.configMaps), corev1listers.NewServiceLister(o.services))
	if err != nil {
		return err
	}
	for _, pod := range resources.GetPods() {
		if err := podutils.PopulateEnvironmentVariables(context.Background(), pod, resources, record.NewFakeRecorder(100)); err != nil {
			return fmt.Errorf("pod %s/%s: %w", pod.Namespace, pod.Name, err)
		}
		for _, container := range pod.Spec.Containers {
			variables := container.Env
			sort.Slice(variables, func(i, j int) bool { return variables[i].Name < variables[j].Name })
			for _, variable := range variables {
				fmt.Printf("%s=%s\n", variable.Name, variable.Value)
			}
			fmt.Printf("command: %q\nargs: %q\n", container.Command, container.Args)
		}
	}
	return nil
}

func main() {
	all := newObjects()
	for _, file := range os.Args[1:] {
		if err := all.read(file); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if err := all.print(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
