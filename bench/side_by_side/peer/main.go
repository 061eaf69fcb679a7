// The peers: Go programs built on the kubelet's own packages. bench/side_by_side/run builds and
// runs them.
//
//	peer env DUMP                            every container's environment, like `svcenv env -A -o env0`
//	peer env-cached DUMP                     the same, computing each namespace's variables once
//	peer explain DUMP NAMESPACE POD CONTAINER NAME   where a variable comes from, as JSON
//	peer measure WORK FILE SECONDS           one line of JSON: a summary of the results, and the time per repetition
package main

import (
	"fmt"
	"os"

	"github.com/go-logr/logr"
	"k8s.io/klog/v2"
)

func main() {
	klog.SetLogger(logr.Discard())
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "peer:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 2 && args[0] == "env":
		return writeEnvironments(args[1], (*writer).computed)
	case len(args) == 2 && args[0] == "env-cached":
		return writeEnvironments(args[1], (*writer).cached)
	case len(args) == 6 && args[0] == "explain":
		return explain(args[1], args[2], args[3], args[4], args[5])
	case len(args) == 4 && args[0] == "measure":
		return measure(args[1], args[2], args[3])
	}
	return fmt.Errorf("unknown arguments: %q", args)
}
