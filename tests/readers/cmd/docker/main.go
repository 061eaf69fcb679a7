// docker writes the variables of a file as `docker run --env-file` reads them: NAME=value, a NUL byte after each.
package main

import (
	"fmt"
	"log"
	"os"

	"github.com/docker/cli/pkg/kvfile"
)

func main() {
	variables, err := kvfile.Parse(os.Args[1], os.LookupEnv)
	if err != nil {
		log.Fatal(err)
	}
	for _, variable := range variables {
		fmt.Print(variable, "\x00")
	}
}
