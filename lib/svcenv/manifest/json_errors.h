// nlohmann's words about wrong JSON, in ours.
#ifndef SVCENV_MANIFEST_JSON_ERRORS_H_
#define SVCENV_MANIFEST_JSON_ERRORS_H_

#include <cstddef>
#include <string_view>

#include "svcenv/manifest/document_builder.h"

namespace svcenv {

// `position` is the offset of what was read up to the error, `token` the last that was read, `what`
// the exception's text.
TextError ExplainJsonError(std::string_view source, size_t position, std::string_view token,
                           std::string_view what);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_JSON_ERRORS_H_
