// Reads the documents of a large YAML stream on several threads.
#ifndef SVCENV_SYNTAX_YAML_RUNS_H_
#define SVCENV_SYNTAX_YAML_RUNS_H_

#include <cstddef>
#include <vector>

#include "svcenv/syntax/document_builder.h"
#include "svcenv/syntax/yaml_document.h"

namespace svcenv {

// The range of a document in its file.
struct YamlPart {
  size_t begin = 0;
  size_t end = 0;
};

// Splitting fewer bytes is not worthwhile.
inline constexpr size_t kMinBytesOfYamlRuns = 1 << 18;

// Reads one document of the file in `context`.
YamlResult ReadYamlPart(const DocumentContext& context, const YamlPart& part);

// Reads the documents and passes them to the sink in order, as a sequential reader would. Stops at
// the first rejected document, returns its index, and stores its result in `*refused`. Returns the
// number of documents if none is rejected. `context` must have a forking sink.
size_t ReadYamlRuns(const std::vector<YamlPart>& parts, const DocumentContext& context,
                    YamlResult* refused);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_YAML_RUNS_H_
