// Package generate generates random requests for the judge and svcenv. A request depends only on the seed, index,
// operation, and version.
package generate

import (
	"fmt"
	"math/rand/v2"
	"sort"
	"strconv"
	"strings"
)

// Case is one request.
type Case struct {
	Group   string // "random-OP"
	Op      string
	Request []byte // one line of JSON, without the newline
}

// makers maps operations to generators.
var makers = map[string]func(*source) object{
	"environment": environment,
	"expand":      expand,
	"services":    servicesRequest,
	"envfile":     envfile,
	"quantity":    quantity,
	"manifest":    manifest,
	"quote":       quote,
	"ip":          ip,
}

// Ops returns the sorted names of all operations.
func Ops() []string {
	var all []string
	for op := range makers {
		all = append(all, op)
	}
	sort.Strings(all)
	return all
}

// Generator generates cases for one Kubernetes minor version.
type Generator struct {
	// Small omits ids, and makes all requests for environments have few objects and ask for one container, instead of
	// half of them. It is for cases that are stored.
	Small bool

	seed  uint64
	minor int
	ops   []string
}

// New returns a generator. version is 1.N or 1.N.P. Without ops, the operations alternate.
func New(seed uint64, version string, ops []string) (*Generator, error) {
	minor, err := minorOf(version)
	if err != nil {
		return nil, err
	}
	if len(ops) == 0 {
		ops = Ops()
	}
	for _, op := range ops {
		if makers[op] == nil {
			return nil, fmt.Errorf("no operation %q", op)
		}
	}
	return &Generator{seed: seed, minor: minor, ops: ops}, nil
}

func minorOf(version string) (int, error) {
	parts := strings.Split(strings.TrimPrefix(version, "v"), ".")
	if len(parts) < 2 || parts[0] != "1" {
		return 0, fmt.Errorf("no version: %q", version)
	}
	return strconv.Atoi(parts[1])
}

// Case returns the case with an index. Safe for concurrent use.
func (g *Generator) Case(index uint64) Case {
	op := g.ops[index%uint64(len(g.ops))]
	s := &source{Rand: rand.New(rand.NewPCG(g.seed, index)), minor: g.minor}
	s.small = g.Small || s.chance(50)
	var request object
	if !g.Small {
		request = object{{"id", int(index)}}
	}
	if op != "environment" {
		request = request.with("op", op)
	}
	request = append(request, makers[op](s)...)
	return Case{Group: "random-" + op, Op: op, Request: appendJSON(nil, request)}
}

// source is the random source of one case.
type source struct {
	*rand.Rand
	minor int
	small bool
	names []string // for references; nil means commonNames
}

// upTo returns few(high), at most 1 in small cases.
func (s *source) upTo(high int) int { return s.few(s.atMost(high, 1)) }

// atMost returns high, limited to small in small cases.
func (s *source) atMost(high, small int) int {
	if s.small {
		return min(high, small)
	}
	return high
}

// chance returns true in percent of 100 cases.
func (s *source) chance(percent int) bool { return s.IntN(100) < percent }

// between returns a number from low to high, inclusive.
func (s *source) between(low, high int) int { return low + s.IntN(high-low+1) }

// few returns a number from 0 to high, favoring small ones.
func (s *source) few(high int) int { return min(s.IntN(high+1), s.IntN(high+1)) }

func pick[T any](s *source, from []T) T { return from[s.IntN(len(from))] }

// repeat joins n strings from next.
func (s *source) repeat(n int, next func() string) string {
	var b strings.Builder
	for ; n > 0; n-- {
		b.WriteString(next())
	}
	return b.String()
}
