#include "handler/thread/thread_cache.h"

namespace afterword {

std::size_t ThreadCache::cost(const Node& node) {
  constexpr std::size_t overhead = 512;  // approximate memory overhead of the containers
  return overhead + 2 * node.key.size() + node.entry.response.body.size();
}

CachedThread* ThreadCache::find(const std::string& key) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  nodes_.splice(nodes_.begin(), nodes_, found->second);
  return &found->second->entry;
}

CachedThread& ThreadCache::put(const std::string& key, CachedThread entry) {
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    bytes_ -= cost(*found->second);
    nodes_.erase(found->second);
    by_key_.erase(found);
  }
  nodes_.push_front({key, std::move(entry)});
  by_key_[key] = nodes_.begin();
  bytes_ += cost(nodes_.front());
  // The newest entry is kept even if it exceeds the limit alone, because it is about to be sent.
  while (bytes_ > max_bytes && nodes_.size() > 1) {
    bytes_ -= cost(nodes_.back());
    by_key_.erase(nodes_.back().key);
    nodes_.pop_back();
  }
  return nodes_.front().entry;
}

}  // namespace afterword
