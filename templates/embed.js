// Enhances a thread. Everything also works without this script.
//
// It enhances the thread that the server included in the page (.comments-area with data-mount). If
// there is none, it fetches the thread named by its own script tag (data-page, data-title) and inserts
// it before the tag, or in place of the elements that data-replace matches, such as the static comments
// of an exported page; a page without a match gets no thread. The thread is fetched when the reader
// scrolls near it, or immediately if the URL refers to a comment or the form. Pages that change without
// being loaded call Afterword.load and Afterword.unload.
//
// It also writes the number of comments into links that ask for it (data-comment-count), and sets the
// height of an <iframe class="afterword-frame">. Including it twice changes nothing.
//
// What not every page needs, or only after the thread is shown, is in modules (read.js and others),
// which get the thread and the tools below. Whatever is added to the page, or waits for an event, ends with
// thread.signal.
//
// It adds no styles and evaluates no text as code, so it works under a strict
// Content-Security-Policy, with Trusted Types too. Its messages come from the data-msg-… attributes of
// .comment-respond and from embed_words.tpl, which the server writes into a line below.
(() => {
  'use strict';

  const script = document.currentScript;
  if (window.Afterword) {
    Afterword.include(script);
    return;
  }
  const words = /* WORDS */ {};
  const source = new URL(script?.src || location.href, location.href);
  const mount = source.pathname.replace(/\/embed\.js$/, '');
  const isElsewhere = source.origin !== location.origin;
  const timeoutMs = 30_000;
  const ourQueries = ['cpage', 'subthread', 'was', 'replytocom', 'unapproved', 'moderation-hash', 'corder'];

  const anyThread = '.comments-area[data-mount]';
  // WordPress's themes mark links that show a number by the class.
  const countedLinks = 'a[data-comment-count], .comments-link a, a.comments-link';
  const running = new Set(); // the threads that were not unloaded
  let numbered = 1; // ids end with the number of a thread beside the first

  // The fragment of the page's address. Those of comments have no escapes.
  const target = () => location.hash.slice(1);

  // Stores data in this browser. If the browser refuses, nothing is stored.
  const store = {
    read(key) {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        if (value) localStorage.setItem(key, JSON.stringify(value));
        else localStorage.removeItem(key);
      } catch { /* private window, or storage is full */ }
    },
  };

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  // With Trusted Types, only a policy may turn text into elements. A page may allow only the policies
  // that it lists; without ours, the browser parses what it fetches (readDocument).
  let policy = { createHTML: (html) => html };
  try {
    policy = window.trustedTypes?.createPolicy('afterword', policy) ?? policy;
  } catch { /* not listed */ }

  // The elements of our server's HTML; null if the page does not allow that.
  function parsed(html) {
    const template = document.createElement('template');
    try {
      template.innerHTML = policy.createHTML(html);
    } catch {
      return null;
    }
    return withOrigin(template.content);
  }

  // On a page of another origin, our paths must include our origin.
  function withOrigin(fragment) {
    for (const name of isElsewhere ? ['src', 'href', 'action'] : []) {
      for (const found of fragment.querySelectorAll(`[${name}^="${mount}/"]`))
        found.setAttribute(name, source.origin + found.getAttribute(name));
    }
    return fragment;
  }

  // Fetches HTML as a document, which the browser parses itself.
  const readDocument = (address) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('GET', address);
    request.responseType = 'document';
    request.timeout = timeoutMs;
    request.onerror = request.ontimeout = () => reject(new TypeError('no response'));
    request.onload = () => {
      const fragment = document.createDocumentFragment();
      fragment.append(...(request.response?.body.childNodes ?? []));
      resolve({ status: request.status, fragment: withOrigin(fragment) });
    };
    request.send();
  });

  async function readFragment(address) {
    const response = await fetch(address,
      { headers: { Accept: 'text/html' }, signal: AbortSignal.timeout?.(timeoutMs) });
    const fragment = parsed(await response.text());
    return fragment ? { status: response.status, fragment } : readDocument(address);
  }

  // For the host page's own code: afterword:loaded, afterword:posted and afterword:error.
  const emit = (from, name, detail) =>
    from.dispatchEvent(new CustomEvent(`afterword:${name}`, { bubbles: true, detail }));

  // A document of ours, such as a frame, and not a host page.
  const isOurs = () => document.body.classList.contains('aw-page');

  const depthOf = (item) => Number(/(?:^|\s)depth-(\d+)/.exec(item.className)?.[1] ?? 1);

  // --- fetching a thread that is not in the page ----------------------------------------------

  // The page that the host page says it is, if that is one of this site; else by its address.
  function canonicalPage() {
    const named = document.querySelector('link[rel=canonical]');
    const there = named && new URL(named.href, location);
    const bare = ({ host }) => host.replace('www.', '');
    return there && bare(there) === bare(location) ? there.pathname + there.search : location.pathname;
  }

  // The path of a page on this host or ours; the complete address for another host, which the server
  // compares with those of the site.
  function pageName(page) {
    if (!page) return canonicalPage();
    if (page.startsWith('/') && !page.startsWith('//')) return page.split('#')[0];
    const there = new URL(page, location.href);
    there.hash = '';
    const isHere = [location.origin, source.origin].includes(there.origin);
    return isHere ? there.pathname + there.search : there.href;
  }

  function addressOf(route, { page }) {
    const address = new URL(`${mount}/${route}`, source);
    if (page.startsWith('/')) address.pathname += page;
    else address.searchParams.set('page', page);
    return address;
  }

  // The address of a thread, or with queries of a part of it.
  function threadAddress(thread, queries) {
    const address = addressOf('thread', thread);
    const { title } = thread;
    if (title) address.searchParams.set('title', title);
    for (const name of ourQueries) {
      if (queries.has(name)) address.searchParams.set(name, queries.get(name));
    }
    return address;
  }

  // Resolves when the reader scrolls near the element or the thread is unloaded, or at once if the URL refers
  // to comments.
  function nearness(where, signal) {
    const asked = new URLSearchParams(location.search);
    const isAskedFor = (target() && !document.getElementById(target())) ||
      ourQueries.some((name) => asked.has(name));
    if (isAskedFor || !window.IntersectionObserver) return Promise.resolve();
    return new Promise((resolve) => {
      const observer = new IntersectionObserver((entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        resolve();
      }, { rootMargin: '800px' });
      observer.observe(where);
      signal.addEventListener('abort', () => resolve(observer.disconnect()));
    });
  }

  // Fetches the thread and inserts it before `place`, which says so meanwhile.
  async function fetchThread(thread, place, baked = []) {
    const { signal, page } = thread;
    // Exported pages show their old comments meanwhile.
    const say = (...children) => baked.length || place.replaceChildren(...children);
    say(element('p', { role: 'status' }, words.loading ?? ''));
    await nearness(baked[0] ?? place, signal);
    // The queries of the page's address are about its first thread.
    const address = threadAddress(thread, new URLSearchParams(thread.isFirst() ? location.search : ''));
    while (!signal.aborted) {
      let reason = 'network';
      let answer;
      try {
        answer = await readFragment(address);
        const { status, fragment } = answer;
        if (signal.aborted) return;
        if (status === 422) console.error(`Afterword: data-page="${page}" is a page of another site.`);
        // The response may be an error page of the web server.
        const area = fragment.querySelector('.comments-area');
        if (area) {
          if (document.querySelector(anyThread)) await useModule('several.js', { fragment, number: (numbered += 1) });
          if (signal.aborted) return;
          place.before(fragment);
          for (const old of baked) old.remove();
          place.remove();
          // The browser looked for the target of the fragment before the thread existed.
          document.getElementById(target())?.scrollIntoView();
          // A sentence says why there is no thread, such as that the site has no such page.
          thread.area = area;
          if (area.matches(anyThread)) enhance(thread);
          else emit(area, 'error', { page, reason: 'refused', status });
          return;
        }
        reason = 'refused';
        console.error(`Afterword: ${address} answered ${status} without a thread.`);
      } catch (error) {
        const hint = isElsewhere ? ` Is ${location.origin} named in site.origins?` : '';
        console.error(`Afterword: ${address} could not be fetched.${hint}`, error);
      }
      if (signal.aborted) return;
      emit(place, 'error', { page, reason, status: answer?.status });
      if (baked.length) {
        place.remove();
        return;
      }
      const again = element('button', { type: 'button' }, words.again ?? '');
      say(element('p', { role: 'status' }, `${words.failed ?? ''} `, again));
      await new Promise((resolve) => {
        again.addEventListener('click', resolve);
        signal.addEventListener('abort', resolve);
      });
      say(element('p', { role: 'status' }, words.loading ?? ''));
    }
  }

  // --- frames in other pages ----------------------------------------------------------------------

  // A frame reports the height of its content. The host page accepts this from its own frames only.
  function fitFrames() {
    if (parent !== window && isOurs()) {
      const tell = () =>
        parent.postMessage({ afterwordHeight: document.documentElement.offsetHeight }, '*');
      new ResizeObserver(tell).observe(document.documentElement);
      tell();
    }
    addEventListener('message', (event) => {
      const height = Number(event.data?.afterwordHeight);
      if (event.origin !== source.origin || !(height > 0)) return;
      for (const frame of document.querySelectorAll('iframe.afterword-frame'))
        if (frame.contentWindow === event.source) frame.height = Math.ceil(height);
    });
  }

  // --- a thread and its form ------------------------------------------------------------------

  function improveForm(thread) {
    const { area, signal } = thread;
    const respond = area.querySelector('.comment-respond');
    const form = area.querySelector('.comment-form');
    if (!form) return;

    const met = performance.now();
    const field = (name) => form.elements.namedItem(name);
    const text = field('comment');
    const parent = field('comment_parent');
    const button = field('submit');
    const consent = field('wp-comment-cookies-consent');
    const title = respond.querySelector('[id^=reply-name]');
    const cancel = respond.querySelector('[id^=cancel-comment-reply-link]');
    const message = (name) => respond.getAttribute(`data-msg-${name}`) ?? '';
    const draftKey = `afterword:draft:${field('page').value}`;
    const personKey = 'afterword:person';
    const ownKey = 'afterword:own';
    // The website field is optional.
    const personFields = ['author', 'email', 'url'].map(field).filter(Boolean);

    const status = element('p', { class: 'comments-status', role: 'status' });
    // Below the form, so that the button stays where it is while the comment is being sent.
    form.after(status);
    const announce = (state = '', ...words) => {
      status.dataset.state = state;
      status.replaceChildren(...words);
    };

    // The position of the form when it is not a reply.
    const home = document.createComment('');
    respond.before(home);
    let opener = null;

    /** The title of the form for a reply to the author of `article`. */
    function replyTitle(article) {
      const author = article.querySelector('.fn')?.textContent ?? '';
      const [before, after = ''] = message('reply-to').split('{author}');
      return [before, element('bdi', {}, author), after];
    }

    function replyTo(link) {
      const article = document.getElementById(`div-comment-${link.dataset.commentid}`);
      if (!article) return false;
      article.after(respond);
      parent.value = link.dataset.commentid;
      title.replaceChildren(...replyTitle(article));
      cancel.hidden = false;
      opener = link;
      return true;
    }

    function replyToNobody() {
      home.after(respond);
      parent.value = '0';
      title.replaceChildren(message('reply'));
      cancel.hidden = true;
      opener = null;
    }

    // --- the draft and the visitor's name, email and website ---

    let draftTimer = 0;
    function keepDraft() {
      clearTimeout(draftTimer);
      draftTimer = 0;
      store.write(draftKey, text.value.trim() ? { text: text.value, parent: parent.value } : null);
    }

    function discardDraft() {
      text.value = text.defaultValue = '';
      replyToNobody();
      keepDraft();
      announce();
      text.focus();
    }

    function restore() {
      // A browser that restores forms restores hidden fields, but not the position of the form.
      parent.value = parent.defaultValue;
      const draft = store.read(draftKey);
      let answered = Number(parent.value);
      if (draft && (!text.value.trim() || text.value === draft.text)) {
        text.value = draft.text;
        answered ||= Number(draft.parent);
        const discard = element('button', { type: 'button' }, message('discard'));
        discard.addEventListener('click', discardDraft);
        // The form may be sent before.
        setTimeout(() => status.dataset.state || announce('draft', message('draft'), ' ', discard), 500);
      }
      const link = answered && area.querySelector(`.comment-reply-link[data-commentid="${answered}"]`);
      if (link) replyTo(link);

      const person = store.read(personKey);
      consent.closest('p').hidden = false;
      consent.checked = Boolean(person);
      for (const input of personFields) input.value ||= person?.[input.name] ?? '';
    }

    function keepPerson() {
      const person = Object.fromEntries(personFields.map((input) => [input.name, input.value]));
      store.write(personKey, consent.checked ? person : null);
    }

    // --- field errors, shown like on the server's own page ---

    function clearErrors() {
      for (const old of respond.querySelectorAll('.comment-errors, .field-error')) old.remove();
      for (const input of form.querySelectorAll('[aria-invalid]')) {
        input.removeAttribute('aria-invalid');
        describe(input, (ids) => ids.filter((id) => !id.endsWith('-error')));
      }
    }

    function describe(input, change) {
      const ids = change((input.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean));
      if (ids.length) input.setAttribute('aria-describedby', ids.join(' '));
      else input.removeAttribute('aria-describedby');
    }

    function showSummary(sentence, ...more) {
      const id = form.id.replace('commentform', 'comment-errors');
      const summary = element('div', { id, class: 'comment-errors', role: 'alert', tabindex: '-1' },
        element('p', {}, sentence), ...more);
      form.before(summary);
      announce();
      summary.focus();
    }

    function showErrors(errors) {
      const list = element('ul');
      for (const error of errors) {
        const input = error.field ? field(error.field) : null;
        const shown = input && input.type !== 'hidden';
        const words = shown ? element('a', { href: `#${input.id}` }, error.message) : error.message;
        list.append(element('li', { 'data-code': error.code }, words));
        if (!shown || input.hasAttribute('aria-invalid')) continue;
        const id = `${input.id}-error`;
        const note = element('p', { id, class: 'field-error' }, error.message);
        (input.closest('p') ?? input).after(note);
        input.setAttribute('aria-invalid', 'true');
        describe(input, (ids) => [...ids, id]);
      }
      showSummary(message('errors'), list);
    }

    // --- the new comment ---

    // Inserts the item where the server would show it. Returns false if that is on another page.
    function place(item, parentId) {
      const list = area.querySelector('.comment-list');
      if (!list) return false;
      const isOnLastPage = !area.querySelector('.comment-navigation .next');
      const isSubthread = list.dataset.subthread !== undefined;
      if (parentId === '0') {
        // It belongs on the last page of comments, which is another page.
        if (!isOnLastPage || isSubthread) return false;
        list[list.dataset.order === 'newest' ? 'prepend' : 'append'](item);
        return true;
      }
      const answered = area.querySelector(`#comment-${Number(parentId)}`);
      if (!answered) return false;
      // It is the last reply of its subthread, whose end is not on this page.
      const starter = [...list.children].find((each) => each.contains(answered));
      if (isSubthread ? !isOnLastPage : starter.querySelector(':scope > details > .comment-more')) return false;
      if (depthOf(answered) >= Number(list.dataset.depth)) {
        // At the maximum depth, a reply is shown at the level of its parent: after the replies to it,
        // and the replies to these.
        const ids = new Set([answered.id]);
        let last = answered;
        const answers = (each) => each?.querySelector('.comment-answers a')?.hash.slice(1);
        while (ids.has(answers(last.nextElementSibling))) {
          last = last.nextElementSibling;
          ids.add(last.id);
        }
        last.after(item);
        return true;
      }
      let children = answered.querySelector(':scope > details > .children');
      if (!children) {
        // The place tells what it replies to.
        item.querySelector('.comment-answers')?.remove();
        children = element('ol', { class: 'children' });
        answered.append(element('details', { class: 'comment-replies', open: '' },
          element('summary', {}, message('replies')), children));
        answered.classList.add('parent');
      }
      children.append(item);
      return true;
    }

    // Loads a URL, even if it differs from the current one only in the fragment.
    function goTo(url) {
      let there = new URL(url, location.href);
      // A frame keeps its own document.
      if (isOurs()) {
        there.pathname = location.pathname;
        const ownTitle = new URLSearchParams(location.search).get('title');
        if (ownTitle) there.searchParams.set('title', ownTitle);
      }
      // The page may be reached by several hosts; it stays on this one.
      if (there.pathname === location.pathname)
        there = new URL(there.pathname + there.search + there.hash, location.origin);
      const loads = there.pathname !== location.pathname || there.search !== location.search;
      location.assign(there);
      if (!loads) location.reload();
    }

    function showComment(answer, item, sentText, parentId) {
      // Keep text that was typed while the form was being sent.
      if (text.value === sentText) text.value = text.defaultValue = '';
      keepDraft();
      replyToNobody();
      if (!item || !place(item, parentId)) {
        goTo(answer.url);
        return;
      }
      if (answer.heading) area.querySelector('.comments-title').replaceChildren(parsed(answer.heading));
      // The title is the heading of our own document already.
      if (isOurs()) area.querySelector('.comments-title-page')?.remove();
      area.querySelector('.no-comments:not(.comments-closed)')?.remove();
      thread.moveAddress(answer.url);
      emit(area, 'posted', { id: answer.id, page: thread.page, status: answer.status });
      item.tabIndex = -1;
      item.focus();
      if (answer.care_html) {
        // The writer may need help: show the help lines below the new comment and focus them.
        const care = parsed(answer.care_html).firstElementChild;
        item.querySelector('.comment-body').after(care);
        care.focus();
        return;
      }
      const state = answer.status === 'approved' ? 'posted' : 'held';
      announce(state, message(state));
    }

    // The link by which its writer changes a comment comes with the response to the form only, so that
    // cached pages and shared addresses do not contain it. This browser keeps it for edit.js.
    function keepOwnLink(item) {
      const link = item.querySelector('.comment-own-link');
      if (link)
        store.write(ownKey, { ...store.read(ownKey), [item.id]: [link.href, Number(link.dataset.until)] });
    }

    // --- sending ---

    let sending = false;
    async function send() {
      if (sending) return;
      sending = true;
      // Not `disabled`: a disabled button would lose the focus.
      button.setAttribute('aria-disabled', 'true');
      announce('sending', message('sending'));
      field('aw_elapsed_ms').value = Math.round(performance.now() - met);
      const sent = new URLSearchParams(new FormData(form));
      const sentText = text.value;
      keepDraft();
      const clock = new AbortController();
      const alarm = setTimeout(() => clock.abort(), timeoutMs);
      try {
        const response = await fetch(form.getAttribute('action'), {
          method: 'POST', body: sent, headers: { Accept: 'application/json' }, signal: clock.signal,
        });
        const answer = await response.json();
        const item = response.ok && parsed(answer.html)?.querySelector('li');
        if (response.ok) keepPerson();
        if (item) keepOwnLink(item);
        if (signal.aborted) {
          // The page shows something else now.
          if (response.ok && store.read(draftKey)?.text === sentText) store.write(draftKey, null);
          return;
        }
        clearErrors();
        if (response.ok) showComment(answer, item, sentText, sent.get('comment_parent'));
        else {
          showErrors(answer.errors);
          emit(area, 'error', { page: thread.page, reason: 'rejected', errors: answer.errors });
        }
      } catch {
        // No connection, or a response of another program. Form and draft keep the text.
        clearErrors();
        showSummary(message('network'));
        emit(area, 'error', { page: thread.page, reason: 'network' });
      } finally {
        clearTimeout(alarm);
        button.removeAttribute('aria-disabled');
        sending = false;
      }
    }

    area.addEventListener('click', (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const link = event.target.closest('.comment-reply-link, .comment-reply-title a');
      if (!link) return;
      if (link === cancel) {
        const back = opener;
        replyToNobody();
        (back ?? text).focus();
      } else {
        if (!replyTo(link)) return;
        text.focus();
      }
      event.preventDefault();
      keepDraft();
    });
    form.addEventListener('submit', (event) => {
      if (event.submitter?.name === 'aw_preview') return;
      event.preventDefault();
      send();
    });
    form.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      send();
    });
    text.addEventListener('input', () => {
      draftTimer ||= setTimeout(keepDraft, 300);
    });
    addEventListener('pagehide', keepDraft, { signal });
    signal.addEventListener('abort', keepDraft);
    consent.addEventListener('change', () => {
      if (!consent.checked) keepPerson();
    });

    // What a writer needs: not before there is one, because it changes the form.
    text.addEventListener('focus', () => {
      useModule('write.js', { ...thread, form, text }).catch(() => { /* not necessary for writing */ });
    }, { once: true, signal });

    restore();
  }

  // --- threads come and go ----------------------------------------------------------------------

  const useModule = async (name, thread) =>
    (await import(`${source.origin}${mount}/script/${name}?v=${words.v}`)).default(thread);

  function makeThread(owner, area, page, title) {
    const controller = new AbortController();
    const thread = {
      area, element, emit, isOurs, ourQueries, owner, page, parsed,
      signal: controller.signal, store, target, title, use: (name) => useModule(name, thread),
      // Of several threads, the one that the page's address is about. Another may still be fetched.
      isFirst: () => running.values().next().value === thread,
      // Adds our parameters of a URL to the page's, so that a reload shows the same: other comments, or one that
      // waits.
      moveAddress(url, fragment) {
        const here = new URL(location.href);
        const { hash, searchParams } = new URL(url, here);
        for (const name of ourQueries) {
          here.searchParams.delete(name);
          if (searchParams.has(name)) here.searchParams.set(name, searchParams.get(name));
        }
        here.hash = fragment ?? hash;
        if (thread.isFirst()) history.replaceState(history.state, '', here);
      },
      fetchPart: (queries) => readFragment(threadAddress(thread, queries)),
      async fetchCount() {
        const response = await fetch(addressOf('version', thread), { cache: 'no-cache' });
        return (await response.json()).comments;
      },
      stop() {
        controller.abort();
        running.delete(thread);
      },
    };
    // Some pages remove a thread without unload.
    for (const other of running) if (!other.area.isConnected) other.stop();
    running.add(thread);
    return thread;
  }

  let moderation;
  function enhance(thread) {
    const { area, page } = thread;
    area.dataset.improved = '';
    improveForm(thread);
    useModule('read.js', thread).catch(() => { /* not necessary for reading and writing */ });
    emit(area, 'loaded', { page });
    // A moderator who uses this browser gets links at each comment. Visitors cause no request.
    if (!isElsewhere && store.read('afterword_moderator') === true)
      moderation ??= import(`${mount}/moderate/script.js`).catch(() => { /* no connection */ });
  }

  // Shows the thread of a page in an element. Resolves when it is shown, or was unloaded before.
  async function load(owner, page, { title } = {}) {
    unload(owner);
    const place = element('div', { class: 'comments-area afterword-place' });
    owner.append(place);
    await fetchThread(makeThread(owner, place, pageName(page), title), place);
  }

  // Removes the threads in an element, and all that belongs to them. A text that was not sent is kept
  // as a draft.
  function unload(owner) {
    for (const thread of running) {
      if (thread.owner !== owner && !owner.contains(thread.area)) continue;
      thread.stop();
      thread.area.remove();
    }
  }

  // What a script tag asks for.
  async function include(tag) {
    if (document.readyState === 'loading')
      await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve));
    if (document.querySelector(countedLinks))
      useModule('count.js', { pageName, mount: source.origin + mount, selector: countedLinks }).catch(() => { /* they keep their text */ });
    const { page, title, replace } = tag?.dataset ?? {};
    const area = document.querySelector(anyThread);
    if (area) {
      if (area.dataset.improved === '') return;
      enhance(makeThread(area.parentNode, area, area.dataset.page, title));
      return;
    }
    const baked = replace === undefined ? [] : [...document.querySelectorAll(replace)];
    if (page === undefined || (replace !== undefined && !baked.length) || document.querySelector('.afterword-place')) return;
    // Also an element to observe, because a script element is not rendered.
    const place = element('div', { class: 'comments-area afterword-place' });
    (baked[0] ?? tag).before(place);
    await fetchThread(makeThread(place.parentNode, place, pageName(page), title), place, baked);
  }

  window.Afterword = { include, load, unload };
  fitFrames();
  include(script).catch(() => { /* without a connection the page is unchanged */ });
})();
