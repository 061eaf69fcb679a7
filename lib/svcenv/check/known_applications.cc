#include "svcenv/check/known_applications.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "svcenv/check/lint_context.h"
#include "svcenv/kubernetes/names.h"

namespace svcenv {
namespace {

struct Row {
  std::string_view image;  // the last segments of its name
  std::string_view variable;
};

// Comments name the issue that reports it, github.com/OWNER/REPOSITORY/issues/NUMBER.
constexpr Row kApplications[] = {
    {"aap-mcp-server", "MCP_PORT"},                  // ansible/aap-mcp-server#188
    {"actual-server", "ACTUAL_PORT"},                // actualbudget/actual#4920
    {"backrest", "BACKREST_PORT"},                   // garethgeorge/backrest#885
    {"bazel-remote-cache", "BAZEL_REMOTE_PORT"},     // buchgr/bazel-remote#257
    {"bitnami/redis", "REDIS_PORT"},                 // bitnami/bitnami-docker-redis#175
    {"calibre-web", "CALIBRE_PORT"},                 // janeczku/calibre-web#814
    {"centrifugo", "CENTRIFUGO_PORT"},               // centrifugal/centrifugo#269
    {"cerebro", "CEREBRO_PORT"},                     // lmenezes/cerebro#441
    {"cloudprober", "CLOUDPROBER_PORT"},             // google/cloudprober#252
    {"cp-kafka", "KAFKA_PORT"},                      // confluentinc/cp-docker-images#388
    {"cp-kafka-rest", "KAFKA_REST_PORT"},            // confluentinc/cp-docker-images#286
    {"cp-schema-registry", "SCHEMA_REGISTRY_PORT"},  // helm/charts#22454
    {"crossplane", "WEBHOOK_SERVICE_PORT"},          // crossplane/crossplane#6586
    {"dify-api", "DIFY_PORT"},                       // langgenius/dify#539
    {"dispatcharr", "DISPATCHARR_PORT"},             // Dispatcharr/Dispatcharr#760
    {"druid-exporter", "DRUID_EXPORTER_PORT"},       // opstree/druid-exporter#45
    {"flagd", "FLAGD_PORT"},                         // open-feature/open-feature-operator#431
    {"focalboard", "FOCALBOARD_PORT"},               // mattermost-community/focalboard#363
    {"gokapi", "GOKAPI_PORT"},                       // Forceu/Gokapi#84
    {"gotenberg", "API_PORT"},                       // gotenberg/gotenberg#1200
    {"huginn", "HUGINN_PORT"},                       // huginn/huginn#2671
    {"kibana", "SERVER_PORT"},                       // elastic/cloud-on-k8s#1987
    {"komodo-core", "KOMODO_PORT"},                  // moghtech/komodo#717
    {"krakend", "KRAKEND_PORT"},                     // krakend/krakend-ce#260
    {"kroki", "KROKI_PORT"},                         // yuzutech/kroki#576
    {"memos", "MEMOS_PORT"},                         // usememos/memos#1782
    {"n8n", "N8N_PORT"},                             // n8n-io/n8n#8650
    {"neo4j", "NEO4J_PORT"},                         // helm/charts#21130
    {"octoprint", "OCTOPRINT_PORT"},                 // k8s-at-home/charts#1118
    {"opal-server", "OPAL_SERVER_PORT"},             // permitio/opal-helm-chart#30
    {"openldap", "LDAP_PORT"},                       // osixia/container-openldap#457
    {"podinfo", "PODINFO_PORT"},                     // stefanprodan/podinfo#14
    {"redis-commander", "REDIS_PORT"},               // joeferner/redis-commander#267
    {"redis-stack", "API_PORT"},                     // redis/RedisInsight#2512
    {"redisinsight", "API_PORT"},                    // redis/RedisInsight#2512
    {"redisinsight", "REDISINSIGHT_PORT"},           // RedisLabs/redislabs-docs#676
    {"seafile-mc", "DB_PORT"},                       // haiwen/seafile#2879
    {"searxng", "SEARXNG_PORT"},                     // searxng/searxng#5934
    {"sequin", "SEQUIN_METRICS_PORT"},               // sequinstream/sequin#2155
    {"sobs", "SOBS_PORT"},                           // abartrim/sobs#435
    {"temboard", "TEMBOARD_PORT"},                   // dalibo/temboard#664
    {"threadfin", "THREADFIN_PORT"},                 // Threadfin/Threadfin#33
    {"trilium", "TRILIUM_PORT"},                     // zadam/trilium#3177
    {"wurstmeister/kafka", "KAFKA_PORT"},            // wurstmeister/kafka-docker#122
};

// laravel/framework#24999: its configuration reads both. Its users choose the image names.
constexpr std::string_view kLaravel = "laravel";
constexpr std::string_view kLaravelSettings[] = {"DB_PORT", "REDIS_PORT"};

// Official images of databases and tools whose settings begin with their own name, but that do not
// read NAME_PORT according to their documentation.
constexpr std::string_view kReadNoLinks[] = {
    "cassandra", "couchdb",   "drupal",  "elasticsearch", "ghost",    "grafana",
    "influxdb",  "joomla",    "mariadb", "memcached",     "minio",    "mongo",
    "mysql",     "nextcloud", "postgis", "postgres",      "rabbitmq", "redis",
    "redmine",   "registry",  "vault",   "wordpress",     "zookeeper"};

// Returns whether `image` is all of `name`, or its last segments.
bool EndsInPath(std::string_view name, std::string_view image) {
  return absl::ConsumeSuffix(&name, image) && (name.empty() || name.back() == '/');
}

}  // namespace

bool ReadsNoLinks(std::string_view image) {
  const std::string_view name = ImageName(image);
  const std::string_view last = name.substr(name.rfind('/') + 1);  // npos + 1 is 0
  const bool is_official = last.size() == name.size() || absl::StrContains(name, "library/") ||
                           absl::StartsWith(name, "postgis/") || absl::StartsWith(name, "minio/");
  return is_official && std::find(std::begin(kReadNoLinks), std::end(kReadNoLinks), last) !=
                            std::end(kReadNoLinks);
}

KnownApplications::KnownApplications(absl::Span<const Application> others) {
  for (const Application& other : others) {
    others_.emplace_back(std::make_unique<const RE2>(other.image, RE2::Quiet), &other);
  }
}

std::vector<std::string_view> KnownApplications::SettingsOf(std::string_view image) const {
  const std::string_view bare = ImageName(image);
  std::vector<std::string_view> settings;
  for (const Row& application : kApplications) {
    if (EndsInPath(bare, application.image)) settings.push_back(application.variable);
  }
  if (absl::StrContains(absl::AsciiStrToLower(bare), kLaravel)) {
    settings.insert(settings.end(), std::begin(kLaravelSettings), std::end(kLaravelSettings));
  }
  for (const auto& [pattern, other] : others_) {
    if (!RE2::PartialMatch(re2::StringPiece(bare.data(), bare.size()), *pattern)) continue;
    settings.insert(settings.end(), other->variables.begin(), other->variables.end());
  }
  return settings;
}

}  // namespace svcenv
