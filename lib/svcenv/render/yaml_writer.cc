#include "svcenv/render/yaml_writer.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "svcenv/base/utf8.h"
#include "yaml.h"

namespace svcenv {
namespace {

using Json = nlohmann::ordered_json;

int Pass(void* output, unsigned char* buffer, size_t size) {
  static_cast<Output*>(output)->Append({reinterpret_cast<char*>(buffer), size});
  return 1;
}

yaml_char_t* Bytes(std::string_view text) {
  return reinterpret_cast<yaml_char_t*>(const_cast<char*>(text.data()));
}

// Returns the number as in JSON, with a decimal point before an exponent, which PyYAML requires.
std::string NumberText(const Json& number) {
  std::string text = number.dump();
  const size_t exponent = text.find('e');
  if (exponent != std::string::npos && text.find('.') == std::string::npos)
    text.insert(exponent, ".0");
  return text;
}

// Replaces each byte that is not valid UTF-8 with U+FFFD, because libyaml rejects such bytes.
std::string ValidUtf8(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const size_t length = Utf8Length(text);
    result.append(length == 0 ? "\uFFFD" : text.substr(0, length));
    text.remove_prefix(std::max<size_t>(length, 1));
  }
  return result;
}

}  // namespace

bool IsPlainYaml(std::string_view text) {
  if (text.empty() || !(absl::ascii_isalpha(text.front()) || text.front() == '/')) return false;
  if (text.back() == ':') return false;
  const auto harmless = [](char c) {
    return absl::ascii_isalnum(c) || std::strchr("_-./:@+", c) != nullptr;
  };
  if (!std::all_of(text.begin(), text.end(), [&](char c) { return c != '\0' && harmless(c); })) {
    return false;
  }
  for (const std::string_view word :
       {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}) {
    if (absl::EqualsIgnoreCase(text, word)) return false;
  }
  return true;
}

struct YamlWriter::Emitter {
  explicit Emitter(Output* output) {
    if (yaml_emitter_initialize(&emitter) == 0) throw std::bad_alloc();
    yaml_emitter_set_output(&emitter, Pass, output);
    yaml_emitter_set_unicode(&emitter, 1);
    yaml_emitter_set_width(&emitter, -1);
    Emit(yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING));
  }
  // Does not end the stream, which would write nothing.
  ~Emitter() { yaml_emitter_delete(&emitter); }

  // Emits `event` if `initialized` is not 0. Both steps fail only if memory is exhausted.
  void Emit(int initialized) {
    if (initialized == 0 || yaml_emitter_emit(&emitter, &event) == 0) throw std::bad_alloc();
  }

  void BeginDocument() {
    Emit(yaml_document_start_event_initialize(&event, nullptr, nullptr, nullptr, first ? 1 : 0));
    first = false;
  }
  void EndDocument() {
    Emit(yaml_document_end_event_initialize(&event, 1));
    if (yaml_emitter_flush(&emitter) == 0) throw std::bad_alloc();
  }
  void BeginList() {
    Emit(yaml_sequence_start_event_initialize(&event, nullptr, nullptr, 1,
                                              YAML_BLOCK_SEQUENCE_STYLE));
  }
  void EndList() { Emit(yaml_sequence_end_event_initialize(&event)); }
  void Scalar(std::string_view text, yaml_scalar_style_t style) {
    Emit(yaml_scalar_event_initialize(&event, nullptr, nullptr, Bytes(text),
                                      static_cast<int>(text.size()), 1, 1, style));
  }
  void String(std::string_view text) {
    if (!IsUtf8(text)) return String(ValidUtf8(text));
    Scalar(text, IsPlainYaml(text) ? YAML_PLAIN_SCALAR_STYLE : YAML_DOUBLE_QUOTED_SCALAR_STYLE);
  }
  void Value(const Json& value) {
    if (value.is_object()) {
      Emit(yaml_mapping_start_event_initialize(&event, nullptr, nullptr, 1,
                                               YAML_BLOCK_MAPPING_STYLE));
      for (const auto& [key, item] : value.items()) {
        String(key);
        Value(item);
      }
      Emit(yaml_mapping_end_event_initialize(&event));
    } else if (value.is_array()) {
      BeginList();
      for (const Json& item : value) Value(item);
      EndList();
    } else if (value.is_string()) {
      String(value.get_ref<const std::string&>());
    } else {
      Scalar(value.is_number() ? NumberText(value) : value.dump(), YAML_PLAIN_SCALAR_STYLE);
    }
  }

  yaml_emitter_t emitter;
  yaml_event_t event;
  bool first = true;
};

YamlWriter::YamlWriter(Output* output) : emitter_(std::make_unique<Emitter>(output)) {}
YamlWriter::~YamlWriter() = default;

void YamlWriter::Document(const Json& value) {
  emitter_->BeginDocument();
  emitter_->Value(value);
  emitter_->EndDocument();
}

void YamlWriter::BeginList() {
  emitter_->BeginDocument();
  emitter_->BeginList();
}

void YamlWriter::Item(const Json& value) { emitter_->Value(value); }

void YamlWriter::EndList() {
  emitter_->EndList();
  emitter_->EndDocument();
}

}  // namespace svcenv
