// The documents of a large YAML stream, read by several threads.
#ifndef SVCENV_SYNTAX_YAML_RUNS_H_
#define SVCENV_SYNTAX_YAML_RUNS_H_

#include <cstddef>
#include <vector>

#include "svcenv/syntax/document_builder.h"
#include "svcenv/syntax/yaml_document.h"

namespace svcenv {

// Where a document stands in its file.
struct YamlPart {
  size_t begin = 0;
  size_t end = 0;
};

// Fewer bytes are not worth it.
inline constexpr size_t kLeastBytesOfYamlRuns = 1 << 18;

// Reads one document of the file of `context`.
YamlResult ReadYamlPart(const DocumentContext& context, const YamlPart& part);

// Reads the documents and hands them to the sink in their order, as if it was done one by one: up
// to the first that is refused, whose index it gives; else that behind the last. `*refused` is what
// came of that one. `context` has a forking sink.
size_t ReadYamlRuns(const std::vector<YamlPart>& parts, const DocumentContext& context,
                    YamlResult* refused);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_YAML_RUNS_H_
