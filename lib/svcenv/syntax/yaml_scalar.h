// What a YAML scalar means to kubectl: the rules of go-yaml v2 (resolve.go of
// go.yaml.in/yaml/v2 2.4.4) and of sigs.k8s.io/yaml 1.6.0 above it.
#ifndef SVCENV_SYNTAX_YAML_SCALAR_H_
#define SVCENV_SYNTAX_YAML_SCALAR_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace svcenv {

// A scalar as libyaml gives it.
struct YamlScalar {
  std::string_view text;
  std::string_view tag;   // resolved: "tag:yaml.org,2002:int"; empty if there is none
  bool is_plain = false;  // without quotes and tag, or with the tag "!"
};

// A scalar as kubectl takes it.
struct ResolvedScalar {
  enum Kind { kNull, kBool, kInteger, kUnsigned, kReal, kString, kInvalid };

  Kind kind = kString;
  bool boolean = false;
  int64_t integer = 0;
  uint64_t unsigned_integer = 0;  // kUnsigned: above int64
  double real = 0;                // may be infinite or NaN
  // kString: what !!binary decodes to; else the string is the scalar's own text.
  bool is_decoded = false;
  std::string decoded;
  // kInvalid: what is wrong, and what helps.
  std::string message;
  std::string remedy;
};

ResolvedScalar ResolveScalar(const YamlScalar& scalar);

// Whether the scalar, as a key, merges its value into the map.
bool IsMergeKey(const YamlScalar& scalar);

// Returns the text of a key of any type; nothing if kubectl refuses it: null, or a number above
// int64. `own_text` is the scalar as it is written.
std::optional<std::string> KeyText(const ResolvedScalar& key, std::string_view own_text);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_YAML_SCALAR_H_
