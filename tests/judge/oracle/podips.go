package main

import (
	v1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/kubelet"
	netutils "k8s.io/utils/net"
)

// podAddresses are the addresses that the kubelet passes to makeEnvironmentVariables.
type podAddresses struct {
	first string
	all   []string
}

// addressesOf returns the IPs of the request, or else of the pod's status, or else (with host network) of the node.
// Those of a status are already in the kubelet's order, so addressesOf sets cluster.NodeIPs such that the kubelet
// keeps it.
func addressesOf(request *request, pod *v1.Pod, cluster *kubelet.JudgeCluster) podAddresses {
	var given podAddresses
	switch {
	case len(request.PodIPs) > 0:
		given = podAddresses{request.PodIPs[0], request.PodIPs}
		if request.PodIP != "" {
			given.first = request.PodIP
		}
	case request.PodIP != "":
		given = podAddresses{request.PodIP, []string{request.PodIP}}
	case pod.Status.PodIP != "":
		given = podAddresses{first: pod.Status.PodIP}
		for _, ip := range pod.Status.PodIPs {
			given.all = append(given.all, ip.IP)
		}
		if pod.Spec.HostNetwork {
			given.all = withSecondHostIP(given.all, cluster)
		}
		cluster.NodeIPs = parseIPs(given.all[:1])
	case pod.Spec.HostNetwork:
		given = hostAddresses(cluster)
	}
	return given
}

// hostAddresses returns the node's IPs, which host-network pods inherit, as in generateAPIPodStatus.
func hostAddresses(cluster *kubelet.JudgeCluster) podAddresses {
	ips, err := kubelet.NewJudged(cluster).JudgeHostIPs()
	if err != nil {
		return podAddresses{}
	}
	given := podAddresses{first: ips[0].String()}
	for _, ip := range ips {
		given.all = append(given.all, ip.String())
	}
	return given
}

// withSecondHostIP adds the node's second IP to a host-network pod that is older than this IP, as in
// generateAPIPodStatus.
func withSecondHostIP(podIPs []string, cluster *kubelet.JudgeCluster) []string {
	hostIPs, err := kubelet.NewJudged(cluster).JudgeHostIPs()
	if err != nil || len(hostIPs) != 2 || len(podIPs) != 1 {
		return podIPs
	}
	if netutils.IsIPv6String(podIPs[0]) == netutils.IsIPv6(hostIPs[1]) {
		return podIPs
	}
	return append(podIPs, hostIPs[1].String())
}
