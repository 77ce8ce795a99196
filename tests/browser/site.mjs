// Opens every page of the documentation site as a reader does, from disk and without a network, and prints what it finds.
//   node site.mjs SITE_FOLDER PAGE.html ...
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const [site, ...names] = process.argv.slice(2);
const within = pathToFileURL(`${resolve(site)}/`).href;
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});

async function inspect(name) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const outside = [];
  const scriptErrors = [];
  await page.route('**/*', (route) => {
    if (route.request().url().startsWith(within)) return route.continue();
    outside.push(route.request().url());
    return route.abort();
  });
  page.on('pageerror', (error) => scriptErrors.push(error.message));
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
  await page.evaluate(axe);
  const run = (runOnly) => page.evaluate((only) =>
    window.axe.run(document, { runOnly: only, resultTypes: ['violations'] }), runOnly);
  const light = await run({ type: 'tag', values: tags });
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await run({ type: 'rule', values: ['color-contrast'] });
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
  await context.close();
  return { name, outside, scriptErrors, overflow, skip, ...facts,
    axe: found.map((rule) => `${rule.id} (${rule.impact}): ${rule.nodes.length} x ${rule.nodes[0].html}`) };
}

// Types a word into the search of the first page and opens the first hit.
async function search(name, word) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(resolve(site), name)).href);
  await page.locator('#asked').fill(word);
  const count = await page.locator('#count').innerText();
  await page.evaluate(axe);
  const found = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), tags);
  const link = page.locator('#hits a').first();
  const heading = await link.innerText();
  await link.click();
  await page.waitForLoadState();
  const shown = await page.evaluate(() => document.querySelector(`[id="${decodeURIComponent(location.hash.slice(1))}"]`)?.textContent);
  await context.close();
  return { count, heading, shown, axe: found.violations.map((rule) => rule.id) };
}

const pages = [];
for (const name of names) pages.push(await inspect(name));
const searched = await search(names[0], process.env.WORD);
await browser.close();
process.stdout.write(JSON.stringify({ pages, searched }));
