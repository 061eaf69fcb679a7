// The bytes of an input, together with their owner.
#ifndef SVCENV_BASE_BYTES_H_
#define SVCENV_BASE_BYTES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace svcenv {

// Owns a string, or memory from elsewhere, such as a mapped file. Moving it does not move memory
// from elsewhere.
class Bytes {
 public:
  // Implicit, so that callers can pass a string.
  Bytes(std::string text) : text_(std::move(text)) {}    // NOLINT(google-explicit-constructor)
  Bytes(const char* text) : Bytes(std::string(text)) {}  // NOLINT(google-explicit-constructor)

  // The destructor calls `release(data, size)`.
  using Release = void (*)(const char* data, size_t size);
  Bytes(const char* data, size_t size, Release release)
      : data_(data), size_(size), release_(release) {}

  Bytes(Bytes&& other) noexcept
      : text_(std::move(other.text_)),
        data_(other.data_),
        size_(other.size_),
        release_(std::exchange(other.release_, nullptr)),
        begin_(other.begin_) {}
  Bytes& operator=(Bytes&&) = delete;
  ~Bytes() {
    if (release_ != nullptr) release_(data_, size_);
  }

  // Valid until this is moved or destroyed.
  std::string_view view() const {
    const std::string_view all = data_ != nullptr ? std::string_view(data_, size_) : text_;
    return all.substr(begin_);
  }

  // Drops the first `size` bytes. There must be at least that many.
  void RemovePrefix(size_t size) { begin_ += size; }

 private:
  std::string text_;
  const char* data_ = nullptr;  // null: the bytes are in text_
  size_t size_ = 0;
  Release release_ = nullptr;
  size_t begin_ = 0;
};

}  // namespace svcenv

#endif  // SVCENV_BASE_BYTES_H_
