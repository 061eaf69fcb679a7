// Measures the lower bound for dump → environments: reads the file once, parses it with simdjson,
// and copies as many bytes as the output has.
//
//   floor DUMP OUTPUT_BYTES      prints JSON: items, and seconds for reading and for copying
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "simdjson.h"

namespace {

double SecondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Visits every object's kind and skips the rest. Returns -1 if the input is not such a List.
int CountPods(const char* file) {
  simdjson::padded_string text;
  if (simdjson::padded_string::load(file).get(text) != simdjson::SUCCESS) return -1;
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  simdjson::ondemand::array items;
  if (parser.iterate(text).get(document) != simdjson::SUCCESS ||
      document["items"].get(items) != simdjson::SUCCESS) {
    return -1;
  }
  int pods = 0;
  for (auto item : items) {
    std::string_view kind;
    if (item["kind"].get(kind) != simdjson::SUCCESS) return -1;
    if (kind == "Pod") ++pods;
  }
  return pods;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 1;
  const auto start = std::chrono::steady_clock::now();
  const int pods = CountPods(argv[1]);
  const double read = SecondsSince(start);
  if (pods < 0) return 1;

  const std::string from(std::strtoull(argv[2], nullptr, 10), 'x');
  std::string to(from.size(), ' ');  // pre-faulted, outside the measured time
  const auto copy_start = std::chrono::steady_clock::now();
  std::memcpy(to.data(), from.data(), from.size());
  const double copy = SecondsSince(copy_start);
  // Read a byte, so that the copy is not optimized away.
  if (!to.empty() && to.back() != 'x') return 1;
  std::printf("{\"items\":%d,\"read\":%.9g,\"copy\":%.9g}\n", pods, read, copy);
  return 0;
}
