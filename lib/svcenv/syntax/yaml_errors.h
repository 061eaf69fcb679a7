// libyaml's words about wrong YAML, in ours.
#ifndef SVCENV_SYNTAX_YAML_ERRORS_H_
#define SVCENV_SYNTAX_YAML_ERRORS_H_

#include <string>
#include <string_view>

namespace svcenv {

// Something that libyaml found wrong.
struct YamlProblem {
  std::string_view problem;
  std::string_view context;  // may be empty
  std::string_view before;   // the text up to the problem
  std::string_view after;    // the text from there on
};

struct YamlExplanation {
  std::string message;
  std::string remedy;
  bool at_context = false;  // the place to blame is where the context began
};

YamlExplanation ExplainYamlProblem(const YamlProblem& problem);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_YAML_ERRORS_H_
