// Writes the number of comments into links that ask for it. embed.js loads this module on pages with such
// links and passes what it needs to know of the page.
export default async ({ mount, pageName, selector }) => {
  const links = new Map();
  for (const link of document.querySelectorAll(selector)) {
    if (!link.href || link.dataset.counted === '') continue;
    link.dataset.counted = '';
    const path = pageName(link.href);
    links.set(path, [...(links.get(path) ?? []), link]);
  }
  const names = [...links.keys()].map((path) => `&page=${encodeURIComponent(path)}`);
  while (names.length) {
    // Web servers accept URLs of up to 8 kB; each request stays well below that.
    let query = 'as=words';
    while (names.length && query.length + names[0].length < 4_000) query += names.shift();
    if (query === 'as=words') return;
    const answer = await fetch(`${mount}/count?${query}`);
    if (!answer.ok) return;
    const counts = await answer.json();
    for (const [path, found] of links)
      for (const link of counts[path] ? found : []) link.textContent = counts[path];
  }
};
