#include "store/comment/like_store.h"

#include "sql/likes.h"
#include "store/comment/comment_rows.h"
#include "store/engine/error_boundary.h"

namespace afterword {
namespace {

constexpr std::int64_t most_likes_of_network = 200;         // a day
constexpr std::int64_t most_likes_of_comment_network = 20;  // a day
constexpr std::int64_t most_likes_of_day = 20'000;
constexpr std::int64_t likers_kept_days = 90;

std::int64_t day_of(Instant now) { return now.ms / day_ms; }

std::optional<Refusal> like_refusal(Database& database, CommentId id) {
  const auto comment = get_comment(database, id);
  if (!comment || comment->status != Status::approved) return Refusal::not_published;
  return is_likeable(*comment) ? std::nullopt : std::optional(Refusal::not_likeable);
}

bool are_too_many(Database& database, CommentId comment, const Liker& liker, Instant now) {
  const std::int64_t day = day_of(now);
  const auto of_network = sql::count_likes_of_network(
      database, {.comment = comment.value, .day = day, .network = liker.network});
  return of_network.likes >= most_likes_of_network ||
         of_network.here >= most_likes_of_comment_network ||
         sql::count_likes_of_day(database, {.day = day, .most = most_likes_of_day}) >=
             most_likes_of_day;
}

LikeState find_like_state(Database& database, CommentId comment, const Liker& liker) {
  return {sql::likes_of_comment(database, comment.value),
          sql::is_liker(database, {.comment = comment.value, .who = liker.who}).has_value()};
}

/// Errors of the engine as a refusal.
template <class Value>
Result<Value, Refusal> unwrap(Result<Result<Value, Refusal>, StoreError> result) {
  if (!result) return Failure{Refusal::unavailable};
  return std::move(result).value();
}

}  // namespace

Result<LikeStore::Changed, Refusal> LikeStore::like(CommentId comment, const Liker& liker,
                                                    Instant now) {
  return unwrap(error_boundary([&]() -> Result<Changed, Refusal> {
    Transaction change(database_);
    if (const auto refusal = like_refusal(database_, comment)) return Failure{*refusal};
    if (const LikeState state = find_like_state(database_, comment, liker); state.liked)
      return Changed{state, false};
    if (are_too_many(database_, comment, liker, now)) return Failure{Refusal::too_many_likes};
    sql::insert_liker(
        database_,
        {.comment = comment.value, .who = liker.who, .day = day_of(now), .network = liker.network});
    sql::add_likes(database_, {.comment = comment.value, .likes = 1});
    const LikeState state = find_like_state(database_, comment, liker);
    change.commit();
    return Changed{state, true};
  }));
}

Result<LikeStore::Changed, Refusal> LikeStore::unlike(CommentId comment, const Liker& liker) {
  return unwrap(error_boundary([&]() -> Result<Changed, Refusal> {
    Transaction change(database_);
    if (const auto refusal = like_refusal(database_, comment)) return Failure{*refusal};
    const bool is_new =
        sql::delete_liker(database_, {.comment = comment.value, .who = liker.who}) > 0;
    if (is_new) sql::add_likes(database_, {.comment = comment.value, .likes = -1});
    const LikeState state = find_like_state(database_, comment, liker);
    change.commit();
    return Changed{state, is_new};
  }));
}

Result<LikeState, Refusal> LikeStore::state(CommentId comment, const Liker& liker) {
  return unwrap(error_boundary([&]() -> Result<LikeState, Refusal> {
    const Snapshot snapshot(database_);
    if (const auto refusal = like_refusal(database_, comment)) return Failure{*refusal};
    return find_like_state(database_, comment, liker);
  }));
}

Result<std::vector<CommentLikes>, StoreError> LikeStore::of_thread(ThreadId thread, int limit) {
  return error_boundary([&] {
    std::vector<CommentLikes> found;
    sql::list_likes(database_, {.thread = thread.value, .limit = limit},
                    [&](const sql::ListLikesRow& row) {
                      found.push_back({CommentId{row.id}, row.likes});
                    });
    return found;
  });
}

Result<void, StoreError> LikeStore::delete_expired(Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    sql::delete_expired_likers(database_, day_of(now) - likers_kept_days);
    change.commit();
  });
}

}  // namespace afterword
