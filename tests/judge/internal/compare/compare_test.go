package compare

import "testing"

func TestAnswers(t *testing.T) {
	const (
		one     = `{"container":"c","env":[{"name":"A","value":"1"},{"name":"B","value":"2"}],"command":["x"],"args":[],"probes":{},"subPaths":{}}`
		swapped = `{"id":7,"container":"c","env":[{"name":"B","value":"2"},{"name":"A","value":"1"}],"command":["x"],"args":[],"probes":{"livenessProbe":[]},"subPaths":{},"diagnostics":[]}`
		random  = `{"container":"c","env":[{"name":"A","values":["0","1"]},{"name":"B","value":"2"}],"command":[{"values":["x","y"]}],"args":[]}`
		nul     = `{"container":"c","env":[{"name":"A","value":"a\u0000"}],"command":[],"args":[]}`
		failure = `{"error":{"message":"no"}}`
		bytes   = `{"container":"c","env":[{"name":"A","valueBase64":"/w=="}],"command":[{"base64":"/w=="}],"args":[]}`
		path    = `{"container":"c","env":[],"subPaths":{"/m":{"value":"x"}}}`
		noPath  = `{"container":"c","env":[],"subPaths":{"/m":{"error":"missing value for X"}}}`
		anyPath = `{"container":"c","env":[],"subPaths":{"/m":{"values":[{"error":"e"},{"value":"x"}]}}}`
	)
	for _, test := range []struct {
		name, op, judged, ours string
		want                   bool
	}{
		{"order and diagnostics do not count", "environment", one, swapped, true},
		{"a value", "environment", one, `{"container":"c","env":[{"name":"A","value":"1"},{"name":"B","value":"3"}],"command":["x"],"args":[]}`, false},
		{"one too few", "environment", one, `{"container":"c","env":[{"name":"A","value":"1"}],"command":["x"],"args":[]}`, false},
		{"one too many", "environment", `{"container":"c","env":[]}`, `{"container":"c","env":[{"name":"A","value":"1"}]}`, false},
		{"any of the random values", "environment", random, one, true},
		{"none of the random values", "environment", random, `{"container":"c","env":[{"name":"A","value":"2"},{"name":"B","value":"2"}],"command":["x"],"args":[]}`, false},
		{"a NUL must be an error", "environment", nul, nul, false},
		{"and is one", "environment", nul, failure, true},
		{"texts of errors do not count", "environment", failure, `{"error":{"code":"x","message":"y"}}`, true},
		{"an error that the judge does not have", "environment", one, failure, false},
		{"an error that svcenv does not have", "environment", failure, one, false},
		{"bytes", "environment", bytes, bytes, true},
		{"a path", "environment", path, path, true},
		{"a path that fails", "environment", noPath, path, false},
		{"one of its outcomes", "environment", anyPath, noPath, true},
		{"containers by name", "environment", `{"containers":[{"container":"a","env":[]},{"container":"b","error":{}}]}`, `{"containers":[{"container":"b","error":{}},{"container":"a","env":[]}]}`, true},
		{"numbers by value", "manifest", `{"documents":[{"a":1000,"b":1.5}]}`, `{"documents":[{"b":1.50,"a":1e3}]}`, true},
		{"another number", "manifest", `{"documents":[9007199254740993]}`, `{"documents":[9007199254740992]}`, false},
		{"minus zero", "manifest", `{"documents":[-0]}`, `{"documents":[0]}`, true},
		{"numbers as float64", "manifest", `{"documents":[1e+23]}`, `{"documents":[9.999999999999999e+22]}`, true},
		{"what kubectl cannot decode", "manifest", `{"documents":[{},null,{}]}`, `{"documents":[{}],"error":{"message":"x"}}`, true},
		{"and svcenv takes", "manifest", `{"documents":[null]}`, `{"documents":[{"a":1e400}]}`, false},
		{"the end of a manifest", "manifest", `{"documents":[{}],"error":{"message":"x"}}`, `{"documents":[{}]}`, false},
		{"a panic is an error", "services", `{"services":[{"panic":"x"}]}`, `{"services":[{"error":{"message":"y"}}]}`, true},
		{"variables as a container gets them", "services", `{"services":[{"variables":[{"name":"B","value":"1"},{"name":"A","value":"1"},{"name":"B","value":"2"}]}]}`, `{"services":[{"variables":[{"name":"A","value":"1"},{"name":"B","value":"2"}]}]}`, true},
		{"quantities", "quantity", `{"string":"1","value":1,"milli":1000,"rounded":"1"}`, `{"string":"1","value":1,"milli":1001,"rounded":"1"}`, false},
	} {
		if v := Answers(test.op, []byte(test.judged), []byte(test.ours)); v.Match != test.want {
			t.Errorf("%s: match %v: %s", test.name, v.Match, v.Why)
		}
	}
}

func TestSkipped(t *testing.T) {
	if v := Answers("quantity", []byte(`{"skipped":"x"}`), []byte(`{"string":"1"}`)); !v.Match || !v.Skipped {
		t.Errorf("%+v", v)
	}
}
