#include "webhook/gunzip.h"

#include <zlib.h>

#include "absl/strings/str_cat.h"

namespace svcenv::webhook {
namespace {

constexpr size_t kBuffer = 64 << 10;
constexpr int kGzipOnly = 16 + MAX_WBITS;  // see inflateInit2

}  // namespace

struct Gunzip::Stream {
  z_stream state{};
};

Gunzip::Gunzip(ByteSource* source)
    : source_(*source), stream_(std::make_unique<Stream>()), buffer_(kBuffer, '\0') {
  if (inflateInit2(&stream_->state, kGzipOnly) != Z_OK) {
    fault_ = Fault{FaultCause::kInvalid, "cannot start decompression"};
  }
}

Gunzip::~Gunzip() { inflateEnd(&stream_->state); }

bool Gunzip::Refill() {
  z_stream& state = stream_->state;
  const std::string_view more = source_.Next();
  // zlib does not change its input.
  state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(more.data()));
  state.avail_in = static_cast<uInt>(more.size());
  if (!more.empty()) return true;
  fault_ = source_.fault();
  if (!fault_.has_value() && is_in_member_) {
    fault_ = Fault{FaultCause::kDisconnected, "the compressed answer is truncated"};
  }
  return false;
}

std::string_view Gunzip::Next() {
  z_stream& state = stream_->state;
  while (!fault_.has_value()) {
    if (state.avail_in == 0 && !Refill()) break;
    if (!is_in_member_) inflateReset(&state);
    state.next_out = reinterpret_cast<Bytef*>(buffer_.data());
    state.avail_out = static_cast<uInt>(buffer_.size());
    const int status = inflate(&state, Z_NO_FLUSH);
    const size_t size = buffer_.size() - state.avail_out;
    is_in_member_ = status != Z_STREAM_END;
    if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) {
      fault_ = Fault{FaultCause::kInvalid,
                     absl::StrCat("not valid gzip: ", state.msg == nullptr ? "" : state.msg)};
      break;
    }
    if (size > 0) return {buffer_.data(), size};
  }
  return {};
}

}  // namespace svcenv::webhook
