// changes lists the hand-written cases that two Kubernetes versions answer differently, according to their vectors:
//
//	changes --vectors DIR 1.37 1.38
//
// It prints one line per group: the group, the number of cases that differ, and their ids.
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"svcenv/tests/judge/internal/compare"
)

type vector struct {
	Group    string
	ID       string
	Op       string
	Request  json.RawMessage
	Expected json.RawMessage
}

func main() {
	vectors := flag.String("vectors", "tests/conformance/vectors", "the directory of VERSION.jsonl.gz")
	flag.Parse()
	if flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "usage: changes [--vectors DIR] OLD NEW")
		os.Exit(2)
	}
	if err := run(*vectors, flag.Arg(0), flag.Arg(1)); err != nil {
		fmt.Fprintln(os.Stderr, "changes:", err)
		os.Exit(1)
	}
}

func run(directory, old, new string) error {
	before, err := read(filepath.Join(directory, old+".jsonl.gz"))
	if err != nil {
		return err
	}
	after, err := read(filepath.Join(directory, new+".jsonl.gz"))
	if err != nil {
		return err
	}
	byName := map[string]vector{}
	for _, v := range before {
		byName[v.Group+"/"+v.ID] = v
	}
	var groups []string
	ids := map[string][]string{}
	for _, v := range after {
		was, ok := byName[v.Group+"/"+v.ID]
		if !ok || strings.HasPrefix(v.Group, "random-") || !differ(was, v) {
			continue
		}
		if ids[v.Group] == nil {
			groups = append(groups, v.Group)
		}
		ids[v.Group] = append(ids[v.Group], v.ID)
	}
	for _, group := range groups {
		fmt.Printf("%s %d: %s\n", group, len(ids[group]), strings.Join(ids[group], " "))
	}
	return nil
}

// differ returns whether two answers differ, ignoring fields that only one version has ("found" of files since 1.38).
func differ(old, new vector) bool {
	if new.Op == "envfile" {
		for _, end := range []string{`,"found":true}`, `,"found":false}`} {
			new.Expected = bytes.Replace(new.Expected, []byte(end), []byte("}"), 1)
			old.Expected = bytes.Replace(old.Expected, []byte(end), []byte("}"), 1)
		}
	}
	return !bytes.Equal(old.Expected, new.Expected) && !compare.Answers(new.Op, old.Expected, new.Expected).Match
}

func read(path string) ([]vector, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	var vectors []vector
	lines := bufio.NewScanner(text)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var v vector
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		vectors = append(vectors, v)
	}
	return vectors, lines.Err()
}
