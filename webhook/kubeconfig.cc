#include "webhook/kubeconfig.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/go/base64.h"
#include "svcenv/manifest/fields.h"
#include "svcenv/syntax/text.h"

namespace svcenv::webhook {
namespace {

// A file or its contents in base64, as kubeconfig files have it.
struct FileOrData {
  std::string file, data;
};

struct KubeCluster {
  std::string name, server, server_name;
  FileOrData authority;
  bool skips_verification = false;
  std::string unsupported;  // the first key that is not supported
};

struct KubeUser {
  std::string name;
  FileOrData certificate, key;
  std::string token, token_file;
  std::string unsupported;
};

struct KubeContext {
  std::string name, cluster, user;
};

struct Config {
  std::string kind, current_context;
  std::vector<KubeCluster> clusters;
  std::vector<KubeUser> users;
  std::vector<KubeContext> contexts;
};

std::string Text(Decoder& decoder) { return std::string(decoder.Text()); }

// Notes the key that was just read, unless its value is null.
template <typename T>
void RefuseKey(Decoder& decoder, T& object) {
  const bool is_set = decoder.reader().type() != ValueType::kNull;
  if (is_set && object.unsupported.empty()) {
    object.unsupported = std::string(decoder.reader().key().text);
  }
  decoder.reader().Skip();
}

constexpr Field<KubeCluster> kClusterFields[] = {
    {"server", [](Decoder& d, KubeCluster& c) { c.server = Text(d); }},
    {"tls-server-name", [](Decoder& d, KubeCluster& c) { c.server_name = Text(d); }},
    {"certificate-authority", [](Decoder& d, KubeCluster& c) { c.authority.file = Text(d); }},
    {"certificate-authority-data", [](Decoder& d, KubeCluster& c) { c.authority.data = Text(d); }},
    {"insecure-skip-tls-verify",
     [](Decoder& d, KubeCluster& c) { c.skips_verification = d.Bool(false); }},
    {"proxy-url", RefuseKey<KubeCluster>},
};

constexpr Field<KubeUser> kUserFields[] = {
    {"client-certificate", [](Decoder& d, KubeUser& u) { u.certificate.file = Text(d); }},
    {"client-certificate-data", [](Decoder& d, KubeUser& u) { u.certificate.data = Text(d); }},
    {"client-key", [](Decoder& d, KubeUser& u) { u.key.file = Text(d); }},
    {"client-key-data", [](Decoder& d, KubeUser& u) { u.key.data = Text(d); }},
    {"token", [](Decoder& d, KubeUser& u) { u.token = Text(d); }},
    {"tokenFile", [](Decoder& d, KubeUser& u) { u.token_file = Text(d); }},
    {"exec", RefuseKey<KubeUser>},
    {"auth-provider", RefuseKey<KubeUser>},
    {"username", RefuseKey<KubeUser>},
    {"password", RefuseKey<KubeUser>},
    {"as", RefuseKey<KubeUser>},
    {"as-uid", RefuseKey<KubeUser>},
    {"as-groups", RefuseKey<KubeUser>},
};

struct Binding {
  std::string cluster, user;
};

constexpr Field<Binding> kBindingFields[] = {
    {"cluster", [](Decoder& d, Binding& b) { b.cluster = Text(d); }},
    {"user", [](Decoder& d, Binding& b) { b.user = Text(d); }},
};

constexpr Field<KubeCluster> kNamedClusterFields[] = {
    {"name", [](Decoder& d, KubeCluster& c) { c.name = Text(d); }},
    {"cluster", [](Decoder& d, KubeCluster& c) { ReadFields(d, kClusterFields, c); }},
};

constexpr Field<KubeUser> kNamedUserFields[] = {
    {"name", [](Decoder& d, KubeUser& u) { u.name = Text(d); }},
    {"user", [](Decoder& d, KubeUser& u) { ReadFields(d, kUserFields, u); }},
};

constexpr Field<KubeContext> kContextFields[] = {
    {"name", [](Decoder& d, KubeContext& c) { c.name = Text(d); }},
    {"context",
     [](Decoder& d, KubeContext& c) {
       Binding binding;
       ReadFields(d, kBindingFields, binding);
       c.cluster = std::move(binding.cluster);
       c.user = std::move(binding.user);
     }},
};

constexpr Field<Config> kFields[] = {
    {"kind", [](Decoder& d, Config& c) { c.kind = Text(d); }},
    {"current-context", [](Decoder& d, Config& c) { c.current_context = Text(d); }},
    {"clusters", [](Decoder& d, Config& c) { c.clusters = ReadList(d, kNamedClusterFields); }},
    {"users", [](Decoder& d, Config& c) { c.users = ReadList(d, kNamedUserFields); }},
    {"contexts", [](Decoder& d, Config& c) { c.contexts = ReadList(d, kContextFields); }},
};

// Reads the first document.
class Sink : public DocumentSink {
 public:
  Sink(Config* config, Arena* arena, Diagnostics* diagnostics)
      : config_(*config), arena_(*arena), diagnostics_(*diagnostics) {}

  void Document(const Item& item, Reader& reader) override {
    if (item.in_list || std::exchange(has_read_, true)) return reader.Skip();
    Decoder decoder(reader, arena_, diagnostics_);
    ReadFields(decoder, kFields, config_);
  }
  void DropItems() override {}

 private:
  Config& config_;
  Arena& arena_;
  Diagnostics& diagnostics_;
  bool has_read_ = false;
};

absl::Status Invalid(std::string_view message) { return absl::InvalidArgumentError(message); }

absl::StatusOr<Config> ReadConfig(const std::string& file, std::string text) {
  Sources sources;
  Arena arena;
  Config config;
  Diagnostics errors, losses;
  Sink sink(&config, &arena, &errors);
  const uint32_t number = sources.Add(file, DecodeText(std::move(text)));
  if (absl::Status status = ReadDocuments(sources, number, arena, sink, losses); !status.ok()) {
    errors.push_back(FromStatus(status));
  }
  for (Diagnostic& error : errors) {
    if (error.severity != Severity::kError) continue;
    error.confidential = true;
    return Invalid(FormatDiagnostic(error, sources));
  }
  return config;
}

template <typename T>
const T* Find(const std::vector<T>& all, std::string_view name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const T& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

// Prefers the data to the file, as kubectl does.
absl::Status Use(const FileOrData& from, const std::filesystem::path& folder, std::string_view key,
                 TextOrFile* to) {
  if (!from.data.empty()) {
    std::optional<std::string> decoded = DecodeGoBase64(from.data);
    if (!decoded.has_value() || decoded->empty()) {
      return Invalid(absl::StrCat(key, "-data is not valid base64"));
    }
    to->text = *std::move(decoded);
  } else if (!from.file.empty()) {
    to->file = (folder / from.file).string();
  }
  return absl::OkStatus();
}

absl::Status UseCluster(const KubeCluster& cluster, const std::filesystem::path& folder,
                        ApiServer* server) {
  if (!cluster.unsupported.empty()) {
    return Invalid(absl::StrCat("cluster '", cluster.name, "': ", cluster.unsupported,
                                " is not supported; use a server that can be reached directly"));
  }
  std::optional<Url> url = ParseHttpsUrl(cluster.server);
  if (!url.has_value()) {
    return Invalid(absl::StrCat("cluster '", cluster.name,
                                "': server is not a valid URL; use https://HOST[:PORT]"));
  }
  server->url = *std::move(url);
  while (!server->url.path.empty() && server->url.path.back() == '/') server->url.path.pop_back();
  server->server_name = cluster.server_name;
  server->verifies = !cluster.skips_verification;
  return Use(cluster.authority, folder, "certificate-authority", &server->authority);
}

absl::Status UseUser(const KubeUser& user, const std::filesystem::path& folder, ApiServer* server) {
  if (!user.unsupported.empty()) {
    return Invalid(absl::StrCat("user '", user.name, "': ", user.unsupported,
                                " is not supported; use token, tokenFile, or client-certificate"
                                " with client-key"));
  }
  if (absl::Status status =
          Use(user.certificate, folder, "client-certificate", &server->certificate);
      !status.ok()) {
    return status;
  }
  if (absl::Status status = Use(user.key, folder, "client-key", &server->key); !status.ok()) {
    return status;
  }
  if (server->certificate.empty() != server->key.empty()) {
    return Invalid(absl::StrCat("user '", user.name,
                                "': client-certificate and client-key require each other"));
  }
  // kubectl prefers the file, too.
  if (!user.token_file.empty()) {
    server->token.file = (folder / user.token_file).string();
  } else {
    server->token.text = user.token;
  }
  return absl::OkStatus();
}

absl::StatusOr<ApiServer> Select(const Config& config, const std::filesystem::path& folder) {
  if (config.kind != "Config") return Invalid("not a kubeconfig file: kind is not Config");
  if (config.current_context.empty()) return Invalid("current-context is not set");
  const KubeContext* context = Find(config.contexts, config.current_context);
  if (context == nullptr) {
    return Invalid(absl::StrCat("context '", config.current_context, "' not found"));
  }
  const KubeCluster* cluster = Find(config.clusters, context->cluster);
  if (cluster == nullptr)
    return Invalid(absl::StrCat("cluster '", context->cluster, "' not found"));
  ApiServer server;
  if (absl::Status status = UseCluster(*cluster, folder, &server); !status.ok()) return status;
  const KubeUser* user = Find(config.users, context->user);
  if (user == nullptr && !context->user.empty()) {
    return Invalid(absl::StrCat("user '", context->user, "' not found"));
  }
  if (user != nullptr) {
    if (absl::Status status = UseUser(*user, folder, &server); !status.ok()) return status;
  }
  if (auto read = ReadCredentials(server); !read.ok()) return read.status();
  if (auto read = ReadToken(server); !read.ok()) return read.status();
  return server;
}

}  // namespace

absl::StatusOr<ApiServer> ParseKubeconfig(const std::string& file, std::string text) {
  absl::StatusOr<Config> config = ReadConfig(file, std::move(text));
  if (!config.ok()) return config.status();
  absl::StatusOr<ApiServer> server = Select(*config, std::filesystem::absolute(file).parent_path());
  if (!server.ok()) return Invalid(absl::StrCat(file, ": ", server.status().message()));
  return server;
}

}  // namespace svcenv::webhook
