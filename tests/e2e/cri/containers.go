package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	pb "k8s.io/cri-api/pkg/apis/runtime/v1"
)

type container struct {
	id      string
	sandbox string
	config  *pb.ContainerConfig
	pod     *pb.PodSandboxConfig
	created int64
	done    chan struct{} // closed when it has ended

	// Under runtime.mu.
	state             pb.ContainerState
	started, finished int64
	exitCode          int32
	pid               int // 0: there is no process
}

// argv is what the container runs. An image has no command of its own here.
func (c *container) argv() []string {
	if len(c.config.Command) == 0 {
		return nil
	}
	return slices.Concat(c.config.Command, c.config.Args)
}

// environ is the environment of its processes: the kubelet's, in its order, and nothing more.
func (c *container) environ() []string {
	env := make([]string, 0, len(c.config.Envs))
	for _, e := range c.config.Envs {
		env = append(env, e.Key+"="+string(e.Value))
	}
	return env
}

// logPath is where the kubelet looks for the output; "" if nowhere.
func (c *container) logPath() string {
	if c.config.LogPath == "" || c.pod.LogDirectory == "" {
		return ""
	}
	return filepath.Join(c.pod.LogDirectory, c.config.LogPath)
}

func (r *runtime) CreateContainer(_ context.Context, q *pb.CreateContainerRequest) (*pb.CreateContainerResponse, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.sandboxes[q.PodSandboxId]
	if s == nil {
		return nil, status.Errorf(codes.NotFound, "no sandbox %s", q.PodSandboxId)
	}
	c := &container{id: newID(), sandbox: s.id, config: q.Config, pod: s.config, created: now(),
		state: pb.ContainerState_CONTAINER_CREATED, done: make(chan struct{})}
	r.containers[c.id] = c
	err := r.journal.write("create", c, entry{"env": variables(c.config.Envs), "command": c.config.Command,
		"args": c.config.Args, "workingDir": c.config.WorkingDir, "mounts": c.config.Mounts})
	return &pb.CreateContainerResponse{ContainerId: c.id}, err
}

func (r *runtime) container(id string) (*container, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if c := r.containers[id]; c != nil {
		return c, nil
	}
	return nil, status.Errorf(codes.NotFound, "no container %s", id)
}

func (r *runtime) StartContainer(_ context.Context, q *pb.StartContainerRequest) (*pb.StartContainerResponse, error) {
	c, err := r.container(q.ContainerId)
	if err != nil {
		return nil, err
	}
	if argv := c.argv(); len(argv) > 0 && findProgram(argv[0], c.environ()) != "" {
		err = r.run(c)
	} else {
		err = r.pretend(c)
	}
	if err != nil {
		return nil, status.Errorf(codes.Unknown, "start: %v", err)
	}
	return &pb.StartContainerResponse{}, nil
}

// pretend says that a container runs that has no program here. Its log is there, and empty.
func (r *runtime) pretend(c *container) error {
	if path := c.logPath(); path != "" {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			return err
		}
	}
	return r.runs(c, 0)
}

// runs notes that a container runs. Only then may somebody wait for its end, so that the journal has that after the start.
func (r *runtime) runs(c *container, pid int) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	c.state, c.started, c.pid = pb.ContainerState_CONTAINER_RUNNING, now(), pid
	return r.journal.write("start", c, entry{"pid": pid})
}

func (r *runtime) ended(c *container, code int32) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if c.state == pb.ContainerState_CONTAINER_EXITED {
		return
	}
	c.state, c.finished, c.exitCode = pb.ContainerState_CONTAINER_EXITED, now(), code
	close(c.done)
	r.journal.write("exit", c, entry{"code": code})
}

func (r *runtime) stop(c *container, grace time.Duration) {
	r.mu.Lock()
	pid, state := c.pid, c.state
	r.mu.Unlock()
	if state == pb.ContainerState_CONTAINER_EXITED {
		return
	}
	if pid == 0 {
		r.ended(c, 0)
		return
	}
	if grace > 0 {
		syscall.Kill(pid, syscall.SIGTERM)
		select {
		case <-c.done:
			return
		case <-time.After(grace):
		}
	}
	syscall.Kill(pid, syscall.SIGKILL) // the first of its PID namespace: the others go with it
	<-c.done
}

func (r *runtime) StopContainer(_ context.Context, q *pb.StopContainerRequest) (*pb.StopContainerResponse, error) {
	if c, err := r.container(q.ContainerId); err == nil { // one that is not there is stopped
		r.stop(c, time.Duration(q.Timeout)*time.Second)
	}
	return &pb.StopContainerResponse{}, nil
}

func (r *runtime) remove(c *container) {
	r.stop(c, 0)
	if path := c.logPath(); path != "" {
		os.Remove(path)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.containers, c.id)
}

func (r *runtime) RemoveContainer(_ context.Context, q *pb.RemoveContainerRequest) (*pb.RemoveContainerResponse, error) {
	if c, err := r.container(q.ContainerId); err == nil {
		r.remove(c)
	}
	return &pb.RemoveContainerResponse{}, nil
}

func (r *runtime) ReopenContainerLog(context.Context, *pb.ReopenContainerLogRequest) (*pb.ReopenContainerLogResponse, error) {
	return &pb.ReopenContainerLogResponse{}, nil // logs are not rotated
}

func (r *runtime) ListContainers(_ context.Context, q *pb.ListContainersRequest) (*pb.ListContainersResponse, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f := q.GetFilter()
	response := &pb.ListContainersResponse{}
	for _, c := range r.containers {
		if f.GetId() != "" && f.GetId() != c.id || f.GetPodSandboxId() != "" && f.GetPodSandboxId() != c.sandbox ||
			f.GetState() != nil && f.GetState().State != c.state || !hasLabels(c.config.Labels, f.GetLabelSelector()) {
			continue
		}
		image := imageID(c.config.Image.UserSpecifiedImage)
		response.Containers = append(response.Containers, &pb.Container{Id: c.id, PodSandboxId: c.sandbox,
			Metadata: c.config.Metadata, Image: c.config.Image, ImageRef: image, ImageId: image, State: c.state,
			CreatedAt: c.created, Labels: c.config.Labels, Annotations: c.config.Annotations})
	}
	slices.SortFunc(response.Containers, func(a, b *pb.Container) int { return int(b.CreatedAt - a.CreatedAt) })
	return response, nil
}

func (r *runtime) ContainerStatus(_ context.Context, q *pb.ContainerStatusRequest) (*pb.ContainerStatusResponse, error) {
	c, err := r.container(q.ContainerId)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	reason := ""
	if c.state == pb.ContainerState_CONTAINER_EXITED {
		reason = "Completed"
		if c.exitCode != 0 {
			reason = "Error"
		}
	}
	image := c.config.Image.UserSpecifiedImage
	return &pb.ContainerStatusResponse{Status: &pb.ContainerStatus{Id: c.id, Metadata: c.config.Metadata,
		State: c.state, CreatedAt: c.created, StartedAt: c.started, FinishedAt: c.finished, ExitCode: c.exitCode, Reason: reason,
		Image:    &pb.ImageSpec{Image: image, UserSpecifiedImage: image},
		ImageRef: imageID(image), ImageId: imageID(image), Labels: c.config.Labels, Annotations: c.config.Annotations,
		Mounts: c.config.Mounts, LogPath: c.logPath()}}, nil
}
