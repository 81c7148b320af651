// What of the configuration decides how requests are answered.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "domain/account/password_rule.h"
#include "domain/comment/submission.h"
#include "domain/policy/moderation_policy.h"
#include "http/ip_address.h"
#include "mail/mail_settings.h"
#include "view/view_settings.h"

namespace afterword {

struct Site {
  ViewSettings view;
  ModerationPolicy moderation;
  SubmissionRules submission;

  std::string url;                   // canonical base, "" when not set
  std::vector<std::string> origins;  // that may post: url's and site.origins
  std::vector<AddressPrefix> trusted_proxies;

  std::string document_root;       // "" when not set
  std::vector<std::string> allow;  // globs
  bool verify_file = false;

  MailSettings mail;
  /// Another name of the form field `comment`, as a baked form may have it; "" for none.
  std::string text_field;
  /// As the configuration says; else the database knows (config/care_mode.h).
  std::optional<CareMode> care_mode;
  int care_keep_days = 90;  // resolved care marks are forgotten then

  int per_page = 50;
  bool open_newest = true;

  /// Names the configuration's contents: another value means that a thread may look different.
  std::string version;
  /// When the configuration was last written: what is older than this may look different now.
  Instant configured;

  /// What passwords of somebody of this site must not be made of.
  PasswordOwner password_owner(std::string_view name, std::string_view email) const {
    return {view.site_name, url, name, email};
  }
};

}  // namespace afterword
