package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	pb "k8s.io/cri-api/pkg/apis/runtime/v1"
)

// plan is what a process needs to know to become a container.
type plan struct {
	Directory  string // an empty one, for the root
	Hostname   string
	WorkingDir string
	Argv       []string
	Env        [][]byte
	Mounts     []*pb.Mount
}

const becomeContainer = "become-container"

// run starts the container's program, and returns when it is the process's, or why it cannot be.
func (r *runtime) run(c *container) error {
	directory := filepath.Join(r.state, c.id)
	if err := os.MkdirAll(directory, 0o755); err != nil {
		return err
	}
	p := plan{Directory: directory, Hostname: c.pod.Hostname, WorkingDir: c.config.WorkingDir, Argv: c.argv(), Mounts: c.config.Mounts}
	for _, variable := range c.environ() {
		p.Env = append(p.Env, []byte(variable))
	}
	output, err := openLog(c.logPath())
	if err != nil {
		return err
	}
	command, err := r.become(p, output)
	if err != nil {
		output.close()
		os.Remove(directory)
		return err
	}
	err = r.runs(c, command.Process.Pid)
	go func() {
		output.readers.Wait()
		command.Wait()
		output.close()
		os.Remove(directory)
		r.ended(c, exitCode(command.ProcessState))
	}()
	return err
}

func exitCode(state *os.ProcessState) int32 {
	if wait, ok := state.Sys().(syscall.WaitStatus); ok && wait.Signaled() {
		return 128 + int32(wait.Signal())
	}
	return int32(state.ExitCode())
}

// become starts this program again, which then execs the program of the plan. It reads the plan from a pipe, and
// writes errors to another one, which a successful exec closes.
func (r *runtime) become(p plan, output *logFile) (*exec.Cmd, error) {
	text, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	planReader, planWriter, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer planReader.Close()
	defer planWriter.Close()
	failureReader, failureWriter, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer failureReader.Close()
	defer failureWriter.Close()
	command := exec.Command("/proc/self/exe", becomeContainer)
	command.Env = []string{}
	command.ExtraFiles = []*os.File{planReader, failureWriter}
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Pdeathsig: syscall.SIGKILL,
		Cloneflags: syscall.CLONE_NEWPID | syscall.CLONE_NEWNS | syscall.CLONE_NEWUTS}
	stdout, stderr, err := output.pipes()
	if err != nil {
		return nil, err
	}
	command.Stdout, command.Stderr = stdout, stderr
	err = r.startProcess(command)
	stdout.Close()
	stderr.Close()
	if err != nil {
		return nil, err
	}
	failureWriter.Close()
	planReader.Close()
	planWriter.Write(text)
	planWriter.Close()
	if failure, _ := io.ReadAll(failureReader); len(failure) > 0 {
		command.Wait()
		return nil, errors.New(string(failure))
	}
	return command, nil
}

// findProgram returns the path of an executable, looked for as execvp(3) does; "" if there is none.
func findProgram(name string, env []string) string {
	if strings.Contains(name, "/") {
		if isProgram(name) {
			return name
		}
		return ""
	}
	path := "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
	for _, variable := range env {
		if value, ok := strings.CutPrefix(variable, "PATH="); ok {
			path = value
		}
	}
	for _, directory := range filepath.SplitList(path) {
		if full := filepath.Join(directory, name); name != "" && isProgram(full) {
			return full
		}
	}
	return ""
}

func isProgram(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}
