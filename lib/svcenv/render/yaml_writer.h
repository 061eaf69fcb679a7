// YAML, written so that every reader gives the same texts back: go-yaml v2 (kubectl), PyYAML and
// those of YAML 1.2. A string that a reader could take for something else, a number, a bool in any
// of their spellings, a date, is in double quotes, with escapes for what is no printable character.
#ifndef SVCENV_RENDER_YAML_WRITER_H_
#define SVCENV_RENDER_YAML_WRITER_H_

#include <memory>
#include <string_view>

#include "absl/base/attributes.h"
#include "nlohmann/json.hpp"
#include "svcenv/render/output.h"

namespace svcenv {

// Writes documents as they come, or one document that is a list, item by item. Strings must be
// UTF-8.
class YamlWriter {
 public:
  explicit YamlWriter(Output* output ABSL_ATTRIBUTE_LIFETIME_BOUND);
  ~YamlWriter();

  YamlWriter(const YamlWriter&) = delete;
  YamlWriter& operator=(const YamlWriter&) = delete;

  // A whole document; from the second on with `---` before it. kubectl wants each to be a map with
  // at least one key.
  void Document(const nlohmann::ordered_json& value);

  // A document that is a list: BeginList, Item for each, EndList.
  void BeginList();
  void Item(const nlohmann::ordered_json& value);
  void EndList();

 private:
  struct Emitter;
  std::unique_ptr<Emitter> emitter_;
};

// Whether a string needs no quotes, for any reader.
bool IsPlainYaml(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_RENDER_YAML_WRITER_H_
