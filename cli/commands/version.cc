#include "svcenv/kubernetes/version.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/commands/command.h"
#include "cli/licenses/texts.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/version.h"
#include "svcenv/render/result_json.h"

namespace svcenv::cli {
namespace {

// Returns the output of -o json: docs/schemas/version.schema.json.
std::string VersionJson() {
  Json versions = Json::array();
  for (const VersionProfile& profile : KnownVersions()) {
    versions.push_back({{"name", std::string(profile.name)}, {"beta", profile.is_beta}});
  }
  const Json json = {
      {"version", std::string(kVersion)},
      {"kubernetes",
       {{"default", std::string(DefaultVersion().name)}, {"versions", std::move(versions)}}}};
  return JsonText(json);
}

class Version : public Command {
 public:
  void Declare(Arguments* arguments) override {
    arguments->Group("Output");
    arguments->AddFormat(&output_, "Output format. Defaults to text",
                         {{"text", "for people"}, {"json", "for programs"}});
    arguments->Add(&licenses_, "--licenses",
                   "Print the licenses of svcenv and of the libraries in it");
  }

  int Run(Console* console) override {
    if (output_ != "text" && output_ != "json") {
      return Misuse(console, "version",
                    absl::StrCat("unknown format '", output_, "'",
                                 DidYouMean(output_, {"text", "json"}), " (-o takes text, json)"));
    }
    if (licenses_) {
      if (output_ != "text") return Misuse(console, "version", "--licenses supports only -o text");
      console->out().Append(absl::StrCat(kNotice, "\n", kLicense));
    } else if (output_ == "json") {
      console->out().Append(absl::StrCat(VersionJson(), "\n"));
    } else {
      console->out().Append(
          absl::StrCat("svcenv ", kVersion, "\nKubernetes ", KnownVersionsText(), "\n"));
    }
    return kDone;
  }

 private:
  std::string output_ = "text";
  bool licenses_ = false;
};

}  // namespace

std::unique_ptr<Command> MakeVersion() { return std::make_unique<Version>(); }

}  // namespace svcenv::cli
