#include "webhook/review_namespace.h"

#include <cstddef>
#include <cstdint>

#include "nlohmann/json.hpp"

namespace svcenv::webhook {
namespace {

// Follows the keys on the way to the two places. Implements the SAX interface of nlohmann::json.
class Finder {
 public:
  std::string of_request, of_object;

  bool null() { return true; }
  bool boolean(bool) { return true; }
  bool number_integer(int64_t) { return true; }
  bool number_unsigned(uint64_t) { return true; }
  bool number_float(double, const std::string&) { return true; }
  template <typename Binary>
  bool binary(Binary&) {
    return true;
  }
  bool string(std::string& value) {
    if (depth_ != matched_) return true;
    if (depth_ == 2 && key_ == "namespace") of_request = value;
    if (depth_ == 4 && key_ == "namespace") of_object = value;
    return of_request.empty();
  }
  bool start_object(size_t) {
    if (depth_ == matched_ && IsOnPath()) ++matched_;
    ++depth_;
    return true;
  }
  bool key(std::string& name) {
    key_ = name;
    return true;
  }
  bool end_object() {
    if (matched_ == depth_) --matched_;
    --depth_;
    return true;
  }
  bool start_array(size_t) {
    ++depth_;
    return true;
  }
  bool end_array() {
    --depth_;
    return true;
  }
  template <typename Exception>
  bool parse_error(size_t, const std::string&, const Exception&) {
    return false;
  }

 private:
  // Returns whether the map that begins is the root, request, request.object, or its metadata.
  bool IsOnPath() const {
    switch (depth_) {
      case 0:
        return true;
      case 1:
        return key_ == "request";
      case 2:
        return key_ == "object";
      case 3:
        return key_ == "metadata";
      default:
        return false;
    }
  }

  size_t depth_ = 0;
  size_t matched_ = 0;  // how many of the open maps are on the way
  std::string key_;
};

}  // namespace

std::string NamespaceOfReview(std::string_view body) {
  Finder finder;
  nlohmann::json::sax_parse(body.begin(), body.end(), &finder);
  if (!finder.of_request.empty()) return finder.of_request;
  return finder.of_object.empty() ? "default" : finder.of_object;
}

}  // namespace svcenv::webhook
