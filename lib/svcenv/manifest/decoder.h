// Reads typed values from a Reader and tracks the path of the current field.
//
// A value of the wrong type is reported with its path, position, and a remedy, and then skipped, so
// that one pass finds all errors. As in the API server, null means that the field is absent.
#ifndef SVCENV_MANIFEST_DECODER_H_
#define SVCENV_MANIFEST_DECODER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/kubernetes/controller.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/syntax/reader.h"

namespace svcenv {

// Returns whether the key is a valid ConfigMap key or qualified name, as all API field names and
// label keys are. Any other key may be misplaced secret data and is not shown.
bool IsPlainKey(std::string_view key);

// Returns whether the string is a value encrypted by SOPS: "ENC[AES256_GCM,data:…]".
bool IsEncryptedText(std::string_view text);

class Decoder {
 public:
  Decoder(Reader& reader, Arena& arena, Diagnostics& diagnostics)
      : reader_(reader), arena_(arena), diagnostics_(diagnostics) {}

  Reader& reader() { return reader_; }
  Arena& arena() { return arena_; }
  Position position() const { return reader_.position(); }

  // Returns whether this Decoder has reported an error.
  bool failed() const { return failed_; }
  void set_object(ObjectName object, bool confidential) {
    object_ = std::move(object);
    confidential_ = confidential;
  }

  // Read the next value. If it is null, has an accepted placeholder, or has the wrong type, which
  // is reported, return "", `if_absent`, or 0. Int32 reports and returns 0 for a number out of
  // range.
  std::string_view Text() { return LocatedText().text; }
  Located LocatedText();
  bool Bool(bool if_absent);
  int32_t Int32();
  // Reads a quantity: a string, or a number formatted as the API server does. Returns "0" for null,
  // and for an invalid quantity after reporting it.
  Located Quantity();
  std::vector<Located> Texts();  // a null among them is ""
  // A string with a placeholder in place of a map becomes one entry that has the string as its key
  // and value.
  Entries TextMap();
  Entries QuantityMap();
  // Reads a map of base64 values and decodes them. Strings with a placeholder that is not
  // kSubstituted are returned as they are. Keys whose values have another placeholder are appended
  // to `unknown_keys` instead.
  Entries Base64Map(std::vector<std::string_view>* unknown_keys);

  // Reads a map. Calls `f(key)` for each key; `f` must read the value. Reports any value except a
  // map or null as an error. Returns whether the value was a map.
  template <typename F>
  bool Map(F&& f);

  // Reads a list like Map. Calls `f(index)` for each item; `f` must read the item.
  template <typename F>
  bool List(F&& f);

  // Reports an error at `position` in the current field.
  void Error(std::string_view code, std::string_view message, std::string remedy,
             Position position);

  // Sets the severity with which ReadKnownFields reports a field that the API does not define.
  // Without a value, it does not report such fields.
  void set_unknown_fields(std::optional<Severity> severity) { unknown_fields_ = severity; }
  std::optional<Severity> unknown_fields() const { return unknown_fields_; }

  // Sets fields that are accepted at any level. They must outlive the Decoder.
  void set_more_fields(absl::Span<const std::string_view> fields) { more_fields_ = fields; }

  // Accepts strings with these placeholders in place of other types; the field is then absent.
  void set_placeholders(Placeholders placeholders) { placeholders_ = placeholders; }
  // Also accepts Placeholders::kSubstituted.
  void set_substituted(bool substituted) { substituted_ = substituted; }

  // Sets whether the object is encrypted by SOPS. If so, its field `sops` is not reported, and
  // encrypted strings are accepted in place of other types.
  void set_encrypted(bool encrypted) { encrypted_ = encrypted; }
  bool encrypted() const { return encrypted_; }

  // Returns the first placeholder in the next value, or "" if there is none or the value is not a
  // string. Does not advance the reader.
  std::string_view PeekPlaceholder() const;
  std::string_view PlaceholderIn(std::string_view text) const;
  // Returns whether the string has a placeholder of the kind passed to set_placeholders.
  bool HasProgramPlaceholder(std::string_view text) const {
    return !FindPlaceholder(text, placeholders_).empty();
  }

  // Reports that the last key read is not in `known`, with the severity from set_unknown_fields, if
  // any. `empty` is the preceding field if it has no value: the key probably belongs inside it.
  void UnknownField(const std::vector<std::string_view>& known, std::string_view empty = {});

  // Returns the path of the current value: "spec.ports[0].port". A key that is not plain is shown
  // as "…".
  std::string Path() const;

 private:
  struct Frame {
    const Frame* parent;
    std::string_view key;
    int index;  // -1 in a map
  };

  Diagnostic MakeError(std::string_view code, std::string_view message, std::string remedy,
                       Position position) const;
  // Returns whether the next value is of `type`; if not, skips it. Reports a wrong type unless the
  // value is null or has a placeholder.
  bool Expect(ValueType type, std::string_view wanted);
  // Returns no value for a string whose placeholder does not belong to `placeholders_`.
  std::optional<std::string_view> BytesOfBase64();
  // Reads a map with `read()`, which reads a value, and sorts the entries. Omits a key for which
  // `read` returns no value.
  template <typename F>
  Entries EntriesOf(F&& read);

  Reader& reader_;
  Arena& arena_;
  Diagnostics& diagnostics_;
  const Frame* frame_ = nullptr;
  ObjectName object_;
  bool confidential_ = false;
  bool failed_ = false;
  std::optional<Severity> unknown_fields_;
  Placeholders placeholders_ = Placeholders::kNone;
  absl::Span<const std::string_view> more_fields_;
  bool substituted_ = false;
  bool encrypted_ = false;
};

template <typename F>
bool Decoder::Map(F&& f) {
  if (!Expect(ValueType::kMap, "a map")) return false;
  reader_.EnterMap();
  Frame frame{frame_, {}, -1};
  frame_ = &frame;
  while (reader_.NextKey()) {
    frame.key = reader_.key().text;
    f(frame.key);
  }
  frame_ = frame.parent;
  return true;
}

template <typename F>
bool Decoder::List(F&& f) {
  if (!Expect(ValueType::kList, "a list")) return false;
  reader_.EnterList();
  Frame frame{frame_, {}, -1};
  frame_ = &frame;
  while (reader_.NextItem()) {
    ++frame.index;
    f(frame.index);
  }
  frame_ = frame.parent;
  return true;
}

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_DECODER_H_
