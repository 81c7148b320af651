// What the exports of Commento and of its successor Comentario have in common.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "transfer/source_records.h"

namespace afterword {

struct CommentoCommenter {
  std::string name;
  std::string email;
  std::string url;
};

/// By their ids. Several guests have the same empty id.
using CommentoCommenters = std::map<std::string, CommentoCommenter>;

CommentoCommenter commento_commenter(const nlohmann::json& record);

/// Sets name, email and website, as far as the list has the commenter.
void set_commenter(SourceComment& comment, const CommentoCommenters& commenters,
                   const std::string& id);

/// Sets the text: "markdown", or "html" of a comment that was imported there.
void set_commento_text(SourceComment& comment, const nlohmann::json& record);

}  // namespace afterword
