// What is kept about somebody who wrote comments, to be given to them or forgotten.
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

/// A keyed hash of the address of somebody who wanted to be forgotten.
struct Erasure {
  std::string email_hash;
  Instant at;
};

class CommenterStore {
 public:
  explicit CommenterStore(Database& database) : database_(database) {}

  /// `email` as normalized_email leaves it.
  Result<CommenterData, StoreError> find(std::string_view email);

  /// Forgets who wrote: name, address, website, network and browser of every comment, what the
  /// comments said before, mail to them. The texts stay where they are. The database notes it, so
  /// that imports and restored backups forget them again. How many comments it were.
  Result<int, StoreError> erase(const Actor& actor, std::string_view email, Instant now);

  /// Who was forgotten so far.
  Result<std::vector<Erasure>, StoreError> erasures();
  /// Forgets all these again; for a database that was restored. How many people were in it.
  Result<int, StoreError> reapply_erasures(const Actor& actor, const std::vector<Erasure>& erasures,
                                           Instant now);

 private:
  int forget(std::string_view email, Instant now);

  Database& database_;
};
/// The name by which the files of an installation are known again, which tells nothing about it.
std::string installation_name(const SecretKey& key);

/// Who must not come back with an import; inside store/ only. The constructor throws
/// StoreException.
class Forgotten {
 public:
  explicit Forgotten(Database& database);

  bool has(std::string_view email) const;
  /// Takes out of a comment who wrote it.
  static void anonymise(Comment& comment);
  /// Whether nothing in a comment tells any more who wrote it.
  static bool is_anonymous(const Comment& comment);

 private:
  SecretKey key_;
  std::set<std::string> hashes_;
};

}  // namespace afterword
