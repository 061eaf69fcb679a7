// Package hook answers AdmissionReviews of the API server, using what it knows about the cluster.
package hook

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"sync"

	admissionv1 "k8s.io/api/admission/v1"

	"svcenv/examples/go-webhook/internal/svcenv"
)

// An AdmissionReview contains up to two copies of the object, of at most 3 MiB each.
const maxBody = 8 << 20

// Hook reviews requests with one policy and the newest snapshot.
type Hook struct {
	policy *svcenv.Policy

	// Each review holds a read lock, so that its snapshot is not freed.
	mutex    sync.RWMutex
	snapshot *svcenv.Snapshot // nil: none yet
}

// New returns a hook that owns the policy.
func New(policy *svcenv.Policy) *Hook { return &Hook{policy: policy} }

// Use replaces the snapshot and takes ownership of it. It closes the previous one after the last
// review that uses it.
func (h *Hook) Use(snapshot *svcenv.Snapshot) {
	h.mutex.Lock()
	old := h.snapshot
	h.snapshot = snapshot
	h.mutex.Unlock()
	if old != nil {
		old.Close()
	}
}

// Close frees the policy and the snapshot. Call it after the last request.
func (h *Hook) Close() {
	h.Use(nil)
	h.policy.Close()
}

// Ready returns whether there is a snapshot.
func (h *Hook) Ready() bool {
	h.mutex.RLock()
	defer h.mutex.RUnlock()
	return h.snapshot != nil
}

var errNotReady = errors.New("the services of the cluster are not known yet")

func (h *Hook) review(request []byte) (answer []byte, status int, err error) {
	h.mutex.RLock()
	defer h.mutex.RUnlock()
	if h.snapshot == nil {
		return nil, 0, errNotReady
	}
	return svcenv.Review(h.snapshot, h.policy, request)
}

// Handler serves POST /mutate for the API server, and /healthz and /readyz for the kubelet.
func (h *Hook) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /mutate", h.serveReview)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok\n") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if !h.Ready() {
			http.Error(w, errNotReady.Error(), http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, "ok\n")
	})
	return mux
}

// serveReview answers a review. With any status other than 200, the API server applies
// failurePolicy.
func (h *Hook) serveReview(w http.ResponseWriter, r *http.Request) {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		http.Error(w, "send application/json", http.StatusUnsupportedMediaType)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		status := http.StatusBadRequest
		if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
			status = http.StatusRequestEntityTooLarge
		}
		http.Error(w, err.Error(), status)
		return
	}
	answer, status, err := h.review(body)
	if err != nil {
		slog.Error("review", "error", err)
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if _, err := w.Write(answer); err != nil {
		slog.Warn("review", "error", err)
	}
	logAnswer(answer)
}

// logAnswer logs the decision but not the contents of the object.
func logAnswer(answer []byte) {
	var review admissionv1.AdmissionReview
	if err := json.Unmarshal(answer, &review); err != nil || review.Response == nil {
		slog.Error("review", "error", err)
		return
	}
	response := review.Response
	attributes := []any{"uid", response.UID, "allowed", response.Allowed, "patched", response.Patch != nil, "warnings", len(response.Warnings)}
	if response.Result != nil {
		attributes = append(attributes, "code", response.Result.Code)
	}
	slog.Info("review", attributes...)
}
