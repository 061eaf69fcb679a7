// Reads typed values from a Reader, remembering where in the object it is.
//
// A wrong type is an error diagnostic with the field's path, the place and what to do; the value is
// then skipped, so that one reading finds all of them. null is the field's absence, as for the API
// server.
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

// Returns whether the key can be one of the API's, of a ConfigMap's, or of a label's. Any other one
// may be text of another kind, such as a Secret's, and is not shown.
bool IsPlainKey(std::string_view key);

// Returns whether SOPS encrypted the text: "ENC[AES256_GCM,data:…]".
bool IsEncryptedText(std::string_view text);

class Decoder {
 public:
  Decoder(Reader& reader, Arena& arena, Diagnostics& diagnostics)
      : reader_(reader), arena_(arena), diagnostics_(diagnostics) {}

  Reader& reader() { return reader_; }
  Arena& arena() { return arena_; }
  Position position() const { return reader_.position(); }

  // Whether an error was found since the Decoder was made.
  bool failed() const { return failed_; }
  void set_object(ObjectName object, bool confidential) {
    object_ = std::move(object);
    confidential_ = confidential;
  }

  // Each reads the next value.
  std::string_view Text() { return LocatedText().text; }
  Located LocatedText();
  bool Bool(bool if_absent);
  int32_t Int32();
  // A quantity: a text, or a number as the API server sees it; null is "0".
  Located Quantity();
  std::vector<Located> Texts();  // a null among them is ""
  // A text with a placeholder in place of a map is a single entry, with the text as key and value.
  Entries TextMap();
  Entries QuantityMap();
  // Decoded, except texts with a placeholder that is not kSubstituted. Keys of other texts that are
  // replaced before Kubernetes sees them are added to `unknown_keys`, and left out.
  Entries Base64Map(std::vector<std::string_view>* unknown_keys);

  // Reads a map: calls `f(key)` for each key, which reads the value. Anything but a map or null is
  // an error. False when it was no map.
  template <typename F>
  bool Map(F&& f);

  // Reads a list: calls `f(index)` for each item, which reads it.
  template <typename F>
  bool List(F&& f);

  // Tells of an error at `position` in the value that is being read.
  void Error(std::string_view code, std::string_view message, std::string remedy,
             Position position);

  // How severe a field that the API server does not know is, where ReadKnownFields meets one; none:
  // it is not reported.
  void set_unknown_fields(std::optional<Severity> severity) { unknown_fields_ = severity; }
  std::optional<Severity> unknown_fields() const { return unknown_fields_; }

  // Fields that are not reported, wherever they are. They must outlive the Decoder.
  void set_more_fields(absl::Span<const std::string_view> fields) { more_fields_ = fields; }

  // Texts with these placeholders are accepted in place of other values, which are then absent.
  void set_placeholders(Placeholders placeholders) { placeholders_ = placeholders; }
  // With Placeholders::kSubstituted, too.
  void set_substituted(bool substituted) { substituted_ = substituted; }

  // Whether the object is encrypted by SOPS: its field `sops` is none of the API's, and values that
  // are encrypted texts are accepted in place of others.
  void set_encrypted(bool encrypted) { encrypted_ = encrypted; }
  bool encrypted() const { return encrypted_; }

  // Returns the first placeholder of the next value if that is a text, otherwise "". Reads nothing.
  std::string_view PeekPlaceholder() const;
  std::string_view PlaceholderIn(std::string_view text) const;
  // Returns whether the text has one of those that are not kSubstituted.
  bool IsOfProgram(std::string_view text) const {
    return !FindPlaceholder(text, placeholders_).empty();
  }

  // Reports the key that was read last: it is none of `known`. Reading goes on as without it.
  // `empty` is the field right before it if that has no value: the key is likely meant to be in it.
  void UnknownField(const std::vector<std::string_view>& known, std::string_view empty = {});

  // The path of the value that is being read: "spec.ports[0].port". A key that is not plain is "…".
  std::string Path() const;

 private:
  struct Frame {
    const Frame* parent;
    std::string_view key;  // with it, else `index`
    int index;
  };

  Diagnostic MakeError(std::string_view code, std::string_view message, std::string remedy,
                       Position position) const;
  // Whether the next value is of `type`; a null is skipped, anything else is an error and skipped.
  bool Expect(ValueType type, std::string_view wanted);
  // No value if the text is replaced by another program than that of `placeholders_`.
  std::optional<std::string_view> BytesOfBase64();
  // Reads a map whose values `read()` reads, and sorts it. Without a value, the key is left out.
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
