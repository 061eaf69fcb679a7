// kubectl as k8s.io/kubernetes/cmd/kubectl builds it, from modules that need no replace directives.
package main

import (
	"os"

	"k8s.io/component-base/cli"
	"k8s.io/kubectl/pkg/cmd"
)

func main() { os.Exit(cli.Run(cmd.NewDefaultKubectlCommand())) }
