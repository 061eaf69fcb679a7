// A text that is one JSON value and nothing else.
#ifndef SVCENV_SYNTAX_JSON_DOCUMENT_H_
#define SVCENV_SYNTAX_JSON_DOCUMENT_H_

#include "absl/status/status.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/syntax/text.h"

namespace svcenv {

// Hands the root of the JSON text of `file` to the sink; no YAML, no second value. Fails as
// ReadDocuments does, and tells `losses` the same.
absl::Status ReadJsonDocument(const Sources& sources, uint32_t file, Arena& arena,
                              DocumentSink& sink, Diagnostics& losses);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_JSON_DOCUMENT_H_
