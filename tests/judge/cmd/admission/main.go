// admission has svcenv review random pods, applies its patches, and asks svcenv and the judge whether the containers
// still get the same environments.
package main

import (
	"flag"
	"fmt"
	"os"
	"sort"
	"time"

	"svcenv/tests/judge/internal/generate"
	"svcenv/tests/judge/internal/minimise"
	"svcenv/tests/judge/internal/side"
)

const (
	batch        = 400 // cases in flight
	minimiseTry  = 4000
	minimiseStep = 40
)

type options struct {
	judge, svcenv, helper string
	version               string
	seed, start, count    uint64
	mismatches            int
}

func main() {
	var o options
	flag.StringVar(&o.judge, "judge", "", "path of the judge (tests/judge/build prints it)")
	flag.StringVar(&o.svcenv, "svcenv", "", "path of svcenv, run as SVCENV batch --kube-version=V")
	flag.StringVar(&o.helper, "helper", "", "path of the program that answers the operation review, run as HELPER --kube-version=V")
	flag.StringVar(&o.version, "version", "1.37", "Kubernetes version of the judge")
	flag.Uint64Var(&o.seed, "seed", uint64(time.Now().UnixNano()), "seed of the random cases")
	flag.Uint64Var(&o.start, "start", 0, "index of the first case")
	flag.Uint64Var(&o.count, "count", 100000, "number of cases")
	flag.IntVar(&o.mismatches, "mismatches", 3, "stop after this many mismatches")
	flag.Parse()
	if err := run(&o); err != nil {
		fmt.Fprintln(os.Stderr, "admission:", err)
		os.Exit(1)
	}
}

func run(o *options) error {
	if o.judge == "" || o.svcenv == "" || o.helper == "" {
		return fmt.Errorf("--judge, --svcenv, and --helper are required")
	}
	generator, err := generate.New(o.seed, o.version, nil)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "admission: version %s, seed %d\n", o.version, o.seed)
	r := &reviewer{
		helper: side.NewAsker(side.Command{o.helper, "--kube-version=" + o.version}),
		svcenv: side.NewAsker(side.Command{o.svcenv, "batch", "--kube-version=" + o.version}),
		judge:  side.NewAsker(side.Command{o.judge}),
	}
	defer r.close()
	began, reported, mismatches := time.Now(), time.Now(), 0
	counts := map[string]int{}
	for from := o.start; from < o.start+o.count && mismatches < o.mismatches; from += batch {
		var lines [][]byte
		for i := from; i < min(from+batch, o.start+o.count); i++ {
			lines = append(lines, generator.Admission(i))
		}
		for i, result := range r.review(lines) {
			counts[result.outcome]++
			if result.fault != nil && mismatches < o.mismatches {
				mismatches++
				r.report(o, from+uint64(i), lines[i], result)
			}
		}
		if time.Since(reported) > 10*time.Second {
			reported = time.Now()
			done := from + uint64(len(lines)) - o.start
			fmt.Fprintf(os.Stderr, "admission: %d cases, %.0f/s\n", done, float64(done)/time.Since(began).Seconds())
		}
	}
	write(counts)
	if mismatches > 0 {
		return fmt.Errorf("%d mismatches (version %s, seed %d)", mismatches, o.version, o.seed)
	}
	return enough(counts, o.count)
}

func write(counts map[string]int) {
	var outcomes []string
	for outcome := range counts {
		outcomes = append(outcomes, outcome)
	}
	sort.Strings(outcomes)
	for _, outcome := range outcomes {
		fmt.Printf("%8d %s\n", counts[outcome], outcome)
	}
}

// enough returns an error if too few cases have some outcome. Otherwise, a review that leaves every pod alone, or a
// generator that misses the difficult cases, would pass.
func enough(counts map[string]int, count uint64) error {
	if count < 2000 {
		return nil
	}
	for _, outcome := range outcomes {
		if have := uint64(counts[outcome.name]); have*10000 < count*outcome.atLeast {
			return fmt.Errorf("only %[2]d of %[1]d cases are %[3]q", count, have, outcome.name)
		}
	}
	return nil
}

// report prints the smallest case that fails in the same way.
func (r *reviewer) report(o *options, index uint64, line []byte, found result) {
	small := minimise.Request(line, minimiseTry, minimiseStep, func(candidates [][]byte) int {
		for i, one := range r.review(candidates) {
			if one.fault != nil && one.fault.Promise == found.fault.Promise {
				return i
			}
		}
		return -1
	})
	again := r.review([][]byte{small})[0]
	if again.fault != nil {
		found = again
	}
	fmt.Fprintf(os.Stderr, "\nadmission: MISMATCH: version %s, seed %d, case %d (--start %d --count 1)\n%s: %s\n  patch: %s\n  warnings: %q\n",
		o.version, o.seed, index, index, found.fault.Promise, found.fault.How, found.patch, found.warnings)
	fmt.Printf("%s\n", small)
}
