// Formats env and env0: one record per variable.
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/heading.h"
#include "svcenv/render/known_variables.h"

namespace svcenv {
namespace {

// Writes records that end in one byte. Copies runs of link variables as a whole, from one string
// that all containers of a namespace share.
class RecordWriter {
 public:
  RecordWriter(const RenderOptions& options, char end, Output* output)
      : options_(options), end_(end), output_(*output) {}
  void Heading(const Result& result) {
    output_.Append(absl::StrCat("# ", SelectionOf(result)));
    output_.Append({&end_, 1});
  }

  void Variables(const Result& result) {
    const auto write = [&](std::string_view name, std::string_view value) {
      output_.Append(name);
      output_.Append("=");
      output_.Append(value);
      output_.Append({&end_, 1});
    };
    if (options_.sort != SortOrder::kName || !result.resolved.has_value()) {
      return ForEachKnown(result, options_, write);
    }
    const Environment& environment = result.resolved->environment;
    const std::string_view text = TextOf(environment.services());
    environment.ForEachRun(
        [&](absl::Span<const ServiceVariable> services) {
          const std::string_view env0 = ServiceVariables::Env0Of(services);
          const size_t begin =
              static_cast<size_t>(env0.data() - environment.services().env0().data());
          output_.AppendStable(text.substr(begin, env0.size()));
        },
        [&](const Variable& variable) { IfKnown(variable, options_, write); });
  }

 private:
  // Returns env0() with the last byte of each record replaced by end_.
  std::string_view TextOf(const ServiceVariables& services) {
    if (end_ == '\0') return services.env0();
    const auto [text, is_new] = texts_.try_emplace(&services);
    if (is_new) {
      text->second = std::string(services.env0());
      for (const ServiceVariable& variable : services.all()) {
        const char* end = variable.value.data() + variable.value.size();
        text->second[static_cast<size_t>(end - services.env0().data())] = end_;
      }
    }
    return text->second;
  }

  const RenderOptions& options_;
  const char end_;
  Output& output_;
  std::map<const ServiceVariables*, std::string> texts_;
};

void WriteRecords(Results results, const RenderOptions& options, char end, Output* output) {
  RecordWriter writer(options, end, output);
  for (const Result& result : results) {
    if (!result.ok()) continue;
    if (results.size() > 1) writer.Heading(result);
    writer.Variables(result);
  }
  output->Flush();  // it may refer to strings of the writer
}

}  // namespace

std::string_view EnvProblem(const Variable& variable) {
  if (variable.name.find('\n') != std::string_view::npos) return "its name contains a newline";
  return Env0Problem(variable);
}

std::string_view Env0Problem(const Variable& variable) {
  if (variable.name.empty()) return "its name is empty";
  if (variable.name.find('=') != std::string_view::npos) return "its name contains '='";
  if (variable.value.find('\0') != std::string_view::npos) return "its value contains a NUL byte";
  return "";
}

void WriteEnv(Results results, const RenderOptions& options, Output* output) {
  WriteRecords(results, options, '\n', output);
}

void WriteEnv0(Results results, const RenderOptions& options, Output* output) {
  WriteRecords(results, options, '\0', output);
}

}  // namespace svcenv
