// Writes YAML that go-yaml v2 (kubectl), PyYAML, and YAML 1.2 parsers all read alike. A string that
// a parser could read as another type, such as a number, a bool, or a date, is in double quotes,
// with unprintable characters escaped.
#ifndef SVCENV_RENDER_YAML_WRITER_H_
#define SVCENV_RENDER_YAML_WRITER_H_

#include <memory>
#include <string_view>

#include "absl/base/attributes.h"
#include "nlohmann/json.hpp"
#include "svcenv/render/output.h"

namespace svcenv {

// Writes a stream of documents, or one document that is a list, item by item. Replaces invalid
// UTF-8 with U+FFFD.
class YamlWriter {
 public:
  explicit YamlWriter(Output* output ABSL_ATTRIBUTE_LIFETIME_BOUND);
  ~YamlWriter();

  YamlWriter(const YamlWriter&) = delete;
  YamlWriter& operator=(const YamlWriter&) = delete;

  // Writes a whole document, preceded by `---` unless it is the first. kubectl requires each
  // document to be a map with at least one key.
  void Document(const nlohmann::ordered_json& value);

  // Write a document that is a list: call BeginList, then Item for each item, then EndList.
  void BeginList();
  void Item(const nlohmann::ordered_json& value);
  void EndList();

 private:
  struct Emitter;
  std::unique_ptr<Emitter> emitter_;
};

// Returns whether every parser reads the unquoted text as that same string.
bool IsPlainYaml(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_RENDER_YAML_WRITER_H_
