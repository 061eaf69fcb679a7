package main

import (
	v1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/kubelet"
	netutils "k8s.io/utils/net"
)

// podAddresses are what the kubelet passes to makeEnvironmentVariables.
type podAddresses struct {
	first string
	all   []string
}

// addressesOf takes the IPs from the request, else from the pod's status, else (host network) from
// the node. Those of a status already have the kubelet's order: cluster.NodeIPs is set so that
// the kubelet keeps it.
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

// hostAddresses follows generateAPIPodStatus: host-network pods inherit the node's IPs.
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

// withSecondHostIP follows generateAPIPodStatus: a host-network pod from before the node had a second
// IP gets it.
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
