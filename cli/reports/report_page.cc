#include "cli/reports/report_page.h"

#include <cstdint>
#include <string>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "cli/reports/origin_json.h"
#include "cli/reports/page/texts.h"
#include "cli/reports/report_findings.h"
#include "svcenv/base/version.h"
#include "svcenv/check/rule.h"
#include "svcenv/env/service_reference.h"
#include "svcenv/env/service_variables.h"
#include "svcenv/graph/layout.h"
#include "svcenv/render/graph_format.h"
#include "svcenv/render/result_json.h"

namespace svcenv::cli {
namespace {

// The maximum number of nodes that the page draws.
constexpr size_t kMaxPlaced = 60;

// Returns the word that the page shows for a kind of origin.
std::string_view WordOf(OriginKind kind) {
  switch (kind) {
    case OriginKind::kService:
      return "service";
    case OriginKind::kConfigMap:
    case OriginKind::kConfigMapKey:
      return "ConfigMap";
    case OriginKind::kSecret:
    case OriginKind::kSecretKey:
      return "Secret";
    case OriginKind::kValue:
      return "env";
    case OriginKind::kField:
      return "field";
    case OriginKind::kResourceField:
      return "resource";
    case OriginKind::kFileKey:
      return "file";
  }
  return "";
}

// Returns why a service has no link variables.
std::string WhyNone(const Service& service) {
  if (service.is_unknown()) {
    return absl::StrCat("Its variables are unknown: ", WhyTemplated(service), ".");
  }
  if (service.type == "ExternalName") return "An ExternalName service has no link variables.";
  if (service.cluster_ip.text == "None") return "A headless service has no link variables.";
  return "It has no cluster IP yet, so it has no link variables.";
}

// Returns compact JSON that cannot end its <script> element.
std::string ScriptText(const Json& json) {
  return absl::StrReplaceAll(json.dump(-1, ' ', false, Json::error_handler_t::replace),
                             {{"<", "\\u003c"}});
}

class Writer {
 public:
  Writer(const ReportContent& content, Output* output) : content_(content), output_(output) {
    for (const Service* service : content.services) IndexOf(*service);
  }

  // Writes one item at a time, so that only one is in memory as JSON.
  void Write() {
    output_->Append(absl::StrCat("{\"made\":", ScriptText(content_.made),
                                 ",\n\"about\":", ScriptText(AboutJson()), ",\n\"containers\":["));
    std::string_view before;
    auto sized = content_.sizes.begin();
    for (size_t i = 0; i < content_.results.size(); ++i) {
      const bool ok = content_.results[i].ok();
      output_->Append(
          absl::StrCat(before, "\n", ScriptText(ContainerJson(i, ok ? &*sized++ : nullptr))));
      before = ",";
    }
    output_->Append("],\n\"sets\":");
    output_->Append(ScriptText(sets_));
    // Written after the containers, which add services from other namespaces.
    output_->Append(",\n\"services\":[");
    before = "";
    for (const Service* service : services_) {
      output_->Append(absl::StrCat(before, "\n", ScriptText(ServiceJson(*service))));
      before = ",";
    }
    output_->Append("],\n\"causes\":[");
    before = "\n";
    ForEachCause(content_.findings, content_.causes, content_.patches, sources(),
                 [&](const Json& cause) {
                   output_->Append(absl::StrCat(before, ScriptText(cause)));
                   before = ",\n";
                 });
    output_->Append("],\n\"graph\":");
    AppendGraph(content_.graph);
    if (content_.changes != nullptr) {
      output_->Append(",\n\"changes\":");
      output_->Append(ScriptText(ChangesJson(*content_.changes, content_.mask_secrets)));
    }
    output_->Append("}");
  }

 private:
  const Sources& sources() const { return content_.cluster.sources(); }

  Json AboutJson() const {
    Json about = {{"version", std::string(kVersion)}, {"source", content_.source}};
    if (!content_.title.empty()) about["title"] = content_.title;
    about["rejected"] = Json::array();
    for (const ObjectName& object : content_.verdict.rejected) {
      about["rejected"].push_back(
          {{"kind", object.kind}, {"namespace", object.namespace_}, {"name", object.name}});
    }
    about["unknowns"] = Json::array();
    for (const UnknownPart& part : content_.unknowns) {
      about["unknowns"].push_back({{"what", part.what},
                                   {"why", part.why},
                                   {"supply", part.supply},
                                   {"containers", part.containers}});
    }
    about["rules"] = Json::object();
    for (const Diagnostic& cause : content_.causes) {
      const Rule* rule = FindRule(cause.code);
      if (rule != nullptr) about["rules"][cause.code] = std::string(rule->summary);
    }
    return about;
  }

  void AppendGraph(const ServiceGraph& graph) {
    std::string_view before = "{\"nodes\":[";
    for (const GraphNode& node : graph.nodes) {
      output_->Append(absl::StrCat(before, ScriptText(GraphNodeJson(node))));
      before = ",";
    }
    output_->Append(absl::StrCat(graph.nodes.empty() ? before : "", "],\"edges\":["));
    before = "";
    for (const GraphEdge& edge : graph.edges) {
      output_->Append(absl::StrCat(before, ScriptText(GraphEdgeJson(edge, graph))));
      before = ",";
    }
    output_->Append("]");
    if (graph.nodes.size() <= kMaxPlaced) {
      output_->Append(absl::StrCat(",\"layout\":", ScriptText(LayoutJson(graph))));
    }
    output_->Append("}");
  }

  static Json LayoutJson(const ServiceGraph& graph) {
    const GraphLayout layout = LayOut(graph);
    Json json = {{"width", layout.width}, {"height", layout.height}};
    json["nodes"] = Json::array();
    for (const PlacedNode& node : layout.nodes) json["nodes"].push_back({node.x, node.y});
    json["paths"] = Json::array();
    for (const PlacedEdge& edge : layout.edges) json["paths"].push_back({edge.edge, edge.path});
    json["frames"] = Json::array();
    for (const Frame& frame : layout.frames) {
      json["frames"].push_back({{"name", frame.namespace_},
                                {"x", frame.x},
                                {"y", frame.y},
                                {"width", frame.width},
                                {"height", frame.height}});
    }
    return json;
  }

  size_t IndexOf(const Service& service) {
    const auto [found, is_new] = index_of_.try_emplace(&service, services_.size());
    if (is_new) services_.push_back(&service);
    return found->second;
  }

  // Returns the index of the set of services whose variables a pod gets, in the kubelet's order.
  size_t SetOf(const Workload& workload) {
    const ObjectMeta& meta = workload.meta;
    const bool links = workload.pod.spec.has_service_links();
    // With variants, the services depend on the pod's file.
    const uint32_t file = content_.cluster.has_service_variants() ? meta.position.file : 0;
    const auto [found, is_new] =
        set_of_.try_emplace({std::string(meta.namespace_), links, file}, sets_.size());
    if (is_new) {
      Json set = Json::array();
      for (const Service* service :
           VisibleServices(content_.cluster.ServicesIn(meta.namespace_, &meta),
                           content_.cluster.FindMaster(), links)) {
        if (service->has_cluster_ip()) set.push_back(IndexOf(*service));
      }
      sets_.push_back(std::move(set));
    }
    return found->second;
  }

  Json OwnJson(const Variable& variable) const {
    Json json = ValueJson(variable, sources(), content_.mask_secrets);
    json["origin"]["word"] = std::string(WordOf(variable.origin.kind));
    return json;
  }

  // Returns the text that `$(VAR)` references of a variable were written in, or "".
  static std::string_view WrittenOf(const Variable& variable, const Container& container) {
    const int index = variable.origin.index;
    if (variable.origin.kind != OriginKind::kValue || index < 0 ||
        static_cast<size_t>(index) >= container.env.size()) {
      return {};
    }
    const std::string_view text = container.env[static_cast<size_t>(index)].value.text;
    return absl::StrContains(text, "$(") ? text : std::string_view();
  }

  Json OwnListJson(const ResolvedContainer& resolved) const {
    Json own = Json::array();
    for (const Variable* variable : resolved.environment.own()) {
      Json one = OwnJson(*variable);
      const std::string_view written = WrittenOf(*variable, *resolved.container);
      if (!written.empty()) one["written"] = std::string(written);
      Json overrode = Json::array();
      for (const Variable* old = variable->overrode; old != nullptr; old = old->overrode) {
        overrode.push_back(OwnJson(*old));
      }
      if (!overrode.empty()) one["overrode"] = std::move(overrode);
      own.push_back(std::move(one));
    }
    return own;
  }

  Json UnresolvedJson(const ResolvedContainer& resolved) const {
    Json json = Json::array();
    for (const auto* list : {&resolved.environment.unresolved(), &resolved.unresolved}) {
      for (const UnresolvedReference& reference : *list) {
        Json one = {{"name", reference.name}, {"field", reference.field}};
        one.update(PlaceJson(reference.position, sources()));
        json.push_back(std::move(one));
      }
    }
    return json;
  }

  Json ContainerJson(size_t index, const Sized* sized) {
    const Result& result = content_.results[index];
    const GraphSubject& subject = content_.subjects[index];
    Json json = sized != nullptr ? SizeJson(*sized) : ResultJson(result, {});
    json["health"] = std::string(HealthName(content_.verdict.of_results[index]));
    json["role"] = std::string(ContainerKindName(subject.container->kind));
    if (!subject.container->image.empty()) json["image"] = std::string(subject.container->image);
    json["node"] = content_.graph.nodes[content_.graph.subjects[index]].id;
    json.update(PlaceJson(subject.container->position, sources()));
    if (sized == nullptr) return json;
    json.erase("contributors");
    json.erase("longestStrings");
    json["set"] = SetOf(*subject.workload);
    json["own"] = OwnListJson(*result.resolved);
    json["unresolved"] = UnresolvedJson(*result.resolved);
    json["command"] = TextsJson(result.resolved->command, subject.container->command);
    json["args"] = TextsJson(result.resolved->args, subject.container->args);
    return json;
  }

  // Returns an object with the written text for each string that contains references.
  Json TextsJson(const std::vector<ResolvedText>& texts,
                 const std::vector<Located>& written) const {
    Json json = Json::array();
    for (size_t i = 0; i < texts.size(); ++i) {
      Json text = TextJson(texts[i], content_.mask_secrets);
      if (i < written.size() && absl::StrContains(written[i].text, "$(")) {
        text = {{"text", std::move(text)}, {"written", std::string(written[i].text)}};
      }
      json.push_back(std::move(text));
    }
    return json;
  }

  static Json PortsJson(const Service& service) {
    Json ports = Json::array();
    for (const ServicePort& port : service.ports) {
      Json json = {{"port", port.port}};
      if (!port.name.empty()) json["name"] = std::string(port.name.text);
      if (!port.protocol.empty()) json["protocol"] = std::string(port.protocol.text);
      if (port.node_port != 0) json["nodePort"] = port.node_port;
      if (!port.target_port.empty()) {
        json["target"] = std::string(port.target_port.text);
      } else if (port.target_port_number != 0) {
        json["target"] = absl::StrCat(port.target_port_number);
      }
      ports.push_back(std::move(json));
    }
    return ports;
  }

  Json ServiceJson(const Service& service) const {
    Json json = {{"namespace", std::string(service.meta.namespace_)},
                 {"name", ShownName(service.meta)},
                 {"type", service.type.empty() ? "ClusterIP" : std::string(service.type)},
                 {"clusterIP", std::string(service.cluster_ip.text)}};
    if (content_.cluster.service_views().IsAssumed(&service)) json["assumed"] = true;
    if (!service.external_name.empty()) json["externalName"] = std::string(service.external_name);
    json.update(PlaceJson(service.meta.position, sources()));
    json["ports"] = PortsJson(service);
    Json selector = Json::object();
    for (const Entry& entry : service.selector) {
      selector[std::string(entry.key)] = std::string(entry.value);
    }
    json["selector"] = std::move(selector);
    Json variables = Json::array();
    if (service.has_cluster_ip()) {
      if (const auto given =
              ServiceVariables::Of({&service}, {}, &content_.cluster.service_views());
          given.ok()) {
        for (const ServiceVariable& one : (*given)->all()) {
          variables.push_back(Json::array({std::string(one.name), std::string(one.value)}));
        }
      } else {
        json["why"] = FromStatus(given.status()).message;
      }
    } else {
      json["why"] = WhyNone(service);
    }
    json["variables"] = std::move(variables);
    return json;
  }

  const ReportContent& content_;
  Output* const output_;
  std::vector<const Service*> services_;
  absl::flat_hash_map<const Service*, size_t> index_of_;
  Json sets_ = Json::array();
  absl::flat_hash_map<std::tuple<std::string, bool, uint32_t>, size_t> set_of_;
};

}  // namespace

void WriteReport(const ReportContent& content, Output* output) {
  std::string_view rest = kPageHtml;
  while (true) {
    const size_t open = rest.find("{{");
    output->Append(rest.substr(0, open));
    if (open == std::string_view::npos) return;
    const size_t close = rest.find("}}", open);
    const std::string_view name = rest.substr(open + 2, close - open - 2);
    if (name == "data") {
      Writer(content, output).Write();
    } else {
      output->Append(name == "script" ? kPageScript : kPageStyle);
    }
    rest.remove_prefix(close + 2);
  }
}

}  // namespace svcenv::cli
