// The part of the configuration that determines responses.
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

  std::string url;  // canonical base URL, "" if not set; links are made by view.address
  /// Allowed to post: the origins of site.url and site.comments_url, and site.origins.
  std::vector<std::string> origins;
  std::vector<AddressPrefix> trusted_proxies;

  std::string document_root;       // "" if not set
  std::vector<std::string> allow;  // globs
  bool verify_file = false;

  MailSettings mail;
  /// Alternative name of the form field `comment`, for prerendered forms; "" for none.
  std::string text_field;
  /// From the configuration. If not set, the database has it (config/care_mode.h).
  std::optional<CareMode> care_mode;
  int care_keep_days = 90;  // resolved care data is deleted after this many days

  int per_page = 50;
  bool open_newest = true;

  /// Identifies the configuration's contents. A different value means that rendered threads may
  /// differ.
  std::string version;
  /// When the configuration was last modified; pages rendered before are outdated.
  Instant configured;

  /// Names that passwords of a person at this site must not consist of.
  PasswordOwner password_owner(std::string_view name, std::string_view email) const {
    return {view.site_name, url, name, email};
  }
};

}  // namespace afterword
