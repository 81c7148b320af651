// The doctor: looks for what commonly goes wrong, and names the mend. `afterword check` prints what
// it finds, and owners see it in the browser. It changes nothing.
#pragma once

#include "base/finding.h"
#include "config/config.h"
#include "store/stores.h"
#include "view/template_cache.h"

namespace afterword {

/// Everything that can be known without the database: the site, its pages, files and their owners,
/// templates, mail.
Findings examine_site(const Config& config, const TemplateCache& templates);

/// What the database tells: comments, moderators, help lines, mail, the clock.
Findings examine_store(const Config& config, Stores& stores, Instant now);

/// Both: everything that is known inside a worker.
Findings examine_installation(const Config& config, const TemplateCache& templates, Stores& stores,
                              Instant now);

/// What is the matter with the clock, by times that lie in the future. Instants are those of the
/// newest comment and of the configuration's file; nullopt when nothing is.
std::optional<Finding> clock_finding(std::optional<Instant> newest_comment, Instant configured,
                                     Instant now);

}  // namespace afterword
