package generate

import (
	"strings"
	"unicode/utf16"
)

// jsonStream returns a file that starts with {: a JSON stream, or something that kubectl then reads as YAML.
func (m *yamlMaker) jsonStream() string {
	text := pick(m.source, []string{"", "", "", " ", "\n", "\t\n"}) + m.jsonObject(0)
	for n := m.few(3); n > 0; n-- {
		text += pick(m.source, []string{"\n", "\n", "\n", "", " ", "\n---\n", "---\n", "\n# c\n", ",", "\n\n", "\n---\na: b\n---\n", "\r\n"})
		if m.chance(85) {
			text += m.jsonObject(0)
		} else {
			text += pick(m.source, []string{"[1]", "1", "null", "\"x\"", "}", "a: b\n", "{a: b}", "{a: b,}", "nul", "{'a': 1}", "{\"a\": 1,}"})
		}
	}
	return text + pick(m.source, []string{"", "\n", "\n\n", " ", "\n---\n"})
}

func (m *yamlMaker) jsonObject(depth int) string {
	var b strings.Builder
	b.WriteString("{")
	for i, n := 0, m.few(4); i < n; i++ {
		if i > 0 {
			b.WriteString(pick(m.source, []string{",", ", ", ",\n  ", ",\t"}))
		}
		b.WriteString(pick(m.source, []string{`"a"`, `"b"`, `"kind"`, `"data"`, `"A"`, `"\u0061"`, `""`}))
		b.WriteString(pick(m.source, []string{":", ": ", " : ", ":\n"}))
		b.WriteString(m.jsonValue(depth + 1))
	}
	b.WriteString("}")
	return b.String()
}

func (m *yamlMaker) jsonValue(depth int) string {
	switch n := m.IntN(100); {
	case n < 20 && depth < 4:
		return m.jsonObject(depth)
	case n < 35 && depth < 4:
		var elements []string
		for n := m.few(3); n > 0; n-- {
			elements = append(elements, m.jsonValue(depth+1))
		}
		return "[" + strings.Join(elements, pick(m.source, []string{",", ", "})) + "]"
	case n < 60:
		return pick(m.source, []string{"1", "0", "-1", "1.0", "80.0", "8e1", "1e3", "1E-3", "-0", "-0.0", "0.1", "1e21", "1e-7", "9223372036854775807", "9223372036854775808", "18446744073709551616", "123456789012345678901234567890", "1e400", "1e-400", "0.30000000000000004", "5e-324", "true", "false", "null"})
	case n < 63:
		return pick(m.source, []string{"01", "+1", ".5", "1.", "0x1", "yes", "NaN", "'x'", "nul", "1_0", "-", "1e"})
	default:
		return "\"" + m.repeat(m.few(4), func() string {
			return pick(m.source, []string{"a", " ", "é", "日", "😀", `\n`, `\"`, `\\`, `\/`, `\u00e9`, `\ud83d\ude00`, `\ud83d`, `\ude00x`, `\b`, `\f`, `\t`, `\u0000`, `\u2028`, "<", "&", "{", ":", "#", "\u007f", "\u0085", "\ufeff"})
		}) + pick(m.source, []string{"", "", "", "", "", "", "", "", "", "", `\x41`, "\n", "\t", `\U0001F600`}) + "\""
	}
}

// broken changes the text in one place.
func (m *yamlMaker) broken(text string) string {
	if text == "" {
		return text
	}
	at := m.IntN(len(text))
	end := min(len(text), at+1+m.few(3))
	switch m.IntN(7) {
	case 0:
		return text[:at]
	case 1:
		return text[:at] + text[end:]
	case 2:
		return text[:at] + text[at:end] + text[at:]
	case 3: // duplicate a line
		lines := strings.SplitAfter(text, "\n")
		i := m.IntN(len(lines))
		return strings.Join(lines[:i], "") + lines[i] + strings.Join(lines[i:], "")
	case 4:
		return text[:at] + pick(m.source, []string{"\x00", "\x01", "\x7f", "\u0085", "\u0080", "\ufffe", "\uffff", "\ufeff", "\u2028", "\xff", "\xc3", "\xed\xa0\x80"}) + text[at:]
	default:
		return text[:at] + pick(m.source, []string{" ", "\n", "\t", "\r", ":", "#", "-", "'", "\"", "[", "]", "{", "}", ",", "&", "*", "!", "|", ">", "%", "?", "\\", "  ", "\n---\n"}) + text[at:]
	}
}

// encoded returns the text with varying line endings, byte order marks, and encodings.
func (m *yamlMaker) encoded(text string) string {
	switch n := m.IntN(100); {
	case n < 5:
		text = strings.ReplaceAll(text, "\n", "\r\n")
	case n < 6:
		text = strings.ReplaceAll(text, "\n", "\r")
	case n < 8:
		text = strings.TrimSuffix(text, "\n")
	}
	switch n := m.IntN(100); {
	case n < 3:
		return "\ufeff" + text
	case n < 4:
		return utf16Of(text, false, true)
	case n < 5:
		return utf16Of(text, true, true)
	case n < 6:
		return utf16Of(text, m.chance(50), false)
	default:
		return text
	}
}

func utf16Of(text string, bigEndian, mark bool) string {
	units := utf16.Encode([]rune(text))
	if mark {
		units = append([]uint16{0xfeff}, units...)
	}
	out := make([]byte, 0, 2*len(units))
	for _, unit := range units {
		if bigEndian {
			out = append(out, byte(unit>>8), byte(unit))
		} else {
			out = append(out, byte(unit), byte(unit>>8))
		}
	}
	return string(out)
}
