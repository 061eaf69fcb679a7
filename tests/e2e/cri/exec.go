package main

import (
	"bytes"
	"context"
	"os/exec"
	"strconv"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	pb "k8s.io/cri-api/pkg/apis/runtime/v1"
)

// command is a command in a container, or, where that has no process, with its environment.
func (r *runtime) command(ctx context.Context, c *container, argv []string) *exec.Cmd {
	r.mu.Lock()
	pid := c.pid
	r.mu.Unlock()
	var command *exec.Cmd
	if pid != 0 {
		enter := []string{"--target", strconv.Itoa(pid), "--mount", "--uts", "--pid", "--root", "--wd", "--"}
		command = exec.CommandContext(ctx, "/usr/bin/nsenter", append(enter, argv...)...)
	} else {
		command = exec.CommandContext(ctx, argv[0], argv[1:]...)
		if program := findProgram(argv[0], c.environ()); program != "" {
			command.Path, command.Err = program, nil
		}
	}
	command.Env = c.environ()
	command.WaitDelay = time.Second // for what it leaves behind with its pipes
	return command
}

func (r *runtime) ExecSync(ctx context.Context, q *pb.ExecSyncRequest) (*pb.ExecSyncResponse, error) {
	c, err := r.container(q.ContainerId)
	if err != nil {
		return nil, err
	}
	if err := r.journal.write("exec", c, entry{"command": q.Cmd}); err != nil {
		return nil, err
	}
	if q.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Duration(q.Timeout)*time.Second)
		defer cancel()
	}
	var stdout, stderr bytes.Buffer
	command := r.command(ctx, c, q.Cmd)
	command.Stdout, command.Stderr = &stdout, &stderr
	err = command.Run()
	if ctx.Err() != nil {
		return nil, status.Errorf(codes.DeadlineExceeded, "the command took longer than %d s", q.Timeout)
	}
	if err != nil && command.ProcessState == nil {
		return nil, status.Errorf(codes.Unknown, "exec: %v", err)
	}
	return &pb.ExecSyncResponse{Stdout: stdout.Bytes(), Stderr: stderr.Bytes(), ExitCode: exitCode(command.ProcessState)}, nil
}
