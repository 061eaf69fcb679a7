package main

import envutil "k8s.io/kubernetes/pkg/kubelet/util/env"

// From 1.38 on, an empty value and a missing value are different answers.
func envfileOp(request *request) (answer, error) {
	v, err := makeVolumes(map[string]map[string]string{"v": {"env": string(request.content())}})
	if err != nil {
		return nil, err
	}
	defer v.remove()
	value, found, err := envutil.ParseEnv(v.mounted["v"].Mounter.GetPath()+"/env", request.Key)
	if err != nil {
		return nil, v.withoutDirectory(err)
	}
	out := appendTextField(nil, "value", value)
	if found {
		return append(out, `,"found":true`...), nil
	}
	return append(out, `,"found":false`...), nil
}
