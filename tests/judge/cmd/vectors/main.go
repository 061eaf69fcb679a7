// vectors writes the judge's answers to the hand-written cases and to random ones, one JSON case per line: {"group",
// "id", "op", "request", "expected"}. The output depends only on the judge, the cases, and the seed.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"time"

	"svcenv/tests/judge/internal/compare"
	"svcenv/tests/judge/internal/generate"
	"svcenv/tests/judge/internal/side"
)

// stableAsks is how often a manifest is read to detect random answers: of keys that differ in YAML but are equal as
// strings, a random one wins. Such cases are dropped. (Environments report their random choices themselves.)
const stableAsks = 25

type vector struct {
	Group    string          `json:"group"`
	ID       string          `json:"id"`
	Op       string          `json:"op"`
	Request  json.RawMessage `json:"request"`
	Expected json.RawMessage `json:"expected"`
}

func main() {
	judge := flag.String("judge", "", "path of the judge")
	version := flag.String("version", "1.37", "Kubernetes version")
	cases := flag.String("cases", "cases", "directory of hand-written cases, *.jsonl")
	seed := flag.Uint64("seed", 1, "seed of the random cases")
	random := flag.String("random", "", "number of random cases: OP=COUNT,…")
	flag.Parse()
	if err := run(*judge, *version, *cases, *seed, *random); err != nil {
		fmt.Fprintln(os.Stderr, "vectors:", err)
		os.Exit(1)
	}
}

func run(judge, version, directory string, seed uint64, random string) error {
	vectors, err := readCases(directory, version)
	if err != nil {
		return err
	}
	more, err := randomCases(version, seed, random)
	if err != nil {
		return err
	}
	vectors = append(vectors, more...)
	if err := answer(side.Command{judge}, vectors); err != nil {
		return err
	}
	if vectors, err = withoutUnstable(side.Command{judge}, vectors); err != nil {
		return err
	}
	for i := range vectors {
		if err := asExpected(&vectors[i]); err != nil {
			return err
		}
	}
	out := bufio.NewWriter(os.Stdout)
	counts := map[string]int{}
	for _, v := range vectors {
		if bytes.HasPrefix(v.Expected, []byte(`{"skipped"`)) {
			continue
		}
		line, err := marshal(v)
		if err != nil {
			return err
		}
		counts[v.Op]++
		out.Write(line)
		out.WriteByte('\n')
	}
	fmt.Fprintln(os.Stderr, "vectors:", version, counts)
	return out.Flush()
}

// readCases returns the cases, except those with a "since" after the version.
func readCases(directory, version string) ([]vector, error) {
	minor, err := strconv.Atoi(strings.Split(version+".", ".")[1])
	if err != nil {
		return nil, fmt.Errorf("--version %s: %w", version, err)
	}
	files, err := filepath.Glob(filepath.Join(directory, "*.jsonl"))
	if err != nil {
		return nil, err
	}
	sort.Strings(files)
	var vectors []vector
	seen := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		for number, line := range bytes.Split(text, []byte{'\n'}) {
			if len(line) == 0 {
				continue
			}
			v := vector{Op: "environment"}
			var only struct{ Since int }
			if err := errors.Join(json.Unmarshal(line, &v), json.Unmarshal(line, &only)); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", file, number+1, err)
			}
			if name := v.Group + "/" + v.ID; v.Group == "" || v.ID == "" || seen[name] {
				return nil, fmt.Errorf("%s:%d: %q: every case needs a unique group and id", file, number+1, name)
			} else {
				seen[name] = true
			}
			if only.Since <= minor {
				vectors = append(vectors, v)
			}
		}
	}
	return vectors, nil
}

func randomCases(version string, seed uint64, random string) ([]vector, error) {
	var vectors []vector
	for _, part := range strings.FieldsFunc(random, func(r rune) bool { return r == ',' }) {
		op, text, _ := strings.Cut(part, "=")
		count, err := strconv.Atoi(text)
		if err != nil {
			return nil, fmt.Errorf("--random %s: %w", part, err)
		}
		generator, err := generate.New(seed, version, []string{op})
		if err != nil {
			return nil, err
		}
		generator.Small = true
		for i := 0; i < count; i++ {
			c := generator.Case(uint64(i))
			vectors = append(vectors, vector{Group: c.Group, ID: strconv.Itoa(i), Op: op, Request: c.Request})
		}
	}
	return vectors, nil
}

func requests(vectors []vector) [][]byte {
	lines := make([][]byte, len(vectors))
	for i, v := range vectors {
		lines[i] = v.Request
	}
	return lines
}

func answer(judge side.Command, vectors []vector) error {
	answers, err := judge.Ask(requests(vectors), 10*time.Minute)
	if err != nil {
		return err
	}
	if len(answers) != len(vectors) {
		return fmt.Errorf("%d answers to %d requests", len(answers), len(vectors))
	}
	for i := range vectors {
		vectors[i].Expected = withoutID(answers[i])
	}
	return nil
}

// withoutID drops the "id" from the answer to a request without one.
func withoutID(answer []byte) json.RawMessage {
	if rest, ok := bytes.CutPrefix(answer, []byte(`{"id":null,`)); ok {
		return append([]byte{'{'}, rest...)
	}
	return answer
}

func withoutUnstable(judge side.Command, vectors []vector) ([]vector, error) {
	var manifests []vector
	for _, v := range vectors {
		if v.Op == "manifest" {
			manifests = append(manifests, v)
		}
	}
	unstable := map[string]bool{}
	for n := 0; n < stableAsks && len(manifests) > 0; n++ {
		answers, err := judge.Ask(requests(manifests), 10*time.Minute)
		if err != nil {
			return nil, err
		}
		for i, answer := range answers {
			v, again := manifests[i], withoutID(answer)
			if !bytes.Equal(v.Expected, again) && !compare.Answers(v.Op, v.Expected, again).Match {
				unstable[v.Group+"/"+v.ID] = true
			}
		}
	}
	var kept []vector
	for _, v := range vectors {
		if unstable[v.Group+"/"+v.ID] {
			fmt.Fprintf(os.Stderr, "vectors: %s/%s has no one answer: left out\n", v.Group, v.ID)
			continue
		}
		kept = append(kept, v)
	}
	return kept, nil
}

func marshal(v vector) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	return bytes.TrimSpace(out.Bytes()), err
}
