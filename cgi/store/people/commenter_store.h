// The personal data of commenters: access and erasure.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "domain/account/commenter.h"
#include "domain/moderation/moderation.h"
#include "store/engine/database.h"

namespace afterword {

/// A keyed hash of the address of a person whose data was erased.
struct Erasure {
  std::string email_hash;
  Instant at;
};

class CommenterStore {
 public:
  explicit CommenterStore(Database& database) : database_(database) {}

  /// `email` must be in the form of normalized_email.
  Result<CommenterData, StoreError> find(std::string_view email);

  /// Erases a commenter: name, address, website, address prefix and browser of every comment, its
  /// revisions, and mail to them. The texts remain. The erasure is recorded, so that it is
  /// reapplied to imports and restored backups. Returns the number of comments.
  Result<int, StoreError> erase(const Actor& actor, std::string_view email, Instant now);

  /// All recorded erasures.
  Result<std::vector<Erasure>, StoreError> erasures();
  /// Reapplies these erasures to a restored database. Returns the number of people whose data was
  /// found.
  Result<int, StoreError> reapply_erasures(const Actor& actor, const std::vector<Erasure>& erasures,
                                           Instant now);

 private:
  int anonymise_all(std::string_view email, Instant now);

  Database& database_;
};
/// An identifier of the installation for exported files; it reveals nothing about the key.
std::string installation_name(const SecretKey& key);

/// The erasures that imports must respect; for use inside store/ only. The constructor throws
/// StoreException.
class ErasureList {
 public:
  explicit ErasureList(Database& database);

  bool has(std::string_view email) const;
  /// Removes the identity of the commenter from a comment.
  static void anonymise(Comment& comment);
  /// True if a comment contains no identity of its commenter.
  static bool is_anonymous(const Comment& comment);

 private:
  SecretKey key_;
  std::set<std::string> hashes_;
};

}  // namespace afterword
