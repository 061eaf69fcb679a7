// configmap writes the data of a ConfigMap as kubectl reads it: NAME=value, a NUL byte after each.
package main

import (
	"fmt"
	"log"
	"os"

	"sigs.k8s.io/yaml"
)

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var configMap struct {
		APIVersion string            `json:"apiVersion"`
		Kind       string            `json:"kind"`
		Metadata   map[string]string `json:"metadata"`
		Data       map[string]string `json:"data"`
	}
	if err := yaml.UnmarshalStrict(text, &configMap); err != nil {
		log.Fatal(err)
	}
	for name, value := range configMap.Data {
		fmt.Print(name, "=", value, "\x00")
	}
}
