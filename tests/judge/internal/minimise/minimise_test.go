package minimise

import (
	"bytes"
	"testing"
)

func TestRequest(t *testing.T) {
	request := []byte(`{"objects":[{"kind":"Pod","metadata":{"name":"p"},"spec":{"a":["xxBADxx",1],"b":2}},{"kind":"Node"}],"pod":"p","base64":"eHh4"}`)
	small := Request(request, 1000, 8, func(candidates [][]byte) int {
		for i, c := range candidates {
			if bytes.Contains(c, []byte("BAD")) {
				return i
			}
		}
		return -1
	})
	const want = `{"objects":[{"kind":"Pod","metadata":{"name":"p"},"spec":{"a":["BAD"]}}],"pod":"p"}`
	if string(small) != want {
		t.Errorf("got %s", small)
	}
}
