#include "tests/render/read_by_rules.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace svcenv {
namespace {

constexpr std::string_view kDoubleQuotes[] = {"\"", "\u201C", "\u201D", "\u201E"};

// Removes and returns the first UTF-8 character, or the first byte if it is not valid UTF-8.
std::string_view Take(std::string_view* text) {
  const auto first = static_cast<unsigned char>(text->front());
  const size_t size = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  const std::string_view character = text->substr(0, size);
  text->remove_prefix(character.size());
  return character;
}

bool IsDoubleQuote(std::string_view character) {
  return std::find(std::begin(kDoubleQuotes), std::end(kDoubleQuotes), character) !=
         std::end(kDoubleQuotes);
}

std::string AfterBacktick(std::string_view character) {
  const std::string_view kEscapes = "0abefnrtv";
  const std::string_view kMeanings("\0\a\b\x1b\f\n\r\t\v", 9);
  const size_t at = kEscapes.find(character);
  return std::string(at == std::string_view::npos ? character : kMeanings.substr(at, 1));
}

// Returns the value of a string literal whose opening quote was read, or no value if it is not
// terminated or would be expanded. Sets `rest` to the text after it.
std::optional<std::string> ReadExpandable(std::string_view* rest) {
  std::string value;
  while (!rest->empty()) {
    std::string_view character = Take(rest);
    if (IsDoubleQuote(character)) {
      std::string_view next = *rest;
      if (next.empty() || !IsDoubleQuote(Take(&next))) return value;
      character = Take(rest);
    } else if (character == "$") {
      const char next = rest->empty() ? ' ' : rest->front();
      if (absl::ascii_isalnum(static_cast<unsigned char>(next)) ||
          static_cast<signed char>(next) < 0 ||
          std::string_view("_$?^:({").find(next) != std::string_view::npos) {
        return std::nullopt;
      }
    } else if (character == "`" && !rest->empty()) {
      value += AfterBacktick(Take(rest));
      continue;
    }
    value += character;
  }
  return std::nullopt;
}

// Removes and returns the first line, or no value at the end of the text. Sets `newline` to its
// line ending, which may be empty.
std::optional<std::string_view> TakeLine(std::string_view* text, bool windows,
                                         std::string_view* newline) {
  *newline = "";
  if (text->empty()) return std::nullopt;
  const size_t end = text->find('\n');
  if (end == std::string_view::npos) {
    const std::string_view line = *text;
    text->remove_prefix(text->size());
    return line;
  }
  const size_t length = windows && end > 0 && (*text)[end - 1] == '\r' ? 2 : 1;
  const std::string_view line = text->substr(0, end + 1 - length);
  *newline = text->substr(line.size(), length);
  text->remove_prefix(end + 1);
  return line;
}

}  // namespace

Values ReadPowershell(std::string_view text) {
  Values values;
  for (std::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    if (!absl::ConsumePrefix(&line, "$env:")) continue;
    const size_t space = line.find(' ');
    const std::string name(line.substr(0, space));
    line.remove_prefix(std::min(space, line.size()));
    if (!absl::ConsumePrefix(&line, " = \"")) continue;
    const std::optional<std::string> value = ReadExpandable(&line);
    if (value.has_value() && line.empty()) values[name] = *value;
  }
  return values;
}

Values ReadGithub(std::string_view text, bool windows) {
  Values values;
  std::string_view newline;
  while (const std::optional<std::string_view> line = TakeLine(&text, windows, &newline)) {
    if (line->empty()) continue;
    const size_t equals = line->find('='), heredoc = line->find("<<");
    if (equals < heredoc) {
      values[std::string(line->substr(0, equals))] = std::string(line->substr(equals + 1));
      continue;
    }
    if (heredoc == std::string_view::npos) return {};
    const std::string_view delimiter = line->substr(heredoc + 2);
    const char* const begin = text.data();
    const char* end = begin;
    for (;;) {
      const std::optional<std::string_view> next = TakeLine(&text, windows, &newline);
      if (!next.has_value()) return {};
      if (*next == delimiter) break;
      if (newline.empty()) return {};
      end = next->data() + next->size();
    }
    values[std::string(line->substr(0, heredoc))] =
        end > begin ? std::string(begin, end) : std::string();
  }
  return values;
}

}  // namespace svcenv
