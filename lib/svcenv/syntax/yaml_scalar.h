// Resolves YAML scalars as kubectl does, by the rules of go-yaml v2 (resolve.go of
// go.yaml.in/yaml/v2 2.4.4) and of sigs.k8s.io/yaml 1.6.0, which wraps it.
#ifndef SVCENV_SYNTAX_YAML_SCALAR_H_
#define SVCENV_SYNTAX_YAML_SCALAR_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace svcenv {

// A scalar as libyaml returns it.
struct YamlScalar {
  std::string_view text;
  std::string_view tag;   // resolved: "tag:yaml.org,2002:int"; may be empty
  bool is_plain = false;  // without quotes and tag, or with the tag "!"
};

// A scalar as kubectl interprets it.
struct ResolvedScalar {
  enum Kind { kNull, kBool, kInteger, kUnsigned, kReal, kString, kInvalid };

  Kind kind = kString;
  bool boolean = false;
  int64_t integer = 0;
  uint64_t unsigned_integer = 0;  // kUnsigned: above int64
  double real = 0;                // may be infinite or NaN
  // kString: the decoded !!binary value. If not is_decoded, the string is the scalar's own text.
  bool is_decoded = false;
  std::string decoded;
  // kInvalid: the error and its remedy.
  std::string message;
  std::string remedy;
};

ResolvedScalar ResolveScalar(const YamlScalar& scalar);

// Returns whether the scalar, as a key, is a merge key.
bool IsMergeKey(const YamlScalar& scalar);

// Converts a key of any type to a string. Returns nothing if kubectl rejects the key: null, or a
// number above int64. `own_text` is the scalar's own text.
std::optional<std::string> KeyText(const ResolvedScalar& key, std::string_view own_text);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_YAML_SCALAR_H_
