package generate

import (
	"encoding/base64"
	"strings"
)

// Names shared by variables, keys, and references, so that references resolve.
var commonNames = []string{"A", "B", "C", "HOST", "PORT", "REDIS_SERVICE_HOST", "FOO_SERVICE_PORT", "KUBERNETES_SERVICE_HOST",
	"WEB_PORT", "DB_SERVICE_PORT_SQL", "a.b", "x-y", "_", "PATH", "lower"}

// Names that API servers accept from 1.32 on.
var relaxedNames = []string{"A B", "1", "..", "$(A)", ")", "$", "a/b", "!", "{}", "9.x", "A ", "'"}

var words = []string{"a", "b", "x", "redis", "http://", ":", "/", "-", "  ", "1", "value", "=", ",", "\n", "\t", "\"", "'", "\\", "{", "}", "%", "#"}

var nonASCII = []string{"é", "ß", "日本", "𝄞", "\u00a0", "\u200b", "\u2028", "\ufeff", "\ufffd", "e\u0301", "😀", "\u0085", "\u0378", "\ue000", "\U000e0001", "\u00ad"}

// variableName returns a name for a variable or a key. If the case has its own names, mostly returns others than
// those.
func (s *source) variableName() string {
	if s.names != nil && s.chance(15) {
		return pick(s, s.names)
	}
	return pick(s, commonNames)
}

// referredName returns a name for a reference.
func (s *source) referredName() string {
	if s.names != nil {
		return pick(s, s.names)
	}
	return pick(s, commonNames)
}

func (s *source) envName() string {
	switch n := s.IntN(100); {
	case n < 75:
		return s.variableName()
	case n < 85 && s.minor >= 32:
		return pick(s, relaxedNames)
	default:
		return s.identifier(8)
	}
}

// configKey returns a valid key for ConfigMaps and Secrets.
func (s *source) configKey() string {
	switch n := s.IntN(100); {
	case n < 60:
		return s.variableName()
	case n < 80:
		return pick(s, []string{"1x", "-a", ".hidden", "9", "a..b", "-", "file.txt", "0", "a.", "_x"})
	default:
		return s.identifier(6)
	}
}

func (s *source) identifier(longest int) string {
	const first = "abcdefgXYZ_"
	const rest = "abcdefgXYZ_0123456789"
	var b strings.Builder
	b.WriteByte(first[s.IntN(len(first))])
	for n := s.IntN(longest); n > 0; n-- {
		b.WriteByte(rest[s.IntN(len(rest))])
	}
	return b.String()
}

// reference returns $(…) with a known, unknown, or odd name.
func (s *source) reference() string {
	switch n := s.IntN(100); {
	case n < 80:
		return "$(" + s.referredName() + ")"
	case n < 86:
		return "$(" + s.envName() + ")"
	case n < 92:
		return pick(s, []string{"$()", "$( A)", "$(A )", "$(A$(B))", "$(é)", "$(a\nb)", "$($(A)", "$((A))", "$(UNKNOWN)", "$(HOSTNAME)"})
	default:
		return "$(" + s.identifier(5) + ")"
	}
}

// template returns text for $(VAR) expansion: references, escapes, and lookalikes.
func (s *source) template() string {
	if s.chance(30) {
		return pick(s, words) + s.reference() + pick(s, words)
	}
	return s.repeat(1+s.few(s.atMost(7, 3)), func() string {
		switch n := s.IntN(100); {
		case n < 30:
			return s.reference()
		case n < 45:
			return pick(s, []string{"$$", "$", "$(", ")", "$$(", "$$$", "${A}", "$A", "$$(A)", "$$$(A)", "(", "$)", "$\n", "$ ", "$$$$(B)"})
		case n < 55:
			return pick(s, nonASCII)
		case n < 62:
			return "$" + pick(s, nonASCII)
		default:
			return pick(s, words)
		}
	})
}

// plain returns a value that is never expanded, but often looks as if it should be.
func (s *source) plain() string {
	switch n := s.IntN(100); {
	case n < 8:
		return ""
	case n < 50:
		return s.repeat(1+s.few(3), func() string { return pick(s, words) })
	case n < 60:
		return s.oddText(6)
	default:
		return s.template()
	}
}

// oddText returns valid UTF-8 with control, unprintable, and unassigned characters, but without NUL.
func (s *source) oddText(longest int) string {
	longest = s.atMost(longest, 3)
	return s.repeat(1+s.IntN(longest), func() string {
		switch n := s.IntN(10); {
		case n < 3:
			return string(rune(1 + s.IntN(0x7f)))
		case n < 5:
			return string(rune(0x80 + s.IntN(0x400)))
		case n < 7:
			return string(rune(s.between(0x2000, 0xd7ff)))
		case n < 8:
			return string(rune(s.between(0xe000, 0xffff)))
		case n < 9:
			return string(rune(s.between(0x10000, 0x10ffff)))
		default:
			return pick(s, nonASCII)
		}
	})
}

// bytes returns arbitrary bytes, valid UTF-8 or not, rarely with a NUL.
func (s *source) bytes(longest int) string {
	longest = s.atMost(longest, 3)
	switch n := s.IntN(100); {
	case n < 40:
		return s.plain()
	case n < 70:
		return s.oddText(longest)
	}
	return s.repeat(s.IntN(longest+1), func() string {
		if s.chance(40) {
			return pick(s, []string{"\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xe6\x97", "\xf4\x90\x80\x80", "\x80", "\xf0\x9f", "\xc3\xa9"})
		}
		return string([]byte{byte(1 + s.IntN(255))})
	})
}

func base64Of(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// textOf returns a string of a request as {"base64": …}.
func textOf(s string) object { return object{{"base64", base64Of(s)}} }
