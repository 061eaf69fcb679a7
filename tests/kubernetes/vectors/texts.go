package main

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
	netutils "k8s.io/utils/net"
)

// The columns of names.tsv after the string: 1 if the name is accepted.
var nameRules = []func(string) []string{
	validation.IsDNS1123Label,
	validation.IsDNS1123Subdomain,
	validation.IsDNS1035Label,
	validation.IsQualifiedName,
	validation.IsEnvVarName,
	validation.IsRelaxedEnvVarName,
	validation.IsConfigMapKey,
	validation.IsValidPortName,
	validation.IsCIdentifier,
}

func name(s *source) []string {
	text := s.nameText()
	fields := []string{text}
	for _, rule := range nameRules {
		if len(rule(text)) == 0 {
			fields = append(fields, "1")
		} else {
			fields = append(fields, "0")
		}
	}
	return fields
}

func (s *source) nameText() string {
	if s.IntN(4) == 0 { // near the length limits
		n := pick(s, []int{14, 15, 16, 62, 63, 64, 252, 253, 254})
		text := strings.Repeat(pick(s, []string{"a", "ab", "a.b.", "A-", "1"}), n)[:n]
		switch s.IntN(4) {
		case 0:
			text += "/" + strings.Repeat("x", pick(s, []int{1, 62, 63, 64}))
		case 1:
			text = "x." + text
		}
		return text
	}
	return s.repeat(s.few(8), func() string {
		return pick(s, []string{"a", "z", "b", "0", "9", "A", "Z", "a", "a1", "-", ".", "_", "/", "=", " ", "$", "~", "!", "..", "--", "é", "\xff", "\x00", "\x1f", "\x7f", "\n"})
	})
}

// ip returns a string, its canonical form (- if it is not an IP), 4 or 6, and the result of strict
// validation.
func ip(s *source) []string {
	text := s.ipText()
	parsed := netutils.ParseIPSloppy(text)
	if parsed == nil {
		return []string{text, "-", "-", "invalid"}
	}
	family := "4"
	if netutils.IsIPv6(parsed) {
		family = "6"
	}
	verdict := "ok"
	for _, err := range validation.IsValidIPForLegacyField(field.NewPath("ip"), text, true, nil) {
		switch {
		case strings.Contains(err.Detail, "leading"):
			verdict = "leading"
		case strings.Contains(err.Detail, "mapped"):
			verdict = "mapped"
		default:
			panic(err.Detail)
		}
	}
	if _, err := netip.ParseAddr(text); (err == nil) != (verdict != "leading") {
		panic(text)
	}
	return []string{text, parsed.String(), family, verdict}
}

func (s *source) ipText() string {
	octet := func() string {
		return fmt.Sprintf(pick(s, []string{"%d", "%d", "%d", "%d", "%02d", "%03d", "%06d"}), s.IntN(pick(s, []int{2, 256, 256, 260})))
	}
	v4 := func() string { return octet() + "." + octet() + "." + octet() + "." + octet() }
	group := func() string {
		if s.IntN(2) == 0 {
			return "0"
		}
		return fmt.Sprintf(pick(s, []string{"%x", "%x", "%X", "%04x", "%05x"}), s.IntN(1<<pick(s, []int{4, 8, 16, 16, 17})))
	}
	switch s.IntN(10) {
	case 0, 1, 2:
		return v4()
	case 3, 4, 5, 6:
		groups := make([]string, pick(s, []int{8, 8, 8, 8, 7, 9}))
		for i := range groups {
			groups[i] = group()
		}
		if s.IntN(4) == 0 {
			groups = append(groups[:len(groups)-2], v4())
		}
		from := s.IntN(len(groups))
		if s.IntN(2) == 0 {
			to := from + 1 + s.IntN(len(groups)-from)
			return strings.Join(groups[:from], ":") + "::" + strings.Join(groups[to:], ":")
		}
		return strings.Join(groups, ":")
	case 7:
		return "::" + pick(s, []string{"ffff:", "FFFF:", "0:ffff:", "ffff:0:", ""}) + pick(s, []string{v4(), "0a00:1", "a00:00001", "1.2.3"})
	default:
		return s.repeat(s.few(12), func() string {
			return pick(s, []string{":", ".", "0", "1", "f", "A", "::", "25", "%", "/", " ", "1.2.3.4", "g", "-", "+"})
		})
	}
}

func quote(s *source) []string {
	text := s.repeat(s.few(6), func() string {
		switch s.IntN(6) {
		case 0:
			return string(rune(s.IntN(0x80)))
		case 1:
			return string(rune(s.IntN(0x3000)))
		case 2:
			return string(rune(s.IntN(0x110000)))
		case 3:
			return string([]byte{byte(s.IntN(256))})
		default:
			return pick(s, []string{`"`, `\`, "\n", "é", "日本", "\u00ad", "\u2028", "\ufffd", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\x80", "\U0001F600", "a", " ", "\u00a0"})
		}
	})
	return []string{text, strconv.Quote(text)}
}
