// Which passwords moderators may have.
#pragma once

#include <optional>
#include <string_view>

namespace afterword {

enum class PasswordFault { too_short, too_long, common, is_name };

/// 8 characters or more (OWASP, NIST SP 800-63B), at most 1,000 bytes, none that everybody tries
/// first, not the moderator's own name.
std::optional<PasswordFault> password_fault(std::string_view password, std::string_view name);

/// A key of templates/moderate_message.tpl: "password_too_short", …
std::string_view message_name(PasswordFault fault);

}  // namespace afterword
