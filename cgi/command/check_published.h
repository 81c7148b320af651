// The part of `afterword check` about published threads.
#pragma once

#include "base/finding.h"
#include "server/application/service.h"
#include "store/open_store.h"

namespace afterword {

/// Compares the files of published threads with the database, which renders every thread. Nothing
/// if the site publishes none. Changes nothing.
Findings examine_published(const Service& service, OpenStore& store, Instant now);

}  // namespace afterword
