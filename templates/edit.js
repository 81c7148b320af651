// Editing and withdrawing a comment in its place, for the browser in which it was written. embed.js keeps
// the writer's link of each new comment in local storage until it expires; read.js loads this module when
// a comment of the page has such a link. Other browsers, and the cached thread, know nothing of it.
//
// A text that was typed is kept in local storage until it is saved or discarded.

const words = /* WORDS */ {};
const ownKey = 'afterword:own';
const draftKey = (id) => `afterword:edit:${id}`;
const timeoutMs = 30_000;

// The links by the id of the comment's element, as [address, end]. Expired ones are removed, with what was
// typed for them.
function ownLinks(store) {
  const links = store.read(ownKey) ?? {};
  for (const [id, [, until]] of Object.entries(links))
    if (!(until > Date.now())) forget(store, links, id);
  return links;
}

function forget(store, links, id) {
  delete links[id];
  store.write(draftKey(id), null);
  store.write(ownKey, Object.keys(links).length ? links : null);
}

function remember(store, id, link) {
  store.write(ownKey, { ...ownLinks(store), [id]: link });
}

// A comment that was written with this browser.
class OwnComment {
  constructor(thread, item, link) {
    const { element } = thread;
    Object.assign(this, { thread, item, link });
    this.body = item.querySelector('.comment-body');
    this.content = this.body.querySelector('.comment-content');
    this.actions = this.body.querySelector('.comment-actions');
    this.shown = this.body.querySelector('.comment-awaiting-moderation') ? 'waiting' : 'approved';
    this.edit = element('button', { type: 'button', class: 'comment-edit-button' }, words.edit);
    this.withdraw = element('button', { type: 'button', class: 'comment-withdraw-button' }, words.withdraw);
    this.status = element('p', { class: 'comment-status', role: 'status' });
    this.edit.addEventListener('click', () => this.#run(this.edit, () => this.#open()));
    this.withdraw.addEventListener('click', () => this.#ask());
    this.actions.querySelector('.comment-own-link')?.remove();
    this.actions.append(this.edit, this.withdraw);
    this.actions.after(this.status);
  }

  say(...what) {
    this.status.replaceChildren(...what);
  }

  // The newest link; another tab may have made a change.
  #address() {
    return (ownLinks(this.thread.store)[this.item.id] ?? this.link)[0];
  }

  // Runs what a button does, once at a time.
  async #run(button, action) {
    if (button.getAttribute('aria-disabled')) return;
    // Not `disabled`: a disabled button would lose the focus.
    button.setAttribute('aria-disabled', 'true');
    try {
      await action();
    } finally {
      button.removeAttribute('aria-disabled');
    }
  }

  // The server's answer, or { errors } with a sentence each.
  async #request(fields) {
    try {
      const response = await fetch(this.#address(), {
        method: fields ? 'POST' : 'GET',
        body: fields && new URLSearchParams(fields),
        headers: { Accept: 'application/json' },
        signal: AbortSignal.timeout?.(timeoutMs),
      });
      const answer = await response.json();
      if (response.status === 410) this.#end();
      return answer;
    } catch {
      return { errors: [{ message: words.network }] };
    }
  }

  // The link has ended. What was typed stays in the editor.
  #end() {
    const { store } = this.thread;
    if (!this.form) forget(store, ownLinks(store), this.item.id);
    this.edit.hidden = this.withdraw.hidden = true;
  }

  // --- editing

  async #open() {
    const answer = await this.#request();
    if (answer.errors) {
      this.say(answer.errors[0].message);
      return;
    }
    this.say();
    this.stored = answer.text;
    this.#showForm();
    const draft = this.thread.store.read(draftKey(this.item.id));
    if (draft && draft !== this.stored) {
      this.text.value = draft;
      this.#offerDiscard();
    }
    this.text.focus();
  }

  #showForm() {
    const { element, signal } = this.thread;
    const id = `edit-${this.item.id}`;
    this.text = element('textarea', { id, name: 'text', rows: 8, maxlength: 65_525, dir: 'auto' });
    this.text.value = this.stored;
    this.problem = element('p', { id: `${id}-error`, class: 'field-error', role: 'alert' });
    this.note = element('p', { class: 'comment-status', role: 'status' });
    const save = element('button', {}, words.save);
    const cancel = element('button', { type: 'button', class: 'comment-edit-cancel' }, words.cancel);
    this.form = element('form', { class: 'comment-form comment-edit', novalidate: '' },
      element('p', {}, element('label', { for: id }, words.label), this.text), this.problem,
      element('p', { class: 'form-submit' }, save, cancel), this.note);
    this.content.hidden = this.actions.hidden = true;
    this.content.after(this.form);
    const send = () => this.#run(save, () => this.#save());
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      send();
    });
    cancel.addEventListener('click', () => this.#cancel());
    this.form.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      if (event.key === 'Escape') this.#cancel();
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
    });
    this.closing = new AbortController();
    this.text.addEventListener('input', () => {
      this.timer ??= setTimeout(() => this.#keepDraft(), 300);
    });
    addEventListener('pagehide', () => this.#keepDraft(), { signal: this.closing.signal });
    signal.addEventListener('abort', () => this.#keepDraft(), { signal: this.closing.signal });
  }

  #keepDraft() {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { value } = this.text;
    this.thread.store.write(draftKey(this.item.id), value === this.stored ? null : value);
  }

  #offerDiscard() {
    const discard = this.thread.element('button', { type: 'button' }, words.discard);
    discard.addEventListener('click', () => {
      this.text.value = this.stored;
      this.#keepDraft();
      this.note.replaceChildren();
      this.text.focus();
    });
    this.note.replaceChildren(`${words.kept} `, discard);
  }

  #cancel() {
    this.#keepDraft();
    const isKept = this.text.value !== this.stored;
    this.#close();
    this.say(isKept ? words.closed : '');
    this.edit.focus();
  }

  #close() {
    clearTimeout(this.timer);
    this.closing.abort();
    this.form.remove();
    this.form = null;
    this.content.hidden = this.actions.hidden = false;
  }

  async #save() {
    this.#keepDraft();
    const { text } = this;
    const sent = text.value;
    this.problem.textContent = '';
    text.removeAttribute('aria-invalid');
    text.removeAttribute('aria-describedby');
    const answer = await this.#request({ do: 'save', text: sent });
    if (answer.errors) {
      this.problem.textContent = answer.errors.map((error) => error.message).join(' ');
      text.setAttribute('aria-describedby', this.problem.id);
      if (answer.errors[0].field) text.setAttribute('aria-invalid', 'true');
      text.focus();
      return;
    }
    const { store, signal } = this.thread;
    const [before, until] = ownLinks(store)[this.item.id] ?? this.link;
    this.link = [new URL(answer.link, new URL(before, location.href)).href, until];
    remember(store, this.item.id, this.link);
    this.stored = answer.text;
    // Typed while the text was being sent, or after the editor was closed.
    if (text.value === sent) store.write(draftKey(this.item.id), null);
    if (signal.aborted) return;
    this.#show(answer);
    if (!this.form) return;
    if (text.value !== sent) {
      this.note.textContent = words.saved;
      return;
    }
    this.#close();
    (this.item.querySelector(':scope > .comment-care') ?? this.edit).focus();
  }

  // Shows the saved comment as the server would.
  #show(answer) {
    const { area, emit, parsed } = this.thread;
    const isHeld = answer.status !== 'approved';
    const fresh = parsed(answer.html)?.querySelector('li');
    // A page may allow no script to make elements of text.
    if (!fresh) {
      location.reload();
      return;
    }
    this.content.replaceChildren(...fresh.querySelector('.comment-content').childNodes);
    this.body.querySelector('.comment-folded')?.remove();
    this.body.querySelector('.comment-metadata').replaceWith(fresh.querySelector('.comment-metadata'));
    // A comment that waits takes no replies and no likes.
    const kinds = '.comment-reply-link, .comment-like';
    const before = this.actions.querySelectorAll(kinds);
    const now = fresh.querySelectorAll(kinds);
    if (before.length !== now.length) {
      for (const each of before) each.remove();
      this.actions.querySelector('.comment-report')?.remove();
      this.actions.prepend(...now);
    }
    this.body.querySelector('.comment-awaiting-moderation')?.remove();
    if (isHeld && answer.url) {
      this.body.querySelector('.comment-meta').append(fresh.querySelector('.comment-awaiting-moderation') ?? '');
      this.thread.moveAddress(answer.url);
    }
    this.say(isHeld ? words.held : words.saved);
    this.shown = answer.status;
    emit(area, 'edited', { id: answer.id, page: this.thread.page, status: answer.status });
    if (!answer.care_html) return;
    // The writer may need help.
    this.item.querySelector(':scope > .comment-care')?.remove();
    this.body.after(parsed(answer.care_html).firstElementChild);
  }

  // --- withdrawing

  #ask() {
    const { element } = this.thread;
    const id = `withdraw-${this.item.id}`;
    const yes = element('button', { type: 'button' }, words.withdraw_now);
    const no = element('button', { type: 'button' }, words.keep);
    const question = element('div', { class: 'comment-withdraw', role: 'group', 'aria-labelledby': id },
      element('p', { id }, words.sure), element('p', { class: 'form-submit' }, yes, no));
    const close = () => {
      question.remove();
      this.actions.hidden = false;
    };
    const keep = () => {
      close();
      this.withdraw.focus();
    };
    this.say();
    this.actions.hidden = true;
    this.actions.after(question);
    no.addEventListener('click', keep);
    question.addEventListener('keydown', (event) => event.key === 'Escape' && keep());
    yes.addEventListener('click', () => this.#run(yes, async () => {
      const answer = await this.#request({ do: 'withdraw' });
      close();
      if (answer.status === 'withdrawn') this.#leave();
      else {
        this.say(answer.errors[0].message);
        this.withdraw.focus();
      }
    }));
    no.focus();
  }

  #leave() {
    const { area, element, emit, store } = this.thread;
    forget(store, ownLinks(store), this.item.id);
    this.item.classList.add('comment-gone');
    const place = element('p', { class: 'comment-body', tabindex: '-1' }, words.withdrawn);
    // The form may be here, for a reply with a text.
    const respond = this.item.querySelector(':scope > .comment-respond');
    respond?.querySelector('.comment-reply-title a')?.click();
    this.body.replaceWith(place);
    place.focus();
    emit(area, 'withdrawn',
      { id: Number(this.item.id.replace('comment-', '')), page: this.thread.page, status: this.shown });
  }
}

export default (thread) => {
  const { area, store } = thread;
  // A page for the writer alone has the link in it.
  for (const link of area.querySelectorAll('.comment-own-link'))
    remember(store, link.closest('li').id, [link.href, Number(link.dataset.until)]);
  const links = ownLinks(store);
  for (const item of area.querySelectorAll('li.comment')) {
    const found = item.querySelector(':scope > .comment-body .comment-own-link');
    const link = links[item.id] ?? (found && [found.href, Number(found.dataset.until)]);
    if (!link || item.querySelector(':scope > .comment-body .comment-edit-button')) continue;
    // A comment without any other action has no row for them.
    if (!item.querySelector(':scope > .comment-body .comment-actions'))
      item.querySelector(':scope > .comment-body')?.append(thread.element('div', { class: 'comment-actions reply' }));
    if (item.querySelector(':scope > .comment-body .comment-content')) new OwnComment(thread, item, link);
  }
};
