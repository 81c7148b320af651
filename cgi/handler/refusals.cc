#include "handler/refusals.h"

#include "handler/responses.h"
#include "view/thread/thread_view.h"
#include "view/thread/unsaved_view.h"

namespace afterword {
namespace {

/// While there is no database yet, that is why nothing is available.
Refusal as_it_is(const App& app, Refusal refusal) {
  return refusal == Refusal::unavailable && app.set_up_fault ? Refusal::not_set_up : refusal;
}

/// The form of a request, with everything that was typed. The token of a session goes along as it
/// was sent: what had no right to act still has none.
std::string unsaved_form(const Context& context, Refusal refusal) {
  const App& app = context.app;
  UnsavedModel model{app.site.view.mount + std::string(context.path), context.form.fields()};
  if (refusal != Refusal::unavailable) model.message = app.templates.message(describe(refusal));
  // The database will be back, and the browser says where the form is from now.
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
  const Refusal reason = as_it_is(app, refusal);
  Response response =
      html_response(describe(reason).status, render_problem(app.view_without_store(), reason));
  add_retry_after(app, {describe(reason)}, response);
  return response;
}

Response refuse_as_document(Context& context, Refusal refusal) {
  const App& app = context.app;
  Response response = refuse_as_fragment(context, refusal);
  const auto& fields = context.form.fields();
  const Refusal reason = as_it_is(app, refusal);
  if (has_typed(fields) || (reason == Refusal::unavailable && !fields.empty()))
    response.body = unsaved_form(context, reason);
  else
    response.body =
        render_document(app.view_without_store(), app.site.view.site_name, response.body, false);
  return response;
}

Response refuse_as_json(Context& context, Refusal refusal) {
  return errors_as_json(context.app, {describe(as_it_is(context.app, refusal))});
}

}  // namespace afterword
