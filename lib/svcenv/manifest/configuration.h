// Configuration files of svcenv itself: YAML or JSON, one map, strict where kubectl is lenient.
//
//   constexpr Field<Settings> kFields[] = {
//       {"complete", [](Decoder& d, Settings& s) { s.complete = d.Bool(false); }},
//   };
//
//   const auto read = [&](Decoder& d) { ReadKeys(d, kFields, settings); };
//   const Diagnostics errors = ReadConfiguration(sources, file, arena, "complete: true", read);
#ifndef SVCENV_MANIFEST_CONFIGURATION_H_
#define SVCENV_MANIFEST_CONFIGURATION_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/manifest/decoder.h"
#include "svcenv/manifest/fields.h"

namespace svcenv {

// An error of the configuration, code "config".
void ConfigurationError(Decoder& decoder, std::string message, std::string remedy,
                        Position position);

// What to do about a word that is none of `names`: "did you mean A?", or which ones there are.
std::string OfferNames(std::string_view word, const std::vector<std::string_view>& names);

// Whether the word is one of `names`; else tells that there is no such `what`.
bool CheckName(Decoder& decoder, const Located& word, std::string_view what,
               const std::vector<std::string_view>& names);

// An error for the key that was read last, which is none of `names`; skips its value. Where the key
// is not plain the file may be anything: no line of it is shown from there on.
void UnknownKey(Decoder& decoder, std::string_view key, const std::vector<std::string_view>& names);

// As ReadFields, but a key that the table does not have is an error.
template <typename T, size_t N>
void ReadKeys(Decoder& decoder, const Field<T> (&fields)[N], T& object) {
  decoder.Map([&](std::string_view key) {
    std::vector<std::string_view> names;
    for (const Field<T>& field : fields) {
      if (field.name == key) return field.read(decoder, object);
      names.push_back(field.name);
    }
    UnknownKey(decoder, key, names);
  });
}

// Passes the only document of `file` to `read`. Returns the errors that `read` reported, and one for
// each further document, duplicate key, and value that is not read, or if the file is not YAML;
// `example` is how such a file may begin. Strings from the Decoder live as long as `arena` and
// `sources`.
Diagnostics ReadConfiguration(Sources& sources, uint32_t file, Arena& arena,
                              std::string_view example, absl::FunctionRef<void(Decoder&)> read);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_CONFIGURATION_H_
