// A worker's cache of rendered threads. An entry is valid while the thread has the version that was
// rendered; the database's change counter can confirm that without a statement.
#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/id.h"
#include "base/time.h"
#include "http/response.h"
#include "http/validators.h"

namespace afterword {

struct CachedThread {
  ThreadId thread;
  std::int64_t version = 0;
  std::optional<std::uint64_t> counter;  // the last counter at which `version` was confirmed
  Instant good_until;                    // a thread is closed by age without any change
  Validators validators;
  Response response;
};

/// An LRU cache limited in bytes, because every worker has one.
class ThreadCache {
 public:
  /// The entry of a key, or nullptr. Valid until the next put().
  CachedThread* find(const std::string& key);
  CachedThread& put(const std::string& key, CachedThread entry);

 private:
  struct Node {
    std::string key;
    CachedThread entry;
  };
  static std::size_t cost(const Node& node);

  static constexpr std::size_t max_bytes = 3u << 20;
  std::size_t bytes_ = 0;
  std::list<Node> nodes_;  // most recently used first
  std::unordered_map<std::string, std::list<Node>::iterator> by_key_;
};

}  // namespace afterword
