#include "svcenv/kubernetes/uncertain_objects.h"

#include <algorithm>
#include <tuple>

namespace svcenv {

void UncertainObjects::AddUnreadable(std::string_view kind, std::string_view namespace_,
                                     std::string_view name, std::string_view why) {
  unreadable_.try_emplace(ObjectKey(arena_.Copy(kind), arena_.Copy(namespace_), arena_.Copy(name)),
                          why);
}

std::string_view UncertainObjects::WhyUnreadable(std::string_view kind, std::string_view namespace_,
                                                 std::string_view name) const {
  if (!unreadable_.empty()) {
    for (const ObjectKey& key : {ObjectKey(kind, namespace_, name), ObjectKey(kind, namespace_, {}),
                                 ObjectKey(kind, {}, {})}) {
      if (const auto found = unreadable_.find(key); found != unreadable_.end()) {
        return found->second;
      }
    }
  }
  return base_ == nullptr ? "" : base_->WhyUnreadable(kind, namespace_, name);
}

bool UncertainObjects::IsUnreadable(std::string_view kind, std::string_view namespace_,
                                    std::string_view name) const {
  return !WhyUnreadable(kind, namespace_, name).empty();
}

void UncertainObjects::AddFaulty(std::string_view kind, std::string_view namespace_,
                                 std::string_view name) {
  const ObjectKey key(arena_.Copy(kind), arena_.Copy(namespace_), arena_.Copy(name));
  faulty_.insert(key);
  unreadable_.try_emplace(key, name.empty() ? "could not all be read" : "could not be read");
}

bool UncertainObjects::IsFaulty(std::string_view kind, std::string_view namespace_,
                                std::string_view name) const {
  return faulty_.contains(ObjectKey(kind, namespace_, name)) ||
         (base_ != nullptr && base_->IsFaulty(kind, namespace_, name));
}

void UncertainObjects::AddCreated(CreatedObject created) {
  const ObjectKey key(created.kind, created.namespace_, created.name);
  const auto [slot, is_new] = created_.try_emplace(key, created);
  if (is_new) return;
  CreatedObject& earlier = slot->second;
  earlier.keys.insert(earlier.keys.end(), created.keys.begin(), created.keys.end());
  earlier.has_other_keys = true;
}

const CreatedObject* UncertainObjects::FindCreated(std::string_view kind,
                                                   std::string_view namespace_,
                                                   std::string_view name) const {
  if (!created_.empty()) {
    for (const ObjectKey& key :
         {ObjectKey(kind, namespace_, name), ObjectKey(kind, std::string_view(), name)}) {
      if (const auto found = created_.find(key); found != created_.end()) return &found->second;
    }
  }
  return base_ == nullptr ? nullptr : base_->FindCreated(kind, namespace_, name);
}

std::vector<const CreatedObject*> UncertainObjects::AllCreated() const {
  std::vector<const CreatedObject*> all;
  for (const UncertainObjects* part = this; part != nullptr; part = part->base_) {
    for (const auto& [key, created] : part->created_) all.push_back(&created);
  }
  std::sort(all.begin(), all.end(), [](const CreatedObject* a, const CreatedObject* b) {
    return std::tie(a->kind, a->namespace_, a->name) < std::tie(b->kind, b->namespace_, b->name);
  });
  return all;
}

}  // namespace svcenv
