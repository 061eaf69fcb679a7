// Explains libyaml errors.
#ifndef SVCENV_SYNTAX_YAML_ERRORS_H_
#define SVCENV_SYNTAX_YAML_ERRORS_H_

#include <string>
#include <string_view>

namespace svcenv {

// An error of libyaml.
struct YamlProblem {
  std::string_view problem;
  std::string_view context;  // may be empty
  std::string_view before;   // the text before the problem
  std::string_view after;    // the text from the problem on
};

struct YamlExplanation {
  std::string message;
  std::string remedy;
  bool at_context = false;  // report the error at the beginning of the context
};

YamlExplanation ExplainYamlProblem(const YamlProblem& problem);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_YAML_ERRORS_H_
