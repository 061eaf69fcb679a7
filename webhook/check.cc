#include "webhook/check.h"

#include <openssl/ssl.h>

#include <chrono>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "boost/asio/io_context.hpp"
#include "boost/asio/ssl.hpp"
#include "boost/beast/core.hpp"
#include "boost/beast/http.hpp"
#include "nlohmann/json.hpp"
#include "svcenv/base/visible.h"
#include "webhook/resolve.h"
#include "webhook/url.h"

namespace svcenv::webhook {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;

constexpr std::chrono::seconds kTimeout(5);
constexpr uint64_t kMaxAnswerBytes = 1 << 20;
constexpr int kFailed = 1, kWrong = 2;

// A pod that every policy allows.
constexpr char kReview[] =
    R"({"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"svcenv-check",)"
    R"("operation":"CREATE","namespace":"default","dryRun":true,"object":{"apiVersion":"v1",)"
    R"("kind":"Pod","metadata":{"name":"svcenv-check","namespace":"default"},)"
    R"("spec":{"containers":[{"name":"c","image":"i"}]}}}})";

// Runs the phases. Each returns why it failed, or "".
class Prober {
 public:
  Prober(Url target, const CheckOptions& options)
      : target_(std::move(target)),
        name_(options.server_name.empty() ? target_.host : options.server_name),
        tls_(asio::ssl::context::tls_client),
        stream_(context_, tls_) {}

  // Returns an error if the file cannot be read.
  std::string UseAuthority(const std::string& file) {
    beast::error_code error;
    tls_.load_verify_file(file, error);
    return error ? absl::StrCat("cannot read ", file, ": ", error.message()) : "";
  }

  std::string Dns() {
    auto addresses = Resolve(target_.host, kTimeout);
    if (!addresses.ok()) return std::string(addresses.status().message());
    for (const std::string& address : *addresses) {
      endpoints_.emplace_back(asio::ip::make_address(address),
                              static_cast<unsigned short>(std::stoi(target_.port)));
    }
    return "";
  }

  std::string Tcp() {
    return Await([&](auto done) {
      beast::get_lowest_layer(stream_).async_connect(
          endpoints_, [done](beast::error_code error, const tcp::endpoint&) { done(error); });
    });
  }

  std::string Tls() {
    SSL_set_tlsext_host_name(stream_.native_handle(), name_.c_str());
    stream_.set_verify_mode(asio::ssl::verify_peer);
    stream_.set_verify_callback(asio::ssl::host_name_verification(name_));
    std::string problem =
        Await([&](auto done) { stream_.async_handshake(asio::ssl::stream_base::client, done); });
    const long verified = SSL_get_verify_result(stream_.native_handle());
    if (!problem.empty() && verified != X509_V_OK) {
      absl::StrAppend(&problem, ": ", X509_verify_cert_error_string(verified));
    }
    return problem;
  }

  std::string Http() {
    http::request<http::string_body> request(http::verb::post, target_.path, 11, kReview);
    request.set(http::field::host, name_);
    request.set(http::field::content_type, "application/json");
    request.prepare_payload();
    parser_.body_limit(kMaxAnswerBytes);
    std::string problem = Await([&](auto done) {
      http::async_write(stream_, request, [done](beast::error_code error, size_t) { done(error); });
    });
    if (!problem.empty()) return problem;
    problem = Await([&](auto done) {
      http::async_read(stream_, buffer_, parser_,
                       [done](beast::error_code error, size_t) { done(error); });
    });
    if (!problem.empty() || parser_.get().result_int() == 200) return problem;
    return absl::StrCat("status ", parser_.get().result_int(), ": ", parser_.get().body());
  }

  std::string Review() {
    const auto answer = nlohmann::json::parse(parser_.get().body(), nullptr, false);
    if (!answer.is_object() || answer.value("kind", "") != "AdmissionReview" ||
        !answer.contains("response") || !answer["response"].is_object()) {
      return "the answer is not an AdmissionReview";
    }
    const auto& response = answer["response"];
    if (response.value("uid", "") != "svcenv-check") return "the answer has another uid";
    return response.value("allowed", false) ? "" : "the policy denies a pod without variables";
  }

 private:
  // Starts an operation and waits for its end.
  std::string Await(const std::function<void(std::function<void(beast::error_code)>)>& start) {
    beast::error_code result;
    beast::get_lowest_layer(stream_).expires_after(kTimeout);
    start([&result](beast::error_code error) { result = error; });
    context_.restart();
    context_.run();
    return result ? result.message() : "";
  }

  const Url target_;
  const std::string name_;
  asio::io_context context_;
  asio::ssl::context tls_;
  asio::ssl::stream<beast::tcp_stream> stream_;
  std::vector<tcp::endpoint> endpoints_;
  beast::flat_buffer buffer_;
  http::response_parser<http::string_body> parser_;
};

struct Phase {
  std::string_view name;
  std::string (Prober::*run)();
};

constexpr Phase kPhases[] = {
    {"DNS", &Prober::Dns},   {"TCP", &Prober::Tcp},       {"TLS", &Prober::Tls},
    {"HTTP", &Prober::Http}, {"review", &Prober::Review},
};

}  // namespace

int Check(const CheckOptions& options, std::ostream& out) {
  std::optional<Url> target = ParseHttpsUrl(options.url);
  if (!target.has_value()) {
    out << "svcenv-webhook: '" << Visible(options.url)
        << "' is not a valid URL: use https://HOST[:PORT]/mutate\n";
    return kWrong;
  }
  if (target->path.empty()) target->path = "/mutate";
  Prober prober(*std::move(target), options);
  if (const std::string problem = prober.UseAuthority(options.ca); !problem.empty()) {
    out << "svcenv-webhook: " << Visible(problem) << "\n";
    return kWrong;
  }
  for (const Phase& phase : kPhases) {
    const std::string problem = (prober.*phase.run)();
    out << phase.name << ": " << (problem.empty() ? "ok" : Visible(problem)) << "\n";
    if (!problem.empty()) return kFailed;
  }
  return 0;
}

}  // namespace svcenv::webhook
