// Names that have the form of a service variable, and whether their service is known.
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

// The NAMEs of services that could give a variable of this name: "A_SERVICE_HOST" and
// "A_SERVICE_PORT_X" → "A", "A_PORT_80_TCP_PORT" → "A" and "A_PORT_80_TCP". Empty when the name has
// no form of a service variable. Longest first; none is longer than the name of a service can be.
std::vector<std::string_view> ServicePrefixesOf(
    std::string_view variable ABSL_ATTRIBUTE_LIFETIME_BOUND);

// The name that a service of that prefix most likely has: "REDIS_PRIMARY" → "redis-primary".
std::string LikelyServiceName(std::string_view prefix);

// Finds services by the prefix of their variables. Built once for a Cluster, then only read.
class ServicePrefixes {
 public:
  explicit ServicePrefixes(const Cluster& cluster ABSL_ATTRIBUTE_LIFETIME_BOUND);

  // The services of any namespace whose variables begin with "PREFIX_", by namespace. O(1).
  absl::Span<const Service* const> Find(std::string_view prefix) const;

  // Those of one namespace. O(log n) in the number of namespaces.
  absl::Span<const Service* const> Find(std::string_view prefix, std::string_view namespace_) const;

  // In how many namespaces there are such services. O(1).
  size_t CountNamespaces(std::string_view prefix) const;

  static constexpr size_t kMostUnknown = 100;

  // Returns the services of that namespace with variables that are unknown because of placeholders,
  // but at most kMostUnknown. O(number of services with placeholders).
  std::vector<const Service*> UnknownIn(std::string_view namespace_) const;

  // Returns a service that may set variables beginning with "PREFIX_" in that namespace, because of
  // placeholders in its name, its namespace, or its ports; null if there is none. O(number of
  // services with placeholders).
  const Service* FindTemplated(std::string_view prefix, std::string_view namespace_) const;

  // Returns a service that may set variables beginning with "PREFIX_" in the pods of `viewer`, of
  // which it is unclear which variant counts; null if there is none. O(1) without variants.
  const Service* FindUnclear(std::string_view prefix, const ObjectMeta& viewer) const;

  const ServiceVariants& variants() const { return variants_; }

 private:
  struct Namesakes {
    absl::InlinedVector<const Service*, 1> services;  // by namespace; most have one
    size_t namespaces = 1;
  };

  const Namesakes& At(std::string_view prefix) const;

  const ServiceVariants variants_;
  Arena arena_;  // of the prefixes
  absl::flat_hash_map<std::string_view, Namesakes> services_;
  std::vector<std::pair<std::string_view, const Service*>> templated_;  // with their prefixes
};

// Returns why the variables of a service are unknown that FindTemplated returned, or that has a
// placeholder: "it has the placeholder ${PORT}".
std::string WhyTemplated(const Service& service);

}  // namespace svcenv

#endif  // SVCENV_ENV_SERVICE_REFERENCE_H_
