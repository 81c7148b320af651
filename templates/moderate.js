// Enhances the moderators' pages: actions without a page load, replies and edits in the list, live
// counts, keyboard shortcuts. The forms also work without this script; if an action cannot be sent
// here, its form is submitted normally.
(() => {
  'use strict';
  // Tells the script of public pages (embed.js) that a moderator uses this browser, so that no
  // visitor causes a request.
  const hint = 'afterword_moderator';
  const keepHint = (kept) => {
    try {
      if (kept) localStorage.setItem(hint, 'true');
      else localStorage.removeItem(hint);
    } catch { /* without it, public pages have no links for moderators */ }
  };

  const mostLinks = 200; // of a request

  /** On a public page: adds the actions of a signed-in moderator to each comment. */
  const addLinks = async (area) => {
    const links = `${area.dataset.mount}/moderate`;
    const post = (action, csrf, fields) =>
      fetch(`${links}/${action}`, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams({ csrf, return: 'view=all', ...fields }),
        credentials: 'same-origin',
      });
    // Those that have links keep them, and what they say of an action.
    const missing = [...area.querySelectorAll('article[id^="div-comment-"]:not([data-moderated])')];
    const articles = missing.slice(0, mostLinks);
    for (const article of articles) article.dataset.moderated = '';
    const ids = articles.map((article) => article.id.slice('div-comment-'.length));
    if (!ids.length) return;
    const response = await fetch(`${links}/links?comments=${ids.join()}`, { headers: { Accept: 'application/json' } });
    if (response.status === 403) return keepHint(false);
    if (!response.ok) return;
    const { csrf, open, undo, seen, comments } = await response.json();
    const button = (words, act) => {
      const made = document.createElement('button');
      made.type = 'button';
      made.textContent = words;
      made.addEventListener('click', act);
      return made;
    };
    articles.forEach((article, at) => {
      const known = comments[ids[at]];
      article.querySelector('.comment-moderation')?.remove();
      if (!known) return;
      const line = document.createElement('p');
      line.className = 'comment-moderation';
      const link = document.createElement('a');
      link.href = `${links}/comment/${ids[at]}`;
      link.textContent = open;
      const content = article.querySelector('.comment-content');
      const act = (name) => async () => {
        const done = await post('act', csrf, { one: `${name} ${ids[at]}:${known.version}`, seen });
        // A confirmation, or the end of the session: on the moderators' page.
        if (!done.ok) return location.assign(link.href);
        const { batch, done: changed, notice_html: said } = await done.json();
        const words = parse(said).querySelector('p').textContent;
        line.replaceChildren(words);
        line.setAttribute('role', 'status');
        if (!changed.length) return;
        if (name === 'spam' || name === 'trash' || name === 'hold') content.hidden = true;
        line.append(' ', button(undo, async () => {
          if (!(await post('undo', csrf, { batch })).ok) return location.assign(link.href);
          content.hidden = false;
          delete article.dataset.moderated;
          await addLinks(area);
          document.querySelector(`#${article.id} .comment-moderation a`)?.focus();
        }));
      };
      line.append(link, ...known.actions.flatMap(({ name, label }) => [' ', button(label, act(name))]));
      article.append(line);
    });
    if (missing.length > articles.length) await addLinks(area);
  };

  const parse = (html) => {
    const holder = document.createElement('template');
    holder.innerHTML = html; // rendered by the server, which escapes all texts
    return holder.content;
  };

  if (!document.body.dataset.base) {
    const add = (area) => addLinks(area).catch(() => { /* without a connection there are no links */ });
    document.querySelectorAll('.comments-area[data-mount]').forEach(add);
    addEventListener('afterword:loaded', (event) => add(event.target));
    return;
  }
  keepHint(true);
  document.querySelector('.sign-out')?.addEventListener('submit', () => keepHint(false));

  // On a narrow screen the rows of links are scrolled, and begin at the current one.
  for (const item of document.querySelectorAll('.menu [aria-current], .views [aria-current]')) {
    const row = item.closest('.bar, .views');
    const hidden = item.getBoundingClientRect().right - row.getBoundingClientRect().right;
    if (hidden > 0) row.scrollLeft += Math.ceil(hidden) + 8;
  }

  const form = document.getElementById('queue');
  const outcome = document.getElementById('outcome');
  const attention = document.getElementById('notices');
  const sheet = document.getElementById('keys');
  const { base, msgFailed, msgLoading, msgVeiled } = document.body.dataset;
  const entries = () => [...document.querySelectorAll('#list .entry')];
  const entryOf = (id) => document.getElementById(`item-${id}`);
  const current = () => entries().find((entry) => entry.contains(document.activeElement));

  const notice = (text, kind = 'problem') => {
    const line = document.createElement('p');
    line.className = `notice ${kind}`;
    line.textContent = text;
    return line;
  };

  const showCounts = (counts) => {
    for (const tab of document.querySelectorAll('[data-view]')) {
      const count = tab.querySelector('.count');
      if (counts[tab.dataset.view] !== undefined) count.textContent = counts[tab.dataset.view];
      if (tab.dataset.view === 'care') tab.classList.toggle('urgent', counts.care > 0);
    }
  };

  // --- replies and edits in the list
  const drafts = new Map(); // closed forms with what was typed, by kind and comment

  const closeForm = (entry) => {
    const open = entry?.querySelector('.inline');
    if (!open) return;
    drafts.set(open.dataset.draft, open);
    open.remove();
  };

  const fill = async (panel, entry) => {
    const target = panel.querySelector('form');
    const text = target.elements.text;
    text.readOnly = true;
    text.placeholder = msgLoading;
    try {
      const response = await fetch(`${base}/comment/${entry.dataset.id}`, { headers: { Accept: 'application/json' } });
      if (!response.ok) throw new Error(response.status);
      for (const [name, value] of Object.entries(await response.json()))
        if (target.elements[name]) target.elements[name].value = value;
      text.readOnly = false;
      text.setSelectionRange(0, 0);
    } catch {
      say(panel, msgFailed);
    }
    text.placeholder = '';
  };

  const makeForm = (entry, kind) => {
    const { id, version } = entry.dataset;
    const panel = document.createElement('div');
    panel.className = 'inline';
    panel.dataset.draft = `${kind} ${id}`;
    panel.append(document.getElementById(`${kind}-form`).content.cloneNode(true));
    for (const named of panel.querySelectorAll('[id]')) named.id += `-${id}`;
    for (const label of panel.querySelectorAll('label[for]')) label.htmlFor += `-${id}`;
    const { elements } = panel.querySelector('form');
    elements.id.value = id;
    elements.version.value = version;
    elements.return.value = form.elements.return.value;
    if (kind === 'edit') fill(panel, entry);
    return panel;
  };

  const openForm = (entry, kind) => {
    const key = `${kind} ${entry.dataset.id}`;
    showText(entry);
    if (entry.querySelector('.inline')?.dataset.draft !== key) {
      closeForm(entry);
      entry.append(drafts.get(key) ?? makeForm(entry, kind));
    }
    const field = entry.querySelector('.inline textarea');
    field.focus();
    field.scrollIntoView({ block: 'nearest' });
  };

  const say = (panel, ...what) => {
    panel.querySelector('.said')?.remove();
    const said = document.createElement('div');
    said.className = 'said';
    said.setAttribute('role', 'alert');
    said.append(...what.map((each) => (typeof each === 'string' ? notice(each) : each)));
    panel.prepend(said);
  };

  const replaceEntry = (entry, html) => {
    const fresh = parse(html).firstElementChild;
    const open = entry.querySelector('.inline');
    const had = entry.contains(document.activeElement) ? document.activeElement : null;
    entry.replaceWith(fresh);
    focusTables();
    if (entry.querySelector('.veiled[open]')) showText(fresh);
    if (!open) return;
    open.querySelector('form').elements.version.value = fresh.dataset.version;
    fresh.append(open);
    if (open.contains(had)) had.focus();
  };

  const sendForm = async (target) => {
    const panel = target.closest('.inline');
    const entry = panel.closest('.entry');
    if (target.elements.text?.readOnly || panel.dataset.sending) return;
    panel.dataset.sending = 'yes';
    try {
      const response = await fetch(target.getAttribute('action'), {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams(new FormData(target)),
        credentials: 'same-origin',
      });
      // The session has ended: the page for signing in keeps what was typed.
      if (response.status === 403) return target.submit();
      const answer = await response.json();
      if (response.ok) {
        panel.remove();
        drafts.delete(panel.dataset.draft);
        entry.focus();
        return await apply(answer, 1);
      }
      if (answer.items) {
        // Somebody else changed it first. The form stays, for the comment as it is now.
        const html = answer.items[entry.dataset.id];
        if (html) replaceEntry(entry, html);
        say(panel, parse(answer.notice_html));
      } else {
        say(panel, answer.errors?.[0]?.message ?? msgFailed);
      }
      panel.querySelector('textarea').focus();
    } catch {
      say(panel, msgFailed);
    } finally {
      delete panel.dataset.sending;
    }
  };

  // --- actions
  // A wide table scrolls. Not every browser lets the keyboard focus an element that scrolls.
  const tables = window.ResizeObserver && new ResizeObserver((seen) => {
    for (const { target } of seen)
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute('tabindex');
  });
  const focusTables = () => {
    for (const table of document.querySelectorAll('.text table')) tables?.observe(table);
  };
  focusTables();

  const places = new Map(); // where comments were that left the list, by number
  let acted = false; // since the list was loaded
  let refilled = Promise.resolve(); // settles when an action may be sent

  /** Shows the list as it is now, without a page load. */
  const refill = async () => {
    const response = await fetch(location.href, { headers: { Accept: 'text/html' } });
    if (!response.ok) return location.reload();
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const open = entries().map((entry) => [entry.dataset.id, entry.querySelector('.inline')]);
    // What was selected while the list was loading stays selected.
    const selected = entries().filter((entry) => entry.querySelector('[name=id]')?.checked).map((entry) => entry.dataset.id);
    const [all, whole] = ['all', 'whole'].map((id) => document.getElementById(id)?.checked);
    for (const id of ['list', 'pages']) document.getElementById(id).replaceWith(page.getElementById(id));
    form.elements.seen.value = page.getElementById('queue').elements.seen.value;
    for (const [id, panel] of open) if (panel) (entryOf(id) ?? { append: () => drafts.set(panel.dataset.draft, panel) }).append(panel);
    acted = false;
    prepareList();
    focusTables();
    if (whole) return selectWhole();
    for (const id of selected) {
      const box = entryOf(id)?.querySelector('[name=id]');
      if (box) box.checked = true;
    }
    const allBox = document.getElementById('all');
    if (!all || !allBox) return;
    allBox.checked = true;
    document.getElementById('whole')?.closest('label').removeAttribute('hidden');
  };

  // After an action: removes entries that left the list, replaces changed ones, brings back those
  // that belong to it again, and moves the focus on. `step`: 1 to leave an entry that stays.
  const apply = async (answer, step = 0) => {
    const focused = entries().findIndex((entry) => entry.contains(document.activeElement));
    acted = true;
    let back = null;
    let stale = answer.items_left > 0;
    for (const [id, html] of Object.entries(answer.items)) {
      const entry = entryOf(id);
      const place = places.get(id);
      if (entry && html === null) {
        closeForm(entry);
        places.set(id, document.createComment(id));
        entry.replaceWith(places.get(id));
        step = 0;
      } else if (entry) {
        replaceEntry(entry, html);
      } else if (html !== null && place?.isConnected) {
        back ??= id;
        place.replaceWith(parse(html));
        focusTables();
      } else if (html !== null) {
        back ??= id;
        stale = true;
      }
    }
    showCounts(answer.counts);
    outcome.replaceChildren(parse(answer.notice_html));
    attention.replaceChildren(parse(answer.attention_html));
    if (answer.batch) {
      // So that a reload shows the same message.
      const here = new URL(location.href);
      here.searchParams.delete('conflicts');
      here.searchParams.delete('more_conflicts');
      here.searchParams.delete('flash');
      here.searchParams.set('done', answer.batch);
      history.replaceState(null, '', here);
    }
    if (stale || !entries().length) await refill();
    const left = entries();
    const wanted = back ? entryOf(back) : left[Math.min(focused + step, left.length - 1)];
    if (!left.length) document.querySelector('h1').focus();
    else if (back || focused >= 0) wanted?.focus();
  };

  /** Shows a hidden text, and tells the server so with the next action (the field `opened`). */
  const showText = (entry) => {
    const veil = entry.querySelector('.veiled');
    if (!veil) return;
    veil.open = true;
    veil.querySelector('[name=opened]').disabled = false;
  };
  document.addEventListener('toggle', ({ target }) => {
    if (target.matches('.veiled[open]') && form) showText(target.closest('.entry'));
  }, true);

  /** Opens the texts that an action would publish unread, and says so; true if there was one. */
  const unveil = (button) => {
    if (!button?.hasAttribute('data-unveils')) return false;
    const acted = button.name === 'one' ? [button.closest('.entry')] : entries().filter((entry) => entry.querySelector('[name=id]')?.checked);
    const closed = acted.filter((entry) => entry.querySelector('[name=opened]')?.disabled);
    for (const entry of closed) showText(entry);
    if (closed.length) outcome.replaceChildren(notice(msgVeiled, 'care'));
    return closed.length > 0;
  };

  const send = async (target, button) => {
    await refilled;
    const fields = new FormData(target);
    if (button?.name) fields.set(button.name, button.value);
    // An entry that was replaced shows more than the rest of the page.
    const seen = button?.name === 'one' && button.closest('.entry')?.dataset.seen;
    if (seen) fields.set('seen', seen);
    try {
      const response = await fetch(target.getAttribute('action'), {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams(fields),
        credentials: 'same-origin',
      });
      if (!response.ok) throw new Error(response.status);
      await apply(await response.json());
    } catch {
      target.dataset.plain = 'yes';
      if (button?.isConnected) button.click();
      else target.submit();
    }
  };

  const inPlace = (target) =>
    form && !target.dataset.plain && (target === form || target.getAttribute('action').endsWith('/undo'));
  document.addEventListener('submit', (event) => {
    const { target, submitter } = event;
    if (target.closest('.inline')) {
      event.preventDefault();
      sendForm(target);
    } else if (inPlace(target)) {
      event.preventDefault();
      if (!unveil(submitter)) send(target, submitter);
    }
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-form]');
    if (!form || !link || event.ctrlKey || event.metaKey || event.shiftKey) {
      if (event.target.closest('.inline .cancel')) {
        const entry = event.target.closest('.entry');
        closeForm(entry);
        entry.focus();
      }
      return;
    }
    event.preventDefault();
    openForm(link.closest('.entry'), link.dataset.form);
  });

  // --- selection: the comments of this page, then the offer of the whole list
  const prepareList = () => {
    const all = document.getElementById('all');
    if (all) all.closest('label').hidden = false;
    const whole = document.getElementById('whole');
    if (whole) whole.closest('label').hidden = true;
    const keysButton = document.getElementById('keys-button');
    if (keysButton && sheet) keysButton.hidden = false;
  };
  document.addEventListener('change', (event) => {
    if (!form || event.target.type !== 'checkbox') return;
    const all = document.getElementById('all');
    const whole = document.getElementById('whole');
    const boxes = [...document.querySelectorAll('#list [name=id]')];
    if (event.target === all) for (const box of boxes) box.checked = all.checked;
    else if (event.target.name === 'id' && all && !event.target.checked) all.checked = false;
    if (!whole) return;
    whole.closest('label').hidden = !all.checked;
    if (!all.checked) whole.checked = false;
    // An action on the whole list is about what the list shows, not about one's own changes since.
    if (whole.checked && acted) refilled = refill();
  });
  const selectWhole = () => {
    const whole = document.getElementById('whole');
    for (const box of document.querySelectorAll('#list [type=checkbox]')) box.checked = true;
    whole?.closest('label').removeAttribute('hidden');
    whole?.focus();
  };
  if (form) prepareList();

  // --- keyboard shortcuts
  document.addEventListener('click', (event) => {
    if (event.target.id === 'keys-button') sheet.showModal();
  });
  const move = (step) => {
    const list = entries();
    const at = list.indexOf(current());
    const next = list[at < 0 ? 0 : Math.min(Math.max(at + step, 0), list.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };
  const open = () => {
    const link = current()?.querySelector('a.open');
    if (link) location.href = link.href;
  };
  const write = (kind) => {
    if (form) return current() && openForm(current(), kind);
    const panel = document.getElementById(`${kind}-panel`);
    if (!panel) return;
    panel.open = true;
    panel.querySelector('textarea').focus();
  };
  // The button for a key: of the focused comment or, with Shift, the bulk action.
  const buttonOf = (key) => {
    if (/^[a-z]$/.test(key)) return current()?.querySelector(`[data-key="${key}"]`);
    if (/^[A-Z]$/.test(key)) return form && document.querySelector(`.bulk [data-key="${key.toLowerCase()}"]`);
    return null;
  };
  const actions = {
    j: () => move(1),
    k: () => move(-1),
    x: () => current()?.querySelector('[name=id]')?.click(),
    z: () => document.querySelector('.undo')?.click(),
    r: () => write('reply'),
    q: () => write('edit'),
    e: () => write('edit'),
    Enter: () => open(),
    '?': () => sheet?.showModal(),
  };
  document.addEventListener('keydown', (event) => {
    const { key, target } = event;
    if ((event.ctrlKey || event.metaKey) && key === 'Enter' && target.matches('textarea')) {
      event.preventDefault();
      return target.form?.requestSubmit();
    }
    if (key === 'Escape' && target.closest('.inline')) {
      const entry = target.closest('.entry');
      closeForm(entry);
      return entry.focus();
    }
    if (event.ctrlKey || event.altKey || event.metaKey || sheet?.open) return;
    if (target.closest('input:not([type=checkbox]), textarea, select')) return;
    if (key === 'Enter' && !target.classList.contains('entry')) return;
    const button = buttonOf(key);
    if (actions[key]) actions[key]();
    else if (button) button.click();
    else return;
    event.preventDefault();
  });

  // --- live counts, while the page is visible
  if (document.querySelector('[data-view]'))
    setInterval(async () => {
      if (document.hidden) return;
      try {
        const response = await fetch(`${base}/counts`, { headers: { Accept: 'application/json' } });
        if (response.ok) showCounts(await response.json());
      } catch {
        // The next request may succeed.
      }
    }, 30_000);

  // A fragment such as #reply-panel focuses the text field of that panel; one such as #item-7 the
  // comment.
  const wanted = document.getElementById(location.hash.slice(1));
  if (wanted?.matches('.entry')) wanted.focus();
  else wanted?.querySelector('textarea')?.focus();
})();
