// Chooses the workload that a batch request is about. Internal to this package.
#ifndef SVCENV_BATCH_TARGET_H_
#define SVCENV_BATCH_TARGET_H_

#include <cstddef>

#include "absl/base/attributes.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// The choice among workloads that were considered in order. Does not own them.
class TargetChoice {
 public:
  void Consider(const Workload& workload ABSL_ATTRIBUTE_LIFETIME_BOUND) {
    ++count_;
    if (chosen_ == nullptr || chosen_->is_template()) chosen_ = &workload;
  }

  // Returns the first Pod, or else the last workload; null if none was considered.
  const Workload* chosen() const { return chosen_; }
  size_t count() const { return count_; }

 private:
  const Workload* chosen_ = nullptr;
  size_t count_ = 0;
};

}  // namespace svcenv

#endif  // SVCENV_BATCH_TARGET_H_
