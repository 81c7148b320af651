// What a reader of a thread gets once it is shown: ages instead of dates, links within the thread
// without a request, the next page of comments in place, marks on comments that are new since the last
// visit, and a line about comments that come meanwhile. embed.js loads this module and calls it with the
// thread and the tools of embed.js; everything ends with thread.signal.
const words = /* WORDS */ {};

const numbered = (one, many, n) => (n === 1 ? one : many.replace('{n}', n));
const commentsIn = (place) => [...place.querySelectorAll('li.comment:not(.comment-gone)')];

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

// Opens the folded replies that contain an element.
function reveal(shown) {
  for (let folded = shown?.closest('details'); folded; folded = folded.parentElement.closest('details'))
    folded.open = true;
}

// Links to comments that are here need no request. The comment that a reply is for gets a link back.
function followLinks({ area, element, isOurs, signal }) {
  area.addEventListener('click', (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest('.comment-permalink, .comment-answers a, .comment-back-link');
    if (!link) return;
    const reply = link.closest('li.comment').id;
    const id = link.matches('.comment-permalink') ? reply : link.hash.slice(1);
    const shown = document.getElementById(id);
    // In a frame a permalink leads to the host page.
    if (!shown || (isOurs() && link.matches('.comment-permalink'))) return;
    event.preventDefault();
    for (const old of area.querySelectorAll('.comment-back-link')) old.parentElement.remove();
    if (link.matches('.comment-answers a')) {
      const back = element('a', { class: 'comment-back-link', href: `#${reply}` }, words.back);
      shown.querySelector('.comment-body').append(element('p', { class: 'comment-back' }, back));
    }
    reveal(shown);
    location.hash = id;
    focus(shown);
  }, { signal });
}

function focus(item) {
  item.tabIndex = -1;
  item.focus();
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

// The reply counts of subthreads that got a reply.
function countReplies(area) {
  for (const folded of area.querySelectorAll('.comment-replies')) {
    let count = folded.querySelector('.comment-replies-count');
    if (!count) {
      count = document.createElement('span');
      count.className = 'comment-replies-count';
      folded.querySelector('summary').append(' ', count);
    }
    count.textContent = `(${folded.querySelectorAll('li').length})`;
  }
}

// --- comments that are new since the last visit -----------------------------------------------------

// Kept in this browser only: for each page when it was visited, which comments were shown and on which
// parts of the thread. A comment is new if its part was seen without it, or if it was written later; on a
// site that holds comments, a new one can be older than the visit.
const visitsKey = 'afterword:visits';
const mostPages = 50;
const mostComments = 1_000;

// undefined in the order by likes, in which old comments come to any page.
function partOf(area) {
  const { order, subthread } = area.querySelector('.comment-list').dataset;
  if (order === 'best') return undefined;
  return `${subthread ?? ''}/${area.querySelector('.comment-navigation')?.dataset.number ?? 1}`;
}

function visit({ area, element, page, store }) {
  const before = store.read(visitsKey)?.[page];
  const known = new Set(before?.comments);
  const parts = new Set(before?.parts);
  const at = Date.now();

  const note = (items, part) => {
    const visits = store.read(visitsKey) ?? {};
    const kept = visits[page] ?? { comments: [], parts: [] };
    // The page that was visited last is the last one.
    delete visits[page];
    visits[page] = {
      at,
      count: Number(area.dataset.count),
      comments: [...new Set([...kept.comments, ...items.map(({ id }) => Number(id.slice(8)))])].slice(-mostComments),
      parts: [...new Set([...kept.parts, part])].filter(Boolean).slice(-mostPages),
    };
    store.write(visitsKey, Object.fromEntries(Object.entries(visits).slice(-mostPages)));
  };
  const isNew = (item, part) => {
    if (!before || known.has(Number(item.id.slice(8)))) return false;
    if (parts.has(part)) return true;
    // Dates are those of whole seconds.
    return area.dataset.count > before.count && Date.parse(item.querySelector('time')?.dateTime) > before.at - 1_000;
  };
  return {
    mark(item) {
      if (item.classList.contains('comment-new')) return;
      item.classList.add('comment-new');
      item.querySelector('.comment-author')?.append(' ', element('span', { class: 'comment-badge' }, words.new));
    },
    // Marks the new ones among comments that are shown now, and returns them.
    see(items, part) {
      const found = items.filter((item) => isNew(item, part));
      found.forEach(this.mark);
      note(items, part);
      return found;
    },
  };
}

// --- the line above the list ------------------------------------------------------------------------

// One line, for a comment that came and for what the reader asked for; read out politely.
function makeNews({ area, element }) {
  const line = element('p', { class: 'comments-news', role: 'status' });
  area.querySelector('.comment-list').before(line);
  return {
    say: (...children) => line.replaceChildren(...children),
    offer(text, act) {
      const button = element('button', { type: 'button' }, words.show);
      button.addEventListener('click', () => {
        line.replaceChildren();
        act();
      });
      line.replaceChildren(`${text} `, button);
    },
  };
}

// --- the next page of comments in place -------------------------------------------------------------

const navigations = (area) => [...area.querySelectorAll('.comment-navigation')];

function loadPages(thread, news, shown) {
  const { area, signal } = thread;
  let loading = false;

  async function load(link) {
    const queries = new URL(link.href).searchParams;
    const { fragment } = await thread.fetchPart(queries);
    const part = fragment.querySelector('.comments-area');
    const from = part.querySelector('.comment-navigation').dataset;
    const items = [...part.querySelector('.comment-list').children].filter(({ id }) => !document.getElementById(id));
    const list = area.querySelector('.comment-list');
    const isNewer = link.matches('.next');
    list[isNewer === (list.dataset.order !== 'newest') ? 'append' : 'prepend'](...items);
    for (const navigation of navigations(area)) {
      const kind = isNewer ? '.next' : '.prev';
      const further = part.querySelector(`.comment-navigation ${kind}`);
      const old = navigation.querySelector(kind);
      if (further) old.replaceWith(further.cloneNode(true));
      else old.remove();
      const { dataset } = navigation;
      dataset[isNewer ? 'last' : 'first'] = from.number;
      navigation.querySelector('.comment-pages').textContent = words.pages
        .replace('{first}', dataset.first ?? dataset.number)
        .replace('{last}', dataset.last ?? dataset.number).replace('{count}', from.count);
    }
    thread.moveAddress(link.href, location.hash);
    const added = items.flatMap((item) => [item, ...commentsIn(item)]).filter((item) => item.matches('li.comment'));
    shown(added, partOf(part));
    news.say(numbered(words.one_more, words.many_more, added.length));
    if (items.length) focus(items[0]);
  }

  area.addEventListener('click', async (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest('.comment-navigation a');
    if (!link) return;
    event.preventDefault();
    if (loading) return;
    loading = true;
    try {
      await load(link);
    } catch {
      location.assign(link.href);
    } finally {
      loading = false;
    }
  }, { signal });
}

// --- comments that come while the page is read ------------------------------------------------------

const longestWaitMs = 300_000;

// The nearest element before or after an item of a fetched list that is in a list here.
function neighbour(list, item, direction) {
  for (let each = item[direction]; each; each = each[direction]) {
    const here = document.getElementById(each.id);
    if (here?.parentElement === list) return here;
  }
  return null;
}

// Inserts the comments of a fetched thread that are not here where the server shows them. Returns them.
function insertMissing(area, fetched) {
  const added = [];
  for (const item of commentsIn(fetched)) {
    if (document.getElementById(item.id)) continue;
    const parent = item.parentElement.closest('li');
    const here = parent && document.getElementById(parent.id);
    const list = parent ? here.querySelector(':scope > details > .children') : area.querySelector('.comment-list');
    // A copy, because the fetched lists tell the order.
    const shown = (list ? item : item.closest('details')).cloneNode(true);
    const next = list && neighbour(list, item, 'nextElementSibling');
    const previous = list && neighbour(list, item, 'previousElementSibling');
    if (next) next.before(shown);
    else if (previous) previous.after(shown);
    else (list ?? here).append(shown);
    added.push(...(list ? [shown] : []), ...commentsIn(shown));
  }
  return added;
}

function awaitComments(thread, news, shown) {
  const { area, signal } = thread;
  const usualMs = Number(area.dataset.checkSeconds) * 1_000;
  if (!usualMs) return;
  let known = Number(area.dataset.count);
  let waitMs = usualMs;
  let timer;

  // The page of comments that is shown may not be the one with new comments.
  async function show() {
    const { order, subthread } = area.querySelector('.comment-list').dataset;
    const { number: here, first = here, last = here } = navigations(area)[0]?.dataset ?? {};
    const isByDate = order !== 'best';
    const asked = new URLSearchParams();
    // The other conversations of the page are not shown beside one.
    if (subthread !== undefined) asked.set('subthread', subthread);
    if (last !== undefined && isByDate) asked.set('cpage', last);
    const { fragment } = await thread.fetchPart(asked);
    const fetched = fragment.querySelector('.comments-area');
    const { number, count } = fetched.querySelector('.comment-navigation')?.dataset ?? {};
    const isHere = isByDate && fetched.querySelector('.comment-list').dataset.subthread === subthread &&
      (number === undefined || (Number(first) <= Number(number) && Number(number) <= Number(last)));
    const added = isHere ? insertMissing(area, fetched) : [];
    if (!added.length) {
      const whole = new URL(location.href);
      for (const name of thread.ourQueries) whole.searchParams.delete(name);
      // The last page of comments has the newest ones.
      if (subthread === undefined && number !== count) whole.searchParams.set('cpage', count);
      whole.hash = area.id;
      location.assign(whole);
      if (whole.search === location.search) location.reload();
      return;
    }
    known = Number(fetched.dataset.count);
    area.querySelector('.comments-title').replaceChildren(...fetched.querySelector('.comments-title').childNodes);
    // The title is the heading of our own document already.
    if (thread.isOurs()) area.querySelector('.comments-title-page')?.remove();
    area.querySelector('.no-comments:not(.comments-closed)')?.remove();
    shown(added, partOf(area), true);
    reveal(added[0]);
    focus(added[0]);
  }

  async function check() {
    // The page may have removed the thread without unload.
    if (!area.isConnected) thread.stop();
    if (signal.aborted || document.hidden) return;
    try {
      const comments = await thread.fetchCount();
      // Others may have been withdrawn or removed.
      if (comments < known) known = comments;
      const came = comments - known;
      waitMs = came > 0 ? usualMs : Math.min(waitMs * 1.5, longestWaitMs);
      if (came > 0)
        news.offer(numbered(words.one_new, words.many_new, came), () => show().catch(() => location.reload()));
    } catch {
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    }
    if (!signal.aborted) wait();
  }

  // Readers who came at the same time ask at different times.
  function wait() {
    clearTimeout(timer);
    timer = setTimeout(check, waitMs * (0.9 + 0.2 * Math.random()));
  }

  area.addEventListener('afterword:posted', ({ detail }) => {
    if (detail.status === 'approved') known += 1;
  }, { signal });
  area.addEventListener('afterword:withdrawn', ({ detail }) => {
    if (detail.status === 'approved') known -= 1;
  }, { signal });
  document.addEventListener('visibilitychange', () => document.hidden || wait(), { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
  wait();
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
  const { area, signal, target } = thread;
  if (signal.aborted) return;
  // The server that included the thread knew the title of the page; for a heading that is fetched later.
  thread.title ??= area.querySelector('.comment-form [name=title]')?.value;
  const tables = tableObserver(thread);
  const refresh = () => {
    showAges(area);
    useModules(thread);
    for (const table of area.querySelectorAll('.comment-content table')) tables?.observe(table);
  };
  findComment(thread);
  // Comments link to others of the page ("#comment-7").
  addEventListener('hashchange', () => {
    findComment(thread);
    reveal(document.getElementById(target()));
  }, { signal });
  followLinks(thread);
  refresh();
  const ages = setInterval(showAges, 60_000, area);
  signal.addEventListener('abort', () => clearInterval(ages));

  const visits = visit(thread);
  const news = makeNews(thread);
  const shown = (items, part, areNew) => {
    refresh();
    countReplies(area);
    visits.see(items, part);
    if (areNew) items.forEach(visits.mark);
    thread.emit(area, 'loaded', { page: thread.page });
  };
  const since = visits.see(commentsIn(area), partOf(area));
  if (since.length) {
    news.offer(numbered(words.one_since, words.many_since, since.length), () => {
      reveal(since[0]);
      focus(since[0]);
    });
  }
  area.addEventListener('afterword:posted', ({ detail }) => {
    refresh();
    countReplies(area);
    const item = document.getElementById(`comment-${detail.id}`);
    // embed.js gives it the focus next.
    reveal(item);
    visits.see([item], partOf(area));
  }, { signal });
  area.addEventListener('afterword:edited', refresh, { signal });
  loadPages(thread, news, shown);
  awaitComments(thread, news, shown);
};
