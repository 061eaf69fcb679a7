// Answers an AdmissionReview, using the services of a cluster, as a mutating webhook does.
#include <iostream>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "read_file.h"
#include "svcenv/admission.h"
#include "svcenv/svcenv.h"

namespace {

int Respond(int http_status, const std::string& body) {
  std::cout << body << "\n";
  return http_status == 200 ? 0 : 1;
}

int Answer(const std::string& yaml, const std::string& objects, const std::string& body) {
  // [review]
  const absl::StatusOr<svcenv::AdmissionPolicy> policy =
      svcenv::AdmissionPolicy::Parse("policy.yaml", yaml);
  if (!policy.ok()) {
    std::cerr << policy.status().message();
    return 1;
  }
  svcenv::Manifests::Options options;
  options.source = svcenv::Manifests::Source::kServed;
  svcenv::Manifests services(options);
  if (!services.Load("services", objects).ok()) return 1;
  const svcenv::AdmissionReviewer reviewer(std::move(services), *policy);

  // For each request, from any thread:
  const svcenv::AdmissionReviewer::Answer answer = reviewer.Review(body);
  return Respond(answer.status.ok() ? 200 : 400, answer.json);
  // [review]
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: review POLICY SERVICES REVIEW\n";
    return 2;
  }
  return Answer(ReadFile(argv[1]), ReadFile(argv[2]), ReadFile(argv[3]));
}
