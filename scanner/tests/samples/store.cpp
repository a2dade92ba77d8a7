#include <string>
#include <vector>

namespace todo {
template <typename T>
class Store {
 public:
  void add(T item) { items.push_back(std::move(item)); }
  auto size() const { return items.size(); }

 private:
  std::vector<T> items;
};
}  // namespace todo
