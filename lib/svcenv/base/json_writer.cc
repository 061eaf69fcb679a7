#include "svcenv/base/json_writer.h"

#include "absl/strings/str_cat.h"
#include "svcenv/base/utf8.h"

namespace svcenv {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Returns the letter of the short escape of `c`, or 0 if it has none.
char EscapeLetter(char c) {
  switch (c) {
    case '"':
    case '\\':
      return c;
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

bool IsPlain(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x80 &&
         c != '"' && c != '\\';
}

}  // namespace

void JsonWriter::Divide() {
  if (text_.size() == begin_) return;
  const char last = text_.back();
  if (last != '{' && last != '[' && last != ':') text_.push_back(',');
}

void JsonWriter::Begin(char bracket) {
  Divide();
  text_.push_back(bracket);
}

JsonWriter& JsonWriter::Key(std::string_view key) {
  Divide();
  Quote(key);
  text_.push_back(':');
  return *this;
}

void JsonWriter::String(std::string_view value) {
  Divide();
  Quote(value);
}

void JsonWriter::Integer(int64_t value) { Raw(absl::AlphaNum(value).Piece()); }

void JsonWriter::Raw(std::string_view json) {
  Divide();
  text_.append(json);
}

void JsonWriter::Quote(std::string_view value) {
  constexpr char kDigits[] = "0123456789abcdef";
  text_.push_back('"');
  for (size_t i = 0; i < value.size();) {
    const size_t plain = i;
    while (i < value.size() && IsPlain(value[i])) ++i;
    text_.append(value.substr(plain, i - plain));
    if (i == value.size()) break;
    const char c = value[i];
    if (const char letter = EscapeLetter(c); letter != 0) {
      text_.append({'\\', letter});
      ++i;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      text_.append("\\u00");
      text_.append({kDigits[c >> 4], kDigits[c & 0xF]});
      ++i;
    } else if (const size_t length = Utf8Length(value.substr(i)); length != 0) {
      text_.append(value.substr(i, length));
      i += length;
    } else {
      text_.append(kReplacement);
      ++i;
    }
  }
  text_.push_back('"');
}

}  // namespace svcenv
