// compose writes the variables of an env_file as Docker Compose reads them: NAME=value, a NUL byte after each.
package main

import (
	"fmt"
	"log"
	"os"

	"github.com/compose-spec/compose-go/v2/dotenv"
)

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	variables := map[string]string{}
	if err := dotenv.ParseWithFormat(file, os.Args[1], variables, os.LookupEnv, ""); err != nil {
		log.Fatal(err)
	}
	for name, value := range variables {
		fmt.Print(name, "=", value, "\x00")
	}
}
