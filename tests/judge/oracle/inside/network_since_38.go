package kubelet

import "context"

// initNetworkUtil replaces the one in kubelet_network_linux.go, which writes iptables rules with a module that is not
// on the proxy.
func (kl *Kubelet) initNetworkUtil(context.Context) {}
