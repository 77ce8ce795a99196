// Follows the news of the preview. A new page is loaded behind the one that is read, gets its place and its open parts,
// and then takes its place: nothing flashes, and nothing of ours gets into the page.
'use strict';

const byId = (id) => document.getElementById(id);
const pages = byId('pages');
let shown = null;
let coming = null;
let number = null;

// What opens and closes has no names: each part is known by its words and by how many of the same came before.
const foldedParts = (page) => {
  const counts = new Map();
  return [...page.querySelectorAll('details')].map((part) => {
    const words = part.querySelector('summary')?.textContent ?? '';
    counts.set(words, (counts.get(words) ?? 0) + 1);
    return [`${words} ${counts.get(words)}`, part];
  });
};

// The last heading or part with a name that begins above the middle of the window is what is being read.
const placeOf = (page) => {
  const named = [...page.querySelectorAll('[id]')].filter((part) => part.checkVisibility());
  const above = named.filter((part) => part.getBoundingClientRect().top < page.defaultView.innerHeight / 2);
  const nearest = above.at(-1);
  return { id: nearest?.id, top: nearest?.getBoundingClientRect().top, scrolled: page.defaultView.scrollY };
};

const takeOver = (old, fresh) => {
  const before = new Map(foldedParts(old));
  for (const [name, part] of foldedParts(fresh)) {
    if (before.has(name)) part.open = before.get(name).open;
  }
  const { id, top, scrolled } = placeOf(old);
  const same = id && scrolled > 0 ? fresh.getElementById(id) : null;
  const by = same ? same.getBoundingClientRect().top - top : scrolled;
  fresh.defaultView.scrollTo({ top: by, behavior: 'instant' });
};

// What leads out of the page opens beside the preview: here nothing else may be shown.
const leadOut = (page) => {
  for (const link of page.querySelectorAll('a[href]')) {
    if (link.origin !== location.origin) Object.assign(link, { target: '_blank', rel: 'noopener' });
  }
};

const showPage = () => {
  const page = document.createElement('iframe');
  Object.assign(page, { title: pages.dataset.title, className: 'coming', src: `page?${number}` });
  coming?.remove();
  coming = page;
  page.addEventListener('load', () => {
    if (page !== coming) return;
    leadOut(page.contentDocument);
    const focused = shown !== null && document.activeElement === shown;
    if (shown) takeOver(shown.contentDocument, page.contentDocument);
    page.className = '';
    shown?.remove();
    if (focused) page.focus();
    [shown, coming] = [page, null];
    document.documentElement.dataset.number = page.src.split('?')[1];
  });
  pages.append(page);
};

const showStanding = ({ status, fault, places }) => {
  byId('status').textContent = status;
  byId('fault-text').textContent = fault;
  byId('places').replaceChildren(...places.map(({ place, text }) => {
    const item = document.createElement('li');
    const line = document.createElement('code');
    line.textContent = text;
    item.append(place, line);
    return item;
  }));
  byId('places').hidden = places.length === 0;
  byId('fault').hidden = fault === '';
};

const news = new EventSource('news');
news.addEventListener('message', ({ data }) => {
  const standing = JSON.parse(data);
  if (standing.ended) news.close();
  showStanding(standing);
  if (standing.number !== number && standing.number > 0) {
    number = standing.number;
    showPage();
  }
});
news.addEventListener('error', () => {
  byId('status').textContent = byId('status').dataset.lost;
});
