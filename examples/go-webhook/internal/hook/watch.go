package hook

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	v1 "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"

	"svcenv/examples/go-webhook/internal/svcenv"
)

// WatchOptions configure what to watch and when to take a snapshot.
type WatchOptions struct {
	ConfigMaps  bool   // makes the variables of envFrom known
	KubeVersion string // of the kubelets; defaults to the newest known release
	// Take a snapshot after no change for Quiet, or Longest after the first change.
	Quiet, Longest time.Duration
}

// Watch keeps the hook's snapshot up to date until the context ends. The hook is ready after all
// objects were listed once.
func (h *Hook) Watch(ctx context.Context, client kubernetes.Interface, options WatchOptions) error {
	factory := informers.NewSharedInformerFactoryWithOptions(client, 0, informers.WithTransform(slim))
	w := &watcher{services: factory.Core().V1().Services().Lister(), changed: make(chan struct{}, 1), options: options}
	watched := []cache.SharedIndexInformer{factory.Core().V1().Services().Informer()}
	if options.ConfigMaps {
		w.configMaps = factory.Core().V1().ConfigMaps().Lister()
		watched = append(watched, factory.Core().V1().ConfigMaps().Informer())
	}
	for _, informer := range watched {
		if _, err := informer.AddEventHandler(w.handler()); err != nil {
			return err
		}
	}
	factory.Start(ctx.Done())
	defer factory.Shutdown()
	for kind, synced := range factory.WaitForCacheSync(ctx.Done()) {
		if !synced && ctx.Err() == nil {
			return fmt.Errorf("cannot list %v", kind)
		}
	}
	for ctx.Err() == nil {
		if err := w.renew(h); err != nil {
			slog.Error("snapshot", "error", err) // keep the previous snapshot
		}
		w.wait(ctx)
	}
	return nil
}

type watcher struct {
	services   v1.ServiceLister
	configMaps v1.ConfigMapLister // nil if not watched
	changed    chan struct{}      // holds at most one
	options    WatchOptions
}

func (w *watcher) handler() cache.ResourceEventHandler {
	change := func(any) {
		select {
		case w.changed <- struct{}{}:
		default:
		}
	}
	return cache.ResourceEventHandlerFuncs{AddFunc: change, DeleteFunc: change, UpdateFunc: func(old, now any) {
		if resourceVersion(old) != resourceVersion(now) {
			change(now)
		}
	}}
}

func resourceVersion(object any) string {
	accessor, err := meta.Accessor(object)
	if err != nil {
		return ""
	}
	return accessor.GetResourceVersion()
}

// wait returns when it is time for the next snapshot or the context ends.
func (w *watcher) wait(ctx context.Context) {
	select {
	case <-w.changed:
	case <-ctx.Done():
		return
	}
	longest := time.After(w.options.Longest)
	for {
		select {
		case <-w.changed:
		case <-time.After(w.options.Quiet):
			return
		case <-longest:
			return
		case <-ctx.Done():
			return
		}
	}
}

// renew replaces the snapshot with the objects in the informers.
func (w *watcher) renew(h *Hook) error {
	services, err := w.services.List(labels.Everything())
	if err != nil {
		return err
	}
	list := metav1.List{
		TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "List"},
		Items:    []runtime.RawExtension{}, // marshals as [], not null
	}
	// Items of a list have no kind and apiVersion: set them.
	for _, service := range services {
		item := *service
		item.TypeMeta = metav1.TypeMeta{APIVersion: "v1", Kind: "Service"}
		list.Items = append(list.Items, raw(&item))
	}
	if w.configMaps != nil {
		configMaps, err := w.configMaps.List(labels.Everything())
		if err != nil {
			return err
		}
		for _, configMap := range configMaps {
			item := *configMap
			item.TypeMeta = metav1.TypeMeta{APIVersion: "v1", Kind: "ConfigMap"}
			list.Items = append(list.Items, raw(&item))
		}
	}
	text, err := json.Marshal(list)
	if err != nil {
		return err
	}
	snapshot, err := svcenv.NewSnapshot(text, w.options.KubeVersion)
	if err != nil {
		return err
	}
	h.Use(snapshot)
	slog.Info("snapshot", "services", len(services), "objects", len(list.Items), "bytes", len(text))
	return nil
}

func raw(object runtime.Object) runtime.RawExtension { return runtime.RawExtension{Object: object} }

// slim removes data that reviews do not use.
func slim(object any) (any, error) {
	if accessor, err := meta.Accessor(object); err == nil {
		accessor.SetManagedFields(nil)
		delete(accessor.GetAnnotations(), corev1.LastAppliedConfigAnnotation)
	}
	if configMap, ok := object.(*corev1.ConfigMap); ok {
		for key := range configMap.BinaryData {
			configMap.BinaryData[key] = nil
		}
	}
	return object, nil
}
