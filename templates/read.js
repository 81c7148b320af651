// What a reader of a thread gets once it is shown: ages instead of dates, links within the thread
// without a request, and wide tables that the keyboard can scroll. embed.js loads this module and calls
// it with the thread and the tools of embed.js; everything ends with thread.signal.

// --- a comment in the URL that is not on this page ------------------------------------------------

// The fragment is not sent to the server. A link that was made while the thread was shorter contains no
// page number, or an outdated one; the server knows the current page. It also knows the fragments of the
// system that comments were imported from.
function findComment({ area, ourQueries, target }) {
  const id = /^comment-(\d+)$/.exec(target())?.[1];
  const asked = new URL(location.href);
  const isLong = area.querySelector('.comment-navigation, .comment-more, .comment-subthread');
  if (!target() || !isLong || document.getElementById(target())) return;
  if (!id && !area.querySelector('[data-old-fragments]')) return;
  const [name, value] = id ? ['subthread', id] : ['was', target()];
  if (asked.searchParams.get(name) === value) return;
  for (const ours of ourQueries) asked.searchParams.delete(ours);
  asked.searchParams.set(name, value);
  location.replace(asked);
}

// Links to comments that are here need no request.
function followLinks({ area, isOurs, signal }) {
  area.addEventListener('click', (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest('.comment-permalink, .comment-answers a');
    // In a frame a permalink leads to the host page.
    if (!link || isOurs()) return;
    const id = link.matches('.comment-permalink') ? link.closest('li.comment').id : link.hash.slice(1);
    if (!document.getElementById(id)) return;
    event.preventDefault();
    location.hash = id;
  }, { signal });
}

// --- dates ----------------------------------------------------------------------------------------

// Says how long ago something was, in the language of the thread; the date becomes the title. Dates older
// than a month stay as they are.
function showAges(area) {
  if (!window.Intl?.RelativeTimeFormat) return;
  let format;
  let now;
  try {
    // Not "yesterday" for 47 hours.
    format = new Intl.RelativeTimeFormat(area.lang || 'en');
    now = new Intl.RelativeTimeFormat(area.lang || 'en', { numeric: 'auto' }).format(0, 'second');
  } catch { // not a language that the browser understands
    return;
  }
  const units = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]];
  for (const time of area.querySelectorAll('.comment-metadata time')) {
    const date = time.title || time.textContent;
    // The clock of the visitor may be slow.
    const seconds = Math.max(0, (Date.now() - Date.parse(time.dateTime)) / 1000);
    const [unit, size] = units.find(([, each]) => seconds >= each) ?? units[3];
    const isOld = !(seconds < 30 * 86_400);
    // Seconds are "now", because the text is renewed each minute.
    const ago = unit === 'second' ? now : format.format(-Math.floor(seconds / size), unit);
    time.textContent = isOld ? date : ago;
    if (isOld) time.removeAttribute('title');
    else time.title = date;
  }
}

// --- wide tables ----------------------------------------------------------------------------------

// A wide table scrolls. Not every browser lets the keyboard focus an element that scrolls.
function tableObserver({ signal }) {
  if (!window.ResizeObserver) return undefined;
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries)
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute('tabindex');
  });
  signal.addEventListener('abort', () => observer.disconnect());
  return observer;
}

// --- more modules ---------------------------------------------------------------------------------

// Whether this browser has the link to change a comment that is shown.
const hasOwn = ({ area, store }) =>
  area.querySelector('.comment-own-link') ||
  Object.keys(store.read('afterword:own') ?? {}).some((id) => area.querySelector(`#${CSS.escape(id)}`));

function useModules(thread) {
  if (hasOwn(thread)) thread.use('edit.js').catch(() => { /* the link still works */ });
  if (thread.area.querySelector('.comment-like'))
    thread.use('likes.js').catch(() => { /* the buttons still work */ });
}

export default (thread) => {
  const { area, signal } = thread;
  if (signal.aborted) return;
  const tables = tableObserver(thread);
  const refresh = () => {
    showAges(area);
    useModules(thread);
    for (const table of area.querySelectorAll('.comment-content table')) tables?.observe(table);
  };
  findComment(thread);
  // Comments link to others of the page ("#comment-7").
  addEventListener('hashchange', () => findComment(thread), { signal });
  followLinks(thread);
  refresh();
  for (const name of ['posted', 'edited'])
    area.addEventListener(`afterword:${name}`, refresh, { signal });
  const ages = setInterval(showAges, 60_000, area);
  signal.addEventListener('abort', () => clearInterval(ages));
};
