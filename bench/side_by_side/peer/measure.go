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

// tally is what was computed, the same on both sides: counted, and summed up by FNV-1a over each text and a
// byte 0xff behind it.
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

// work is made of a file's bytes; each call does it once and gives what tells what came of it.
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
		return fmt.Errorf("no work of that name: %s", name)
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

// cpuSeconds is what this process took of all processors, with its garbage collector.
func cpuSeconds() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	seconds := func(t syscall.Timeval) float64 { return float64(t.Sec) + float64(t.Usec)*1e-6 }
	return seconds(usage.Utime) + seconds(usage.Stime)
}
