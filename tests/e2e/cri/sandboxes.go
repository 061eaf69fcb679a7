package main

import (
	"context"
	"fmt"
	"slices"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	pb "k8s.io/cri-api/pkg/apis/runtime/v1"
)

// sandbox is a pod: addresses, and its containers.
type sandbox struct {
	id      string
	config  *pb.PodSandboxConfig
	handler string
	state   pb.PodSandboxState
	created int64
	ips     []string // none for a pod of the node's own network
}

func (s *sandbox) namespaces() *pb.NamespaceOption {
	return s.config.GetLinux().GetSecurityContext().GetNamespaceOptions()
}

// nextIPs are an IPv4 and an IPv6 address that no other pod has. r.mu is held.
func (r *runtime) nextIPs() []string {
	r.lastIP++
	high, low := r.lastIP/250, r.lastIP%250+1
	return []string{fmt.Sprintf("10.244.%d.%d", high, low), fmt.Sprintf("fd00:244::%x:%x", high+1, low)}
}

func (r *runtime) RunPodSandbox(_ context.Context, q *pb.RunPodSandboxRequest) (*pb.RunPodSandboxResponse, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := &sandbox{id: newID(), config: q.Config, handler: q.RuntimeHandler, created: now(), state: pb.PodSandboxState_SANDBOX_READY}
	if s.namespaces().GetNetwork() != pb.NamespaceMode_NODE {
		s.ips = r.nextIPs()
	}
	r.sandboxes[s.id] = s
	return &pb.RunPodSandboxResponse{PodSandboxId: s.id}, nil
}

// containersOf is the containers of a sandbox.
func (r *runtime) containersOf(id string) []*container {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []*container
	for _, c := range r.containers {
		if c.sandbox == id {
			all = append(all, c)
		}
	}
	return all
}

func (r *runtime) StopPodSandbox(_ context.Context, q *pb.StopPodSandboxRequest) (*pb.StopPodSandboxResponse, error) {
	for _, c := range r.containersOf(q.PodSandboxId) {
		r.stop(c, 0)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if s := r.sandboxes[q.PodSandboxId]; s != nil {
		s.state = pb.PodSandboxState_SANDBOX_NOTREADY
	}
	return &pb.StopPodSandboxResponse{}, nil
}

func (r *runtime) RemovePodSandbox(_ context.Context, q *pb.RemovePodSandboxRequest) (*pb.RemovePodSandboxResponse, error) {
	for _, c := range r.containersOf(q.PodSandboxId) {
		r.remove(c)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.sandboxes, q.PodSandboxId)
	return &pb.RemovePodSandboxResponse{}, nil
}

func (r *runtime) PodSandboxStatus(_ context.Context, q *pb.PodSandboxStatusRequest) (*pb.PodSandboxStatusResponse, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.sandboxes[q.PodSandboxId]
	if s == nil {
		return nil, status.Errorf(codes.NotFound, "no sandbox %s", q.PodSandboxId)
	}
	network := &pb.PodSandboxNetworkStatus{}
	for i, ip := range s.ips {
		if i == 0 {
			network.Ip = ip
		} else {
			network.AdditionalIps = append(network.AdditionalIps, &pb.PodIP{Ip: ip})
		}
	}
	return &pb.PodSandboxStatusResponse{Status: &pb.PodSandboxStatus{
		Id: s.id, Metadata: s.config.Metadata, State: s.state, CreatedAt: s.created, Network: network,
		Linux:  &pb.LinuxPodSandboxStatus{Namespaces: &pb.Namespace{Options: s.namespaces()}},
		Labels: s.config.Labels, Annotations: s.config.Annotations, RuntimeHandler: s.handler,
	}}, nil
}

func (r *runtime) ListPodSandbox(_ context.Context, q *pb.ListPodSandboxRequest) (*pb.ListPodSandboxResponse, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f := q.GetFilter()
	response := &pb.ListPodSandboxResponse{}
	for _, s := range r.sandboxes {
		if f.GetId() != "" && f.GetId() != s.id || f.GetState() != nil && f.GetState().State != s.state ||
			!hasLabels(s.config.Labels, f.GetLabelSelector()) {
			continue
		}
		response.Items = append(response.Items, &pb.PodSandbox{Id: s.id, Metadata: s.config.Metadata, State: s.state,
			CreatedAt: s.created, Labels: s.config.Labels, Annotations: s.config.Annotations, RuntimeHandler: s.handler})
	}
	slices.SortFunc(response.Items, func(a, b *pb.PodSandbox) int { return int(b.CreatedAt - a.CreatedAt) })
	return response, nil
}

func hasLabels(labels, wanted map[string]string) bool {
	for key, value := range wanted {
		if labels[key] != value {
			return false
		}
	}
	return true
}
