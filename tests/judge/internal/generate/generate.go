// Package generate makes random requests for the judge and for svcenv: the same seed, index,
// operation and version always give the same request.
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
	Request []byte // one line of JSON, without its end
}

// makers by operation.
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

// Ops names every operation, sorted.
func Ops() []string {
	var all []string
	for op := range makers {
		all = append(all, op)
	}
	sort.Strings(all)
	return all
}

// Generator makes cases for one Kubernetes minor version.
type Generator struct {
	// Small makes cases without an id, and only environments of few objects and one container asked for
	// (else half of them are): for data that is kept.
	Small bool

	seed  uint64
	minor int
	ops   []string
}

// New returns a generator. version is 1.N or 1.N.P; without ops every operation takes its turn.
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

// Case returns the case of an index. Safe for concurrent use.
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

// source is the randomness of one case.
type source struct {
	*rand.Rand
	minor int
	small bool
	names []string // that references draw from; nil: commonNames
}

// upTo is what few gives, at most 1 where cases are to be small.
func (s *source) upTo(high int) int { return s.few(s.atMost(high, 1)) }

// atMost is high, and no more than small where cases are to be small.
func (s *source) atMost(high, small int) int {
	if s.small {
		return min(high, small)
	}
	return high
}

// chance is true in percent of 100 cases.
func (s *source) chance(percent int) bool { return s.IntN(100) < percent }

// between returns low to high, both included.
func (s *source) between(low, high int) int { return low + s.IntN(high-low+1) }

// few returns 0 to high, small ones more often.
func (s *source) few(high int) int { return min(s.IntN(high+1), s.IntN(high+1)) }

func pick[T any](s *source, from []T) T { return from[s.IntN(len(from))] }

// repeat joins n texts made by next.
func (s *source) repeat(n int, next func() string) string {
	var b strings.Builder
	for ; n > 0; n-- {
		b.WriteString(next())
	}
	return b.String()
}
