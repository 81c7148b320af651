// The doctor detects common problems and names their remedies. `afterword check` prints its
// findings, and owners see them in the browser. It changes nothing.
#pragma once

#include "base/finding.h"
#include "config/config.h"
#include "store/stores.h"
#include "view/template_cache.h"

namespace afterword {

/// Examines everything that does not need the database: the site, its pages, files and their
/// owners, templates, mail.
Findings examine_site(const Config& config, const TemplateCache& templates);

/// Examines the database: comments, moderators, help resources, mail, the clock.
Findings examine_store(const Config& config, Stores& stores, Instant now);

/// Both of the above: everything that a worker can examine.
Findings examine_installation(const Config& config, const TemplateCache& templates, Stores& stores,
                              Instant now);

/// Detects a wrong clock by times in the future: those of the newest comment and of the
/// configuration file. nullopt if there is none.
std::optional<Finding> clock_finding(std::optional<Instant> newest_comment, Instant configured,
                                     Instant now);

}  // namespace afterword
