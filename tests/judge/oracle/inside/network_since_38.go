package kubelet

import "context"

// initNetworkUtil takes the place of the one in kubelet_network_linux.go, which writes rules of
// iptables with a module that the proxy does not have.
func (kl *Kubelet) initNetworkUtil(context.Context) {}
