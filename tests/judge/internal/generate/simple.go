package generate

import (
	"fmt"
	"strings"
)

func expand(s *source) object {
	env := object{}
	for _, name := range s.someNames(4) {
		env = env.with(name, textOf(s.expandText(3)))
	}
	request := object{{"input", textOf(s.expandText(8))}, {"env", env}}
	if s.chance(40) {
		outer := object{}
		for _, name := range s.someNames(3) {
			outer = outer.with(name, "outer "+name)
		}
		request = request.with("context", list{outer})
	}
	return request
}

func (s *source) someNames(most int) []string {
	var names []string
	taken := map[string]bool{}
	for n := s.IntN(most + 1); n > 0; n-- {
		name := pick(s, []string{"A", "B", "C", "HOST", "PORT", "", " A", "é", "a.b", "$(A", "$$"})
		if !taken[name] {
			taken[name] = true
			names = append(names, name)
		}
	}
	return names
}

// expandText returns a template of arbitrary bytes.
func (s *source) expandText(longest int) string {
	return s.repeat(s.IntN(longest+1), func() string {
		switch n := s.IntN(100); {
		case n < 25:
			return pick(s, []string{"$(A)", "$(B)", "$(C)", "$(HOST)", "$(NONE)", "$()", "$( A)", "$(é)", "$(a.b)", "$($(A)", "$($$)"})
		case n < 50:
			return pick(s, []string{"$", "$$", "$(", ")", "(", "$$(", "$$$", "$)"})
		case n < 60:
			return "$" + pick(s, []string{"\xff", "\xc3", "\xe6\x97", "\x80", "é", "日", "\xf0\x9f\x98\x80", "\xed\xa0\x80", "\x00", "\n", "\u0080", "\u00ff"})
		case n < 70:
			return pick(s, []string{"\xff", "\xc3", "é", "日", "\x00", "\xf4\x90\x80\x80"})
		default:
			return pick(s, []string{"a", "b", "text ", "-", "\n", "{A}", "A"})
		}
	})
}

func quote(s *source) object {
	text := s.bytes(12)
	if s.chance(50) {
		text = s.oddText(12)
	}
	return object{{"base64", base64Of(text)}}
}

func ip(s *source) object { return object{{"text", s.ipText()}} }

// ipText returns an IP, canonical or not, or a similar string.
func (s *source) ipText() string {
	switch n := s.IntN(100); {
	case n < 30:
		return fmt.Sprintf("%d.%d.%d.%d", s.IntN(256), s.IntN(256), s.IntN(256), s.IntN(256))
	case n < 45:
		return fmt.Sprintf("%03d.%02d.%d.%04d", s.IntN(300), s.IntN(256), s.IntN(256), s.IntN(300))
	case n < 75:
		return s.ipv6()
	case n < 90:
		return pick(s, []string{"::ffff:10.0.0.1", "::FFFF:0a00:0001", "::", "::1", "1::", "FE80::1%eth0", "::10.0.0.1", "64:ff9b::1.2.3.4", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1:2:3:4:5:6:1.2.3.4", "0:0:1:0:0:0:0:1", "1:0:0:2:0:0:0:3", "10.0.0", "10.0.0.1.", "1.2.3.4/8",
			"[::1]", "", " 1.2.3.4", "1.2.3.4 ", "0x1.2.3.4", "::ffff:010.0.0.1", "1::2::3", "12345::", "1:2:3:4:5:6:7:8:9", ":::", ":1", "256.1.1.1", "1.2.3.-4", "::1.2.3", "00000::1", "1:2:3:4:5:6:7:8::", "fd00:10::07", "1.2.3.+4", "0.0.0.0", "::1:0:0"})
	default:
		return s.repeat(1+s.IntN(12), func() string { return pick(s, []string{":", ".", "0", "1", "f", "A", "::", "25", "%", "/"}) })
	}
}

func (s *source) ipv6() string {
	groups := make([]string, 8)
	for i := range groups {
		format := pick(s, []string{"%x", "%X", "%04x", "%x"})
		value := 0
		if s.chance(50) {
			value = s.IntN(1 << (4 * (1 + s.IntN(4))))
		}
		groups[i] = fmt.Sprintf(format, value)
	}
	if s.chance(40) { // remove a piece
		from := s.IntN(8)
		to := s.between(from+1, 8)
		return strings.Join(groups[:from], ":") + "::" + strings.Join(groups[to:], ":")
	}
	return strings.Join(groups, ":")
}
