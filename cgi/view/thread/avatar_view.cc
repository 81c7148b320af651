#include "view/thread/avatar_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include <ctemplate/template_dictionary.h>

#include "base/ascii.h"
#include "domain/comment/submission.h"
#include "markers/avatar.h"

namespace afterword {
namespace {

/// Enough contrast on both white and black.
constexpr std::array colours{"#3b7a9e", "#7a5ea8", "#a8516e", "#a5602f",
                             "#4d8a4f", "#8a7a2e", "#2f8a82", "#5f6fae"};

bool is_avatar_id(std::string_view id) {
  return id.size() == 32 && std::all_of(id.begin(), id.end(), [](char c) {
           return hex_value(c) >= 0 && !is_ascii_upper(c);
         });
}

}  // namespace

std::optional<std::string> avatar_src(const ViewTools& tools, const Comment& comment) {
  const std::string email = normalized_email(comment.email);
  switch (tools.settings.avatars) {
    case AvatarKind::none:
      return std::nullopt;
    case AvatarKind::gravatar:
      return fmt::format("https://gravatar.com/avatar/{}?s=80&d=mm&r=g", sha256_hex(email));
    case AvatarKind::identicon:
      return fmt::format("{}/avatar/{}.svg", tools.settings.mount,
                         tools.key.hash("avatar", email.empty() ? comment.author : email));
  }
  return std::nullopt;
}

std::optional<std::string> render_avatar(const TemplateCache& templates, std::string_view id) {
  if (!is_avatar_id(id)) return std::nullopt;
  ctemplate::TemplateDictionary dictionary("avatar");
  dictionary.SetValue(ka_BACKGROUND, "#e8e6e1");
  dictionary.SetValue(ka_COLOUR,
                      colours[static_cast<std::size_t>(hex_value(id[31])) % colours.size()]);
  for (unsigned row = 0; row < 5; ++row) {
    for (unsigned column = 0; column < 3; ++column) {
      if (hex_value(id[row * 3 + column]) % 2 == 0) continue;
      // The right half mirrors the left one.
      for (const unsigned x : {1 + column, 5 - column}) {
        if (x == 5 - column && column == 2) continue;
        auto* cell = dictionary.AddSectionDictionary(ka_CELL);
        cell->SetIntValue(ka_X, static_cast<int>(x));
        cell->SetIntValue(ka_Y, static_cast<int>(row + 1));
      }
    }
  }
  return templates.expand("avatar.tpl", dictionary);
}

}  // namespace afterword
