// Renders the contents of a Reader as JSON for comparison in tests.
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

// Returns the value as compact JSON with sorted keys and with numbers as kubectl sends them.
std::string RenderJson(Reader& reader);

// Returns `text` as a JSON string.
std::string QuoteJson(std::string_view text);

// The result of ReadDocuments, including all calls of the sink.
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

  // Returns the documents as a JSON list: [{"a":1},{"b":2}].
  std::string Json() const;
  // Return "2:5 the message" of the error or of a loss. Error returns "" if there is none.
  std::string Error() const;
  std::string Loss(size_t i) const;
};

// Decodes and reads `bytes` as the file "f".
ReadOutcome ReadBytes(std::string bytes);

// Returns the documents as JSON, or "line:column message" of the error.
std::string OutcomeOf(std::string_view text);

struct OutcomeCase {
  std::string_view text;
  std::string_view outcome;
};
void ExpectOutcomes(std::initializer_list<OutcomeCase> cases);

}  // namespace svcenv

#endif  // SVCENV_TESTS_SYNTAX_TO_JSON_H_
