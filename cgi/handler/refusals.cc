#include "handler/refusals.h"

#include "handler/answers.h"
#include "handler/kept_form.h"
#include "view/kept_view.h"
#include "view/thread_view.h"

namespace afterword {
namespace {

/// While there is no database yet, that is why nothing is available.
Refusal as_it_is(const App& app, Refusal refusal) {
  return refusal == Refusal::unavailable && app.set_up_fault ? Refusal::not_set_up : refusal;
}

/// What may succeed as it is: the database is back, or the browser says where the form is from now.
bool can_be_sent_again(Refusal refusal) {
  return describe(refusal).retry != Retry::no || refusal == Refusal::foreign_origin;
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
  const KeptForm kept = keep_form(context.form);
  if (kept.has_typed()) {
    KeptModel model{app.templates.message(describe(as_it_is(app, refusal))), {}, kept.fields};
    // The form's own token goes along: what had no right to act still has none.
    if (kept.is_whole && can_be_sent_again(refusal))
      model.action = app.site.view.mount + std::string(context.path);
    response.body = render_kept(app.view_without_store(), model);
  }
  response.body =
      render_document(app.view_without_store(), app.site.view.site_name, response.body, false);
  return response;
}

Response refuse_as_json(Context& context, Refusal refusal) {
  return errors_as_json(context.app, {describe(as_it_is(context.app, refusal))});
}

}  // namespace afterword
