// Fuzzes the manifest reader. Reads all values of all documents and locates their positions.
#include <cstddef>
#include <cstdint>
#include <string>

#include "svcenv/base/arena.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/syntax/text.h"

namespace svcenv {
namespace {

class VisitingSink : public DocumentSink {
 public:
  explicit VisitingSink(const Sources& sources) : sources_(sources) {}

  void Document(const Item&, Reader& reader) override { Visit(reader); }
  void DropItems() override {}

 private:
  void Visit(Reader& reader) {
    // Limits the values, since aliases can repeat a large document.
    if (++values_ > 100000) return reader.Skip();
    if (values_ < 1000) sources_.Locate(reader.position());
    switch (reader.type()) {
      case ValueType::kNull:
        return reader.Skip();
      case ValueType::kBool:
        reader.Bool();
        return;
      case ValueType::kNumber:
        bytes_ += reader.ReadNumber().ToString().size();
        return;
      case ValueType::kString:
        for (char c : reader.String()) bytes_ += static_cast<size_t>(c != 0);
        return;
      case ValueType::kList:
        reader.EnterList();
        while (reader.NextItem()) Visit(reader);
        return;
      case ValueType::kMap:
        reader.EnterMap();
        while (reader.NextKey()) {
          bytes_ += reader.key().text.size();
          Visit(reader);
        }
        return;
    }
  }

  const Sources& sources_;
  size_t values_ = 0;
  size_t bytes_ = 0;
};

}  // namespace
}  // namespace svcenv

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  svcenv::Sources sources;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const uint32_t file = sources.Add("input", svcenv::DecodeText(bytes));
  svcenv::Arena arena;
  svcenv::VisitingSink sink(sources);
  svcenv::Diagnostics losses;
  const absl::Status status = svcenv::ReadDocuments(sources, file, arena, sink, losses);
  if (!status.ok()) svcenv::FormatDiagnostic(svcenv::FromStatus(status), sources);
  for (const svcenv::Diagnostic& loss : losses) svcenv::FormatDiagnostic(loss, sources);
  return 0;
}
