package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	pb "k8s.io/cri-api/pkg/apis/runtime/v1"
)

// File descriptors that become() gives.
const (
	planFD    = 3
	failureFD = 4
)

// enterContainer reads the plan, makes the root of the container and becomes its program.
func enterContainer() {
	syscall.CloseOnExec(failureFD)
	if err := enter(); err != nil {
		fmt.Fprint(os.NewFile(failureFD, "failure"), err)
	}
	os.Exit(127)
}

func enter() error {
	planFile := os.NewFile(planFD, "plan")
	var p plan
	if err := json.NewDecoder(planFile).Decode(&p); err != nil {
		return fmt.Errorf("plan: %w", err)
	}
	planFile.Close()
	if err := syscall.Sethostname([]byte(p.Hostname)); err != nil {
		return fmt.Errorf("hostname: %w", err)
	}
	if err := enterRoot(p); err != nil {
		return err
	}
	if p.WorkingDir == "" {
		p.WorkingDir = "/"
	}
	if err := os.MkdirAll(p.WorkingDir, 0o755); err != nil {
		return err
	}
	if err := os.Chdir(p.WorkingDir); err != nil {
		return err
	}
	var env []string
	for _, variable := range p.Env {
		env = append(env, string(variable))
	}
	program := findProgram(p.Argv[0], env)
	if program == "" {
		return fmt.Errorf("no program %s", p.Argv[0])
	}
	return os.NewSyscallError("exec "+program, syscall.Exec(program, p.Argv, env))
}

// enterRoot makes the root: the files of this machine, changed in memory only, with the mounts of the plan.
func enterRoot(p plan) error {
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return os.NewSyscallError("mount private", err)
	}
	root, err := overlay(p.Directory)
	if err != nil {
		return err
	}
	// Where links lead is a matter of the machine's root, which is left below.
	sources := make([]string, len(p.Mounts))
	for i, m := range p.Mounts {
		if sources[i], err = filepath.EvalSymlinks(m.HostPath); err != nil {
			return fmt.Errorf("mount: %w", err)
		}
	}
	// With the new root in place, links inside of it (/var/run) lead to where they do in the container.
	const old = "/.machine"
	if err := os.Mkdir(root+old, 0o700); err != nil {
		return err
	}
	if err := syscall.PivotRoot(root, root+old); err != nil {
		return os.NewSyscallError("pivot_root", err)
	}
	if err := os.Chdir("/"); err != nil {
		return err
	}
	for i, m := range p.Mounts {
		if err := bind(old+sources[i], m); err != nil {
			return fmt.Errorf("mount %s: %w", m.ContainerPath, err)
		}
	}
	if err := syscall.Unmount(old, syscall.MNT_DETACH); err != nil {
		return os.NewSyscallError("umount", err)
	}
	return os.Remove(old)
}

func overlay(directory string) (string, error) {
	if err := syscall.Mount("tmpfs", directory, "tmpfs", 0, "size=64m"); err != nil {
		return "", os.NewSyscallError("mount tmpfs", err)
	}
	root, upper, work := directory+"/root", directory+"/upper", directory+"/work"
	for _, d := range []string{root, upper, work} {
		if err := os.Mkdir(d, 0o755); err != nil {
			return "", err
		}
	}
	if err := syscall.Mount("overlay", root, "overlay", 0, "lowerdir=/,upperdir="+upper+",workdir="+work); err != nil {
		return "", os.NewSyscallError("mount overlay", err)
	}
	for _, d := range []string{"/dev", "/sys", "/tmp"} {
		if err := syscall.Mount(d, root+d, "", syscall.MS_BIND|syscall.MS_REC, ""); err != nil {
			return "", os.NewSyscallError("mount "+d, err)
		}
	}
	return root, os.NewSyscallError("mount proc", syscall.Mount("proc", root+"/proc", "proc", 0, ""))
}

func bind(source string, m *pb.Mount) error {
	if strings.HasPrefix(m.ContainerPath, "/dev/") { // the machine's own, where nothing may be made
		return nil
	}
	info, err := os.Stat(source)
	if err != nil {
		return err
	}
	if info.IsDir() {
		err = os.MkdirAll(m.ContainerPath, 0o755)
	} else {
		err = makeFile(m.ContainerPath)
	}
	if err != nil {
		return err
	}
	if err := syscall.Mount(source, m.ContainerPath, "", syscall.MS_BIND|syscall.MS_REC, ""); err != nil {
		return err
	}
	if m.Readonly {
		return syscall.Mount("", m.ContainerPath, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, "")
	}
	return nil
}

// makeFile makes an empty file where there is none.
func makeFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	return file.Close()
}
