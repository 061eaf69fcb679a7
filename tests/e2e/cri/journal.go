package main

import (
	"encoding/json"
	"os"
	"sync"
	"unicode/utf8"

	pb "k8s.io/cri-api/pkg/apis/runtime/v1"
)

// journal is a file of JSON lines, each {"op", "namespace", "pod", "container", …}. The ops:
//
//	create  a container, with the "env", "command", "args" and "mounts" that the kubelet gave; "id", "attempt"
//	start   it runs; "pid" is 0 where there is no process for it
//	exit    it ended, with "code"; after its start
//	exec    a command was run in it for the kubelet (a probe or a hook); "command"
type journal struct {
	mu   sync.Mutex
	file *os.File
}

type entry map[string]any

func openJournal(path string) (*journal, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	return &journal{file: file}, nil
}

// write adds what names the container to the entry, and the entry to the file.
func (j *journal) write(op string, c *container, e entry) error {
	e["op"], e["id"] = op, c.id
	e["namespace"], e["pod"], e["uid"] = c.pod.Metadata.Namespace, c.pod.Metadata.Name, c.pod.Metadata.Uid
	e["container"], e["attempt"] = c.config.Metadata.Name, c.config.Metadata.Attempt
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	_, err = j.file.Write(append(line, '\n'))
	return err
}

// variable is {"name", "value"}, or {"name", "valueBase64"} where the value is not UTF-8.
type variable struct {
	Name        string  `json:"name"`
	Value       *string `json:"value,omitempty"`
	ValueBase64 []byte  `json:"valueBase64,omitempty"`
}

func variables(env []*pb.KeyValue) []variable {
	all := make([]variable, 0, len(env))
	for _, e := range env {
		v := variable{Name: e.Key}
		if utf8.Valid(e.Value) {
			text := string(e.Value)
			v.Value = &text
		} else {
			v.ValueBase64 = e.Value
		}
		all = append(all, v)
	}
	return all
}
