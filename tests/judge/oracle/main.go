// The judge answers requests with the kubelet's own code, one JSON line each, in order. See tests/judge/README.md for
// all requests and answers.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/go-logr/logr"
	"k8s.io/klog/v2"
)

// operations maps the request's "op" to its function. The default is "environment".
var operations = map[string]func(*request) (answer, error){
	"environment": environmentOp,
	"expand":      expandOp,
	"services":    servicesOp,
	"envfile":     envfileOp,
	"quantity":    quantityOp,
	"manifest":    manifestOp,
	"quote":       quoteOp,
	"ip":          ipOp,
	"validate":    validateOp,
}

func main() {
	workers := flag.Int("workers", runtime.GOMAXPROCS(0), "number of requests to compute concurrently")
	flag.Parse()
	klog.SetLogger(logr.Discard())
	// Collect garbage less often: the heap is small, and most of it is garbage.
	debug.SetGCPercent(400)
	if err := serve(os.Stdin, os.Stdout, *workers); err != nil {
		fmt.Fprintln(os.Stderr, "judge:", err)
		os.Exit(1)
	}
}

type job struct {
	line   []byte
	answer []byte
	done   chan struct{}
}

// serve answers each line of in. It flushes out whenever no further answer is ready, so that a caller may wait for an
// answer before it sends the next request.
func serve(in io.Reader, out io.Writer, workers int) error {
	todo := make(chan *job, workers)
	inOrder := make(chan *job, 64*workers)
	var readErr error
	go func() {
		defer close(inOrder)
		defer close(todo)
		readErr = readLines(in, func(line []byte) {
			j := &job{line: line, done: make(chan struct{})}
			inOrder <- j
			todo <- j
		})
	}()
	for i := 0; i < workers; i++ {
		go func() {
			for j := range todo {
				j.answer = answerLine(j.line)
				close(j.done)
			}
		}()
	}
	writer := bufio.NewWriterSize(out, 1<<16)
	for {
		j, open, err := next(inOrder, writer)
		if err != nil {
			return err
		}
		if !open {
			break
		}
		if err := await(j, writer); err != nil {
			return err
		}
		if _, err := writer.Write(append(j.answer, '\n')); err != nil {
			return err
		}
	}
	if err := writer.Flush(); err != nil {
		return err
	}
	return readErr
}

func next(inOrder <-chan *job, writer *bufio.Writer) (*job, bool, error) {
	select {
	case j, open := <-inOrder:
		return j, open, nil
	default:
	}
	if err := writer.Flush(); err != nil {
		return nil, false, err
	}
	j, open := <-inOrder
	return j, open, nil
}

func await(j *job, writer *bufio.Writer) error {
	select {
	case <-j.done:
		return nil
	default:
	}
	if err := writer.Flush(); err != nil {
		return err
	}
	<-j.done
	return nil
}

// readLines calls handle with each nonblank line, without the newline.
func readLines(in io.Reader, handle func([]byte)) error {
	reader := bufio.NewReaderSize(in, 1<<16)
	for {
		line, err := reader.ReadBytes('\n')
		if line = bytes.TrimSpace(line); len(line) > 0 {
			handle(line)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// answerLine never fails: errors are part of the answer.
func answerLine(line []byte) (text []byte) {
	var r request
	defer func() {
		if p := recover(); p != nil {
			text = errorAnswer(fmt.Errorf("panic: %v", p)).text(r.ID)
		}
	}()
	if err := decode(line, &r); err != nil {
		return errorAnswer(err).text(r.ID)
	}
	if r.Op == "" {
		r.Op = "environment"
	}
	operation, ok := operations[r.Op]
	if !ok {
		return errorAnswer(fmt.Errorf("no operation %q", r.Op)).text(r.ID)
	}
	a, err := operation(&r)
	if err != nil {
		a = errorAnswer(err)
	}
	return a.text(r.ID)
}
