#include "svcenv/manifest/created_by_operators.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "svcenv/base/object_name.h"
#include "svcenv/kubernetes/kinds.h"
#include "svcenv/manifest/lenient.h"

namespace svcenv {
namespace {

// The Secrets that an operator creates. `names` is a space-separated list. In each name, NAME is
// replaced with metadata.name, STORE with spec.store, and SECRET with spec.secretName. A name with
// STORE or SECRET is omitted if that field is not set.
struct Row {
  std::string_view group, kind, names;
  bool has_config_map = false;  // with the same name as each Secret
};

constexpr Row kRows[] = {
    // elastic/cloud-on-k8s, pkg/controller (3.1).
    {"elasticsearch.k8s.elastic.co", "Elasticsearch",
     "NAME-es-elastic-user NAME-es-internal-users NAME-es-http-certs-public "
     "NAME-es-http-certs-internal NAME-es-http-ca-internal NAME-es-transport-certs-public "
     "NAME-es-remote-ca NAME-es-xpack-file-realm"},
    {"kibana.k8s.elastic.co", "Kibana",
     "NAME-kb-http-certs-public NAME-kb-http-certs-internal NAME-kb-http-ca-internal "
     "NAME-kb-config NAME-kb-es-ca NAME-kibana-user"},
    {"apm.k8s.elastic.co", "ApmServer", "NAME-apm-token NAME-apm-http-certs-public"},
    // cloudnative-pg/cloudnative-pg, docs/src/applications.md (1.27).
    {"postgresql.cnpg.io", "Cluster",
     "NAME-app NAME-superuser NAME-ca NAME-server NAME-replication"},
    // CrunchyData/postgres-operator, docs (5.8): the user created by default.
    {"postgres-operator.crunchydata.com", "PostgresCluster", "NAME-pguser-NAME"},
    // RedisLabs/redis-enterprise-k8s-docs, redis_enterprise_database_api.md (7.22).
    {"app.redislabs.com", "RedisEnterpriseDatabase", "redb-NAME"},
    // rabbitmq/cluster-operator, internal/resource/default_user_secret.go (2.15).
    {"rabbitmq.com", "RabbitmqCluster", "NAME-default-user"},
    // strimzi/strimzi-kafka-operator, documentation (0.45).
    {"kafka.strimzi.io", "KafkaUser", "NAME"},
    {"kafka.strimzi.io", "Kafka", "NAME-cluster-ca-cert NAME-clients-ca-cert"},
    // rook/rook, pkg/operator/ceph/object/user/controller.go (1.18).
    {"ceph.rook.io", "CephObjectStoreUser", "rook-ceph-object-user-STORE-NAME"},
    // kube-object-storage/lib-bucket-provisioner.
    {"objectbucket.io", "ObjectBucketClaim", "NAME", /*has_config_map=*/true},
    // spec.secretName defaults to the name of the object.
    {"services.cloud.sap.com", "ServiceBinding", "SECRET NAME"},
    {"servicecatalog.k8s.io", "ServiceBinding", "SECRET NAME"},
    {"binding.operators.coreos.com", "ServiceBinding", "NAME"},
};

class Finder {
 public:
  Finder(Reader& reader, std::string_view kind, std::string_view default_namespace, Arena& arena)
      : reader_(reader),
        arena_(arena),
        name_(reader.PeekText({"metadata", "name"})),
        namespace_(reader.PeekText({"metadata", "namespace"})) {
    if (namespace_.empty()) namespace_ = default_namespace;
    namespace_ = arena.Copy(namespace_);
    const ObjectName object{std::string(kind), std::string(namespace_), std::string(name_)};
    why_ = arena.Copy(absl::StrCat("is created by ", object.ToString()));
  }

  void AddRow(const Row& row) {
    const std::string_view store = reader_.PeekText({"spec", "store"});
    const std::string_view secret = reader_.PeekText({"spec", "secretName"});
    for (const std::string_view pattern : absl::StrSplit(row.names, ' ')) {
      const bool lacks_text = (absl::StrContains(pattern, "STORE") && store.empty()) ||
                              (absl::StrContains(pattern, "SECRET") && secret.empty());
      if (lacks_text) continue;
      const std::string name =
          absl::StrReplaceAll(pattern, {{"NAME", name_}, {"STORE", store}, {"SECRET", secret}});
      Add("Secret", namespace_, name);
      if (row.has_config_map) Add("ConfigMap", namespace_, name);
    }
  }

  // crossplane/crossplane-runtime, apis/common/v1, ResourceSpec.
  void AddConnectionSecret() {
    const std::string_view of =
        reader_.PeekText({"spec", "writeConnectionSecretToRef", "namespace"});
    const std::string_view name = reader_.PeekText({"spec", "writeConnectionSecretToRef", "name"});
    if (!name.empty()) Add("Secret", of.empty() ? namespace_ : arena_.Copy(of), name);
  }

  // zalando/postgres-operator, docs/user.md (1.14): one Secret per user, with '_' replaced by '-'.
  void AddZalandoUsers() {
    const Reader::Place place = reader_.place();
    Diagnostics ignored;
    Decoder decoder(reader_, arena_, ignored);
    AddZalandoUser("postgres");
    AddZalandoUser("standby");
    MapIfAny(decoder, [&](std::string_view key) {
      if (key != "spec") return reader_.Skip();
      MapIfAny(decoder, [&](std::string_view field) {
        if (field != "users") return reader_.Skip();
        MapIfAny(decoder, [&](std::string_view user) {
          AddZalandoUser(user);
          reader_.Skip();
        });
      });
    });
    reader_.Return(place);
  }

  bool has_name() const { return !name_.empty(); }
  std::vector<CreatedObject> Take() { return std::move(created_); }

 private:
  void Add(std::string_view kind, std::string_view namespace_of, std::string_view name) {
    created_.push_back({kind, namespace_of, arena_.Copy(name), {}, true, why_});
  }

  void AddZalandoUser(std::string_view user) {
    Add("Secret", namespace_,
        absl::StrCat(absl::StrReplaceAll(user, {{"_", "-"}}), ".", name_,
                     ".credentials.postgresql.acid.zalan.do"));
  }

  Reader& reader_;
  Arena& arena_;
  const std::string_view name_;
  std::string_view namespace_;
  std::string_view why_;
  std::vector<CreatedObject> created_;
};

}  // namespace

std::vector<CreatedObject> CreatedByOperators(Reader& reader, std::string_view api_version,
                                              std::string_view kind,
                                              std::string_view default_namespace, Arena& arena) {
  const std::string_view group = GroupOf(api_version);
  if (!absl::StrContains(group, '.')) return {};  // not the group of an operator
  const auto row = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& one) {
    return one.kind == kind && one.group == group;
  });
  const bool is_zalando = group == "acid.zalan.do" && kind == "postgresql";
  const bool has_connection =
      reader.PeekType({"spec", "writeConnectionSecretToRef"}) == ValueType::kMap;
  if (row == std::end(kRows) && !is_zalando && !has_connection) return {};
  Finder finder(reader, kind, default_namespace, arena);
  if (!finder.has_name()) return {};
  if (row != std::end(kRows)) finder.AddRow(*row);
  if (has_connection) finder.AddConnectionSecret();
  if (is_zalando) finder.AddZalandoUsers();
  return finder.Take();
}

}  // namespace svcenv
