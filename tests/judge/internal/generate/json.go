package generate

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// object is a JSON object whose fields keep their order.
type object []field

type field struct {
	name  string
	value any
}

type list []any

// with returns the object with an additional field.
func (o object) with(name string, value any) object { return append(o, field{name, value}) }

// number is written unchanged.
type number string

const hexDigits = "0123456789abcdef"

// appendJSON appends an object, list, []string, string, int, bool, number, or nil.
func appendJSON(out []byte, value any) []byte {
	switch v := value.(type) {
	case object:
		out = append(out, '{')
		for i, f := range v {
			if i > 0 {
				out = append(out, ',')
			}
			out = appendJSONString(out, f.name)
			out = append(out, ':')
			out = appendJSON(out, f.value)
		}
		return append(out, '}')
	case list:
		out = append(out, '[')
		for i, element := range v {
			if i > 0 {
				out = append(out, ',')
			}
			out = appendJSON(out, element)
		}
		return append(out, ']')
	case []string:
		out = append(out, '[')
		for i, element := range v {
			if i > 0 {
				out = append(out, ',')
			}
			out = appendJSONString(out, element)
		}
		return append(out, ']')
	case string:
		return appendJSONString(out, v)
	case number:
		return append(out, v...)
	case int:
		return strconv.AppendInt(out, int64(v), 10)
	case bool:
		return strconv.AppendBool(out, v)
	case nil:
		return append(out, "null"...)
	}
	panic(fmt.Sprintf("no JSON for %T", value))
}

func appendJSONString(out []byte, s string) []byte {
	out = append(out, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			out = utf8.AppendRune(out, r)
			i += size
			continue
		}
		switch {
		case c == '"' || c == '\\':
			out = append(out, '\\', c)
		case c < 0x20 || c == 0x7f:
			out = append(out, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		default:
			out = append(out, c)
		}
		i++
	}
	return append(out, '"')
}
