// Storage for objects that never move, and lists of such objects.
#ifndef SVCENV_KUBERNETES_OBJECT_LIST_H_
#define SVCENV_KUBERNETES_OBJECT_LIST_H_

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>
#include <vector>

namespace svcenv {

// Owns objects of one type. Pointers to them stay valid when more are added, and when this object
// is moved.
template <typename T>
class ObjectPool {
 public:
  T* Add(T object) {
    if (pieces_.empty() || pieces_.back().size() == pieces_.back().capacity()) {
      const size_t last = pieces_.empty() ? 0 : pieces_.back().capacity();
      pieces_.emplace_back().reserve(std::min(2 * last + 1, kMaxOfPiece));
    }
    pieces_.back().push_back(std::move(object));
    return &pieces_.back().back();
  }

  // Takes over the objects of `other`.
  void Take(ObjectPool other) {
    const auto open = pieces_.empty() ? pieces_.end() : std::prev(pieces_.end());
    pieces_.insert(open, std::make_move_iterator(other.pieces_.begin()),
                   std::make_move_iterator(other.pieces_.end()));
  }

 private:
  static constexpr size_t kMaxOfPiece = 256;

  std::vector<std::vector<T>> pieces_;  // never reallocated; only the last one has free space
};

// An ordered list of objects that it does not own.
template <typename T>
class ObjectList {
 public:
  template <typename Object>
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = Object*;
    using reference = Object&;

    Iterator() = default;
    explicit Iterator(T* const* at) : at_(at) {}

    reference operator*() const { return **at_; }
    pointer operator->() const { return *at_; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) { return Iterator(at_++); }
    Iterator operator+(difference_type n) const { return Iterator(at_ + n); }
    friend bool operator==(Iterator a, Iterator b) { return a.at_ == b.at_; }
    friend bool operator!=(Iterator a, Iterator b) { return a.at_ != b.at_; }

   private:
    T* const* at_ = nullptr;
  };
  using iterator = Iterator<T>;
  using const_iterator = Iterator<const T>;
  using value_type = T;

  iterator begin() { return iterator(objects_.data()); }
  iterator end() { return iterator(objects_.data() + objects_.size()); }
  const_iterator begin() const { return const_iterator(objects_.data()); }
  const_iterator end() const { return const_iterator(objects_.data() + objects_.size()); }

  bool empty() const { return objects_.empty(); }
  size_t size() const { return objects_.size(); }
  T& operator[](size_t index) { return *objects_[index]; }
  const T& operator[](size_t index) const { return *objects_[index]; }
  const T& front() const { return *objects_.front(); }
  const T& back() const { return *objects_.back(); }

  void Add(T* object) { objects_.push_back(object); }
  // Replaces the object at `index`. Returns the previous one.
  T* Replace(size_t index, T* object) { return std::exchange(objects_[index], object); }

 private:
  std::vector<T*> objects_;
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_OBJECT_LIST_H_
