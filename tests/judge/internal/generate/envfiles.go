package generate

import "strings"

func envfile(s *source) object {
	text := s.envFileText(5)
	if s.IntN(3000) == 0 {
		text = s.longLine()
	}
	return object{{"base64", base64Of(text)}, {"key", s.envFileKey()}}
}

func (s *source) envFileKey() string {
	if s.chance(4) {
		return pick(s, []string{"", "#", "x y"})
	}
	return pick(s, []string{"A", "A", "A", "B", "B", "KEY", "a.b"})
}

// envFileText returns text similar to the input of the kubelet's ParseEnv. Most of it is valid.
func (s *source) envFileText(longest int) string {
	return s.repeat(s.IntN(longest+1), func() string { return s.envFileLine() + s.lineEnd() })
}

func (s *source) lineEnd() string {
	return pick(s, []string{"\n", "\n", "\n", "\n", "\n", "\n", "\n", "\n", "\r\n", "\n\n", "\r", ""})
}

func (s *source) envFileLine() string {
	switch n := s.IntN(100); {
	case n < 70:
		return pick(s, []string{"", "", "", " ", "\t", "  \t"}) + s.envFileKey() + "='" + s.envFileValue() + "'" + pick(s, []string{"", "", "", " ", " # c", "# c", "\t#'"})
	case n < 85:
		return pick(s, []string{"", " ", "\t", "# comment", "  # A='x'", "#", "A=", "A= 'x'", "B=\t", "A=\t'x' # c"})
	case n < 92:
		return pick(s, []string{"A", "A=x", "A =' '", "='x'", " ='x'", "A='x' y", "A=\"x\"", "A='x''y'", "A='", "export A='x'", "A=''", "\u00a0A='x'", "A='x'\u00a0", "\r", "A='x'\v"})
	default:
		return s.repeat(s.IntN(8), func() string {
			return pick(s, []string{"A", "B", "=", "'", " ", "\t", "#", "\r", "\n", "é", "\xff", "\x00"})
		})
	}
}

func (s *source) envFileValue() string {
	return s.repeat(s.few(4), func() string {
		return pick(s, []string{"x", "value", " ", "\n", "\r\n", "\t", "#", "\"", "\\", "$(A)", "=", "é", "\n\n", "\r"})
	})
}

// validEnvFile returns a file that defines A and usually B.
func (s *source) validEnvFile() string {
	text := "A='" + s.envFileValue() + "1'\n"
	if s.chance(70) {
		text = s.repeat(s.IntN(2), func() string { return "# comment\n" }) + "B='" + s.envFileValue() + "'\n" + text
	}
	return text
}

// A line that may be too long for the kubelet's scanner.
func (s *source) longLine() string {
	return "B='x'\nA='" + strings.Repeat("y", s.between(65525, 65540)) + "'\n"
}

func validUTF8(text string) string { return strings.ToValidUTF8(text, "?") }
