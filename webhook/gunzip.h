// Decompresses gzip.
#ifndef SVCENV_WEBHOOK_GUNZIP_H_
#define SVCENV_WEBHOOK_GUNZIP_H_

#include <memory>
#include <string>
#include <string_view>

#include "webhook/byte_source.h"

namespace svcenv::webhook {

// Decompresses a stream in pieces of at most 64 KiB, so that its size does not matter for memory.
class Gunzip : public ByteSource {
 public:
  // `source` must outlive it.
  explicit Gunzip(ByteSource* source);
  ~Gunzip() override;

  std::string_view Next() override;
  const MaybeFault& fault() const override { return fault_; }

 private:
  struct Stream;

  // Sets the input, unless the source has ended.
  void Refill();
  void ReadEnd();

  ByteSource& source_;
  std::unique_ptr<Stream> stream_;
  std::string buffer_;
  bool is_done_ = false;
  MaybeFault fault_;
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_GUNZIP_H_
