// generate writes random requests for the judge and svcenv, one JSON line each.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"svcenv/tests/judge/internal/generate"
)

func main() {
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano()), "random seed; printed to stderr")
	start := flag.Uint64("start", 0, "index of the first case")
	count := flag.Uint64("count", 1000, "number of cases")
	version := flag.String("version", "1.37", "Kubernetes version; some names are valid only in some versions")
	ops := flag.String("ops", "", "comma-separated operations: "+strings.Join(generate.Ops(), ", ")+"; defaults to all in turn")
	cluster := flag.Bool("cluster", false, "write objects to create in a real cluster instead, one namespace per line")
	flag.Parse()
	var chosen []string
	if *ops != "" {
		chosen = strings.Split(*ops, ",")
	}
	generator, err := generate.New(*seed, *version, chosen)
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(2)
	}
	fmt.Fprintln(os.Stderr, "generate: seed", *seed)
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	for i := *start; i < *start+*count; i++ {
		if *cluster {
			out.Write(generator.Cluster(i))
		} else {
			out.Write(generator.Case(i).Request)
		}
		out.WriteByte('\n')
	}
	if err := out.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}
