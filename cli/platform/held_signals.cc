#include "cli/platform/held_signals.h"

#include <fcntl.h>
#include <unistd.h>

#ifdef __APPLE__
#include <sys/event.h>
#else
#include <sys/signalfd.h>
#endif

namespace svcenv::cli {
namespace {

constexpr int kSignals[] = {SIGTERM, SIGINT};

#ifdef __APPLE__

// Returns a kqueue for the signals, or -1. A kqueue reports blocked signals, and no child inherits it.
int Open(const sigset_t& held) {
  const int queue = kqueue();
  if (queue < 0) return -1;
  for (const int signal : kSignals) {
    if (sigismember(&held, signal) == 0) continue;
    struct kevent change {};
    EV_SET(&change, static_cast<uintptr_t>(signal), EVFILT_SIGNAL, EV_ADD, 0, 0, nullptr);
    if (kevent(queue, &change, 1, nullptr, 0, nullptr) != 0) {
      close(queue);
      return -1;
    }
  }
  return queue;
}

int TakeFrom(int queue, const sigset_t& held) {
  struct kevent event {};
  const timespec no_time{};
  // The queue only counts signals. Remove the pending one, or it arrives when it is unblocked.
  sigset_t pending;
  if (kevent(queue, nullptr, 0, &event, 1, &no_time) != 1 || sigpending(&pending) != 0) return 0;
  int signal = 0;
  const auto number = static_cast<int>(event.ident);
  if (sigismember(&pending, number) == 1 && sigwait(&held, &signal) != 0) return 0;
  return number;
}

#else

int Open(const sigset_t& held) { return signalfd(-1, &held, SFD_CLOEXEC | SFD_NONBLOCK); }

int TakeFrom(int descriptor, const sigset_t& /*held*/) {
  signalfd_siginfo info{};
  if (read(descriptor, &info, sizeof(info)) != sizeof(info)) return 0;
  return static_cast<int>(info.ssi_signo);
}

#endif

}  // namespace

HeldSignals::HeldSignals() {
  pthread_sigmask(SIG_BLOCK, nullptr, &before_);
  sigemptyset(&held_);
  for (const int signal : kSignals) {
    struct sigaction action {};
    sigaction(signal, nullptr, &action);
    if (action.sa_handler != SIG_IGN && sigismember(&before_, signal) == 0)
      sigaddset(&held_, signal);
  }
  descriptor_ = Open(held_);
  if (descriptor_ >= 0) pthread_sigmask(SIG_BLOCK, &held_, nullptr);
}

HeldSignals::~HeldSignals() {
  if (descriptor_ >= 0) close(descriptor_);
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

int HeldSignals::Take() const { return descriptor_ < 0 ? 0 : TakeFrom(descriptor_, held_); }

}  // namespace svcenv::cli
