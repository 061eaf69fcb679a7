// YAML documents as kubectl takes them: go-yaml v2's YAML 1.1.
#ifndef SVCENV_SYNTAX_YAML_DOCUMENT_H_
#define SVCENV_SYNTAX_YAML_DOCUMENT_H_

#include "svcenv/syntax/document_builder.h"

namespace svcenv {

// The outcome of reading one document.
struct YamlResult {
  bool ok = false;
  bool is_syntax = false;  // not ok: the text is no YAML; else what it holds is refused
  TextError error;         // not ok
  ListName list_name;      // what the root says
};

// Reads the document from context.begin to context.end, one that `---` lines divide from others,
// and hands its objects to the sink.
YamlResult ReadYaml(const DocumentContext& context);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_YAML_DOCUMENT_H_
