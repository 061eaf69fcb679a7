package main

import envutil "k8s.io/kubernetes/pkg/kubelet/util/env"

func envfileOp(request *request) (answer, error) {
	v, err := makeVolumes(map[string]map[string]string{"v": {"env": string(request.content())}})
	if err != nil {
		return nil, err
	}
	defer v.remove()
	value, err := envutil.ParseEnv(v.mounted["v"].Mounter.GetPath()+"/env", request.Key)
	if err != nil {
		return nil, v.withoutDirectory(err)
	}
	return appendTextField(nil, "value", value), nil
}
