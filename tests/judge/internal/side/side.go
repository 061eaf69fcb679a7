// Package side runs programs that answer JSON lines: the judge, svcenv, or a test helper.
package side

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"
)

// Command is a program and its arguments.
type Command []string

// Stream is a running program that is written to and read from at the same time.
type Stream struct {
	process *exec.Cmd
	input   io.WriteCloser
	writer  *bufio.Writer
	output  *bufio.Reader
	errors  bytes.Buffer
}

// Start runs the command. Its stderr is kept for Close.
func (c Command) Start() (*Stream, error) {
	s := &Stream{process: exec.Command(c[0], c[1:]...)}
	s.process.Stderr = &s.errors
	var err error
	if s.input, err = s.process.StdinPipe(); err != nil {
		return nil, err
	}
	output, err := s.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	s.writer = bufio.NewWriterSize(s.input, 1<<16)
	s.output = bufio.NewReaderSize(output, 1<<16)
	return s, s.process.Start()
}

// Send writes a line to the program without flushing.
func (s *Stream) Send(line []byte) error {
	if _, err := s.writer.Write(line); err != nil {
		return err
	}
	return s.writer.WriteByte('\n')
}

// Flush sends buffered lines to the program.
func (s *Stream) Flush() error { return s.writer.Flush() }

// EndInput flushes and closes the program's input.
func (s *Stream) EndInput() error {
	return errors.Join(s.writer.Flush(), s.input.Close())
}

// Receive returns the program's next line without its newline, or io.EOF after the last.
func (s *Stream) Receive() ([]byte, error) {
	line, err := s.output.ReadBytes('\n')
	if err != nil && len(line) == 0 {
		return nil, err
	}
	return bytes.TrimSuffix(line, []byte{'\n'}), nil
}

// Kill kills the program.
func (s *Stream) Kill() { _ = s.process.Process.Kill() }

// Close waits until the program exits. The error contains its stderr.
func (s *Stream) Close() error {
	_ = s.input.Close()
	if err := s.process.Wait(); err != nil {
		return fmt.Errorf("%s: %w\n%s", s.process.Path, err, tail(s.errors.Bytes()))
	}
	return nil
}

func tail(text []byte) []byte {
	const most = 4000
	return text[max(0, len(text)-most):]
}

// Ask starts the command for the lines and returns its answers: fewer than lines if it exits early or takes longer
// than limit.
func (c Command) Ask(lines [][]byte, limit time.Duration) ([][]byte, error) {
	process := exec.Command(c[0], c[1:]...)
	process.Stdin = bytes.NewReader(append(bytes.Join(lines, []byte{'\n'}), '\n'))
	var output, messages bytes.Buffer
	process.Stdout, process.Stderr = &output, &messages
	if err := process.Start(); err != nil {
		return nil, err
	}
	timer := time.AfterFunc(limit, func() { _ = process.Process.Signal(os.Kill) })
	err := process.Wait()
	timer.Stop()
	if err != nil {
		err = fmt.Errorf("%s: %w\n%s", c[0], err, tail(messages.Bytes()))
	}
	var answers [][]byte
	for _, line := range bytes.Split(output.Bytes(), []byte{'\n'}) {
		if len(line) > 0 {
			answers = append(answers, line)
		}
	}
	return answers, err
}
