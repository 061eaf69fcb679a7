#include "svcenv/syntax/json_document.h"

#include "svcenv/syntax/document_builder.h"
#include "svcenv/syntax/json_parser.h"

namespace svcenv {

absl::Status ReadJsonDocument(const Sources& sources, uint32_t file, Arena& arena,
                              DocumentSink& sink, Diagnostics& losses) {
  DocumentContext context;
  context.file = file;
  context.file_text = sources.text(file);
  context.end = static_cast<uint32_t>(context.file_text.size());
  context.arena = &arena;
  context.sink = &sink;
  context.losses = &losses;
  const auto fail = [&](const TextError& error) {
    Diagnostic diagnostic;
    diagnostic.severity = Severity::kError;
    diagnostic.code = std::string(error.code);
    diagnostic.message = error.message;
    diagnostic.remedy = error.remedy;
    diagnostic.position = {file, error.offset};
    return ToStatus(diagnostic);
  };
  DocumentBuilder builder(context);
  const JsonResult result = JsonParser(context.file_text).Read(0, builder);
  if (!result.ok()) return fail(result.error);
  const size_t end = SkipJsonSpace(context.file_text, result.end);
  if (end != context.file_text.size()) {
    return fail({static_cast<uint32_t>(end), "unexpected text after the JSON value",
                 "remove everything after the value"});
  }
  if (!builder.Finish(static_cast<uint32_t>(result.end))) return fail(builder.error());
  return absl::OkStatus();
}

}  // namespace svcenv
