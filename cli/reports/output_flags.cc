#include "cli/reports/output_flags.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/terminal/errors.h"
#include "cli/terminal/pager.h"
#include "svcenv/base/counted.h"
#include "svcenv/base/nearest.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/render/heading.h"

namespace svcenv::cli {
namespace {

std::vector<std::string_view> FormatNames() {
  std::vector<std::string_view> names;
  for (const Format& format : Formats()) names.push_back(format.name);
  return names;
}

std::vector<Choice> FormatChoices() {
  std::vector<Choice> choices;
  for (const Format& format : Formats()) {
    choices.push_back({std::string(format.name), std::string(format.help)});
  }
  return choices;
}

absl::Status UnknownFormat(const std::string& name) {
  const std::vector<std::string_view> names = FormatNames();
  return absl::InvalidArgumentError(absl::StrCat("unknown format '", name, "'",
                                                 DidYouMean(name, names), " (-o takes ",
                                                 absl::StrJoin(names, ", "), ")"));
}

absl::Status TooMany(Results results, const Format& format) {
  std::vector<std::string> choices;
  for (const Result& result : results) choices.push_back(SelectionOf(result));
  const std::string_view what = results.front().container.empty() ? "services" : "containers";
  return WrongUse(absl::StrCat("format ", format.name, " supports only one of the ", results.size(),
                               " selected ", what),
                  absl::StrCat("choose one: ", JoinFirst(choices, "; ")));
}

}  // namespace

void OutputFlags::AddFormatFlags(Arguments* arguments, bool of_containers) {
  arguments->Group("Output");
  arguments->AddFormat(&output, "Output format. Defaults to table on a terminal, env otherwise",
                       FormatChoices());
  arguments->Add(&sort, "--sort", "name|origin",
                 of_containers
                     ? "Sort variables by name or by origin (services, envFrom, env). Defaults to "
                       "name, except for tables on a terminal, which list env, envFrom, and a line "
                       "for each service"
                     : "Sort variables by name or by origin. Defaults to name");
  if (of_containers) {
    arguments->Add(&all, "--all",
                   "List the variables of each service, which tables on a terminal fold");
  }
  arguments->Add(&wide, "--wide", "Do not truncate long table values to the terminal width");
  arguments->Add(&no_pager, "--no-pager", kNoPagerHelp);
}

void OutputFlags::AddSecretFlags(Arguments* arguments) {
  arguments->Add(&show_secrets, "--show-secrets", "Show the values of Secrets");
  arguments->Add(
      &mask_secrets, "--mask-secrets",
      absl::StrCat("Write ", kMask, " instead of the values of Secrets, as tables do by default"));
}

absl::StatusOr<Rendering> ReadOutputFlags(const OutputFlags& flags, const Console& console) {
  Rendering rendering;
  const std::string name = !flags.output.empty()       ? flags.output
                           : console.out_is_terminal() ? "table"
                                                       : "env";
  rendering.format = FindFormat(name);
  if (rendering.format == nullptr) return UnknownFormat(name);
  if (!flags.sort.empty() && flags.sort != "name" && flags.sort != "origin") {
    return absl::InvalidArgumentError(
        absl::StrCat("--sort '", flags.sort, "' is not valid: use name or origin"));
  }
  if (flags.show_secrets && flags.mask_secrets) {
    return absl::InvalidArgumentError("--show-secrets and --mask-secrets are mutually exclusive");
  }
  rendering.options.sort = flags.sort == "origin" ? SortOrder::kOrigin : SortOrder::kName;
  if (name == "table" && console.out_is_terminal()) {
    rendering.options.mark = true;
    if (flags.sort.empty()) rendering.options.sort = SortOrder::kOwnFirst;
    rendering.options.fold_services = flags.sort.empty() && !flags.all;
  }
  rendering.options.mask_secrets = !flags.show_secrets;
  rendering.options.color = console.shows_color();
  rendering.options.width = flags.wide ? 0 : console.width();
  rendering.paged = !rendering.format->machine && !flags.no_pager;
  return rendering;
}

absl::Status CheckSecrets(size_t count, std::string_view writer, const OutputFlags& flags) {
  if (count == 0 || flags.show_secrets || flags.mask_secrets) return absl::OkStatus();
  return WrongUse(
      absl::StrCat(writer, " would write ", Counted(count, "value"), " of Secrets in plain text"),
      absl::StrCat("pass --show-secrets to allow this, or --mask-secrets to write ", kMask,
                   " instead"));
}

absl::Status CheckResults(Results results, const Rendering& rendering, const OutputFlags& flags) {
  if (!rendering.format->several && results.size() > 1) return TooMany(results, *rendering.format);
  if (rendering.format->machine) {
    const absl::Status status =
        CheckSecrets(CountSecrets(results, rendering.format->texts),
                     absl::StrCat("format ", rendering.format->name), flags);
    if (!status.ok()) return status;
  }
  return CheckFormat(*rendering.format, results, rendering.options);
}

void WriteResults(Results results, const Rendering& rendering, Console* console) {
  const RenderOptions& options = rendering.options;
  const bool folded = options.fold_services &&
                      std::any_of(results.begin(), results.end(), [](const Result& result) {
                        return result.resolved.has_value() &&
                               !result.resolved->environment.services().all().empty();
                      });
  WritePaged(
      rendering.paged,
      [&](Output* output) {
        rendering.format->write(results, options, output);
        if (!folded) return;
        output->Append(absl::StrCat(
            "\n",
            Styled("Pass --all to list the variables of each service.", Style::kDim, options.color),
            "\n"));
      },
      console);
}

}  // namespace svcenv::cli
