#include "domain/moderation/audit.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "domain/moderation/moderation_action.h"

namespace afterword {
namespace {

using namespace audit;

struct Case {
  std::string_view action;
  Change change;
  std::string before;
  std::string after;
};

/// The stored form of each type. Existing databases contain these objects, so the form must not
/// change.
const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      {"report", Nothing{}, "{}", "{}"},
      {"approve", StateChange{{.status = Status::waiting}, {.status = Status::approved}},
       R"({"status":"waiting"})", R"({"status":"approved"})"},
      {"undo",
       StateChange{{.status = Status::spam,
                    .pinned = true,
                    .locked = false,
                    .care = CareState::none,
                    .holder = 0},
                   {.status = Status::approved,
                    .pinned = false,
                    .locked = true,
                    .care = CareState::open,
                    .holder = 7}},
       R"({"care":"","holder":0,"locked":false,"pinned":true,"status":"spam"})",
       R"({"care":"open","holder":7,"locked":true,"pinned":false,"status":"approved"})"},
      {"edit", ContentChange{RevisionId{12}}, R"({"revision":12})", "{}"},
      {"move",
       PlaceChange{{ThreadId{1}, CommentId{2}, CommentId{3}}, {ThreadId{4}, {}, CommentId{5}}},
       R"({"parent":2,"thread":1,"top_level":3})", R"({"parent":0,"thread":4,"top_level":5})"},
      {"delete", Deletion{Status::trash}, R"({"status":"trash"})", "{}"},
      {"close", PageChange{{false, false}, {true, true}}, R"({"closed":false,"memorial":false})",
       R"({"closed":true,"memorial":true})"},
      {"rename", TitleChange{{"Old", true}, {"New", false}}, R"({"given":true,"title":"Old"})",
       R"({"given":false,"title":"New"})"},
      {"page_move", AddressChange{{"/old", "/old/"}, {"/new", "/new/"}, 6},
       R"({"led_to":6,"page":"/old","path":"/old/"})", R"({"page":"/new","path":"/new/"})"},
      {"page_merge", Merge{{"/old", "/old/"}, {"/new", "/new/"}, 4, "7 9", "/a\n/b c"},
       R"({"names":"/a\n/b c","page":"/old","path":"/old/","top_level_comments":"7 9"})",
       R"({"into":4,"page":"/new","path":"/new/"})"},
      {"page_alias", AliasChange{"/name", 0, 4}, R"({"alias":"/name","leads_to":0})",
       R"({"alias":"/name","leads_to":4})"},
      {"rule_add", RuleChange{RuleId{5}, true}, R"({"active":false,"rule":5})",
       R"({"active":true,"rule":5})"},
      {"moderator_role", ModeratorChange{ModeratorId{3}, Role::moderator, Role::owner},
       R"({"moderator":3,"role":"moderator"})", R"({"role":"owner"})"},
      {"moderator_password", ModeratorChange{ModeratorId{3}, {}, {}}, R"({"moderator":3})", "{}"},
      {"care_mode", CareModeChange{CareMode::off, CareMode::attentive}, R"({"mode":"off"})",
       R"({"mode":"attentive"})"},
      {"care_mode", CareModeChange{{}, CareMode::phrases}, "{}", R"({"mode":"phrases"})"},
      {"import", CommentCount{250}, "{}", R"({"comments":250})"},
      {"report", Reported{ReportReason::abuse}, "{}", R"({"reason":"abuse"})"},
      {"close_reports", ReportsChange{2, 0}, R"({"reports":2})", R"({"reports":0})"},
      {"later", Unknown{JsonFields().set("colour", std::string("blue")), {}},
       R"({"colour":"blue"})", "{}"},
  };
  return all;
}

TEST(AuditTest, EveryTypeRoundTrips) {
  std::set<std::size_t> types;
  for (const Case& each : cases()) {
    types.insert(each.change.index());
    const Sides sides = encode(each.change);
    EXPECT_EQ(sides.before.json(), each.before) << each.action;
    EXPECT_EQ(sides.after.json(), each.after) << each.action;
    const Change again = decode(each.action, {JsonFields::parse(sides.before.json()),
                                              JsonFields::parse(sides.after.json())});
    EXPECT_EQ(again, each.change) << each.action;
  }
  EXPECT_EQ(types.size(), std::variant_size_v<Change>) << "a type has no case here";
}

TEST(AuditTest, MembersMayHaveAnyOrder) {
  const auto read = [](std::string_view action, std::string_view before, std::string_view after) {
    return decode(action, {JsonFields::parse(before), JsonFields::parse(after)});
  };
  EXPECT_EQ(read("undo", R"({ "thread": 1, "top_level": 3, "parent": 0 })",
                 R"({ "top_level": 5, "parent": 2, "thread": 4 })"),
            Change(PlaceChange{{ThreadId{1}, {}, CommentId{3}},
                               {ThreadId{4}, CommentId{2}, CommentId{5}}}));
  EXPECT_EQ(read("trash", "{\n\"status\": \"approved\", \"care\": \"open\"\n}",
                 "{\"status\": \"trash\", \"care\": \"resolved\"}"),
            Change(StateChange{{.status = Status::approved, .care = CareState::open},
                               {.status = Status::trash, .care = CareState::resolved}}));
}

TEST(AuditTest, AnEntryThatIsNotUnderstoodCompletelyIsKeptUnchanged) {
  const auto kept = [](std::string_view before) {
    const Change change = decode("approve", {JsonFields::parse(before), {}});
    return std::holds_alternative<Unknown>(change) && encode(change).before.json() == before;
  };
  EXPECT_TRUE(kept(R"({"status":"hidden"})"));
  EXPECT_TRUE(kept(R"({"colour":"blue","status":"waiting"})"));
  EXPECT_TRUE(kept(R"({"active":true})"));
  EXPECT_TRUE(kept(R"({"status":5})"));
}

TEST(AuditTest, ADifferenceRestoresOnlyTheMembersThatItChanged) {
  const CommentState before{Status::waiting, true, false, CareState::open, 4};
  CommentState after = before;
  after.status = Status::spam;
  after.care = CareState::resolved;
  const StateChange change = difference(before, after);
  EXPECT_EQ(change, (StateChange{{.status = Status::waiting, .care = CareState::open},
                                 {.status = Status::spam, .care = CareState::resolved}}));
  EXPECT_EQ(with(after, change.before), before);
  after.pinned = false;
  EXPECT_FALSE(with(after, change.before).pinned);
}

}  // namespace
}  // namespace afterword
