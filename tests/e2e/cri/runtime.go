package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"os/exec"
	goruntime "runtime"
	"sync"
	"time"

	pb "k8s.io/cri-api/pkg/apis/runtime/v1"
	"k8s.io/cri-streaming/pkg/streaming"
)

// runtime is the runtime service: its state, and what the kubelet asks about the runtime itself.
type runtime struct {
	pb.UnimplementedRuntimeServiceServer
	journal  *journal
	state    string // directory
	streams  streaming.Server
	starting chan func() // run one by one on one thread

	mu         sync.Mutex // of what follows, and of all sandboxes and containers
	sandboxes  map[string]*sandbox
	containers map[string]*container
	lastIP     int
}

func newRuntime(j *journal, state string) *runtime {
	r := &runtime{journal: j, state: state, starting: make(chan func()),
		sandboxes: map[string]*sandbox{}, containers: map[string]*container{}}
	// A process that is to die with its parent dies with the thread that started it.
	go func() {
		goruntime.LockOSThread()
		for start := range r.starting {
			start()
		}
	}()
	return r
}

// startProcess starts a command on the thread that lives as long as the runtime.
func (r *runtime) startProcess(command *exec.Cmd) error {
	result := make(chan error)
	r.starting <- func() { result <- command.Start() }
	return <-result
}

func now() int64 { return time.Now().UnixNano() }

func newID() string {
	id := make([]byte, 32)
	rand.Read(id) // never fails
	return hex.EncodeToString(id)
}

func (r *runtime) Version(context.Context, *pb.VersionRequest) (*pb.VersionResponse, error) {
	return &pb.VersionResponse{Version: "0.1.0", RuntimeName: "svcenv-cri", RuntimeVersion: "1.0.0", RuntimeApiVersion: "v1"}, nil
}

func (r *runtime) Status(context.Context, *pb.StatusRequest) (*pb.StatusResponse, error) {
	return &pb.StatusResponse{
		Status: &pb.RuntimeStatus{Conditions: []*pb.RuntimeCondition{
			{Type: pb.RuntimeReady, Status: true}, {Type: pb.NetworkReady, Status: true}}},
		RuntimeHandlers: []*pb.RuntimeHandler{{Features: &pb.RuntimeHandlerFeatures{}}},
		Features:        &pb.RuntimeFeatures{},
	}, nil
}

func (r *runtime) RuntimeConfig(context.Context, *pb.RuntimeConfigRequest) (*pb.RuntimeConfigResponse, error) {
	return &pb.RuntimeConfigResponse{Linux: &pb.LinuxRuntimeConfiguration{CgroupDriver: pb.CgroupDriver_CGROUPFS}}, nil
}

func (r *runtime) UpdateRuntimeConfig(context.Context, *pb.UpdateRuntimeConfigRequest) (*pb.UpdateRuntimeConfigResponse, error) {
	return &pb.UpdateRuntimeConfigResponse{}, nil
}

// Nothing is measured and nothing is limited.

func (r *runtime) UpdateContainerResources(context.Context, *pb.UpdateContainerResourcesRequest) (*pb.UpdateContainerResourcesResponse, error) {
	return &pb.UpdateContainerResourcesResponse{}, nil
}

func (r *runtime) ContainerStats(context.Context, *pb.ContainerStatsRequest) (*pb.ContainerStatsResponse, error) {
	return &pb.ContainerStatsResponse{}, nil
}

func (r *runtime) ListContainerStats(context.Context, *pb.ListContainerStatsRequest) (*pb.ListContainerStatsResponse, error) {
	return &pb.ListContainerStatsResponse{}, nil
}

func (r *runtime) PodSandboxStats(context.Context, *pb.PodSandboxStatsRequest) (*pb.PodSandboxStatsResponse, error) {
	return &pb.PodSandboxStatsResponse{}, nil
}

func (r *runtime) ListPodSandboxStats(context.Context, *pb.ListPodSandboxStatsRequest) (*pb.ListPodSandboxStatsResponse, error) {
	return &pb.ListPodSandboxStatsResponse{}, nil
}
