#include "store/comment/search_index.h"

#include "sql/comments.h"

namespace afterword {

void index_comment(Database& database, const Comment& comment) {
  sql::index_comment(database, {.id = comment.id.value,
                                .text = comment.text,
                                .author = comment.author,
                                .email = comment.email});
}

void unindex_comment(Database& database, const Comment& comment) {
  sql::unindex_comment(database, {.id = comment.id.value,
                                  .text = comment.text,
                                  .author = comment.author,
                                  .email = comment.email});
}

}  // namespace afterword
