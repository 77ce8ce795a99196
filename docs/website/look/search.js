// Looks for words in the index that <language>-search.js has put into `searched`; nothing is asked of anybody.
(() => {
  const { entries, words } = window.searched;
  const form = document.getElementById('search');
  const asked = document.getElementById('asked');
  const count = document.getElementById('count');
  const hits = document.getElementById('hits');
  const root = new URL('.', document.querySelector('script[src$="-search.js"]').src);
  const most = 12;
  const rank = (entry, wanted) => wanted.reduce((sum, word) => sum + (entry.heading.toLowerCase().includes(word) ? 2 : 0)
    + (entry.title.toLowerCase().includes(word) ? 1 : 0), 0);
  const show = () => {
    const wanted = asked.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = wanted.length === 0 ? [] : entries
      .filter((entry) => wanted.every((word) => `${entry.title} ${entry.heading} ${entry.text}`.toLowerCase().includes(word)))
      .sort((one, other) => rank(other, wanted) - rank(one, wanted));
    count.textContent = wanted.length === 0 ? '' : found.length === 0 ? words.nothing : `${words.found} ${found.length}`;
    hits.replaceChildren(...found.slice(0, most).map((entry) => {
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = new URL(entry.page, root);
      link.textContent = entry.heading;
      const below = document.createElement('span');
      below.textContent = entry.title;
      item.append(link, ...(entry.title === entry.heading ? [] : [below]));
      return item;
    }));
  };
  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  asked.addEventListener('input', show);
  asked.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') { asked.value = ''; show(); }
  });
})();
// On a narrow screen the list of pages begins folded.
if (matchMedia('(max-width: 50rem)').matches) document.querySelector('.contents details').open = false;
