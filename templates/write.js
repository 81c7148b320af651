// What a writer gets once the text has the focus: buttons that insert plain text, and a preview below
// the text after a pause in typing. embed.js loads this module and calls it with the thread and the form;
// everything ends with thread.signal. Nothing here is necessary for writing: without it, the Preview button
// shows a page of the server.
const words = /* WORDS */ {};

// --- insertion ------------------------------------------------------------------------------------

// Replaces a part of the text and selects a part of what replaces it. Undo works where the browser still
// has insertText; elsewhere the change is one that undo does not know.
function replace(text, begin, end, inserted, from = inserted.length, to = from) {
  text.focus();
  text.setSelectionRange(begin, end);
  if (!document.execCommand('insertText', false, inserted)) {
    text.setRangeText(inserted, begin, end);
    text.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
  }
  text.setSelectionRange(begin + from, begin + to);
}

// Puts the selection between two texts, or takes them away if they are around it. The selection stays.
function wrap(text, before, after) {
  const { selectionStart: begin, selectionEnd: end, value } = text;
  const inside = value.slice(begin, end);
  const isWrapped = value.slice(0, begin).endsWith(before) && value.slice(end).startsWith(after);
  if (isWrapped && inside)
    replace(text, begin - before.length, end + after.length, inside, 0, inside.length);
  else
    replace(text, begin, end, before + inside + after, before.length, before.length + inside.length);
}

const isAddress = (typed) => /^https?:\/\/\S+$/.test(typed);

// Selects what has to be typed: the words or the address.
function insertLink(text, write) {
  const { selectionStart: begin, selectionEnd: end, value } = text;
  const selected = value.slice(begin, end);
  const address = isAddress(selected) ? selected : 'https://';
  const shown = isAddress(selected) || !selected ? words.link_text : selected;
  const missing = selected && !isAddress(selected) ? address : shown;
  const link = write(address, shown);
  const at = missing === shown ? link.lastIndexOf(shown) : link.indexOf(address);
  replace(text, begin, end, link, at, at + missing.length);
}

// The lines that the selection touches, as a block of its own: what is around it keeps its meaning.
function replaceLines(text, change) {
  const { value } = text;
  const begin = value.lastIndexOf('\n', text.selectionStart - 1) + 1;
  const next = value.indexOf('\n', text.selectionEnd);
  const end = next < 0 ? value.length : next;
  const changed = change(value.slice(begin, end));
  const follows = /^\n[^\n]/.test(value.slice(end)) ? '\n' : '';
  replace(text, begin, end, changed + follows, changed.length);
}

const formats = {
  plain: {
    bold: (text) => wrap(text, '<b>', '</b>'),
    italic: (text) => wrap(text, '<i>', '</i>'),
    link: (text) => insertLink(text, (address, shown) => `<a href="${address}">${shown}</a>`),
    quote: (text) => wrap(text, '<blockquote>', '</blockquote>'),
    code: (text) => wrap(text, '<code>', '</code>'),
  },
  markdown: {
    bold: (text) => wrap(text, '**', '**'),
    italic: (text) => wrap(text, '*', '*'),
    link: (text) => insertLink(text, (address, shown) => `[${shown}](${address})`),
    quote: (text) => replaceLines(text, (lines) => lines.replace(/^/gm, '> ')),
    code(text) {
      const selected = text.value.slice(text.selectionStart, text.selectionEnd);
      // Longer than each run of backticks in the text.
      const fence = '`'.repeat(1 + Math.max(0, ...(selected.match(/`+/g) ?? []).map((run) => run.length)));
      if (!selected.includes('\n')) wrap(text, fence, fence);
      else replaceLines(text, (lines) => `${fence.padEnd(3, '`')}\n${lines}\n${fence.padEnd(3, '`')}`);
    },
  },
};

// --- the toolbar ----------------------------------------------------------------------------------

const shortcuts = { b: 'bold', i: 'italic', k: 'link' };

function addTools({ element, form, signal, text }) {
  const format = formats[form.querySelector('.comment-format')?.dataset.format];
  if (!format) return;
  const isMac = /Mac|iP/.test(navigator.platform);
  const bar = element('div', { class: 'comment-tools', role: 'toolbar', 'aria-label': words.tools, 'aria-controls': text.id });
  for (const name of Object.keys(format)) {
    const button = element('button', { type: 'button', tabindex: bar.firstChild ? '-1' : '0' }, words[name]);
    const key = Object.keys(shortcuts).find((each) => shortcuts[each] === name);
    if (key) button.setAttribute('aria-keyshortcuts', `${isMac ? 'Meta' : 'Control'}+${key.toUpperCase()}`);
    button.addEventListener('click', () => format[name](text));
    bar.append(button);
  }
  const buttons = [...bar.children];
  // One stop for the Tab key; the arrow keys move within (ARIA's pattern of a toolbar).
  const go = (to) => {
    for (const each of buttons) each.tabIndex = each === to ? 0 : -1;
    to.focus();
  };
  bar.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const forward = getComputedStyle(bar).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const at = buttons.indexOf(event.target);
    const n = buttons.length;
    const steps = { ArrowLeft: at - 1, ArrowRight: at - 1, [forward]: at + 1, Home: 0, End: n - 1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    go(buttons[(steps[event.key] + n) % n]);
  });
  bar.addEventListener('focusin', ({ target }) => buttons.forEach((each) => { each.tabIndex = each === target ? 0 : -1; }));
  text.closest('p').after(bar);
  text.addEventListener('keydown', (event) => {
    const isModified = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    const name = shortcuts[event.key.toLowerCase()];
    if (!isModified || event.altKey || event.shiftKey || event.isComposing || !name) return;
    event.preventDefault();
    format[name](text);
  }, { signal });
}

// --- the preview ----------------------------------------------------------------------------------

const pauseMs = 800;
const longestPauseMs = 60_000;
const previewKey = 'afterword:preview';

function addPreview({ area, element, form, parsed, signal, store, text }) {
  const button = form.querySelector('[name=aw_preview]');
  // A page with Trusted Types may not allow HTML of ours; the server shows the preview then.
  if (!button || !parsed('')) return;
  const content = element('div');
  const failure = element('p', { class: 'comment-preview-failed', hidden: '' }, words.failed);
  const box = element('section', { class: 'comment-preview', 'aria-label': words.preview }, content, failure);
  const status = element('p', { class: 'screen-reader-text', role: 'status' });
  let shown; // the text whose preview is shown
  let wait = pauseMs;
  let timer = 0;
  let request = new AbortController();

  function stop() {
    clearTimeout(timer);
    request.abort();
  }

  function show(...children) {
    content.replaceChildren(...children);
    // Not every browser lets the keyboard focus an element that scrolls.
    for (const table of content.querySelectorAll('table'))
      if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
  }

  async function update() {
    const typed = text.value;
    if (typed === shown) return;
    if (!typed.trim()) {
      shown = typed;
      show(element('p', {}, words.empty));
      failure.hidden = true;
      return;
    }
    request = new AbortController();
    const { signal: ended } = request;
    // Only the text is sent again and again, not who writes it.
    const sent = new URLSearchParams(new FormData(form));
    for (const name of ['author', 'email', 'url', 'aw_mail']) sent.delete(name);
    sent.set('aw_preview', 'yes');
    try {
      const response = await fetch(form.getAttribute('action'),
        { method: 'POST', body: sent, headers: { Accept: 'application/json' }, signal: ended });
      const { html } = await response.json();
      if (ended.aborted) return;
      if (response.status >= 500 || response.status === 429) throw new TypeError('try again');
      shown = typed;
      wait = pauseMs;
      failure.hidden = response.ok;
      if (!response.ok) return;
      show(html ? parsed(html) : element('p', {}, words.empty));
      status.textContent = words.updated;
    } catch {
      if (ended.aborted) return;
      failure.hidden = false;
      wait = Math.min(2 * wait, longestPauseMs);
      timer = setTimeout(update, wait);
    }
  }

  function changed() {
    stop();
    if (!box.isConnected) return;
    status.textContent = '';
    timer = setTimeout(update, wait);
  }

  function turn(on) {
    stop();
    button.setAttribute('aria-pressed', on);
    store.write(previewKey, on);
    if (!on) {
      box.remove();
      status.remove();
      return;
    }
    (form.querySelector('.comment-format') ?? text.closest('p')).after(box, status);
    shown = undefined;
    update();
  }

  form.addEventListener('submit', (event) => {
    if (event.submitter !== button) return;
    event.preventDefault();
    turn(!box.isConnected);
    // It is above the button.
    if (box.isConnected) box.scrollIntoView({ block: 'nearest' });
  }, { signal });
  text.addEventListener('input', changed, { signal });
  // Without an input event: a draft was discarded, the comment was posted.
  text.addEventListener('focus', changed, { signal });
  area.addEventListener('afterword:posted', changed, { signal });
  signal.addEventListener('abort', stop);
  turn(store.read(previewKey) === true);
}

export default (writing) => {
  if (writing.signal.aborted) return;
  addTools(writing);
  addPreview(writing);
};
