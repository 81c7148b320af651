#include "domain/comment/thread_order.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace afterword {
namespace {

ThreadNode root(int id, bool shown = true) { return {CommentId{id}, std::nullopt, shown}; }
ThreadNode reply(int id, int parent, bool shown = true) {
  return {CommentId{id}, CommentId{parent}, shown};
}

/// "1 .2 ..3": ids in display order with a dot per level below the top.
std::string drawn(const std::vector<ThreadNode>& nodes, int max_depth = 5,
                  TopLevelOrder order = TopLevelOrder::oldest_first) {
  std::string out;
  for (const PlacedComment& placed : order_thread(nodes, max_depth, order)) {
    if (!out.empty()) out += ' ';
    out += std::string(static_cast<std::size_t>(placed.depth - 1), '.');
    out += std::to_string(nodes[placed.index].id.value);
  }
  return out;
}

TEST(ThreadOrder, RepliesFollowTheirParentByAge) {
  EXPECT_EQ(drawn({root(1), root(2), reply(3, 1), reply(4, 3), reply(5, 1)}), "1 .3 ..4 .5 2");
}

TEST(ThreadOrder, NewestFirstReversesOnlyTheTopLevel) {
  EXPECT_EQ(drawn({root(1), root(2), reply(3, 1), reply(4, 1)}, 5, TopLevelOrder::newest_first),
            "2 1 .3 .4");
}

TEST(ThreadOrder, PinnedCommentsComeFirstOnTheirLevel) {
  ThreadNode pinned_reply = reply(4, 1);
  pinned_reply.pinned = true;
  ThreadNode pinned_root = root(3);
  pinned_root.pinned = true;
  EXPECT_EQ(drawn({root(1), reply(2, 1), pinned_root, pinned_reply}), "3 1 .4 .2");
}

TEST(ThreadOrder, RepliesBeyondTheDepthLimitFollowTheirParentOnTheLastLevel) {
  EXPECT_EQ(drawn({root(1), reply(2, 1), reply(3, 2), reply(4, 3), reply(5, 2)}, 3),
            "1 .2 ..3 ..4 ..5");
  EXPECT_EQ(drawn({root(1), reply(2, 1)}, 1), "1 2");
}

TEST(ThreadOrder, ARemovedCommentWithShownRepliesIsAPlaceholder) {
  EXPECT_EQ(drawn({root(1, false), reply(2, 1, false), reply(3, 2)}), "1 .2 ..3");
  EXPECT_EQ(drawn({root(1, false), reply(2, 1, false)}), "");
  EXPECT_EQ(drawn({root(1), reply(2, 1, false)}), "1");
}

TEST(ThreadOrder, AChainOfRemovedCommentsHasTwoPlaceholders) {
  std::vector<ThreadNode> nodes{root(1, false)};
  for (int id = 2; id <= 20'000; ++id) nodes.push_back(reply(id, id - 1, false));
  nodes.push_back(reply(20'001, 20'000));
  EXPECT_EQ(drawn(nodes), "1 .20000 ..20001");
  EXPECT_EQ(
      drawn({root(1, false), reply(2, 1, false), reply(3, 2, false), reply(4, 2), reply(5, 3)}),
      "1 .2 ..3 ...5 ..4");
}

TEST(ThreadOrder, CommentsWithoutAPathToThePageAreOmitted) {
  EXPECT_EQ(drawn({root(1), reply(2, 99), reply(3, 3)}), "1");
  EXPECT_EQ(drawn({reply(1, 2), reply(2, 1)}), "");
  EXPECT_EQ(drawn({}), "");
}

TEST(ThreadOrder, ALongChainOfRepliesHasBoundedDepth) {
  std::vector<ThreadNode> chain{root(1)};
  for (int id = 2; id <= 100'000; ++id) chain.push_back(reply(id, id - 1));
  const auto placed = order_thread(chain, 5, TopLevelOrder::oldest_first);
  ASSERT_EQ(placed.size(), chain.size());
  EXPECT_EQ(placed.back().depth, 5);
}

}  // namespace
}  // namespace afterword
