package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/yaml"
)

// manifestOp reads a file as kubectl does: cli-runtime's FileVisitor.Visit and StreamVisitor.Visit.
func manifestOp(request *request) (answer, error) {
	documents, err := readManifest(request.content())
	out := answer(`"documents":`)
	out = appendList(out, len(documents), func(out []byte, i int) []byte { return append(out, documents[i]...) })
	if err != nil {
		out = appendError(append(out, ','), err)
	}
	return out, nil
}

// readManifest returns the documents as JSON with sorted keys, and the error that stopped the reading, if any.
func readManifest(content []byte) ([]rawJSON, error) {
	utf16bom := unicode.BOMOverride(unicode.UTF8.NewDecoder())
	d := yaml.NewYAMLOrJSONDecoder(transform.NewReader(bytes.NewReader(content), utf16bom), 4096)
	var documents []rawJSON
	for {
		ext := runtime.RawExtension{}
		if err := d.Decode(&ext); err != nil {
			if err == io.EOF {
				return documents, nil
			}
			return documents, err
		}
		ext.Raw = bytes.TrimSpace(ext.Raw)
		if len(ext.Raw) == 0 || bytes.Equal(ext.Raw, []byte("null")) {
			continue
		}
		// The part of ValidateSchema that svcenv's reader implements.
		if ext.Raw[0] != '{' {
			return documents, errors.New("error validating data: invalid object to validate")
		}
		documents = append(documents, reencode(ext.Raw))
	}
}

// reencode returns a document as kubectl sends it: int64 or float64 numbers, the last of duplicate keys, and sorted
// keys. It returns null if kubectl cannot decode it (a number out of range for float64, or nested too deeply).
func reencode(document []byte) rawJSON {
	var value any
	if err := decode(document, &value); err != nil {
		return rawJSON("null")
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return rawJSON("null")
	}
	return bytes.TrimSpace(out.Bytes())
}
