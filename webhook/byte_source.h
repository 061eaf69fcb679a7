// A stream of bytes that is read from front to back.
#ifndef SVCENV_WEBHOOK_BYTE_SOURCE_H_
#define SVCENV_WEBHOOK_BYTE_SOURCE_H_

#include <string_view>

#include "webhook/fault.h"

namespace svcenv::webhook {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Waits for more bytes and returns them; they stay valid until the next call. Returns "" at the
  // end, and after a fault.
  virtual std::string_view Next() = 0;

  // Returns why the stream ended too early, if it did.
  virtual const MaybeFault& fault() const = 0;
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_BYTE_SOURCE_H_
