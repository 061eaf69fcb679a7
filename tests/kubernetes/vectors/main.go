// vectors writes test vectors for lib/svcenv/kubernetes, computed by apimachinery. Each case is a line of
// tab-separated fields. Bytes other than printable ASCII are escaped as \ooo (octal):
//
//	cd tests/kubernetes/vectors && go run . -seed 1 -count 1000 -out ../testdata
package main

import (
	"bufio"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// writers maps file names to functions that return the fields of one line.
var writers = map[string]func(*source) []string{
	"names.tsv":                name,
	"ips.tsv":                  ip,
	"quantities.tsv":           quantity,
	"quantity_comparisons.tsv": comparison,
	"resource_values.tsv":      resourceValue,
	"quotes.tsv":               quote,
}

func main() {
	seed := flag.Uint64("seed", 1, "the same seed gives the same files")
	count := flag.Int("count", 1000, "lines in each file")
	out := flag.String("out", ".", "the directory to write to")
	flag.Parse()
	for file, write := range writers {
		if err := fill(filepath.Join(*out, file), *seed, *count, write); err != nil {
			fmt.Fprintln(os.Stderr, "vectors:", err)
			os.Exit(1)
		}
	}
}

func fill(path string, seed uint64, count int, write func(*source) []string) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	out := bufio.NewWriter(file)
	s := &source{rand.New(rand.NewPCG(seed, 0))}
	for i := 0; i < count; i++ {
		fields := write(s)
		for j := range fields {
			fields[j] = escape(fields[j])
		}
		fmt.Fprintln(out, strings.Join(fields, "\t"))
	}
	return out.Flush()
}

func escape(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		if c > ' ' && c < 0x7f && c != '\\' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, `\%03o`, c)
		}
	}
	return b.String()
}

// source is a source of random data.
type source struct{ *rand.Rand }

func pick[T any](s *source, from []T) T { return from[s.IntN(len(from))] }

// few returns a number from 0 to most, favoring small ones.
func (s *source) few(most int) int { return min(s.IntN(most+1), s.IntN(most+1)) }

func (s *source) repeat(n int, next func() string) string {
	var b strings.Builder
	for ; n > 0; n-- {
		b.WriteString(next())
	}
	return b.String()
}
