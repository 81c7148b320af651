#include "config/store_settings.h"

#include "base/page_path.h"
#include "config/care_mode.h"

namespace afterword {
namespace {

/// The recipients and schedule of mail.
MailPlan mail_plan(const Site& site) {
  MailPlan plan;
  plan.enabled = site.mail.enabled;
  plan.moderators = site.mail.moderators;
  plan.digest_ms = site.mail.digest_ms;
  plan.page_author = [authors = site.mail.page_authors](std::string_view path) {
    for (const PageAuthor& author : authors)
      if (glob_matches(author.glob, path)) return author.address;
    return std::string();
  };
  return plan;
}

}  // namespace

StoreSettings store_settings(const Config& config) {
  StoreSettings settings;
  settings.path = config.database;
  settings.journal = config.journal;
  settings.mail = mail_plan(config.site);
  settings.care_phrases = shipped_care_phrases;
  settings.publish_directory = config.publish_directory;
  return settings;
}

}  // namespace afterword
