// Everything that strangers can make grow has a limit.
#include <gtest/gtest.h>

#include <memory>

#include "domain/comment/submission.h"
#include "sql_number.h"
#include "store/stores.h"
#include "temp_folder.h"
#include "test_database.h"
#include "test_policy.h"

namespace afterword {
namespace {

constexpr std::int64_t hour_ms = 60 * minute_ms;
constexpr Instant noon{1'700'000'000'000};
const Actor ana{ActorKind::moderator, "Ana"};

Instant later(std::int64_t ms) { return Instant{noon.ms + ms}; }

class LimitsTest : public testing::Test {
 protected:
  LimitsTest() {
    start_secrets();
    database_ = made_database(folder_ / "a.db");
    MailPlan plan;
    plan.enabled = true;
    plan.moderators = {"mod@example.org"};
    stores_ = std::make_unique<Stores>(*database_, plan);
  }

  CommentId post(const std::string& email, const std::string& address_prefix, Instant now,
                 bool wants_mail = false) {
    Submission submission;
    submission.author = "Mia";
    submission.email = email;
    submission.text = "text " + std::to_string(++texts_);
    submission.page = {"/a", "/a/"};
    submission.address_prefix = address_prefix;
    if (wants_mail) submission.mail = SubscriptionKind::replies;
    ModerationPolicy policy = publish_all();
    policy.flood_seconds = 0;
    const auto accepted = stores_->submissions.submit(submission, always(policy), {}, now);
    EXPECT_TRUE(accepted);
    return accepted ? accepted->comment.id : CommentId{};
  }

  CommentId published() { return post("mia@example.org", "198.51.100.0/24", noon); }

  ReportStore::Submitted report(CommentId comment, const std::string& reader, Instant now,
                                ReportReason reason = ReportReason::worried) {
    return *stores_->reports.submit({.comment = comment, .reason = reason, .reader = reader},
                                    CareMode::phrases, now);
  }

  void resolve(CommentId comment) {
    ASSERT_TRUE(
        stores_->moderation.act(ana, ModerationAction::resolve, {Target{comment, 0}}, "", noon));
  }

  std::int64_t number(const std::string& sql) { return sql_number(folder_ / "a.db", sql); }
  std::int64_t mails(const std::string& purpose) {
    return number("SELECT count(*) FROM outbox WHERE purpose = '" + purpose + "'");
  }
  std::int64_t opened() { return number("SELECT count(*) FROM audit_log WHERE action = 'report'"); }

  TempFolder folder_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Stores> stores_;
  int texts_ = 0;
};

TEST_F(LimitsTest, ManyReportsOfACommentOpenItOnce) {
  const CommentId comment = published();
  for (int i = 0; i < 1'000; ++i)
    EXPECT_EQ(report(comment, "prefix " + std::to_string(i), later(i)).outcome,
              ReportStore::Outcome::stored);
  EXPECT_EQ(mails("care"), 1);
  EXPECT_EQ(mails("care_unread"), 1);
  EXPECT_EQ(opened(), 1);
  EXPECT_LE(number("SELECT count(*) FROM report"), 20);
}

TEST_F(LimitsTest, AReportKeepsTheAssignment) {
  const CommentId comment = published();
  const auto made = stores_->moderators.add(ana, "Ana", "", Role::owner, "x", noon);
  report(comment, "a", noon);
  ASSERT_TRUE(stores_->moderation.act({ActorKind::moderator, "Ana", *made},
                                      ModerationAction::assign, {Target{comment, 0}}, "", noon));
  const auto before = stores_->queue.item(comment)->value();
  report(comment, "b", later(1));
  const auto after = stores_->queue.item(comment)->value();
  EXPECT_EQ(after.care_holder, "Ana");
  EXPECT_EQ(after.comment.version, before.comment.version);
}

TEST_F(LimitsTest, ACareCommentReopensAtMostThreeTimesADay) {
  const CommentId comment = published();
  for (int i = 0; i < 10; ++i) {
    report(comment, "prefix " + std::to_string(i), later(i));
    resolve(comment);
  }
  EXPECT_EQ(opened(), 3);
  report(comment, "prefix 1", later(day_ms + 1'000));
  EXPECT_EQ(opened(), 4) << "the same reader, a day later";
}

TEST_F(LimitsTest, AnAddressPrefixMaySendTenReportsAnHour) {
  CommentId comment;
  for (int i = 0; i < 1'000; ++i) {
    if (i < 20) comment = published();
    const auto outcome = report(comment, "a", later(i * 1'000));
    EXPECT_EQ(outcome.outcome,
              i < 10 ? ReportStore::Outcome::stored : ReportStore::Outcome::too_many)
        << i;
    if (i == 20) {
      EXPECT_EQ(outcome.wait_ms, hour_ms - 20'000);
    }
  }
  EXPECT_EQ(opened(), 10);
  EXPECT_EQ(report(published(), "a", later(hour_ms + 1)).outcome, ReportStore::Outcome::stored);
}

TEST_F(LimitsTest, AtMostAHundredCommentsAnHourAreNewlyReportedAndTwentySendMail) {
  for (int i = 0; i < 150; ++i) {
    const auto outcome = report(published(), "prefix " + std::to_string(i), later(i));
    EXPECT_EQ(outcome.outcome,
              i < 100 ? ReportStore::Outcome::stored : ReportStore::Outcome::too_many)
        << i;
  }
  EXPECT_EQ(opened(), 100);
  EXPECT_EQ(mails("care"), 20);
  EXPECT_EQ(mails("care_unread"), 20);
}

TEST_F(LimitsTest, NoOtherReportKeepsAWorriedOneFromOpeningCare) {
  const auto is_open = [&](CommentId id) {
    return stores_->queue.item(id)->value().comment.care == CareState::open;
  };
  const CommentId crowded = published();
  for (int i = 0; i < 20; ++i)
    report(crowded, "spam " + std::to_string(i), later(i), ReportReason::spam);
  report(crowded, "worried", later(30));
  EXPECT_TRUE(is_open(crowded));

  const CommentId closed = published();
  for (int i = 0; i < 3; ++i) {
    report(closed, "again " + std::to_string(i), later(100 + i), ReportReason::spam);
    ASSERT_TRUE(stores_->moderation.act(ana, ModerationAction::close_reports, {Target{closed, 0}},
                                        "", later(100 + i)));
  }
  report(closed, "worried", later(110));
  EXPECT_TRUE(is_open(closed));

  for (int i = 0; i < 100; ++i)
    report(published(), "many " + std::to_string(i), later(200 + i), ReportReason::abuse);
  EXPECT_EQ(report(published(), "late", later(400), ReportReason::abuse).outcome,
            ReportStore::Outcome::too_many);
  const CommentId last = published();
  report(last, "worried at last", later(401));
  EXPECT_TRUE(is_open(last));
}

TEST_F(LimitsTest, LimitsHoldAfterTheClockIsSetBack) {
  for (int i = 0; i < 10; ++i) report(published(), "a", later(day_ms));
  EXPECT_EQ(report(published(), "a", later(day_ms)).outcome, ReportStore::Outcome::too_many);
  EXPECT_EQ(report(published(), "a", noon).outcome, ReportStore::Outcome::stored);
}

TEST_F(LimitsTest, AnAddressPrefixMayCauseThreeConsentRequestsADay) {
  for (int i = 0; i < 100; ++i)
    post("commenter" + std::to_string(i) + "@example.org", "192.0.2.0/24", later(i), true);
  EXPECT_EQ(mails("confirm"), 3);
  EXPECT_EQ(number("SELECT count(*) FROM subscription"), 3);
  EXPECT_EQ(number("SELECT count(*) FROM consent_question"), 3);
  // An address whose request for consent was suppressed is asked when it comments on another day.
  post("person99@example.org", "192.0.2.0/24", later(day_ms + 10'000), true);
  EXPECT_EQ(mails("confirm"), 4);
  EXPECT_EQ(number("SELECT count(*) FROM consent_question"), 1) << "yesterday's are forgotten";
}

TEST_F(LimitsTest, AMailboxGetsOneConsentRequestADayInAnySpelling) {
  for (const char* address : {"victim@example.org", "victim+1@example.org", "victim+2@example.org",
                              "v.ictim@example.org", "VICTIM+x@example.org", "vic.tim@example.org"})
    post(normalized_email(address), std::string("net of ") + address, noon, true);
  EXPECT_EQ(mails("confirm"), 1);
}

TEST_F(LimitsTest, TheSiteSendsSixtyConsentRequestsAnHour) {
  for (int i = 0; i < 200; ++i)
    post("commenter" + std::to_string(i) + "@example.org", "prefix " + std::to_string(i), later(i),
         true);
  EXPECT_EQ(mails("confirm"), 60);
  EXPECT_EQ(number("SELECT count(*) FROM comment"), 200) << "each comment is taken all the same";
}

TEST_F(LimitsTest, UnansweredConsentRequestsAreDeletedAfterAWeek) {
  post("mia@example.org", "192.0.2.0/24", noon, true);
  ASSERT_TRUE(stores_->outbox.delete_expired(noon, later(6 * day_ms)));
  EXPECT_EQ(number("SELECT count(*) FROM subscription"), 1);
  ASSERT_TRUE(stores_->outbox.delete_expired(noon, later(8 * day_ms)));
  EXPECT_EQ(number("SELECT count(*) FROM subscription"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM consent_question"), 0);
}

TEST(Mailbox, IsTheSameForEquivalentAddresses) {
  for (const char* address : {"ana.lind@example.org", "Ana.Lind+news@Example.ORG",
                              " analind+a+b@example.org ", "a.n.a.l.i.n.d@example.org"})
    EXPECT_EQ(mailbox_of(address), "analind@example.org") << address;
  EXPECT_NE(mailbox_of("ana@a.example.org"), mailbox_of("ana@aexample.org"));
  EXPECT_EQ(mailbox_of("+a@example.org"), "@example.org");
}

}  // namespace
}  // namespace afterword
