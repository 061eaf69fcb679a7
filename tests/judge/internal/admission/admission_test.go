package admission

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
)

const pod = `{"metadata":{"x":1.0},"spec":{"containers":[{"name":"c","args":["$(REDIS_PORT)"],"n":12345678901234567890,
  "env":[{"name":"A","value":"a"}],"livenessProbe":{"exec":{"command":["t","$(REDIS_PORT)"]}}}]}}`

const goodPatch = `[{"op":"add","path":"/spec/enableServiceLinks","value":false},
  {"op":"add","path":"/spec/containers/0/env/0","value":{"name":"REDIS_PORT","value":"tcp://1:2"}},
  {"op":"replace","path":"/spec/containers/0/livenessProbe/exec/command/1","value":"$$(REDIS_PORT)"},
  {"op":"add","path":"/metadata/annotations","value":{"svcenv.io/links-off":"minimal"}}]`

func reviewed(t *testing.T, patch string) *Reviewed {
	t.Helper()
	r, err := ReadReviewed([]byte(fmt.Sprintf(`{"answer":{"response":{"uid":"705ab4f5","allowed":true,"patchType":"JSONPatch","patch":%q}}}`,
		base64.StdEncoding.EncodeToString([]byte(patch)))))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTakesAPatchThatTouchesNothingElse(t *testing.T) {
	r := reviewed(t, goodPatch)
	if f := r.OperationsFault(); f != nil {
		t.Error(f)
	}
	after, err := r.Apply([]byte(pod))
	if err != nil {
		t.Fatal(err)
	}
	added, f := UntouchedFault([]byte(pod), after, false)
	if f != nil {
		t.Error(f)
	}
	if fmt.Sprint(added) != "map[c:[REDIS_PORT]]" {
		t.Error(added)
	}
}

func TestSeesOtherOperations(t *testing.T) {
	for _, patch := range []string{
		`[{"op":"remove","path":"/spec/enableServiceLinks"}]`,
		`[{"op":"add","path":"/spec/containers/0/args/0","value":"x"}]`,
		`[{"op":"replace","path":"/spec/containers/0/env/0","value":{}}]`,
		`[{"op":"add","path":"/metadata/annotations/other","value":"x"}]`,
		`[{"op":"replace","path":"/spec/containers/0/lifecycle/exec/command/0","value":"x"}]`,
	} {
		if reviewed(t, patch).OperationsFault() == nil {
			t.Error(patch)
		}
	}
}

func TestSeesWhatWasTouched(t *testing.T) {
	for _, change := range [][2]string{
		{`1.0`, `1`},
		{`12345678901234567890`, `12345678901234567000`},
		{`"name":"A"`, `"name":"B"`},
		{`"args":["$(REDIS_PORT)"]`, `"args":[]`},
		{`["t",`, `[1,`},
	} {
		after := strings.Replace(pod, change[0], change[1], 1)
		after = strings.Replace(after, `"spec":{`, `"spec":{"enableServiceLinks":false,`, 1)
		if _, f := UntouchedFault([]byte(pod), []byte(after), false); f == nil {
			t.Error(change)
		}
	}
}

// answer returns the answer of one side, with the container's variables, by name, and its argument.
func answer(env, arg string) []byte {
	var variables []string
	for _, v := range strings.Fields(env) {
		name, value, _ := strings.Cut(v, "=")
		variables = append(variables, fmt.Sprintf(`{"name":%q,"value":%q}`, name, value))
	}
	return []byte(fmt.Sprintf(`{"containers":[{"container":"c","env":[%s],"args":[%q]}]}`, strings.Join(variables, ","), arg))
}

func TestSeesAnotherMark(t *testing.T) {
	after := `{"metadata":{"annotations":{"svcenv.io/links-off":"all"}},"spec":{"enableServiceLinks":false}}`
	if _, f := UntouchedFault([]byte(`{"metadata":{},"spec":{}}`), []byte(after), false); f == nil {
		t.Error(after)
	}
}

func TestSidecars(t *testing.T) {
	before := `{"spec":{"containers":[{"name":"c","env":[{"name":"A","value":"1"},{"name":"B","value":2.0}]}]}}`
	for i, want := range []string{
		`{"spec":{"containers":[{"name":"c","env":[{"name":"A","value":"1"},{"name":"B","value":2.0}]},{"env":[{"name":"A","value":"1"},{"name":"B","value":2.0}],"name":"sidecar"}]}}`,
		`{"spec":{"containers":[{"name":"c","env":[{"name":"A","value":"1"},{"name":"B","value":2.0}]},{"env":[{"name":"B","value":2.0},{"name":"A","value":"1"}],"name":"sidecar"}]}}`,
		`{"spec":{"containers":[{"name":"c","env":[{"name":"A","value":"1"},{"name":"B","value":2.0}]},{"env":[{"name":"A","value":"1"},{"name":"B","value":2.0}],"envFrom":[{"configMapRef":{"name":"sidecar-settings","optional":true}}],"name":"sidecar"}]}}`,
	} {
		sidecar := SidecarOf([]byte(before), i)
		got := WithSidecar([]byte(before), sidecar)
		if normal, _ := objectOf([]byte(want)); string(got) != string(encode(normal)) {
			t.Errorf("%d: %s", i, got)
		}
	}
	if SidecarOf([]byte(`{"spec":{"initContainers":[]}}`), 0) != nil {
		t.Error("a pod without containers has a sidecar")
	}
}

func TestMeaning(t *testing.T) {
	links := &Links{Dropped: map[string]bool{"REDIS_PORT": true, "WEB_PORT": true, "API_PORT": true}, Wished: map[string]bool{"API_PORT": true}}
	before := answer("A=a API_PORT=3 REDIS_PORT=1 WEB_PORT=2", "1")
	for _, row := range []struct {
		promise, env, arg string
		added             []string
	}{
		{"", "A=a API_PORT=3 REDIS_PORT=1", "1", []string{"REDIS_PORT", "API_PORT"}},
		{"environment", "A=b API_PORT=3 REDIS_PORT=1", "1", nil},
		{"environment", "A=a API_PORT=3 REDIS_PORT=1 NEW=1", "1", nil},
		{"environment", "A=a API_PORT=3 REDIS_PORT=1", "$(REDIS_PORT)", nil},
		{"dropped", "API_PORT=3 REDIS_PORT=1", "1", nil},
		{"dropped", "A=a API_PORT=3", "1", nil},
		{"dropped", "A=a REDIS_PORT=1", "1", nil},
		{"added", "A=a API_PORT=3 REDIS_PORT=1", "1", []string{"WEB_PORT"}},
		{"twice", "A=a API_PORT=3 REDIS_PORT=1", "1", []string{"A"}},
	} {
		f := MeaningFault("side", Environments{Before: before, After: answer(row.env, row.arg)}, []byte(pod), links, Added{"c": row.added})
		if (f == nil) != (row.promise == "") || (f != nil && !strings.HasPrefix(f.Promise, row.promise)) {
			t.Errorf("%v: %v", row, f)
		}
	}
}

func TestReferences(t *testing.T) {
	names := map[string]bool{}
	references("$(A)$$(B)$$$(C)$(D$(E)$F$(G $", names)
	if fmt.Sprint(names) != "map[A:true C:true D$(E:true]" {
		t.Error(names)
	}
}
