package main

import (
	"math"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
)

// quantity returns a string, then String, Value, MilliValue, and String after RoundUp; - in all four if the
// string is rejected.
func quantity(s *source) []string {
	text := s.quantityText()
	q, err := resource.ParseQuantity(text)
	if err != nil {
		return []string{text, "-", "-", "-", "-"}
	}
	rounded := q.DeepCopy()
	rounded.RoundUp(resource.Milli)
	return []string{text, q.String(), integer(q.Value()), integer(q.MilliValue()), rounded.String()}
}

// comparison returns two quantities and the result of comparing them.
func comparison(s *source) []string {
	a, left := s.validQuantity()
	b, right := s.validQuantity()
	if s.IntN(4) == 0 { // the same number, written differently if possible
		b = left.String()
		right = resource.MustParse(b)
	}
	return []string{a, b, strconv.Itoa(left.Cmp(right))}
}

// resourceValue returns two quantities and their quotient, for cpu and for other resources: the arithmetic of
// pkg/api/v1/resource/helpers.go, convertResourceCPUToString and convertResourceMemoryToString.
func resourceValue(s *source) []string {
	a, quantity := s.validQuantity()
	b, divisor := s.validQuantity()
	if s.IntN(2) == 0 {
		b = pick(s, []string{"1", "1m", "1k", "1M", "1Ki", "1Mi", "1Gi", "0", "1E"})
		divisor = resource.MustParse(b)
	}
	if zero := (resource.Quantity{}); zero.Cmp(divisor) == 0 {
		divisor = resource.MustParse("1")
	}
	cpu := int64(math.Ceil(float64(quantity.MilliValue()) / float64(divisor.MilliValue())))
	whole := int64(math.Ceil(float64(quantity.Value()) / float64(divisor.Value())))
	return []string{a, b, integer(cpu), integer(whole)}
}

func integer(n int64) string { return strconv.FormatInt(n, 10) }

func (s *source) validQuantity() (string, resource.Quantity) {
	for {
		text := s.quantityText()
		if q, err := resource.ParseQuantity(text); err == nil {
			return text, q
		}
	}
}

func (s *source) digits(n int) string {
	zeros := s.IntN(4) == 0
	return s.repeat(n, func() string {
		if zeros && s.IntN(2) == 0 {
			return "0"
		}
		return strconv.Itoa(s.IntN(10))
	})
}

func (s *source) quantityText() string {
	var b strings.Builder
	b.WriteString(pick(s, []string{"", "", "", "", "+", "-"}))
	switch s.IntN(5) {
	case 0:
		b.WriteString(pick(s, []string{"0", "1", "1000", "1024", "1536", "9223372036854775807", "9223372036854775808", "999999999999999999", "100000000000000000", "", ".", "1.", ".5", "0.001", "8"}))
	case 1:
		b.WriteString(strconv.FormatUint(s.Uint64()>>s.IntN(64), 10))
	default:
		b.WriteString(s.digits(s.few(24)))
		if s.IntN(2) == 0 {
			b.WriteString("." + s.digits(s.few(14)))
		}
	}
	switch s.IntN(10) {
	case 0, 1:
		b.WriteString(pick(s, []string{"e", "E"}) + pick(s, []string{"", "-", "+"}) + strconv.Itoa(s.few(40)))
	case 2:
		b.WriteString(pick(s, []string{"K", "ki", "i", "mi", "MB", "e", "ee1", "e1.5", "nn", "e+", " ", "x", "é", "e+-1", "m1", "-1", "Ki2"}))
	default:
		b.WriteString(pick(s, []string{"", "", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"}))
	}
	return b.String()
}
