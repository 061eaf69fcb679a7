// svcenv-webhook with a twentieth of the time-outs of its watch, for tests/webhook/watch.
#include "webhook/command.h"

int main(int argc, char** argv) {
  svcenv::webhook::WatchTimings timings;
  for (std::chrono::milliseconds* time :
       {&timings.api.header, &timings.list_silence, &timings.watch_silence, &timings.watch,
        &timings.first_pause, &timings.last_pause, &timings.success}) {
    *time /= 20;
  }
  return svcenv::webhook::RunCommand(argc, argv, timings);
}
