package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
)

// readCases returns the requests in a file for the operation.
func readCases(path, op string) ([][]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var requests [][]byte
	scanner := bufio.NewScanner(file)
	scanner.Buffer(nil, 64<<20)
	for number := 1; scanner.Scan(); number++ {
		if len(bytes.TrimSpace(scanner.Bytes())) == 0 {
			continue
		}
		var c struct {
			Op      string          `json:"op"`
			Request json.RawMessage `json:"request"`
		}
		if err := json.Unmarshal(scanner.Bytes(), &c); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, number, err)
		}
		if c.Op == "" {
			c.Op = "environment"
		}
		if c.Op == op {
			requests = append(requests, c.Request)
		}
	}
	return requests, scanner.Err()
}
