package kubelet

import (
	"context"
	"net"

	"github.com/go-logr/logr"
	v1 "k8s.io/api/core/v1"
	"k8s.io/klog/v2"
	kubecontainer "k8s.io/kubernetes/pkg/kubelet/container"
)

var judgeContext = klog.NewContext(context.Background(), logr.Discard())

// JudgeEnvironment calls makeEnvironmentVariables.
func (kl *Kubelet) JudgeEnvironment(pod *v1.Pod, container *v1.Container, podIP string, podIPs []string, volumes kubecontainer.VolumeMap) ([]kubecontainer.EnvVar, error) {
	return kl.makeEnvironmentVariables(judgeContext, pod, container, podIP, podIPs, volumes)
}

// JudgeHostIPs calls getHostIPsAnyWay.
func (kl *Kubelet) JudgeHostIPs() ([]net.IP, error) { return kl.getHostIPsAnyWay(judgeContext) }
