// Recognizes names of service variables, and finds the services that may set them.
#ifndef SVCENV_ENV_SERVICE_REFERENCE_H_
#define SVCENV_ENV_SERVICE_REFERENCE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "absl/types/span.h"
#include "svcenv/base/arena.h"
#include "svcenv/env/service_variants.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

// Returns the prefixes of services that could set a variable with this name: "A" for
// "A_SERVICE_HOST" and "A_SERVICE_PORT_X"; "A_PORT_80_TCP" and "A" for "A_PORT_80_TCP_PORT".
// Longest first; no prefix is longer than a service name may be. Empty if the name does not look
// like a service variable.
std::vector<std::string_view> ServicePrefixesOf(
    std::string_view variable ABSL_ATTRIBUTE_LIFETIME_BOUND);

// Returns the most likely name of a service with that prefix: "REDIS_PRIMARY" → "redis-primary".
std::string LikelyServiceName(std::string_view prefix);

// Finds services by the prefix of their variables. Immutable.
class ServicePrefixes {
 public:
  explicit ServicePrefixes(const Cluster& cluster ABSL_ATTRIBUTE_LIFETIME_BOUND);

  // Returns the services of all namespaces whose variables start with "PREFIX_", sorted by
  // namespace. O(1).
  absl::Span<const Service* const> Find(std::string_view prefix) const;

  // Like Find, for one namespace. O(log n) in the number of such services.
  absl::Span<const Service* const> Find(std::string_view prefix, std::string_view namespace_) const;

  // Returns the number of namespaces with such services. O(1).
  size_t CountNamespaces(std::string_view prefix) const;

  static constexpr size_t kMaxUnknown = 100;

  // Returns up to kMaxUnknown services of the namespace whose variables are unknown because of
  // placeholders. O(number of services with placeholders).
  std::vector<const Service*> UnknownIn(std::string_view namespace_) const;

  // Returns a service that may set variables that start with "PREFIX_" in the namespace because it
  // has a placeholder in its name, namespace, or ports. Returns null if there is none. O(number of
  // services with placeholders).
  const Service* FindTemplated(std::string_view prefix, std::string_view namespace_) const;

  // Returns a service that may set variables that start with "PREFIX_" in the pods of `viewer`, but
  // whose variant is unclear. Returns null if there is none. O(1) without variants.
  const Service* FindUnclear(std::string_view prefix, const ObjectMeta& viewer) const;

  const ServiceVariants& variants() const { return variants_; }

 private:
  struct Namesakes {
    absl::InlinedVector<const Service*, 1> services;  // sorted by namespace; usually one
    size_t namespaces = 1;
  };

  const Namesakes& At(std::string_view prefix) const;

  const ServiceVariants variants_;
  Arena arena_;  // owns the prefixes
  absl::flat_hash_map<std::string_view, Namesakes> services_;
  std::vector<std::pair<std::string_view, const Service*>> templated_;  // with their prefixes
};

// Returns why the variables of a service with a placeholder are unknown: "it has the placeholder
// ${PORT}". The service is one with a `placeholder`, or one that FindTemplated returned.
std::string WhyTemplated(const Service& service);

}  // namespace svcenv

#endif  // SVCENV_ENV_SERVICE_REFERENCE_H_
