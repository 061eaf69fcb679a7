package kubelet

import (
	"net"

	v1 "k8s.io/api/core/v1"
	kubecontainer "k8s.io/kubernetes/pkg/kubelet/container"
)

// JudgeEnvironment calls makeEnvironmentVariables. This version does not have fileKeyRef, so volumes are not used.
func (kl *Kubelet) JudgeEnvironment(pod *v1.Pod, container *v1.Container, podIP string, podIPs []string, volumes kubecontainer.VolumeMap) ([]kubecontainer.EnvVar, error) {
	return kl.makeEnvironmentVariables(pod, container, podIP, podIPs)
}

// JudgeHostIPs calls getHostIPsAnyWay.
func (kl *Kubelet) JudgeHostIPs() ([]net.IP, error) { return kl.getHostIPsAnyWay() }
