// The care mode, help resources and reply drafts.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/function_ref.h"
#include "base/result.h"
#include "domain/care/care.h"
#include "domain/moderation/moderation.h"
#include "store/engine/database.h"
#include "store/moderation/change.h"

namespace afterword {

struct HelpCount {
  int all = 0;
  int outdated = 0;  // not verified for half a year
};

/// Whether owners of a site in attentive mode are reminded that it has no help resources.
enum class HelpNotice { shown, dismissed };

class CareStore {
 public:
  explicit CareStore(Database& database) : database_(database) {}

  Result<std::vector<HelpResource>, StoreError> help();
  Result<HelpCount, StoreError> help_count(Instant now);

  /// The mode chosen on the set-up page or the Care page; nullopt before it is chosen.
  Result<std::optional<CareMode>, StoreError> mode();
  Result<void, StoreError> set_mode(const Actor& actor, CareMode mode, Instant now);

  /// Dismissed when an owner decides that the site needs no help resources. Adding one resets this,
  /// so that deleting the last one shows the notice again.
  Result<HelpNotice, StoreError> help_notice();
  Result<void, StoreError> dismiss_help_notice(const Actor& actor, Instant now);

  /// Adds a resource (its id and date are ignored) as verified now.
  Result<Change, StoreError> add_help(const Actor& actor, const HelpResource& help, Instant now);
  /// Updates the resource with this id as verified now. The following functions return `gone` if
  /// the id does not exist.
  Result<Change, StoreError> change_help(const Actor& actor, const HelpResource& help, Instant now);
  Result<Change, StoreError> verify_help(const Actor& actor, std::int64_t id, Instant now);
  Result<Change, StoreError> remove_help(const Actor& actor, std::int64_t id, Instant now);

  Result<std::vector<ReplyDraft>, StoreError> drafts();
  Result<Change, StoreError> add_draft(const Actor& actor, std::string_view title,
                                       std::string_view text, Instant now);
  Result<Change, StoreError> change_draft(const Actor& actor, const ReplyDraft& draft, Instant now);
  Result<Change, StoreError> remove_draft(const Actor& actor, std::int64_t id, Instant now);

  /// Deletes the care data of comments that were resolved before `before`.
  Result<void, StoreError> delete_expired(Instant before, Instant now);

 private:
  Result<Change, StoreError> change(const Actor& actor, std::string_view action,
                                    FunctionRef<std::int64_t()> write, Instant now);

  Database& database_;
};

}  // namespace afterword
