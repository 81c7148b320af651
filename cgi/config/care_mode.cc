#include "config/care_mode.h"

#include "base/gzip.h"
#include "base/log.h"
#include "domain/care/care_list.h"
#include "domain/care/care_words.h"
#include "view/templates.h"

namespace afterword {
namespace {

const CareWords& shipped_care_words() {
  static const CareWords words = [] {
    auto read = CareWords::parse(gunzipped(embedded_template("care-en-words.txt")));
    if (!read) log_line("care-en-words.txt:" + read.error());
    return read ? std::move(read).value() : CareWords{};
  }();
  return words;
}

}  // namespace

std::vector<Rule> shipped_care_phrases() {
  auto list = parse_care_list(gunzipped(embedded_template("care-en.txt")));
  return list ? std::move(list).value() : std::vector<Rule>{};
}

CareMode care_mode(const Site& site, std::optional<CareMode> chosen) {
  return site.care_mode.value_or(chosen.value_or(default_care_mode));
}

Result<CareMode, StoreError> care_mode(const Site& site, CareStore& care) {
  if (site.care_mode) return *site.care_mode;
  const auto chosen = care.mode();
  if (!chosen) return Failure{chosen.error()};
  return care_mode(site, *chosen);
}

ModerationPolicy policy_of(const Site& site, CareMode mode) {
  ModerationPolicy policy = site.moderation;
  policy.care = mode;
  if (mode == CareMode::attentive) policy.care_words = &shipped_care_words();
  return policy;
}

}  // namespace afterword
