// Decompresses gzip.
#ifndef SVCENV_WEBHOOK_GUNZIP_H_
#define SVCENV_WEBHOOK_GUNZIP_H_

#include <memory>
#include <string>
#include <string_view>

#include "webhook/byte_source.h"

namespace svcenv::webhook {

// Decompresses a stream of any number of gzip members, in pieces of at most 64 KiB, so that its size
// does not matter for memory. kube-apiserver 1.37 writes each event of a watch as a member.
class Gunzip : public ByteSource {
 public:
  // `source` must outlive it.
  explicit Gunzip(ByteSource* source);
  ~Gunzip() override;

  std::string_view Next() override;
  const MaybeFault& fault() const override { return fault_; }

 private:
  struct Stream;

  // Sets the input. Returns false at the end of the source.
  bool Refill();

  ByteSource& source_;
  std::unique_ptr<Stream> stream_;
  std::string buffer_;
  bool is_in_member_ = false;
  MaybeFault fault_;
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_GUNZIP_H_
