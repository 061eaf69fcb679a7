#include "svcenv/check/similar_objects.h"

#include "svcenv/base/nearest.h"

namespace svcenv {

SimilarObjects::SimilarObjects(const Cluster& cluster) {
  for (const ConfigMap& object : cluster.config_maps()) Add("ConfigMap", object.meta);
  for (const Secret& object : cluster.secrets()) Add("Secret", object.meta);
  for (const CreatedObject* created : cluster.AllCreated()) {
    if (created->namespace_.empty()) continue;
    namespaces_[{created->kind, created->name}].push_back(created->namespace_);
  }
}

void SimilarObjects::Add(std::string_view kind, const ObjectMeta& meta) {
  if (meta.name.empty()) return;
  namespaces_[{kind, meta.name.text}].push_back(meta.namespace_);
  names_[{kind, meta.namespace_}].push_back(meta.name.text);
}

std::string_view SimilarObjects::NamespaceElsewhere(const ObjectName& object) const {
  const auto found = namespaces_.find({object.kind, object.name});
  if (found == namespaces_.end()) return {};
  for (const std::string_view namespace_ : found->second) {
    if (namespace_ != object.namespace_) return namespace_;
  }
  return {};
}

std::vector<std::string> SimilarObjects::Near(const ObjectName& object) {
  const auto found = names_.find({object.kind, object.namespace_});
  if (found == names_.end() || ++searches_ > kMaxSearches) return {};
  return Nearest(object.name, found->second);
}

}  // namespace svcenv
