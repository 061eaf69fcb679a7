package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// logFile is a container's output in the form that the kubelet reads.
type logFile struct {
	mu      sync.Mutex
	file    *os.File       // nil: nobody wants it
	readers sync.WaitGroup // of the pipes
}

func openLog(path string) (*logFile, error) {
	if path == "" {
		return &logFile{}, nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	return &logFile{file: file}, err
}

// pipes returns the writing ends of two pipes that lead into the log, until all their copies are closed.
func (l *logFile) pipes() (stdout, stderr *os.File, err error) {
	outReader, outWriter, err := os.Pipe()
	if err != nil {
		return nil, nil, err
	}
	errReader, errWriter, err := os.Pipe()
	if err != nil {
		return nil, nil, err
	}
	l.readers.Add(2)
	go l.copy("stdout", outReader)
	go l.copy("stderr", errReader)
	return outWriter, errWriter, nil
}

func (l *logFile) copy(stream string, from *os.File) {
	defer l.readers.Done()
	defer from.Close()
	reader := bufio.NewReaderSize(from, 16<<10)
	for {
		line, err := reader.ReadSlice('\n')
		if len(line) > 0 {
			l.write(stream, line)
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return
		}
	}
}

// write writes a line, or a part of one.
func (l *logFile) write(stream string, line []byte) {
	tag := "P"
	if line[len(line)-1] == '\n' {
		tag, line = "F", line[:len(line)-1]
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file != nil {
		fmt.Fprintf(l.file, "%s %s %s %s\n", time.Now().UTC().Format(time.RFC3339Nano), stream, tag, line)
	}
}

func (l *logFile) close() {
	if l.file != nil {
		l.file.Close()
	}
}
