// A worker's cache of rendered threads and feeds. An entry of a thread is valid while the thread
// has the version that was rendered; the database's change counter can confirm that without a
// statement. A feed is valid for one counter.
#pragma once

#include <array>
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/id.h"
#include "base/page_path.h"
#include "base/time.h"
#include "handler/kept_response.h"

namespace afterword {

struct Context;

struct CachedThread {
  ThreadId thread;  // 0 for a feed
  std::int64_t version = 0;
  std::optional<std::uint64_t> counter;  // the last counter at which `version` was confirmed
  Instant good_until;                    // a thread is closed by age without any change
  /// One of the limited number of responses that the comments of the site have: not for a title, a
  /// parameter or a page without comments, which any client can invent.
  bool is_canonical = false;
  std::vector<PagePath> pages = {};  // of a feed, which is valid while the site has them
  KeptResponse kept;
};

/// Two LRU caches limited in bytes, because every worker has them: of canonical entries, and of all
/// others. Invented addresses can therefore evict only one another.
class ThreadCache {
 public:
  static constexpr std::size_t max_canonical_bytes = 3 << 20;
  static constexpr std::size_t max_other_bytes = 512 << 10;

  /// The entry of a key, or nullptr. Valid until the next put() or recount().
  CachedThread* find(std::string_view key);
  CachedThread& put(std::string key, CachedThread entry);
  /// To be called when the entry that find() or put() returned last has grown; it stays valid.
  void recount();

  /// An estimate of the memory of all entries.
  std::size_t bytes() const { return segments_[0].bytes + segments_[1].bytes; }

 private:
  struct Node {
    std::string key;
    CachedThread entry;
    std::size_t counted = 0;
  };
  struct Segment {
    std::list<Node> nodes;  // most recently used first
    std::size_t bytes = 0;
  };

  Segment& segment_of(const CachedThread& entry) { return segments_[entry.is_canonical ? 0 : 1]; }
  void remove(std::list<Node>::iterator node);
  void count_front(Segment& segment);

  std::array<Segment, 2> segments_;
  std::unordered_map<std::string_view, std::list<Node>::iterator> by_key_;  // views of Node::key
  std::optional<std::list<Node>::iterator> last_;
};

/// The response to a client from an entry that find() or put() returned last.
Response cached_response(const Context& context, CachedThread& cached);

}  // namespace afterword
