package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"

	kjson "sigs.k8s.io/json"
)

type rawJSON = json.RawMessage

// decode decodes JSON as the API server does, with case-sensitive field names.
func decode(data []byte, into any) error {
	return kjson.UnmarshalCaseSensitivePreserveInts(data, into)
}

// answer is the fields of a JSON object, without the braces and the id.
type answer []byte

func (a answer) text(id rawJSON) []byte {
	out := append([]byte(`{"id":`), id...)
	if len(id) == 0 {
		out = append(out, "null"...)
	}
	if len(a) > 0 {
		out = append(out, ',')
	}
	out = append(out, a...)
	return append(out, '}')
}

func errorAnswer(err error) answer {
	return appendError(nil, err)
}

// appendError appends "error":{"message":…}.
func appendError(out []byte, err error) []byte {
	out = append(out, `"error":{"message":`...)
	out = appendString(out, err.Error())
	return append(out, '}')
}

const hexDigits = "0123456789abcdef"

// appendString appends s as a JSON string. Bytes that are not valid UTF-8 become U+FFFD.
func appendString(out []byte, s string) []byte {
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
		case c == '\n':
			out = append(out, '\\', 'n')
		case c < 0x20 || c == 0x7f:
			out = append(out, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		default:
			out = append(out, c)
		}
		i++
	}
	return append(out, '"')
}

// appendText appends s as a JSON string, or as {"base64":…} if it is not valid UTF-8.
func appendText(out []byte, s string) []byte {
	if utf8.ValidString(s) {
		return appendString(out, s)
	}
	out = append(out, `{"base64":`...)
	out = appendBase64(out, s)
	return append(out, '}')
}

// appendTextField appends "name":"…", or "nameBase64":"…" if s is not valid UTF-8.
func appendTextField(out []byte, name, s string) []byte {
	if utf8.ValidString(s) {
		out = append(out, '"')
		out = append(out, name...)
		out = append(out, `":`...)
		return appendString(out, s)
	}
	out = append(out, '"')
	out = append(out, name...)
	out = append(out, `Base64":`...)
	return appendBase64(out, s)
}

func appendBase64(out []byte, s string) []byte {
	out = append(out, '"')
	out = base64.StdEncoding.AppendEncode(out, []byte(s))
	return append(out, '"')
}

func appendInt(out []byte, n int64) []byte { return strconv.AppendInt(out, n, 10) }

// appendList appends a JSON array of n elements.
func appendList(out []byte, n int, element func(out []byte, i int) []byte) []byte {
	out = append(out, '[')
	for i := 0; i < n; i++ {
		if i > 0 {
			out = append(out, ',')
		}
		out = element(out, i)
	}
	return append(out, ']')
}

// text is arbitrary bytes: "…" or {"base64":"…"} in a request.
type text string

func (t *text) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		return json.Unmarshal(data, (*string)(t))
	}
	var encoded struct {
		Base64 *[]byte `json:"base64"`
	}
	if err := json.Unmarshal(data, &encoded); err != nil {
		return err
	}
	if encoded.Base64 == nil {
		return fmt.Errorf(`neither a string nor {"base64": …}: %s`, data)
	}
	*t = text(*encoded.Base64)
	return nil
}
