// Reads svcenv's own configuration files: one YAML or JSON map, parsed more strictly than kubectl
// parses manifests.
//
//   constexpr Field<Settings> kFields[] = {
//       {"complete", [](Decoder& d, Settings& s) { s.complete = d.Bool(false); }},
//   };
//
//   const Diagnostics errors =
//       ReadConfiguration(sources, file, arena, "complete: true", kFields, settings);
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

// Reports a configuration error with code "config".
void ConfigurationError(Decoder& decoder, std::string message, std::string remedy,
                        Position position);

// Returns the remedy for a word that is not in `names`: "did you mean A?", or a list of the names.
std::string SuggestOneOf(std::string_view word, const std::vector<std::string_view>& names);

// Returns whether `word` is in `names`. If not, reports an unknown `what`.
bool CheckName(Decoder& decoder, const Located& word, std::string_view what,
               const std::vector<std::string_view>& names);

// Reports the last key read as unknown and skips its value; `names` are the valid keys. After a key
// that is not plain, errors show no source lines, because this may not be a configuration file.
void UnknownKey(Decoder& decoder, std::string_view key, const std::vector<std::string_view>& names);

// Reads a map like ReadFields, but reports a key that is not in the table as an error.
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

// Passes the only document of `file` to `read`. Returns the errors that `read` reported, and errors
// of the file as ReadConfiguration does. Errors quote source lines only if the file begins with one
// of `keys`, possibly misspelled, and nowhere contains "kind" or "data": any other file may be part
// of a Secret.
Diagnostics ReadConfigurationMap(Sources& sources, uint32_t file, Arena& arena,
                                 std::string_view example,
                                 const std::vector<std::string_view>& keys,
                                 absl::FunctionRef<void(Decoder&)> read);

// Reads the only document of `file`, a map with the keys of the table, into `object`. Returns an
// error for each unknown key, wrong value, further document, duplicate key, and ignored value, and
// for invalid YAML. The remedy for a file that is not a map quotes `example`, a valid first line.
// Strings in `object` live as long as `arena` and `sources`.
template <typename T, size_t N>
Diagnostics ReadConfiguration(Sources& sources, uint32_t file, Arena& arena,
                              std::string_view example, const Field<T> (&fields)[N], T& object) {
  std::vector<std::string_view> keys;
  for (const Field<T>& field : fields) keys.push_back(field.name);
  return ReadConfigurationMap(sources, file, arena, example, keys,
                              [&](Decoder& decoder) { ReadKeys(decoder, fields, object); });
}

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_CONFIGURATION_H_
