package kubelet

import v1 "k8s.io/api/core/v1"

func (m judgeConfigMaps) GetConfigMap(namespace, name string) (*v1.ConfigMap, error) {
	return m.get(namespace, name)
}
