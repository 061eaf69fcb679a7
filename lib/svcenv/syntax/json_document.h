// Reads a text that is exactly one JSON value.
#ifndef SVCENV_SYNTAX_JSON_DOCUMENT_H_
#define SVCENV_SYNTAX_JSON_DOCUMENT_H_

#include "absl/status/status.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/syntax/text.h"

namespace svcenv {

// Passes the root of the JSON text of `file` to the sink. Rejects YAML and a second value. Reports
// errors and losses like ReadDocuments.
absl::Status ReadJsonDocument(const Sources& sources, uint32_t file, Arena& arena,
                              DocumentSink& sink, Diagnostics& losses);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_JSON_DOCUMENT_H_
