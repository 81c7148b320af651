// The type of the function that publishes threads after a change, for those who only pass it on.
#pragma once

#include <functional>

#include "base/secret.h"
#include "store/engine/change_observer.h"

namespace afterword {

class PublishedThreads;

/// Publishes threads that were changed, after the commit. Without it they stay unpublished until
/// the service or a command publishes them.
using PublishChanges = std::function<void(Database& database, const SecretKey& key,
                                          PublishedThreads& files, const ThreadChanges& changes)>;

}  // namespace afterword
