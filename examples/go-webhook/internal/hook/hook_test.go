package hook

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"

	admissionv1 "k8s.io/api/admission/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"svcenv/examples/go-webhook/internal/svcenv"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	os.Exit(m.Run())
}

const policy = `
links: minimal
warn: [reference-unresolved]
deny: [env-too-large]
limits: {environment: 16Ki}
exempt: {namespaces: [kube-system]}
`

func service(name, ip string) *corev1.Service {
	return &corev1.Service{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "Service"},
		ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: "shop"},
		Spec:       corev1.ServiceSpec{ClusterIP: ip, Ports: []corev1.ServicePort{{Port: 6379}}},
	}
}

func snapshotOf(t *testing.T, service *corev1.Service) *svcenv.Snapshot {
	t.Helper()
	text, err := json.Marshal(service)
	if err != nil {
		t.Fatal(err)
	}
	snapshot, err := svcenv.NewSnapshot(text, "v1.37.2")
	if err != nil {
		t.Fatal(err)
	}
	return snapshot
}

func newHook(t *testing.T) *Hook {
	t.Helper()
	p, err := svcenv.NewPolicy([]byte(policy))
	if err != nil {
		t.Fatal(err)
	}
	h := New(p)
	t.Cleanup(h.Close)
	return h
}

func serve(t *testing.T, h *Hook) *httptest.Server {
	t.Helper()
	server := httptest.NewTLSServer(h.Handler())
	t.Cleanup(server.Close)
	return server
}

func podWith(args ...string) *corev1.Pod {
	return &corev1.Pod{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "Pod"},
		ObjectMeta: metav1.ObjectMeta{GenerateName: "web-"},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "app", Image: "web", Args: args}}},
	}
}

func reviewOf(t *testing.T, pod *corev1.Pod, namespace string) []byte {
	t.Helper()
	object, err := json.Marshal(pod)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(admissionv1.AdmissionReview{
		TypeMeta: metav1.TypeMeta{APIVersion: "admission.k8s.io/v1", Kind: "AdmissionReview"},
		Request: &admissionv1.AdmissionRequest{UID: "705ab4f5", Namespace: namespace, Operation: admissionv1.Create,
			Object: runtime.RawExtension{Raw: object}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func post(server *httptest.Server, contentType string, body []byte) (int, []byte, error) {
	response, err := server.Client().Post(server.URL+"/mutate", contentType, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return response.StatusCode, text, err
}

func ask(server *httptest.Server, body []byte) (*admissionv1.AdmissionResponse, error) {
	status, text, err := post(server, "application/json", body)
	if err != nil {
		return nil, err
	}
	var review admissionv1.AdmissionReview
	if err := json.Unmarshal(text, &review); err != nil || status != http.StatusOK || review.Response == nil {
		return nil, fmt.Errorf("status %d, %q: %w", status, text, err)
	}
	return review.Response, nil
}

func mustAsk(t *testing.T, server *httptest.Server, body []byte) *admissionv1.AdmissionResponse {
	t.Helper()
	response, err := ask(server, body)
	if err != nil {
		t.Fatal(err)
	}
	return response
}

func TestPatches(t *testing.T) {
	h := newHook(t)
	h.Use(snapshotOf(t, service("redis", "10.96.0.7")))
	response := mustAsk(t, serve(t, h), reviewOf(t, podWith("$(REDIS_SERVICE_HOST)"), "shop"))
	if !response.Allowed || response.UID != "705ab4f5" || *response.PatchType != admissionv1.PatchTypeJSONPatch {
		t.Errorf("%+v", response)
	}
	want := `[{"op":"add","path":"/spec/enableServiceLinks","value":false},` +
		`{"op":"add","path":"/spec/containers/0/env","value":[{"name":"REDIS_SERVICE_HOST","value":"10.96.0.7"}]},` +
		`{"op":"add","path":"/metadata/annotations","value":{"svcenv.io/links-off":"minimal"}}]`
	if string(response.Patch) != want {
		t.Errorf("%s", response.Patch)
	}
}

func TestWarns(t *testing.T) {
	h := newHook(t)
	h.Use(snapshotOf(t, service("redis", "10.96.0.7")))
	response := mustAsk(t, serve(t, h), reviewOf(t, podWith("$(NOSUCH)"), "shop"))
	if !response.Allowed || len(response.Warnings) != 1 || !strings.Contains(response.Warnings[0], "$(NOSUCH)") {
		t.Errorf("%+v", response)
	}
}

func TestDenies(t *testing.T) {
	h := newHook(t)
	h.Use(snapshotOf(t, service("redis", "10.96.0.7")))
	pod := podWith()
	pod.Spec.Containers[0].Env = []corev1.EnvVar{{Name: "BIG", Value: strings.Repeat("x", 17<<10)}}
	server := serve(t, h)
	response := mustAsk(t, server, reviewOf(t, pod, "shop"))
	if response.Allowed || response.Result == nil || response.Result.Code != http.StatusForbidden || !strings.Contains(response.Result.Message, "env-too-large") {
		t.Errorf("%+v", response)
	}
	if exempt := mustAsk(t, server, reviewOf(t, pod, "kube-system")); !exempt.Allowed || exempt.Patch != nil {
		t.Errorf("%+v", exempt)
	}
}

func TestRefusesWhatIsNoReview(t *testing.T) {
	h := newHook(t)
	h.Use(snapshotOf(t, service("redis", "10.96.0.7")))
	server := serve(t, h)
	for _, body := range []string{"", "{", "[]", `{"apiVersion":"admission.k8s.io/v1beta1","kind":"AdmissionReview","request":{"uid":"1"}}`, "\x00\xff"} {
		status, text, err := post(server, "application/json", []byte(body))
		var review admissionv1.AdmissionReview
		if err != nil || status != http.StatusBadRequest || json.Unmarshal(text, &review) != nil || review.Response == nil {
			t.Fatalf("%q: status %d, %q: %v", body, status, text, err)
		}
		response := review.Response
		if response.Allowed || response.Result == nil || response.Result.Code != http.StatusBadRequest {
			t.Errorf("%q: %+v", body, response)
		}
	}
	for _, row := range []struct {
		contentType string
		body        []byte
		status      int
	}{
		{"text/plain", []byte("{}"), http.StatusUnsupportedMediaType},
		{"application/json", bytes.Repeat([]byte(" "), maxBody+1), http.StatusRequestEntityTooLarge},
	} {
		if status, text, err := post(server, row.contentType, row.body); err != nil || status != row.status {
			t.Errorf("%s: %d %s %v", row.contentType, status, text, err)
		}
	}
	if response, err := server.Client().Get(server.URL + "/mutate"); err != nil || response.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("%v %v", response, err)
	}
}

func TestIsNotReadyBeforeTheServicesAreKnown(t *testing.T) {
	h := newHook(t)
	server := serve(t, h)
	status := func(path string) int {
		response, err := server.Client().Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		return response.StatusCode
	}
	if code, _, err := post(server, "application/json", reviewOf(t, podWith(), "shop")); err != nil || code != http.StatusServiceUnavailable {
		t.Error(code, err)
	}
	if status("/healthz") != http.StatusOK || status("/readyz") != http.StatusServiceUnavailable {
		t.Error("healthz, readyz")
	}
	h.Use(snapshotOf(t, service("redis", "10.96.0.7")))
	if status("/readyz") != http.StatusOK {
		t.Error("not ready with a snapshot")
	}
}

// Each answer uses one valid snapshot while they are swapped and freed.
func TestSwapsSnapshotsUnderLoad(t *testing.T) {
	h := newHook(t)
	h.Use(snapshotOf(t, service("redis", "10.96.0.1")))
	server := serve(t, h)
	body := reviewOf(t, podWith("$(REDIS_SERVICE_HOST)"), "shop")
	ctx, stop := context.WithCancel(context.Background())
	var asking, swapping sync.WaitGroup
	swapping.Add(1)
	go func() {
		defer swapping.Done()
		for i := 0; ctx.Err() == nil; i++ {
			h.Use(snapshotOf(t, service("redis", fmt.Sprintf("10.96.0.%d", 1+i%9))))
		}
	}()
	for range 8 {
		asking.Add(1)
		go func() {
			defer asking.Done()
			for range 200 {
				response, err := ask(server, body)
				if err != nil || !bytes.Contains(response.Patch, []byte(`"REDIS_SERVICE_HOST","value":"10.96.0.`)) {
					t.Errorf("%v %+v", err, response)
					return
				}
			}
		}()
	}
	asking.Wait()
	stop()
	swapping.Wait()
}

func TestErrorsOfTheLibraryHaveTheirPlace(t *testing.T) {
	if _, err := svcenv.NewPolicy([]byte("links: minimol")); err == nil || !strings.Contains(err.Error(), "policy:1:8") {
		t.Error(err)
	}
	if _, err := svcenv.NewSnapshot(nil, "nonsense"); err == nil {
		t.Error("nonsense is a version")
	}
}
