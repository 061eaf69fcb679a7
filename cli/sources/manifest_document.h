// Reads the documents of workloads as trees, for commands that write them again.
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

// Returns the documents of workloads, which were read from `sources`, with all fields in their
// original order. An item of a List becomes a document with its own kind and apiVersion.
absl::StatusOr<std::map<const Workload*, DocumentTree>> ReadDocumentsOf(
    absl::Span<const Workload* const> workloads, const Sources& sources);

// Returns the container's map within its workload's document, or null if it has none.
DocumentTree* FindContainer(const Workload& workload, const Container& container,
                            DocumentTree* document);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_MANIFEST_DOCUMENT_H_
