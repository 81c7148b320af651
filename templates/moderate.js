// Enhances the moderators' pages: actions without a page load, live counts, keyboard shortcuts. The
// forms also work without this script; if a request fails here, the form is submitted normally.
(() => {
  'use strict';
  const form = document.getElementById('queue');
  const notices = document.getElementById('notices');
  const sheet = document.getElementById('keys');
  const base = document.body.dataset.base;
  const entries = () => [...document.querySelectorAll('.entry')];

  const parse = (html) => {
    const holder = document.createElement('template');
    holder.innerHTML = html; // rendered by the server, which escapes all texts
    return holder.content;
  };

  const showCounts = (counts) => {
    for (const tab of document.querySelectorAll('[data-view]')) {
      const count = tab.querySelector('.count');
      if (counts[tab.dataset.view] !== undefined) count.textContent = counts[tab.dataset.view];
      if (tab.dataset.view === 'care') tab.classList.toggle('urgent', counts.care > 0);
    }
  };

  // After an action: removes entries that left the view, replaces changed ones, keeps the focus.
  const apply = (answer) => {
    const all = entries();
    const focused = all.findIndex((entry) => entry.contains(document.activeElement));
    for (const [id, html] of Object.entries(answer.items)) {
      const entry = document.getElementById(`item-${id}`);
      if (!entry) continue;
      if (html === null) entry.remove();
      else entry.replaceWith(parse(html));
    }
    showCounts(answer.counts);
    notices.replaceChildren(parse(answer.notice_html));
    const left = entries();
    if (!left.length) return location.reload();
    if (focused >= 0) left[Math.min(focused, left.length - 1)].focus();
  };

  const send = async (target, button) => {
    const fields = new FormData(target);
    if (button?.name) fields.set(button.name, button.value);
    try {
      const response = await fetch(target.getAttribute('action'), {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams(fields),
        credentials: 'same-origin',
      });
      if (!response.ok) throw new Error(response.status);
      apply(await response.json());
    } catch {
      target.dataset.plain = 'yes';
      if (button) button.click();
      else target.submit();
    }
  };

  const inPlace = (target) =>
    form && !target.dataset.plain && (target === form || target.getAttribute('action').endsWith('/undo'));
  document.addEventListener('submit', (event) => {
    if (!inPlace(event.target)) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });

  // --- selection
  const all = document.getElementById('all');
  if (all) {
    all.closest('label').hidden = false;
    all.addEventListener('change', () => {
      for (const box of form.querySelectorAll('[name=id]')) box.checked = all.checked;
    });
  }

  // --- keyboard shortcuts
  const keysButton = document.getElementById('keys-button');
  if (keysButton && sheet) {
    keysButton.hidden = false;
    keysButton.addEventListener('click', () => sheet.showModal());
  }
  const current = () => entries().find((entry) => entry.contains(document.activeElement));
  const move = (step) => {
    const list = entries();
    const at = list.indexOf(current());
    const next = list[at < 0 ? 0 : Math.min(Math.max(at + step, 0), list.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };
  const open = (fragment = '') => {
    const link = current()?.querySelector('a.open');
    if (link) location.href = link.href + fragment;
  };
  // The button for a key: of the focused comment or, with Shift, the bulk action.
  const buttonOf = (key) => {
    if (/^[a-z]$/.test(key)) return current()?.querySelector(`[data-key="${key}"]`);
    if (/^[A-Z]$/.test(key)) return form?.querySelector(`.bulk [data-key="${key.toLowerCase()}"]`);
    return null;
  };
  const actions = {
    j: () => move(1),
    k: () => move(-1),
    x: () => current()?.querySelector('[name=id]')?.click(),
    z: () => document.querySelector('.undo')?.click(),
    r: () => (form ? open('#reply-panel') : document.getElementById('reply')?.focus()),
    q: () => (form ? open('#edit-panel') : document.getElementById('text')?.focus()),
    e: () => (form ? open('#edit-panel') : document.getElementById('text')?.focus()),
    Enter: () => open(),
    '?': () => sheet?.showModal(),
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || sheet?.open) return;
    if (event.target.closest('input:not([type=checkbox]), textarea, select')) return;
    if (event.key === 'Enter' && !event.target.classList.contains('entry')) return;
    const { key } = event;
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

  // A fragment such as #reply-panel focuses the text field of that panel.
  const wanted = location.hash && document.querySelector(`${location.hash} textarea`);
  if (wanted) wanted.focus();
})();
