// Likes of comments: numbers, which the cached thread does not have, and buttons that need no new page.
// read.js loads this module if readers can like comments. The browser keeps a random id, by which the
// server tells the readers of one network apart, and which comments were liked; both only once something
// was liked.

const words = /* WORDS */ {};
const readerKey = 'afterword:reader';
const likedKey = 'afterword:liked';
const mostLiked = 500;

let reader;
function readerId(store) {
  reader ??= store.read(readerKey);
  if (!/^[0-9a-f]{32}$/.test(reader))
    reader = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  store.write(readerKey, reader);
  return reader;
}

const idOf = (form) => form.closest('li').id.replace('comment-', '');

function show(form, { likes, liked }) {
  const button = form.querySelector('button');
  if (liked !== undefined) button.setAttribute('aria-pressed', String(liked));
  if (likes === undefined) return;
  let count = form.querySelector('.comment-like-count');
  if (!count) button.append(' ', count = document.createElement('span'));
  count.className = 'comment-like-count';
  count.textContent = likes || '';
}

function say(thread, form, sentence) {
  const actions = form.closest('.comment-actions');
  let status = actions.nextElementSibling;
  if (!status?.matches('.comment-status')) {
    status = thread.element('p', { class: 'comment-status', role: 'status' });
    actions.after(status);
  }
  if (status.textContent !== sentence) status.textContent = sentence;
}

async function send(thread, form) {
  const { store } = thread;
  const id = idOf(form);
  const button = form.querySelector('button');
  if (button.getAttribute('aria-disabled')) return;
  button.setAttribute('aria-disabled', 'true');
  const isLiked = button.getAttribute('aria-pressed') === 'true';
  try {
    const response = await fetch(form.getAttribute('action'), {
      method: 'POST', headers: { Accept: 'application/json' },
      body: new URLSearchParams({ do: isLiked ? 'unlike' : 'like', browser: readerId(store) }),
    });
    const answer = await response.json();
    if (answer.errors) {
      say(thread, form, answer.errors[0].message);
      return;
    }
    show(form, answer);
    say(thread, form, '');
    const others = (store.read(likedKey) ?? []).filter((each) => each !== id);
    store.write(likedKey, answer.liked ? [...others, id].slice(-mostLiked) : others.length ? others : null);
  } catch {
    say(thread, form, words.failed);
  } finally {
    button.removeAttribute('aria-disabled');
  }
}

export default async (thread) => {
  const { area, page, signal, store } = thread;
  const forms = [...area.querySelectorAll('.comment-like:not([data-counted])')];
  if (!forms.length) return;
  const liked = new Set(store.read(likedKey) ?? []);
  for (const form of forms) {
    form.dataset.counted = '';
    show(form, { liked: liked.has(idOf(form)) });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      send(thread, form);
    });
  }
  const address = new URL(`../likes?page=${encodeURIComponent(page)}`, new URL(forms[0].getAttribute('action'), location.href));
  // The number must not be older than the reader's last like.
  const response = await fetch(address, { cache: 'no-cache', signal });
  if (!response.ok) return;
  const counts = await response.json();
  for (const form of forms) {
    if (!form.querySelector('.comment-like-count')) show(form, { likes: counts[idOf(form)] ?? 0 });
  }
};
