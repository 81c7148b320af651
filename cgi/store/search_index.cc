#include "store/search_index.h"

namespace afterword {

void index_comment(Database& database, const Comment& comment) {
  database.run(Query::search_insert,
               {comment.id.value, std::string_view(comment.text), std::string_view(comment.author),
                std::string_view(comment.email)});
}

void unindex_comment(Database& database, const Comment& comment) {
  database.run(Query::search_delete,
               {comment.id.value, std::string_view(comment.text), std::string_view(comment.author),
                std::string_view(comment.email)});
}

}  // namespace afterword
