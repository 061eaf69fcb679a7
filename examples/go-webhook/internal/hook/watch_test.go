package hook

import (
	"context"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/fake"
)

// patchBecomes waits until the hook returns this patch for the pod.
func patchBecomes(t *testing.T, h *Hook, pod *corev1.Pod, want string) {
	t.Helper()
	server := serve(t, h)
	body := reviewOf(t, pod, "shop")
	var got string
	for deadline := time.Now().Add(5 * time.Minute); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if response, err := ask(server, body); err == nil {
			if got = string(response.Patch); got == want {
				return
			}
		}
	}
	t.Fatalf("the patch is still %q, not %q", got, want)
}

const (
	linksOff = `[{"op":"add","path":"/spec/enableServiceLinks","value":false}`
	marked   = `,{"op":"add","path":"/metadata/annotations","value":{"svcenv.io/links-off":"minimal"}}]`
	withHost = linksOff + `,{"op":"add","path":"/spec/containers/0/env","value":[{"name":"REDIS_SERVICE_HOST","value":"`
)

func TestFollowsServices(t *testing.T) {
	h := newHook(t)
	client := fake.NewClientset()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() {
		ended <- h.Watch(ctx, client, WatchOptions{Quiet: time.Millisecond, Longest: 10 * time.Millisecond})
	}()
	defer func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}()
	services := client.CoreV1().Services("shop")
	pod := podWith("$(REDIS_SERVICE_HOST)")
	patchBecomes(t, h, pod, linksOff+marked)
	redis := service("redis", "10.96.0.7")
	redis.ResourceVersion = "1"
	if _, err := services.Create(ctx, redis, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	patchBecomes(t, h, pod, withHost+`10.96.0.7"}]}`+marked)
	redis = redis.DeepCopy()
	redis.Spec.ClusterIP, redis.ResourceVersion = "10.96.0.8", "2"
	if _, err := services.Update(ctx, redis, metav1.UpdateOptions{}); err != nil {
		t.Fatal(err)
	}
	patchBecomes(t, h, pod, withHost+`10.96.0.8"}]}`+marked)
	if err := services.Delete(ctx, "redis", metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	patchBecomes(t, h, pod, linksOff+marked)
}

func TestConfigMapsSettleWhatEnvFromDefines(t *testing.T) {
	settings := &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "settings", Namespace: "shop"},
		Data: map[string]string{"OTHER": "x"}}
	pod := podWith("$(REDIS_SERVICE_HOST)")
	pod.Spec.Containers[0].EnvFrom = []corev1.EnvFromSource{{ConfigMapRef: &corev1.ConfigMapEnvSource{
		LocalObjectReference: corev1.LocalObjectReference{Name: "settings"}}}}
	for _, row := range []struct {
		known bool
		want  string
	}{{false, ""}, {true, withHost + `10.96.0.7"}]}` + marked}} {
		h := newHook(t)
		ctx, stop := context.WithCancel(context.Background())
		ended := make(chan error)
		go func() {
			ended <- h.Watch(ctx, fake.NewClientset(service("redis", "10.96.0.7"), settings), WatchOptions{ConfigMaps: row.known})
		}()
		patchBecomes(t, h, pod, row.want)
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

func TestEndsWithoutAClusterToList(t *testing.T) {
	h := newHook(t)
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if err := h.Watch(ctx, fake.NewClientset(), WatchOptions{}); err != nil {
		t.Error(err)
	}
}
