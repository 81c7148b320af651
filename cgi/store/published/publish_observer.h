// Keeps published files from being outdated by the transactions of a connection.
#pragma once

#include <string>
#include <utility>

#include "base/secret.h"
#include "store/engine/change_observer.h"
#include "store/published/publish_changes.h"
#include "store/published/published_threads.h"

namespace afterword {

class PublishObserver final : public ChangeObserver {
 public:
  PublishObserver(std::string directory, SecretKey key, PublishChanges publish)
      : files_(std::move(directory)), key_(std::move(key)), publish_(std::move(publish)) {}

  void before_commit(const ThreadChanges& changes) override;
  void after_commit(Database& database, const ThreadChanges& changes) noexcept override;
  void after_rollback() noexcept override { files_.unlock(); }

 private:
  PublishedThreads files_;
  SecretKey key_;
  PublishChanges publish_;
  std::string logged_;
};

}  // namespace afterword
