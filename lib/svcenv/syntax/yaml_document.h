// Reads YAML documents as kubectl does: YAML 1.1 as in go-yaml v2.
#ifndef SVCENV_SYNTAX_YAML_DOCUMENT_H_
#define SVCENV_SYNTAX_YAML_DOCUMENT_H_

#include "svcenv/syntax/document_builder.h"

namespace svcenv {

// The result of reading one document.
struct YamlResult {
  bool ok = false;
  bool is_syntax = false;  // if not ok: the YAML is invalid; otherwise its contents are rejected
  TextError error;         // if not ok
  ListName list_name;      // kind and apiVersion of the root
};

// Reads the document between context.begin and context.end, which `---` lines separate from others,
// and passes its objects to the sink.
YamlResult ReadYaml(const DocumentContext& context);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_YAML_DOCUMENT_H_
