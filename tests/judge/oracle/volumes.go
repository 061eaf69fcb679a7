package main

import (
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"

	securejoin "github.com/cyphar/filepath-securejoin"
	kubecontainer "k8s.io/kubernetes/pkg/kubelet/container"
	"k8s.io/kubernetes/pkg/volume"
)

// volumes are a request's "files", in a temporary directory until removed.
type volumes struct {
	directory string
	mounted   kubecontainer.VolumeMap
}

func makeVolumes(files map[string]map[string]string) (*volumes, error) {
	v := &volumes{mounted: kubecontainer.VolumeMap{}}
	if len(files) == 0 {
		return v, nil
	}
	var err error
	if v.directory, err = temporaryDirectory(); err != nil {
		return nil, err
	}
	for name, texts := range files {
		// Encode the volume's name, which may be any string in a request.
		root := filepath.Join(v.directory, hex.EncodeToString([]byte(name)))
		if err := writeVolume(root, texts); err != nil {
			v.remove()
			return nil, err
		}
		v.mounted[name] = kubecontainer.VolumeInfo{Mounter: directoryMounter{path: root}}
	}
	return v, nil
}

func writeVolume(root string, texts map[string]string) error {
	if err := os.Mkdir(root, 0o700); err != nil {
		return err
	}
	for path, text := range texts {
		file, err := securejoin.SecureJoin(root, path)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (v *volumes) remove() {
	if v.directory != "" {
		os.RemoveAll(v.directory)
	}
}

// withoutDirectory removes the temporary directory from an error, so that its message is reproducible.
func (v *volumes) withoutDirectory(err error) error {
	if v.directory == "" {
		return err
	}
	return errors.New(strings.ReplaceAll(err.Error(), v.directory, ""))
}

// temporaryDirectory creates a directory, in memory if possible.
func temporaryDirectory() (string, error) {
	if directory, err := os.MkdirTemp("/dev/shm", "svcenv-judge-"); err == nil {
		return directory, nil
	}
	return os.MkdirTemp("", "svcenv-judge-")
}

type directoryMounter struct {
	volume.Mounter
	path string
}

func (m directoryMounter) GetPath() string { return m.path }
