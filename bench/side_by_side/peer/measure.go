package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"time"
)

// tally summarizes the results, identically on both sides: counts, and FNV-1a over each text
// and a following byte 0xff.
type tally struct {
	Items    int    `json:"items"`
	Bytes    int    `json:"bytes"`
	Checksum string `json:"checksum"`
	sum      uint64
}

func newTally() *tally { return &tally{sum: 14695981039346656037} }

func (t *tally) add(texts ...string) {
	for _, text := range texts {
		for i := 0; i < len(text); i++ {
			t.sum = (t.sum ^ uint64(text[i])) * 1099511628211
		}
		t.sum = (t.sum ^ 0xff) * 1099511628211
		t.Bytes += len(text)
	}
}

func (t *tally) item(texts ...string) {
	t.Items++
	t.add(texts...)
}

// work prepares a run from a file's bytes. Each call of the first function runs it once, and returns
// a second one, which tallies the result.
type work func(data []byte) (func() (func() *tally, error), error)

var works = map[string]work{
	"services":    servicesWork,
	"expand":      expandWork,
	"environment": environmentWork,
	"read":        readWork,
	"yaml":        yamlWork,
	"review":      reviewWork,
}

func measure(name, path, secondsText string) error {
	make, ok := works[name]
	if !ok {
		return fmt.Errorf("unknown work %q", name)
	}
	seconds, err := strconv.ParseFloat(secondsText, 64)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	once, err := make(data)
	if err != nil {
		return err
	}
	told, err := once()
	if err != nil {
		return err
	}
	sum := told()
	sum.Checksum = fmt.Sprintf("%016x", sum.sum)
	runtime.GC()
	count, start, cpuBefore := 0, time.Now(), cpuSeconds()
	for count == 0 || time.Since(start).Seconds() < seconds {
		if _, err := once(); err != nil {
			return err
		}
		count++
	}
	wall, cpu := time.Since(start).Seconds(), cpuSeconds()-cpuBefore
	return json.NewEncoder(os.Stdout).Encode(struct {
		*tally
		Seconds float64 `json:"seconds"`
		CPU     float64 `json:"cpu"`
	}{sum, wall / float64(count), cpu / float64(count)})
}

// cpuSeconds returns the CPU time of this process, including garbage collection.
func cpuSeconds() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	seconds := func(t syscall.Timeval) float64 { return float64(t.Sec) + float64(t.Usec)*1e-6 }
	return seconds(usage.Utime) + seconds(usage.Stime)
}
