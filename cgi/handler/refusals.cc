#include "handler/refusals.h"

#include "handler/responses.h"
#include "view/thread/thread_view.h"
#include "view/thread/unsaved_view.h"

namespace afterword {
namespace {

/// If there is no database yet, reports that instead of a temporary failure.
Refusal effective_refusal(const App& app, Refusal refusal) {
  return refusal == Refusal::unavailable && app.setup_error ? Refusal::not_set_up : refusal;
}

/// Renders the request's form with all its input. A CSRF token is returned as it was sent, so an
/// invalid one stays invalid.
std::string unsaved_form(const Context& context, Refusal refusal) {
  const App& app = context.app;
  UnsavedModel model{app.site.view.mount + std::string(context.path), context.form.fields()};
  if (refusal != Refusal::unavailable) model.message = app.templates.message(describe(refusal));
  // The form can be sent again after a temporary failure. After a wrong origin too, because the
  // form is now on our own page.
  model.can_be_sent = describe(refusal).retry != Retry::no || refusal == Refusal::foreign_origin;
  return render_unsaved(app.view_without_store(), model);
}

}  // namespace

Response refuse_request(Context& context, Refusal refusal) {
  return wants_json(context.request) ? refuse_as_json(context, refusal)
                                     : refuse_as_document(context, refusal);
}

Response refuse_as_fragment(Context& context, Refusal refusal) {
  const App& app = context.app;
  const Refusal reason = effective_refusal(app, refusal);
  Response response =
      html_response(describe(reason).status, render_problem(app.view_without_store(), reason));
  add_retry_after(app, {describe(reason)}, response);
  return response;
}

Response refuse_as_document(Context& context, Refusal refusal) {
  const App& app = context.app;
  Response response = refuse_as_fragment(context, refusal);
  const auto& fields = context.form.fields();
  const Refusal reason = effective_refusal(app, refusal);
  if (has_typed(fields) || (reason == Refusal::unavailable && !fields.empty()))
    response.body = unsaved_form(context, reason);
  else
    response.body =
        render_document(app.view_without_store(), app.site.view.site_name, response.body, false);
  return response;
}

Response refuse_as_json(Context& context, Refusal refusal) {
  return errors_as_json(context.app, {describe(effective_refusal(context.app, refusal))});
}

HandlerResult unknown_action(Context& /*context*/) { return Failure{Refusal::unknown_action}; }

}  // namespace afterword
