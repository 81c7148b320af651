#include "handler/care_phrases.h"

#include "base/log.h"
#include "comment/care_list.h"
#include "comment/care_words.h"
#include "view/templates.h"

namespace afterword {
namespace {

const CareWords& shipped_care_words() {
  static const CareWords words = [] {
    auto read = CareWords::parse(embedded_template("care-en-words.txt"));
    if (!read) log_line("care-en-words.txt:" + read.error());
    return read ? std::move(read).value() : CareWords{};
  }();
  return words;
}

}  // namespace

Result<bool, StoreError> install_care_phrases(RuleStore& rules, Instant now) {
  return rules.install(
      "en",
      [] {
        auto list = parse_care_list(embedded_template("care-en.txt"));
        return list ? std::move(list).value() : std::vector<Rule>{};
      },
      now);
}

ModerationPolicy policy_of(const Site& site) {
  ModerationPolicy policy = site.moderation;
  if (site.weigh_care_words) policy.care_words = &shipped_care_words();
  return policy;
}

}  // namespace afterword
