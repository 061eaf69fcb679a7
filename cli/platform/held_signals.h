// Receives signals between other events instead of in a handler.
#ifndef SVCENV_CLI_PLATFORM_HELD_SIGNALS_H_
#define SVCENV_CLI_PLATFORM_HELD_SIGNALS_H_

#include <csignal>

namespace svcenv::cli {

// Blocks SIGTERM and SIGINT for this thread while it lives, and receives them through a descriptor.
// Leaves out a signal that is ignored or already blocked.
class HeldSignals {
 public:
  HeldSignals();
  ~HeldSignals();
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  // The descriptor to poll for reading. Negative if signals could not be blocked.
  int descriptor() const { return descriptor_; }

  // Returns a signal that arrived, or 0.
  int Take() const;

 private:
  int descriptor_ = -1;
  sigset_t before_, held_;
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_PLATFORM_HELD_SIGNALS_H_
