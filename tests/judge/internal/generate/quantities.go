package generate

import (
	"strconv"
	"strings"
)

func quantity(s *source) object { return object{{"text", s.quantityText()}} }

var quantitySuffixes = []string{"", "", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"}

var oddSuffixes = []string{"K", "ki", "i", "mi", "MB", "e", "E1", "e0", "e1", "e-1", "e+1", "E+3", "e-9", "e-10", "e18", "e19", "e20", "E-3", "ee1", "e1.5", "nn", "Kii", "e+", "e-", "e--1", "Em", "e00001", "e4294967296", "e4294967299",
	"e-4294967297", "e99999999999999999999", " ", "x", "GiB", "eG"}

var edgeNumbers = []string{"0", "00", "1", "7", "8", "9", "10", "999", "1000", "1001", "1023", "1024", "1025", "1048576", "9007199254740993", "9223372036854775807", "9223372036854775808", "9223372036854775806", "4611686018427387904",
	"922337203685477580", "9223372036854775", "9223372036854776", "18446744073709551615", "18446744073709551616", "99999999999999999999", "9999999999999999999999", "123456789012345678", "1234567890123456789", "8796093022207", "8796093022208",
	"9007199254740991", "999999999999999999", "1000000000000000000", "100000000000000000", ".", "", "0.", ".0", "1.", ".5", "0.5", "0.001", "0.0001", "1.0001", "0.000000001", "0.0000000001", "1.000000001", "1.0000000001",
	"0.9999999999", "999.9999", "1023.9", "1024.5", "007", "0.10", "1.10", "1.000", "0.00", "000.5", "1e3"}

// quantityText returns a string similar to [+-]? digits [. digits] suffix, including the limits of int64.
func (s *source) quantityText() string {
	if s.chance(2) {
		return s.repeat(s.IntN(6), func() string {
			return pick(s, []string{"1", "0", ".", "e", "E", "i", "K", "M", "-", "+", " ", "m", "é", "n"})
		})
	}
	var b strings.Builder
	b.WriteString(pick(s, []string{"", "", "", "", "", "", "", "+", "-", "-"}))
	b.WriteString(s.quantityNumber())
	switch n := s.IntN(100); {
	case n < 75:
		b.WriteString(pick(s, quantitySuffixes))
	case n < 88:
		b.WriteString(pick(s, oddSuffixes))
	default:
		b.WriteString(pick(s, []string{"e", "E"}))
		b.WriteString(pick(s, []string{"", "", "-", "+"}))
		b.WriteString(strconv.Itoa(s.few(40)))
	}
	return b.String()
}

func (s *source) quantityNumber() string {
	switch n := s.IntN(100); {
	case n < 30:
		return pick(s, edgeNumbers)
	case n < 55:
		return strconv.FormatUint(s.Uint64()>>s.IntN(64), 10)
	case n < 60: // a power of two or ten and its neighbours
		if s.chance(50) {
			return strconv.FormatUint(1<<s.IntN(64)+uint64(s.IntN(3))-1, 10)
		}
		return "1" + strings.Repeat("0", s.IntN(24))
	default:
		return s.digits(s.few(24)) + pick(s, []string{"", ".", "."}) + s.digits(s.few(14))
	}
}

func (s *source) digits(n int) string {
	return s.repeat(n, func() string {
		if s.chance(25) {
			return "0"
		}
		return string(rune('0' + s.IntN(10)))
	})
}

// apiQuantity returns a quantity that API servers accept for resources: valid, not negative, bounded.
func (s *source) apiQuantity() any {
	if s.chance(70) {
		return pick(s, []any{"1", "2", "500m", "100m", "1.5", "0.1", "1Gi", "64Mi", "1.5Gi", "128974848", "129e6", "129M", "128974848000m", "123Mi", "0", 0, 1, 2, number("0.5"), number("1.5"), "1k", "3G", "1Ti", "0.5Mi", "2E", "1n", "1u", "1.0001", "999999999999999999",
			"1e3", "1Ki", "1500m", "7", "1001m", "0.0001", "+1", "4Pi", "1.", ".5", "9223372036854775807", "8Ei", "9999999999999999999999", "12E", "100000Ei"})
	}
	suffix := pick(s, quantitySuffixes)
	whole := strconv.FormatUint(s.Uint64()>>s.between(20, 63), 10)
	if s.chance(30) {
		whole += "." + s.digits(1+s.few(5))
	}
	return whole + suffix
}

// Divisors that API servers reject.
var refusedDivisors = []any{"2Mi", "500m", "3", "1u", "10", number("1000"), "7k", "1.5", "1000m", "0.001", "1024Ki"}

func (s *source) divisor(resource string) (any, bool) {
	if s.chance(40) {
		return nil, false
	}
	if s.chance(6) {
		return pick(s, refusedDivisors), true
	}
	if strings.HasSuffix(resource, ".cpu") {
		return pick(s, []any{"1m", "1", "0", 1, 0}), true
	}
	return pick(s, []any{"1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei", "0", 1}), true
}
