package main

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"svcenv/tests/judge/internal/compare"
	"svcenv/tests/judge/internal/minimise"
	"svcenv/tests/judge/internal/side"
)

const (
	window       = 4000 // requests in flight
	flushEvery   = 200
	askLimit     = 10 * time.Minute // for a program that hangs; enough for a busy machine
	judgedAgain  = 300              // times, as the first answer may lack a random choice
	judgedAtOnce = 20
	minimiseTry  = 6000
	minimiseStep = 40
)

// runner compares one operation.
type runner struct {
	op            string
	version       string
	judge, ours   side.Command
	mismatchLimit int

	compared, mismatches, skipped int
	took                          time.Duration
}

type pair struct{ request, judged, ours []byte }

func (r *runner) run(cases func(yield func([]byte) bool)) error {
	began := time.Now()
	defer func() { r.took = time.Since(began) }()
	judge, err := r.judge.Start()
	if err != nil {
		return err
	}
	defer judge.Close()
	ours, err := r.ours.Start()
	if err != nil {
		return err
	}
	defer ours.Close()
	defer ours.Kill()
	defer judge.Kill()

	pending := make(chan []byte, window)
	stop := make(chan struct{})
	go feed(cases, judge, ours, pending, stop)
	defer close(stop)

	suspects := make(chan pair, window)
	pairs := make(chan pair, 256)
	var workers sync.WaitGroup
	var skipped [2]int
	for i := range skipped {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for p := range pairs {
				v := compare.Answers(r.op, p.judged, p.ours)
				if v.Skipped {
					skipped[i]++
				}
				if !v.Match {
					suspects <- p
				}
			}
		}()
	}
	unanswered, readErr := r.collect(receiveAll(judge), receiveAll(ours), pending, pairs, suspects, began)
	close(pairs)
	workers.Wait()
	close(suspects)
	r.skipped = skipped[0] + skipped[1]
	for p := range suspects {
		if r.mismatches < r.mismatchLimit {
			r.examine(p)
		}
	}
	if readErr != nil {
		return errors.Join(readErr, r.findCrash(unanswered))
	}
	return nil
}

// feed sends the requests to both sides. Write errors result in missing answers.
func feed(cases func(func([]byte) bool), judge, ours *side.Stream, pending chan<- []byte, stop <-chan struct{}) {
	defer close(pending)
	n := 0
	cases(func(request []byte) bool {
		_ = judge.Send(request)
		_ = ours.Send(request)
		if n++; n%flushEvery == 0 {
			_ = judge.Flush()
			_ = ours.Flush()
		}
		select {
		case pending <- request:
			return true
		case <-stop:
			return false
		}
	})
	_ = judge.EndInput()
	_ = ours.EndInput()
}

// collect reads the answers and passes them on. If a side exits early, it returns the requests that may have caused
// it.
func (r *runner) collect(judge, ours <-chan []byte, pending <-chan []byte, pairs chan<- pair, suspects <-chan pair, began time.Time) ([][]byte, error) {
	report := time.Now()
	for request := range pending {
		if len(suspects) >= 10*r.mismatchLimit {
			fmt.Fprintf(os.Stderr, "differ: %s: enough mismatches\n", r.op)
			return nil, nil
		}
		judged, err := receive(judge)
		if err != nil {
			return nil, fmt.Errorf("%s: the judge %w", r.op, err)
		}
		answer, err := receive(ours)
		if err != nil {
			unanswered := [][]byte{request}
			for len(pending) > 0 {
				unanswered = append(unanswered, <-pending)
			}
			return unanswered, fmt.Errorf("%s: svcenv %w", r.op, err)
		}
		pairs <- pair{request, judged, answer}
		r.compared++
		if time.Since(report) > 5*time.Second {
			report = time.Now()
			fmt.Fprintf(os.Stderr, "differ: %s: %d cases, %d to look at, %.0f/s\n", r.op, r.compared, len(suspects), float64(r.compared)/time.Since(began).Seconds())
		}
	}
	return nil, nil
}

// receiveAll reads answers as they arrive, so that no side waits for the other.
func receiveAll(s *side.Stream) <-chan []byte {
	answers := make(chan []byte, window+2)
	go func() {
		defer close(answers)
		for {
			line, err := s.Receive()
			if err != nil {
				return
			}
			answers <- line
		}
	}()
	return answers
}

var errEnded = errors.New("exited before it answered")

func receive(answers <-chan []byte) ([]byte, error) {
	select {
	case line, ok := <-answers:
		if !ok {
			return nil, errEnded
		}
		return line, nil
	default:
	}
	timer := time.NewTimer(askLimit)
	defer timer.Stop()
	select {
	case line, ok := <-answers:
		if !ok {
			return nil, errEnded
		}
		return line, nil
	case <-timer.C:
		return nil, fmt.Errorf("did not answer for %v", askLimit)
	}
}

// examine reports a pair that differs no matter how often the judge is asked.
func (r *runner) examine(p pair) {
	if r.stillDiffers(p.request, p.ours, judgedAgain) {
		r.report(p.request)
	}
}

func (r *runner) report(request []byte) {
	r.mismatches++
	small := minimise.Request(request, minimiseTry, minimiseStep, r.firstMismatch)
	judged, _ := r.judge.Ask([][]byte{small}, askLimit)
	ours, oursErr := r.ours.Ask([][]byte{small}, askLimit)
	fmt.Fprintf(os.Stderr, "\ndiffer: MISMATCH %d of %s (version %s)\n", r.mismatches, r.op, r.version)
	if len(judged) == 0 {
		judged = [][]byte{[]byte("null")}
	}
	if len(ours) == 0 {
		fmt.Fprintf(os.Stderr, "no answer: %v\n", oursErr)
	} else {
		fmt.Fprintf(os.Stderr, "%s\n  judge:  %s\n  svcenv: %s\n", compare.Answers(r.op, judged[0], ours[0]).Why, judged[0], ours[0])
	}
	fmt.Printf("{\"group\":\"differ\",\"op\":%q,\"request\":%s,\"expected\":%s}\n", r.op, small, judged[0])
}

// firstMismatch returns the index of the first candidate on which the sides differ, or -1.
func (r *runner) firstMismatch(candidates [][]byte) int {
	judged, err := r.judge.Ask(candidates, askLimit)
	if err != nil || len(judged) != len(candidates) {
		return -1
	}
	ours, _ := r.ours.Ask(candidates, askLimit)
	for i := range candidates {
		if i >= len(ours) {
			return i // it exited on this one
		}
		if !compare.Answers(r.op, judged[i], ours[i]).Match && r.stillDiffers(candidates[i], ours[i], 2*judgedAtOnce) {
			return i
		}
	}
	return -1
}

// stillDiffers asks the judge again up to `times` times, because its choices may be random.
func (r *runner) stillDiffers(request, ours []byte, times int) bool {
	again := make([][]byte, judgedAtOnce)
	for i := range again {
		again[i] = request
	}
	for ; times > 0; times -= judgedAtOnce {
		judged, err := r.judge.Ask(again, askLimit)
		for _, j := range judged {
			if compare.Answers(r.op, j, ours).Match {
				return false
			}
		}
		if err != nil {
			return true
		}
	}
	return true
}

// findCrash reports the request that svcenv does not answer.
func (r *runner) findCrash(requests [][]byte) error {
	for _, request := range requests {
		answers, err := r.ours.Ask([][]byte{request}, askLimit)
		if len(answers) == 0 {
			r.report(request)
			return fmt.Errorf("no answer to one request: %w", err)
		}
	}
	if len(requests) > 0 {
		return errors.New("every request is answered on its own")
	}
	return nil
}
