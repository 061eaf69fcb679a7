// The text of an object that was read, as a document tree: for commands that write it again.
#ifndef SVCENV_CLI_SOURCES_MANIFEST_DOCUMENT_H_
#define SVCENV_CLI_SOURCES_MANIFEST_DOCUMENT_H_

#include <map>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "nlohmann/json.hpp"
#include "svcenv/base/source.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv::cli {

using DocumentTree = nlohmann::ordered_json;

// The documents of workloads that were read from `sources`, with all that they hold, in the order
// of their keys. An item of a list is a document with a kind and an apiVersion of its own.
absl::StatusOr<std::map<const Workload*, DocumentTree>> ReadDocumentsOf(
    absl::Span<const Workload* const> workloads, const Sources& sources);

// The document of a container within its workload's; null if it has none.
DocumentTree* FindContainer(const Workload& workload, const Container& container,
                            DocumentTree* document);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_MANIFEST_DOCUMENT_H_
