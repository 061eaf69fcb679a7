package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"

	pb "k8s.io/cri-api/pkg/apis/runtime/v1"
	"k8s.io/cri-streaming/pkg/streaming"
	"k8s.io/cri-streaming/pkg/streaming/remotecommand"
)

// serveStreams serves what `kubectl exec` and `kubectl port-forward` talk to, by way of the kubelet.
func (r *runtime) serveStreams(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	config := streaming.DefaultConfig
	config.Addr = listener.Addr().String()
	if r.streams, err = streaming.NewServer(config, streamer{r}); err != nil {
		return err
	}
	go http.Serve(listener, r.streams)
	return nil
}

func (r *runtime) Exec(_ context.Context, q *pb.ExecRequest) (*pb.ExecResponse, error) {
	return r.streams.GetExec(q)
}

func (r *runtime) Attach(_ context.Context, q *pb.AttachRequest) (*pb.AttachResponse, error) {
	return r.streams.GetAttach(q)
}

func (r *runtime) PortForward(_ context.Context, q *pb.PortForwardRequest) (*pb.PortForwardResponse, error) {
	return r.streams.GetPortForward(q)
}

type streamer struct{ runtime *runtime }

// exitStatus is how the streams tell that a command failed.
type exitStatus int

func (e exitStatus) Error() string   { return fmt.Sprintf("exit status %d", int(e)) }
func (e exitStatus) String() string  { return e.Error() }
func (e exitStatus) Exited() bool    { return true }
func (e exitStatus) ExitStatus() int { return int(e) }

func (s streamer) Exec(ctx context.Context, id string, argv []string, stdin io.Reader, stdout, stderr io.WriteCloser, tty bool, _ <-chan remotecommand.TerminalSize) error {
	if tty {
		return errors.New("no terminals here")
	}
	c, err := s.runtime.container(id)
	if err != nil {
		return err
	}
	command := s.runtime.command(ctx, c, argv)
	if stdout != nil {
		command.Stdout = stdout
	}
	if stderr != nil {
		command.Stderr = stderr
	}
	if stdin != nil {
		// Not command.Stdin: that would wait for the end of input after the command has ended.
		pipe, err := command.StdinPipe()
		if err != nil {
			return err
		}
		go func() {
			io.Copy(pipe, stdin)
			pipe.Close()
		}()
	}
	err = command.Run()
	if command.ProcessState == nil {
		return err
	}
	if code := exitCode(command.ProcessState); code != 0 {
		return exitStatus(code)
	}
	return nil
}

func (s streamer) Attach(context.Context, string, io.Reader, io.WriteCloser, io.WriteCloser, bool, <-chan remotecommand.TerminalSize) error {
	return errors.New("attach is not supported")
}

// PortForward: all pods have one network, so the port of a pod is that of this machine.
func (s streamer) PortForward(_ context.Context, _ string, port int32, stream io.ReadWriteCloser) error {
	connection, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return err
	}
	defer connection.Close()
	go func() {
		io.Copy(connection, stream)
		connection.(*net.TCPConn).CloseWrite()
	}()
	_, err = io.Copy(stream, connection)
	return err
}
