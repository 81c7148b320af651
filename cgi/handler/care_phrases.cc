#include "handler/care_phrases.h"

#include "comment/care_list.h"
#include "view/templates.h"

namespace afterword {

Result<bool, StoreError> install_care_phrases(RuleStore& rules, Instant now) {
  return rules.install(
      "en",
      [] {
        for (const EmbeddedTemplate& file : embedded_templates())
          if (file.name == "care-en.txt")
            if (auto list = parse_care_list(file.text)) return std::move(list).value();
        return std::vector<Rule>{};
      },
      now);
}

}  // namespace afterword
