// Package admission checks what svcenv's admission review must preserve in a pod.
package admission

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	jsonpatch "gopkg.in/evanphx/json-patch.v4"
)

// Case is a case of generate.Admission.
type Case struct {
	ID        json.RawMessage   `json:"id"`
	Policy    string            `json:"policy"`
	Namespace string            `json:"namespace"`
	Services  []json.RawMessage `json:"services"`
	Known     []json.RawMessage `json:"known"`
	Hidden    []json.RawMessage `json:"hidden"`
	Pod       json.RawMessage   `json:"pod"`
	Files     json.RawMessage   `json:"files"`
}

// Read parses a line of JSON. It returns an error if the API server would not send such a request.
func Read(line []byte) (*Case, error) {
	c := &Case{}
	if err := json.Unmarshal(line, c); err != nil {
		return nil, err
	}
	pod, err := objectOf(c.Pod)
	if err != nil {
		return nil, fmt.Errorf("pod: %w", err)
	}
	if in, _ := mapOf(pod["metadata"])["namespace"].(string); c.Namespace == "" || (in != "" && in != c.Namespace) {
		return nil, fmt.Errorf("a pod of namespace %q in %q", in, c.Namespace)
	}
	return c, nil
}

// Number returns the index of the case, or 0.
func (c *Case) Number() int {
	var number int
	_ = json.Unmarshal(c.ID, &number)
	return number
}

// ReviewRequest returns a request for the helper's operation review of the original or the patched pod.
func (c *Case) ReviewRequest(pod []byte) []byte {
	review := encode(map[string]any{"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
		"request": map[string]any{"uid": "705ab4f5", "namespace": c.Namespace, "operation": "CREATE", "object": 0}})
	// As the API server sends it: json.Marshal would reformat numbers and strings.
	review = bytes.Replace(review, []byte(`"object":0`), append([]byte(`"object":`), pod...), 1)
	known := encode(map[string]any{"apiVersion": "v1", "kind": "List", "items": join(c.Services, c.Known)})
	return encode(map[string]any{"op": "review", "policy": c.Policy, "objects": string(known), "review": string(review)})
}

// EnvironmentRequest returns a request for the environments of the pod's containers in the cluster of the case.
func (c *Case) EnvironmentRequest(pod []byte) []byte {
	object, err := objectOf(pod)
	if err != nil {
		panic(err) // decoded before
	}
	// The API server sets these.
	metadata, ok := object["metadata"].(map[string]any)
	if !ok {
		metadata = map[string]any{}
		object["metadata"] = metadata
	}
	metadata["name"], metadata["namespace"], metadata["uid"] = "p", c.Namespace, "6c3f1f0a"
	return c.request(append(join(c.Services, c.Known, c.Hidden), encode(object)))
}

// LinksRequest returns a request for the environment of a bare container in the namespace, which contains only the
// variables of services: of all services, of those in names (with links), or of those that apply without links.
func (c *Case) LinksRequest(links bool, names map[string]bool) []byte {
	var services []json.RawMessage
	for _, service := range c.Services {
		if names == nil || names[nameOf(service)] {
			services = append(services, service)
		}
	}
	pod := fmt.Sprintf(`{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":%q},"spec":{"enableServiceLinks":%t,"containers":[{"name":"c","image":"i"}]}}`,
		c.Namespace, links)
	return c.request(append(services, json.RawMessage(pod)))
}

func (c *Case) request(objects []json.RawMessage) []byte {
	request := map[string]any{"objects": objects, "namespace": c.Namespace, "pod": "p", "podIP": "10.244.7.9"}
	if len(c.Files) > 0 {
		request["files"] = c.Files
	}
	return encode(request)
}

// Reviewed is an answer to the helper's operation review.
type Reviewed struct {
	Patch    []byte // null if there is none
	Warnings []string
}

// ReadReviewed parses an answer. It returns an error if the helper rejected the request.
func ReadReviewed(line []byte) (*Reviewed, error) {
	var answer struct {
		Error  json.RawMessage `json:"error"`
		Answer struct {
			Response struct {
				UID       string   `json:"uid"`
				Allowed   bool     `json:"allowed"`
				PatchType string   `json:"patchType"`
				Patch     string   `json:"patch"`
				Warnings  []string `json:"warnings"`
			} `json:"response"`
		} `json:"answer"`
	}
	if err := json.Unmarshal(line, &answer); err != nil {
		return nil, err
	}
	response := &answer.Answer.Response
	if len(answer.Error) > 0 || !response.Allowed || response.UID != "705ab4f5" || (response.Patch != "") != (response.PatchType == "JSONPatch") {
		return nil, fmt.Errorf("not allowed: %s", line)
	}
	patch, err := base64.StdEncoding.DecodeString(response.Patch)
	return &Reviewed{Patch: patch, Warnings: response.Warnings}, err
}

// Apply returns the pod with the patch applied by the module that the API server uses.
func (r *Reviewed) Apply(pod []byte) ([]byte, error) {
	if len(r.Patch) == 0 {
		return pod, nil
	}
	patch, err := jsonpatch.DecodePatch(r.Patch)
	if err != nil {
		return nil, err
	}
	return patch.Apply(pod)
}

func nameOf(object json.RawMessage) string {
	var named struct {
		Metadata struct {
			Name string `json:"name"`
		} `json:"metadata"`
	}
	_ = json.Unmarshal(object, &named)
	return named.Metadata.Name
}

// objectOf decodes an object, keeping numbers as written.
func objectOf(text []byte) (map[string]any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var object map[string]any
	err := decoder.Decode(&object)
	return object, err
}

func encode(value any) []byte {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err) // decoded before
	}
	return []byte(strings.TrimSpace(out.String()))
}

func join(lists ...[]json.RawMessage) []json.RawMessage {
	all := []json.RawMessage{}
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}
