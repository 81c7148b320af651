#include "handler/thread/thread_cache.h"

#include "handler/context.h"

#include <utility>

namespace afterword {

CachedThread* ThreadCache::find(std::string_view key) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  auto& nodes = segment_of(found->second->entry).nodes;
  if (found->second != nodes.begin()) nodes.splice(nodes.begin(), nodes, found->second);
  last_ = found->second;
  return &found->second->entry;
}

CachedThread& ThreadCache::put(std::string key, CachedThread entry) {
  if (const auto found = by_key_.find(key); found != by_key_.end()) remove(found->second);
  Segment& segment = segment_of(entry);
  segment.nodes.push_front({std::move(key), std::move(entry)});
  last_ = segment.nodes.begin();
  by_key_[(*last_)->key] = *last_;
  count_front(segment);
  return (*last_)->entry;
}

void ThreadCache::recount() {
  if (last_) count_front(segment_of((*last_)->entry));
}

void ThreadCache::remove(std::list<Node>::iterator node) {
  Segment& segment = segment_of(node->entry);
  segment.bytes -= node->counted;
  by_key_.erase(node->key);
  segment.nodes.erase(node);
}

void ThreadCache::count_front(Segment& segment) {
  constexpr std::size_t overhead = 2'048;  // approximate memory of containers and headers
  Node& node = segment.nodes.front();
  segment.bytes -= node.counted;
  node.counted = overhead + node.key.size() + node.entry.kept.bytes();
  segment.bytes += node.counted;
  // The newest entry is kept even if it exceeds the limit alone, because it is about to be sent.
  const std::size_t limit = node.entry.is_canonical ? max_canonical_bytes : max_other_bytes;
  while (segment.bytes > limit && segment.nodes.size() > 1) remove(std::prev(segment.nodes.end()));
}

Response cached_response(const Context& context, CachedThread& cached) {
  const std::size_t before = cached.kept.bytes();
  Response response = conditional(context, cached.kept);
  if (cached.kept.bytes() != before) context.app.cache.recount();
  return response;
}

}  // namespace afterword
