// Opens every page of the documentation site as a reader does, from disk and without a network, and tells what it finds.
//   site.mjs SITE_FOLDER WORD PAGE.html ...
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { axe, contrast } from './axe.mjs';
import { given, opened, tell } from './shared.mjs';

const [site, word, ...names] = given;
const within = pathToFileURL(`${resolve(site)}/`).href;

const page = await opened();
let outside;
let scriptErrors;
await page.route('**/*', (route) => {
  if (route.request().url().startsWith(within)) return route.continue();
  outside.push(route.request().url());
  return route.abort();
});
page.on('pageerror', (error) => scriptErrors.push(error.message));

async function inspect(name) {
  outside = [];
  scriptErrors = [];
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  await page.goto(pathToFileURL(join(resolve(site), name)).href);
  const overflow = {};
  for (const width of [320, 390, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    overflow[width] = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  }
  await page.keyboard.press('Tab');
  const skip = await page.evaluate(() => {
    const link = document.activeElement;
    return Boolean(document.querySelector(link.getAttribute('href'))) && link.getBoundingClientRect().top >= 0;
  });
  const light = await axe(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await contrast(page);
  const found = [...light.violations, ...dark.violations];
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  const facts = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    headings: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((heading) => Number(heading.tagName[1])),
    ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
    brokenImages: [...document.images].filter((image) => !image.naturalWidth).length,
    menuOnPaper: document.querySelector('.contents').checkVisibility(),
    wideOnPaper: document.documentElement.scrollWidth - innerWidth,
  }));
  return { name, outside, scriptErrors, overflow, skip, ...facts,
    axe: found.map((rule) => `${rule.id} (${rule.impact}): ${rule.nodes.length} x ${rule.nodes[0].html}`) };
}

// Types a word into the search of the first page and opens the first hit.
async function search(name, word) {
  await page.emulateMedia({ media: 'screen' });
  await page.goto(pathToFileURL(join(resolve(site), name)).href);
  await page.locator('#asked').fill(word);
  const count = await page.locator('#count').innerText();
  const found = await axe(page);
  const link = page.locator('#hits a').first();
  const heading = await link.innerText();
  await link.click();
  await page.waitForLoadState();
  const shown = await page.evaluate(() => document.querySelector(`[id="${decodeURIComponent(location.hash.slice(1))}"]`)?.textContent);
  return { count, heading, shown, axe: found.violations.map((rule) => rule.id) };
}

const pages = [];
for (const name of names) pages.push(await inspect(name));
const searched = await search(names[0], word);
tell({ pages, searched });
