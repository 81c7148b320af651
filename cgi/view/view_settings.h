// The part of the configuration that determines how pages look.
#pragma once

#include <string>

#include "base/secret.h"
#include "base/site_address.h"
#include "base/time.h"

namespace afterword {

enum class AvatarKind { identicon, gravatar, none };

struct ViewSettings {
  std::string site_name;
  SiteAddress address;
  std::string mount = "/comments";
  std::string language = "en";
  std::string date_format = "%B %-d, %Y at %-I:%M %P";
  std::string guidelines_url;
  std::string intro;
  int threads_depth = 5;
  bool newest_first = false;
  int check_seconds = 60;  // how often readers' browsers ask for new comments; 0: never
  bool require_name = true;
  bool require_email = true;
  bool website_field = true;  // the form asks for a website
  AvatarKind avatars = AvatarKind::identicon;
  int edit_minutes = 7 * 24 * 60;  // validity of a writer's link; 0: there is none
  bool search = true;              // readers can search the published comments
  bool report_link = true;         // readers can report a comment
  bool help_beside_form = false;   // show help resources next to every form
  bool markdown = false;           // comments are written in Markdown
  bool offer_mail = false;         // commenters can ask for mail about their comment
};

}  // namespace afterword
