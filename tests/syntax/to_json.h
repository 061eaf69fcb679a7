// What a Reader gives, as text that tests compare.
#ifndef SVCENV_TESTS_SYNTAX_TO_JSON_H_
#define SVCENV_TESTS_SYNTAX_TO_JSON_H_

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/syntax/reader.h"

namespace svcenv {

// The value as JSON without blanks, keys sorted, numbers as kubectl sends them.
std::string RenderJson(Reader& reader);

// `text` as a JSON string.
std::string QuoteJson(std::string_view text);

// The outcome of ReadDocuments, with all that a sink is told.
struct ReadOutcome {
  struct Document {
    std::string json;
    bool in_list = false;
    std::string list_kind;
    std::string list_api_version;
    int index = 0;
    Position position;
  };

  Sources sources;
  uint32_t file = 0;
  std::vector<Document> documents;
  Diagnostics losses;
  absl::Status status;

  // The documents' JSON in brackets: [{"a":1},{"b":2}].
  std::string Json() const;
  // "2:5 the message" of the error, or of a loss; "" without one.
  std::string Error() const;
  std::string Loss(size_t i) const;
};

// Decodes and reads `bytes` as the file "f".
ReadOutcome ReadBytes(std::string bytes);

// The documents' JSON, or "line:column the error".
std::string OutcomeOf(std::string_view text);

struct OutcomeCase {
  std::string_view text;
  std::string_view outcome;
};
void ExpectOutcomes(std::initializer_list<OutcomeCase> cases);

}  // namespace svcenv

#endif  // SVCENV_TESTS_SYNTAX_TO_JSON_H_
