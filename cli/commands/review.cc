#include "svcenv/admission/review.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "cli/commands/command.h"
#include "cli/sources/file_bytes.h"
#include "cli/sources/json_value.h"
#include "cli/sources/review_request.h"
#include "cli/terminal/errors.h"
#include "cli/workspace/containers.h"
#include "svcenv/admission/policy.h"
#include "svcenv/admission/snapshot.h"
#include "svcenv/base/visible.h"
#include "svcenv/render/result_json.h"
#include "svcenv/render/yaml_writer.h"
#include "svcenv/syntax/text.h"

namespace svcenv::cli {
namespace {

using Json = nlohmann::ordered_json;

class ReviewCommand : public Command {
 public:
  void Declare(Arguments* arguments) override;
  int Run(Console* console) override;

 private:
  // Returns nullopt after reporting errors.
  std::optional<Policy> ReadPolicyFile(Console* console) const;
  // Writes the answer or, with --apply, the patched object. `answer` is the output of Review.
  int Show(const Json& request, const Json& answer, Console* console) const;

  std::string file_ = "-";
  std::string policy_file_;
  std::string output_;
  bool apply_ = false;
  WorkspaceFlags flags_;
};

void ReviewCommand::Declare(Arguments* arguments) {
  arguments->Argument(&file_, "FILE");
  arguments->Group("Policy");
  arguments->Add(&policy_file_, "--policy", "FILE",
                 "Policy to apply; see docs/admission.md. Without it, review changes nothing");
  flags_.AddObjectFlags(arguments);
  arguments->Group("Output");
  arguments->Add(&apply_, "--apply", "Write the patched object instead of the answer");
  arguments->AddFormat(&output_, "Output format. Defaults to json, or to yaml with --apply",
                       {{"json", "one object"}, {"yaml", "the same as YAML"}});
  flags_.AddServiceFlags(arguments);
  flags_.AddMessageFlags(arguments);
}

std::optional<Policy> ReviewCommand::ReadPolicyFile(Console* console) const {
  if (policy_file_.empty()) return Policy();
  absl::StatusOr<std::string> bytes = ReadBytes(policy_file_);
  if (!bytes.ok()) {
    console->Fail(bytes.status());
    return std::nullopt;
  }
  Sources sources;
  const uint32_t file = sources.Add(policy_file_, DecodeText(*std::move(bytes)));
  ParsedPolicy parsed = ReadPolicy(sources, file);
  for (const Diagnostic& error : parsed.errors) console->Say(error, sources);
  if (!parsed.ok()) return std::nullopt;
  return std::move(parsed.policy);
}

void Write(const Json& json, std::string_view format, Output* output) {
  if (format == "yaml") {
    YamlWriter(output).Document(json);
    return;
  }
  output->Append(absl::StrCat(JsonText(json), "\n"));
}

// Returns the request's object after applying the patch of the response.
absl::StatusOr<Json> Applied(const Json& review, const Json& response) {
  const Json* request = FindMember(review, "request");
  const Json* object = request == nullptr ? nullptr : FindMember(*request, "object");
  if (object == nullptr || !object->is_object()) {
    return InputError("bad-request", "the request has no object to write",
                      "omit --apply, or pass a request that creates or updates an object");
  }
  const std::string_view encoded = TextMember(response, "patch");
  if (encoded.empty()) return *object;
  std::string patch;
  absl::Base64Unescape(encoded, &patch);
  try {
    return object->patch(Json::parse(patch));
  } catch (const Json::exception&) {
    return InputError("bad-request", "cannot apply the patch to the object of the request",
                      "omit --apply to see the patch");
  }
}

int ReviewCommand::Show(const Json& request, const Json& answer, Console* console) const {
  const Json& response = answer["response"];
  const bool allowed = response["allowed"].get<bool>();
  if (!apply_) {
    Write(answer, output_.empty() ? "json" : output_, &console->out());
    return allowed ? kDone : kFindings;
  }
  if (response.contains("warnings")) {
    for (const Json& warning : response["warnings"]) {
      console->Say(absl::StrCat("Warning: ", Visible(warning.get<std::string>()), "\n"));
    }
  }
  if (!allowed) {
    const std::string why = response["status"]["message"].get<std::string>();
    console->Say(absl::StrCat("denied: ", why, "\n"));
    return kFindings;
  }
  const absl::StatusOr<Json> object = Applied(request, response);
  if (!object.ok()) return console->Fail(object.status());
  Write(*object, output_.empty() ? "yaml" : output_, &console->out());
  return kDone;
}

int ReviewCommand::Run(Console* console) {
  if (!output_.empty() && output_ != "json" && output_ != "yaml") {
    return Misuse(console, "review",
                  absl::StrCat("unknown format '", output_, "' (-o takes json, yaml)"));
  }
  const std::optional<Policy> policy = ReadPolicyFile(console);
  if (!policy.has_value()) return kWrong;
  Sources sources;
  absl::StatusOr<Json> request = ReadReviewRequest(file_, flags_.namespace_, &sources);
  if (!request.ok()) return console->Fail(request.status(), sources);
  // Reads the services in the namespace of the request's object.
  WorkspaceFlags flags = flags_;
  const Json* asked = FindMember(*request, "request");
  if (flags.namespace_.empty() && asked != nullptr) {
    flags.namespace_ = std::string(TextMember(*asked, "namespace"));
  }
  WorkspaceQuery query;
  query.services.emplace();
  const OpenedWorkspace opened = OpenWorkspace(flags, query, console);
  if (!opened.ok()) return kWrong;

  const Snapshot snapshot(
      std::shared_ptr<const Cluster>(std::shared_ptr<void>(), &opened.workspace->cluster()),
      *opened.workspace->options().version);
  const std::string text = request->dump(-1, ' ', false, Json::error_handler_t::replace);
  const ReviewAnswer reviewed = Review(text, snapshot, *policy);
  const Json answer = Json::parse(reviewed.json);
  if (!reviewed.status.ok()) {
    return console->Fail(InputError("bad-request",
                                    answer["response"]["status"]["message"].get<std::string>(),
                                    "pass an AdmissionReview of admission.k8s.io/v1, or a Pod"));
  }
  const int status = Show(*request, answer, console);
  return status == kDone && opened.workspace->partial() ? kFindings : status;
}

}  // namespace

std::unique_ptr<Command> MakeReview() { return std::make_unique<ReviewCommand>(); }

}  // namespace svcenv::cli
