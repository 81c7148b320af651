#include "domain/comment/thread_order.h"

#include <algorithm>
#include <cstdint>
#include <map>

namespace afterword {
namespace {

constexpr std::size_t none = SIZE_MAX;

struct Family {
  std::vector<std::size_t> parent;
  std::vector<std::vector<std::size_t>> children;
  std::vector<std::size_t> top_level;
};

Family relate(std::span<const ThreadNode> nodes) {
  Family family{std::vector<std::size_t>(nodes.size(), none),
                std::vector<std::vector<std::size_t>>(nodes.size()),
                {}};
  // Sorted: an import keeps chosen ids, which could be in one place of a hash table.
  std::map<std::int64_t, std::size_t> index_of;
  for (std::size_t i = 0; i < nodes.size(); ++i) index_of.emplace(nodes[i].id.value, i);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!nodes[i].parent) {
      family.top_level.push_back(i);
      continue;
    }
    const auto found = index_of.find(nodes[i].parent->value);
    if (found == index_of.end() || found->second == i) continue;
    family.parent[i] = found->second;
    family.children[found->second].push_back(i);
  }
  return family;
}

/// A node is kept if it or a descendant is shown. Marks ancestors of each shown node, stopping at
/// the first that is already marked.
std::vector<bool> kept_nodes(std::span<const ThreadNode> nodes, const Family& family) {
  std::vector<bool> kept(nodes.size(), false);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!nodes[i].shown) continue;
    for (std::size_t at = i; at != none && !kept[at]; at = family.parent[at]) kept[at] = true;
  }
  return kept;
}

/// Returns the end of a chain of hidden nodes, each the only child of the one before. Only the
/// first and last are displayed, so that thousands of removed comments do not lengthen a
/// conversation.
std::size_t end_of_hidden_chain(std::span<const ThreadNode> nodes, const Family& family,
                                const std::vector<bool>& kept, std::size_t at) {
  if (nodes[at].shown || family.parent[at] == none || nodes[family.parent[at]].shown) return at;
  for (;;) {
    std::size_t only = none;
    for (const std::size_t child : family.children[at]) {
      if (!kept[child]) continue;
      if (only != none || nodes[child].shown) return at;
      only = child;
    }
    if (only == none) return at;
    at = only;
  }
}

}  // namespace

std::vector<PlacedComment> order_thread(std::span<const ThreadNode> nodes, int max_depth,
                                        TopLevelOrder order) {
  Family family = relate(nodes);
  const std::vector<bool> kept = kept_nodes(nodes, family);
  const auto by_id = [&](std::size_t a, std::size_t b) { return nodes[a].id < nodes[b].id; };
  if (order != TopLevelOrder::as_given)
    std::sort(family.top_level.begin(), family.top_level.end(), by_id);
  if (order == TopLevelOrder::newest_first)
    std::reverse(family.top_level.begin(), family.top_level.end());
  const auto is_pinned = [&](std::size_t i) { return nodes[i].pinned; };
  std::stable_partition(family.top_level.begin(), family.top_level.end(), is_pinned);

  std::vector<PlacedComment> placed;
  placed.reserve(nodes.size());
  // An explicit stack, because recursion over ten thousand nested replies would overflow the call
  // stack.
  std::vector<PlacedComment> pending;
  for (auto top_level = family.top_level.rbegin(); top_level != family.top_level.rend();
       ++top_level)
    pending.push_back({*top_level, 1});
  while (!pending.empty()) {
    PlacedComment next = pending.back();
    pending.pop_back();
    if (!kept[next.index]) continue;
    next.index = end_of_hidden_chain(nodes, family, kept, next.index);
    placed.push_back(next);
    auto& children = family.children[next.index];
    std::sort(children.begin(), children.end(), by_id);
    std::stable_partition(children.begin(), children.end(), is_pinned);
    const int depth = std::min(next.depth + 1, max_depth);
    for (auto child = children.rbegin(); child != children.rend(); ++child)
      pending.push_back({*child, depth});
  }
  return placed;
}

}  // namespace afterword
