#include "handler/moderation/moves_page.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "handler/moderation/moderation_request.h"
#include "handler/moderation/page_moves.h"
#include "handler/responses.h"
#include "view/moderation/moves_view.h"

namespace afterword {
namespace {

/// Why a list cannot be applied: one message, or its wrong lines.
using MapRefusal = std::variant<Flash, std::vector<MapMistake>>;

MapMistake::Kind kind_of(PageMapError::Kind kind) {
  switch (kind) {
    case PageMapError::Kind::one_beginning:
      return MapMistake::Kind::one_beginning;
    case PageMapError::Kind::second_rule:
      return MapMistake::Kind::second_rule;
    case PageMapError::Kind::two_addresses:
    case PageMapError::Kind::not_utf8:  // refused with the form
      break;
  }
  return MapMistake::Kind::two_addresses;
}

MapMistake::Kind kind_of(PageNameProblem problem) {
  switch (problem) {
    case PageNameProblem::not_a_path:
      return MapMistake::Kind::not_a_path;
    case PageNameProblem::foreign_site:
      return MapMistake::Kind::foreign_site;
    case PageNameProblem::no_such_page:
    case PageNameProblem::other_page:  // of other names only
      break;
  }
  return MapMistake::Kind::no_such_page;
}

/// In the order of their lines.
std::vector<MapMistake> mistakes_of(const std::vector<PageMapError>& errors,
                                    const std::vector<WrongMove>& wrong) {
  std::vector<MapMistake> mistakes;
  mistakes.reserve(errors.size() + wrong.size());
  for (const PageMapError& error : errors)
    mistakes.push_back({kind_of(error.kind), error.line, error.address});
  for (const WrongMove& move : wrong)
    mistakes.push_back({kind_of(move.problem), move.line, move.to, move.from});
  std::stable_sort(mistakes.begin(), mistakes.end(),
                   [](const MapMistake& a, const MapMistake& b) { return a.line < b.line; });
  return mistakes;
}

/// The moves of the form's list; otherwise why nothing can be moved.
Result<std::variant<MovePlan, MapRefusal>, StoreError> read_plan(Context& context) {
  using Plan = std::variant<MovePlan, MapRefusal>;
  const std::string_view text = context.form.get("map");
  if (text.size() > most_map_bytes) return Plan{MapRefusal{Flash::map_too_long}};
  const auto [map, errors] = PageMap::parse(text);
  auto plan = plan_moves(context.site(), context.request, context.stores(), map);
  if (!plan) return Failure{plan.error()};
  if (!errors.empty() || !plan->wrong.empty())
    return Plan{MapRefusal{mistakes_of(errors, plan->wrong)}};
  if (plan->moves.empty()) return Plan{MapRefusal{Flash::nothing_to_move}};
  return Plan{std::move(plan).value()};
}

Result<MovesModel, StoreError> make_model(Context& context) {
  auto layout = make_layout(context, ModerationSection::moves);
  if (!layout) return Failure{layout.error()};
  MovesModel model{*std::move(layout)};
  model.has_files = !context.site().document_root.empty();
  model.map = context.form.get("map");
  return model;
}

HandlerResult refuse_map(Context& context, MapRefusal refusal) {
  auto model = make_model(context);
  if (!model) return unavailable;
  Flash flash = Flash::map_wrong;
  if (const Flash* message = std::get_if<Flash>(&refusal))
    flash = *message;
  else
    model->mistakes = std::get<std::vector<MapMistake>>(std::move(refusal));
  model->layout.flash = flash;
  return html_response(status_of(flash), render_moves(context.app.view(), *model));
}

Result<MovedThreads, StoreError> carry_out(Context& context, const MovePlan& plan, MoveMode mode) {
  return context.stores().moderation.move_threads(context.actor(), plan.moves, IfTaken::merge,
                                                  context.now, mode);
}

}  // namespace

HandlerResult show_moves(Context& context) {
  auto model = make_model(context);
  if (!model) return unavailable;
  if (model->has_files) {
    auto orphans = find_orphans(context.site(), context.stores());
    if (!orphans) return unavailable;
    model->orphans = std::move(orphans).value();
  }
  return html_response(200, render_moves(context.app.view(), *model));
}

HandlerResult try_moves(Context& context) {
  auto read = read_plan(context);
  if (!read) return unavailable;
  if (auto* refusal = std::get_if<MapRefusal>(&*read))
    return refuse_map(context, std::move(*refusal));
  const MovePlan& plan = std::get<MovePlan>(*read);
  const auto moved = carry_out(context, plan, MoveMode::dry_run);
  if (!moved) return unavailable;
  auto model = make_model(context);
  if (!model) return unavailable;
  MoveReport report{{}, plan.unused_rules};
  for (std::size_t i = 0; i < plan.moves.size(); ++i)
    if (moved->results[i] != MoveResult::unchanged)
      report.moves.push_back({plan.from[i], page_href(plan.moves[i].to.path),
                              moved->results[i] == MoveResult::merged});
  model->report = std::move(report);
  return html_response(200, render_moves(context.app.view(), *model));
}

HandlerResult move_pages(Context& context) {
  auto read = read_plan(context);
  if (!read) return unavailable;
  if (auto* refusal = std::get_if<MapRefusal>(&*read))
    return refuse_map(context, std::move(*refusal));
  const auto moved = carry_out(context, std::get<MovePlan>(*read), MoveMode::commit);
  if (!moved) return unavailable;
  return after_action(context, moved->outcome);
}

}  // namespace afterword
