// differ sends the same random requests to the judge and svcenv and compares the answers.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"svcenv/tests/judge/internal/generate"
	"svcenv/tests/judge/internal/side"
)

type options struct {
	judge, svcenv, helper string
	version               string
	seed, start, count    uint64
	ops                   string
	cases                 string
	mismatches            int
}

func main() {
	var o options
	flag.StringVar(&o.judge, "judge", "", "path of the judge (tests/judge/build prints it)")
	flag.StringVar(&o.svcenv, "svcenv", "", "path of svcenv for the operation environment, run as SVCENV batch --kube-version=V")
	flag.StringVar(&o.helper, "helper", "", "path of the program that answers the other operations (and environment without --svcenv), run as HELPER --kube-version=V")
	flag.StringVar(&o.version, "version", "1.37", "Kubernetes version of the judge")
	flag.Uint64Var(&o.seed, "seed", uint64(time.Now().UnixNano()), "seed of the random cases")
	flag.Uint64Var(&o.start, "start", 0, "index of the first case of each operation")
	flag.Uint64Var(&o.count, "count", 20000, "number of cases of each operation")
	flag.StringVar(&o.ops, "ops", "", "comma-separated operations; defaults to all that the given programs answer")
	flag.StringVar(&o.cases, "cases", "", "read cases from this file (lines with op and request) instead of generating them")
	flag.IntVar(&o.mismatches, "mismatches", 5, "stop an operation after this many mismatches")
	flag.Parse()
	if err := run(&o); err != nil {
		fmt.Fprintln(os.Stderr, "differ:", err)
		os.Exit(1)
	}
}

func run(o *options) error {
	if o.judge == "" || (o.svcenv == "" && o.helper == "") {
		return fmt.Errorf("--judge and --svcenv or --helper are required")
	}
	ops := generate.Ops()
	if o.ops != "" {
		ops = strings.Split(o.ops, ",")
	}
	fmt.Fprintf(os.Stderr, "differ: version %s, seed %d\n", o.version, o.seed)
	total := 0
	for _, op := range ops {
		ours := o.commandFor(op)
		if ours == nil {
			if o.ops != "" {
				return fmt.Errorf("operation %s requires --svcenv or --helper", op)
			}
			fmt.Fprintf(os.Stderr, "differ: %s: skipped, no program answers it\n", op)
			continue
		}
		cases, err := o.casesOf(op)
		if err != nil {
			return err
		}
		r := &runner{op: op, judge: side.Command{o.judge}, ours: ours, mismatchLimit: o.mismatches, version: o.version}
		if err := r.run(cases); err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "differ: %s: %d cases, %d mismatches, %d skipped, %.1f s\n", op, r.compared, r.mismatches, r.skipped, r.took.Seconds())
		total += r.mismatches
	}
	if total > 0 {
		return fmt.Errorf("%d mismatches (version %s, seed %d)", total, o.version, o.seed)
	}
	return nil
}

func (o *options) commandFor(op string) side.Command {
	switch {
	case op == "environment" && o.svcenv != "":
		return side.Command{o.svcenv, "batch", "--kube-version=" + o.version}
	case o.helper != "":
		return side.Command{o.helper, "--kube-version=" + o.version}
	}
	return nil
}

// casesOf calls yield with each request of the operation until it returns false.
func (o *options) casesOf(op string) (func(yield func([]byte) bool), error) {
	if o.cases != "" {
		requests, err := readCases(o.cases, op)
		return func(yield func([]byte) bool) {
			for _, request := range requests {
				if !yield(request) {
					return
				}
			}
		}, err
	}
	generator, err := generate.New(o.seed, o.version, []string{op})
	return func(yield func([]byte) bool) {
		for i := o.start; i < o.start+o.count; i++ {
			if !yield(generator.Case(i).Request) {
				return
			}
		}
	}, err
}
