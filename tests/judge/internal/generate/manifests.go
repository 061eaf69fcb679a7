package generate

import (
	"strings"
)

// manifest returns a file of YAML or JSON: usual, unusual, or broken.
func manifest(s *source) object {
	m := &yamlMaker{source: s}
	var text string
	switch n := s.IntN(100); {
	case n < 75:
		text = m.stream()
	case n < 90:
		text = m.jsonStream()
	default:
		text = m.soup()
	}
	if s.chance(20) {
		for n := s.between(1, 2); n > 0; n-- {
			text = m.broken(text)
		}
	}
	return object{{"base64", base64Of(m.encoded(text))}}
}

type yamlMaker struct {
	*source
	anchors []string // in this document
	depth   int
}

// stream returns one to three documents.
func (m *yamlMaker) stream() string {
	text := m.document()
	if m.chance(10) {
		text = pick(m.source, []string{"---\n", "--- # c\n", "---   \n", "%YAML 1.1\n---\n", "--- \t\n"}) + text
	}
	for n := m.few(2); n > 0; n-- {
		separator := "---\n"
		if m.chance(20) {
			separator = pick(m.source, []string{"--- # c\n", "---\t\n", "---\n---\n", "--- {a: b}\n", "----\n", "---x\n", " ---\n", "...\n", "...\n---\n", "---\n# c\n---\n", "---\n\n", "--- |\n", "---#\n", "...\nmore\n---\n", "\n---\n", "---\nnull\n---\n"})
		}
		text += separator + m.document()
	}
	return text
}

func (m *yamlMaker) document() string {
	m.anchors = nil
	m.depth = 0
	switch n := m.IntN(100); {
	case n < 75:
		return m.blockMap(0)
	case n < 83:
		return m.blockList(0)
	case n < 90:
		return m.flow() + "\n"
	case n < 94:
		return m.inlineScalar() + "\n"
	case n < 96:
		return "# only a comment\n"
	case n < 98:
		return m.jsonValue(0) + "\n"
	default:
		return m.blockMap(m.IntN(3)) + m.blockMap(0)
	}
}

func (m *yamlMaker) blockMap(indent int) string {
	m.depth++
	defer func() { m.depth-- }()
	return m.repeat(m.between(1, 1+m.few(4)), func() string { return m.comment() + m.pad(indent) + m.entry(indent) })
}

func (m *yamlMaker) blockList(indent int) string {
	m.depth++
	defer func() { m.depth-- }()
	return m.repeat(m.between(1, 1+m.few(3)), func() string {
		dash := pick(m.source, []string{"- ", "- ", "- ", "-  ", "-\t"})
		if m.depth < 4 && m.chance(25) {
			inner := m.blockMap(indent + len(dash))
			return m.pad(indent) + dash + strings.TrimLeft(inner, " ")
		}
		return m.pad(indent) + dash + m.value(indent)
	})
}

// pad returns the indentation, rarely a wrong one.
func (m *yamlMaker) pad(indent int) string {
	if m.IntN(200) == 0 {
		return pick(m.source, []string{"\t", " ", strings.Repeat(" ", indent+1), strings.Repeat(" ", max(0, indent-1)), strings.Repeat(" ", indent) + "\t"})
	}
	return strings.Repeat(" ", indent)
}

func (m *yamlMaker) comment() string {
	if m.chance(92) {
		return ""
	}
	return pick(m.source, []string{"# c\n", "\n", "   # c\n", "  \n", "#\n", "\t\n", "# ---\n", "\t# c\n"})
}

func (m *yamlMaker) entry(indent int) string {
	switch n := m.IntN(200); {
	case n < 6 && len(m.anchors) > 0:
		return "<<: " + pick(m.source, []string{"*" + pick(m.source, m.anchors), "[*" + pick(m.source, m.anchors) + ", {a: 1}]", "{b: 2, a: 3}", "*none", "x", "", "[1]"}) + "\n"
	case n < 8:
		return "? " + m.key() + "\n" + m.pad(indent) + ": " + m.value(indent)
	case n < 9:
		return "? [a, b]\n" + m.pad(indent) + ": " + m.value(indent)
	case n < 10:
		return "\"<<\": x\n"
	}
	return m.key() + pick(m.source, []string{": ", ": ", ": ", ": ", ": ", ": ", ": ", ":  ", ":\t", " : "}) + m.value(indent)
}

func (m *yamlMaker) key() string {
	switch n := m.IntN(100); {
	case n < 70:
		return pick(m.source, []string{"a", "b", "c", "kind", "data", "name", "value", "spec"})
	case n < 76:
		return pick(m.source, []string{"1", "014", "0x1F", "1.0", "yes", "on", "n", "~", "null", "2001-01-01", "1e3", "", "1_0", "0b11", ".5", "-1", "18446744073709551616", "1.5", "true", "!!str 1", "1e21", "1e-7", "-0", ".inf"})
	case n < 84:
		return "\"" + pick(m.source, []string{"a", "1", "a b", "é", "\\x41", "\\u00e9", "", "a: b", "# c"}) + "\""
	case n < 88:
		return "'" + pick(m.source, []string{"a", "1", "it''s", ""}) + "'"
	case n < 92:
		return m.anchor() + " " + pick(m.source, []string{"a", "k"})
	case n < 94 && len(m.anchors) > 0:
		return "*" + pick(m.source, m.anchors) + " "
	default:
		return pick(m.source, []string{"a b", "a/b", "-x", "?x", ":x", "é", "a#b", "x.y_z", "[k]", "{k: v}", "a:b", "日本"})
	}
}

// value returns everything after "key: ", including the newline.
func (m *yamlMaker) value(indent int) string {
	prefix := m.properties()
	if m.depth < 4 {
		step := pick(m.source, []int{1, 2, 2, 2, 4})
		switch n := m.IntN(100); {
		case n < 14:
			return prefix + "\n" + m.blockMap(indent+step)
		case n < 24:
			return prefix + "\n" + m.blockList(indent+step*m.IntN(2))
		}
	}
	switch n := m.IntN(100); {
	case n < 12:
		return prefix + m.flow() + "\n"
	case n < 24:
		return prefix + m.blockScalar(indent)
	case n < 28:
		return prefix + m.multiLine(indent) + "\n"
	case n < 31 && len(m.anchors) > 0:
		return "*" + pick(m.source, m.anchors) + pick(m.source, []string{"", "", "", " ", " # c"}) + "\n"
	case n < 32:
		return "*none\n"
	default:
		return prefix + m.inlineScalar() + pick(m.source, []string{"", "", "", "", "", "", " ", " # c", "\t# c", "\t"}) + "\n"
	}
}

// properties returns an anchor, a tag, or usually nothing.
func (m *yamlMaker) properties() string {
	switch n := m.IntN(100); {
	case n < 5:
		return m.anchor() + " "
	case n < 10:
		return pick(m.source, []string{"!!str", "!!int", "!!float", "!!bool", "!!null", "!!binary", "!foo", "!", "!<x>", "!!timestamp", "!!map", "!!seq", "!!set", "!<tag:yaml.org,2002:str>", "!!merge", "!!foo", "!e!x"}) + " "
	case n < 11:
		return "!!str " + m.anchor() + " "
	default:
		return ""
	}
}

func (m *yamlMaker) anchor() string {
	name := pick(m.source, []string{"x", "y", "x-1", "Z_"})
	m.anchors = append(m.anchors, name)
	return "&" + name
}

func (m *yamlMaker) inlineScalar() string {
	switch n := m.IntN(100); {
	case n < 65:
		return m.plainScalar()
	case n < 85:
		return "\"" + m.doubleQuoted() + "\""
	default:
		return "'" + m.repeat(m.few(4), func() string {
			return pick(m.source, []string{"a", " ", "''", "\"", "\\", "#", ": ", "é", "\t", "1", "\\n", "{", "x"})
		}) + "'"
	}
}

var plainScalars = []string{"1", "1.0", "1e3", "1.", ".5", "+1", "-1", "0x1F", "014", "0o14", "0b11", "1_000", "1_", "08", "-0", "yes", "on", "true", "y", "n", "N", "No", "off", "OFF", "True", "TRUE", "null", "Null", "NULL", "~", "", "2001-01-01", "2001-01-01T00:00:00Z", "2001-1-1", "12:30:45",
	"12:30", "1.5.6", "1,000", ".inf", "-.INF", "+.Inf", ".nan", ".NaN", "1e400", "0x", "0xZZ", "0o8", "0b12", "0x1.8p1", "1e", ".e1", "tRue", "yEs", "nULL", ".iNF", "Infinity", "NaN", "inf", "_1", "+", ".", "..", "=", "<<", "0x_1F", "0o_7", "0_777", "1e1_0", "1e+_0", "1._0", "0778", "-0x10", "-014", "-0b1",
	"18446744073709551615", "18446744073709551616", "9223372036854775808", "-9223372036854775809", "1e21", "1e20", "1e-6", "1e-7", "123456789.123456789", "0.1", "1E5", "1e+5", "-1.5e-3", "3.14", "1e308", "1e-400", "0e0", "00", "0", "-", "--b", "-b", "?b", ":b", "a b", "a  b", "b#x", "a:b", "http://x/y?z#w",
	"a,b", "a]b", "a{b", "x: y", "x #c", "@x", "`x", "%x", "!x", "&x", "*x", "|x", ">x", "- x", "? x", "é", "日本", "a\u0085b", "a\u2028b", "\ufeffx", "$(A)", "0xffffffffffffffff", "0x8000000000000000", "-9223372036854775808", "0b111", "+0x1", "+.5", "-.5", "1e5.", "9007199254740993", "1.7976931348623157e308", "5e-324",
	"0.000001", "0.0000001", "100000000000000000000", "1000000000000000000000", "4.9406564584124654e-324", "123456789012345678901234567890", "0.30000000000000004", "--- x", "... x", "\u00a0", "a\tb"}

func (m *yamlMaker) plainScalar() string {
	switch n := m.IntN(100); {
	case n < 60:
		return pick(m.source, plainScalars)
	case n < 85:
		return pick(m.source, []string{"x", "hello world", "redis", "v1", "a-b", "k=v"})
	case n < 95: // similar to a number
		return m.repeat(1+m.IntN(6), func() string {
			return pick(m.source, []string{"0", "1", "7", "9", "_", ".", "e", "E", "+", "-", "x", "b", "o", "F", ":"})
		})
	default:
		return m.repeat(1+m.IntN(4), func() string {
			return pick(m.source, []string{"a", "b", "-", ":", "#", " ", ",", "[", "]", "{", "}", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`", "?", "\\", "é", "\t"})
		})
	}
}

func (m *yamlMaker) doubleQuoted() string {
	return m.repeat(m.few(5), func() string {
		switch n := m.IntN(100); {
		case n < 45:
			return pick(m.source, []string{"a", "b", " ", "text", "é", "日", "#", ": ", "'", "{", "$(A)"})
		case n < 85:
			return pick(m.source, []string{`\n`, `\t`, `\\`, `\"`, `\x41`, `\u00e9`, `\U0001F600`, `\a`, `\b`, `\v`, `\f`, `\r`, `\e`, `\ `, `\'`, `\N`, `\_`, `\L`, `\P`, "\\\t"})
		case n < 92:
			return pick(m.source, []string{`\0`, `\x00`, `\/`, `\ud83d`, `\ud83d\ude00`, `\U00110000`, `\xZ1`, `\x4`, `\q`, `\1`, `\uFFFF`, `\uFFFE`, `\x7f`, `\x85`, `\u2028`, `\uFEFF`})
		default:
			return pick(m.source, []string{"\n", "\n  ", " \n ", "\\\n  ", "\n\n", "\u0085", "\u2028", "\t", "\r\n "})
		}
	})
}

// multiLine returns a plain scalar with several lines.
func (m *yamlMaker) multiLine(indent int) string {
	pad := strings.Repeat(" ", indent+m.IntN(3))
	return "first" + m.repeat(m.between(1, 3), func() string {
		return pick(m.source, []string{"\n", "\n", "\n\n", " \n", "\n# c\n", " # c\n"}) + pad + pick(m.source, []string{"more", "a b", "- x", "k: v", "1", "# c", "---"})
	})
}

func (m *yamlMaker) blockScalar(indent int) string {
	head := pick(m.source, []string{"|", ">"}) + pick(m.source, []string{"", "", "", "-", "+", "2", "1", "-2", "2-", "+1", "9", "0", "-+"}) + pick(m.source, []string{"", "", "", " ", " # c", "#c", " x"}) + "\n"
	pad := strings.Repeat(" ", indent+pick(m.source, []int{1, 2, 2, 2, 4}))
	return head + m.repeat(m.few(4), func() string {
		return pick(m.source, []string{pad, pad, pad, pad, pad + " ", pad + "\t", "", " "}) + pick(m.source, []string{"text", "a: b", "# not a comment", "", "- x", "é", "it's", "tab\there", "---", "..."}) + pick(m.source, []string{"\n", "\n", "\n", "\n", " \n", "\n\n"})
	})
}

func (m *yamlMaker) flow() string {
	m.depth++
	defer func() { m.depth-- }()
	if m.depth > 5 {
		return "x"
	}
	comma := func() string {
		return pick(m.source, []string{", ", ", ", ", ", ",", " , ", ",\n ", ", # c\n "})
	}
	var b strings.Builder
	if m.chance(50) {
		b.WriteString("[")
		for i, n := 0, m.few(4); i < n; i++ {
			if i > 0 {
				b.WriteString(comma())
			}
			b.WriteString(m.flowValue())
		}
		b.WriteString(pick(m.source, []string{"]", "]", "]", "]", " ]", ",]", ", ]", ""}))
		return b.String()
	}
	b.WriteString("{")
	for i, n := 0, m.few(4); i < n; i++ {
		if i > 0 {
			b.WriteString(comma())
		}
		b.WriteString(m.key())
		b.WriteString(pick(m.source, []string{": ", ": ", ": ", ":", " : ", " "}))
		b.WriteString(m.flowValue())
	}
	b.WriteString(pick(m.source, []string{"}", "}", "}", "}", " }", ",}", "\n}", ""}))
	return b.String()
}

func (m *yamlMaker) flowValue() string {
	switch n := m.IntN(100); {
	case n < 18:
		return m.flow()
	case n < 22 && len(m.anchors) > 0:
		return "*" + pick(m.source, m.anchors) + pick(m.source, []string{"", " "})
	case n < 26:
		return "a: b"
	default:
		return m.properties() + m.inlineScalar()
	}
}

// soup returns pieces of YAML in random order.
func (m *yamlMaker) soup() string {
	return m.repeat(m.IntN(14), func() string {
		return pick(m.source, []string{"a", "b: ", ": ", "- ", "\n", "\n", "  ", "[", "]", "{", "}", ", ", "\"", "'", "# c", "|\n", ">-\n", "&x ", "*x", "!!str ", "<<: ", "? ", "---\n", "...\n", "1", "yes", "~", "\t", "\r\n", "\\n", "%", "key: value\n"})
	})
}
