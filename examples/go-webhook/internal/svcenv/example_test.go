package svcenv_test

import (
	"fmt"
	"log"
	"strings"

	"svcenv/examples/go-webhook/internal/svcenv"
)

const services = `{apiVersion: v1, kind: Service, metadata: {name: redis, namespace: shop},
 spec: {clusterIP: 10.96.0.7, ports: [{port: 6379}]}}`

var request = []byte(`{"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {
 "uid": "1", "namespace": "shop", "operation": "CREATE", "object": {
  "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "shop"},
  "spec": {"containers": [{"name": "app", "image": "app", "args": ["$(REDIS_SERVICE_HOST)"]}]}}}}`)

func ExampleReview() {
	// [go]
	snapshot, err := svcenv.NewSnapshot([]byte(services), "1.37")
	if err != nil {
		log.Fatal(err)
	}
	defer snapshot.Close()
	policy, err := svcenv.NewPolicy([]byte("links: minimal"))
	if err != nil {
		log.Fatal(err)
	}
	defer policy.Close()

	// For each request, from any goroutine:
	response, status, err := svcenv.Review(snapshot, policy, request)
	// [go]
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(status, strings.Contains(string(response), `"allowed":true`))
	// Output: 200 true
}
