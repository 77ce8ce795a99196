// Opens finished reports as a reader does, from disk and without a network, and tells what it finds.
//   page.mjs OUT_DIR FILE.html ...
// With SHOTS=1 it leaves screenshots in OUT_DIR, to be looked at.
import { mkdirSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { axe } from './axe.mjs';
import { given, opened, tell } from './shared.mjs';

const [out, ...paths] = given;
mkdirSync(out, { recursive: true });
const plain = (text) => text.replace(/[\u00a0\u202f]/g, ' ').replace(/\u00ad/g, '');

// What a reader sees without a script: the same page, opened with scripts off.
const still = await opened({ javaScriptEnabled: false });
async function withoutScript(url) {
  await still.goto(url);
  return still.locator('body').innerText();
}

// The content security policy is bypassed by axe, so it is tried on a page of its own.
const heeding = await opened();
async function violations(url) {
  const found = [];
  const listen = (message) => {
    if (/Content Security Policy/.test(message.text())) found.push(message.text());
  };
  heeding.on('console', listen);
  await heeding.goto(url);
  const policy = await heeding.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  heeding.off('console', listen);
  return { violations: found, policy };
}

const page = await opened({ bypassCSP: true });
let url;
let outside;
let scriptErrors;
await page.route('**/*', (route) => {
  const asked = route.request().url();
  // A style sheet lying beside the page is outside too: a meeting gets the page alone.
  if (asked.split('#')[0] === url || /^(data|blob):/.test(asked)) return route.continue();
  outside.push(asked);
  return route.abort();
});
page.on('pageerror', (error) => scriptErrors.push(error.message));

async function inspect(path) {
  url = pathToFileURL(resolve(path)).href;
  const stem = join(out, basename(path).replace(/\.html$/, ''));
  outside = [];
  scriptErrors = [];
  await page.emulateMedia({ media: null });
  await page.goto(url);

  const overflow = {}, scales = {};
  for (const width of [320, 390, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    overflow[width] = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    scales[width] = await page.evaluate(() => [...document.querySelectorAll('.bar .drawn')].map((e) => Math.round(e.clientWidth)));
  }
  await page.setViewportSize({ width: 390, height: 844 });
  const narrow = await page.evaluate(() => {
    const boxes = [...document.querySelectorAll('*')].filter(
      (e) => e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX));
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let smallest = Infinity;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.textContent.trim() && node.parentElement.checkVisibility()) {
        smallest = Math.min(smallest, parseFloat(getComputedStyle(node.parentElement).fontSize));
      }
    }
    return {
      unreachable: boxes.filter((e) => e.tabIndex < 0 && !e.querySelector('a,button,input,[tabindex="0"]')).length,
      unnamed: boxes.filter((e) => !e.getAttribute('aria-labelledby') && !e.getAttribute('aria-label')).length,
      smallest,
      long: [...document.querySelectorAll('.long')].map((e) => e.scrollWidth - e.clientWidth),
    };
  });
  if (process.env.SHOTS) await page.screenshot({ path: `${stem}-390.png`, fullPage: true });
  await page.setViewportSize({ width: 1280, height: 900 });
  if (process.env.SHOTS) await page.screenshot({ path: `${stem}-1280.png`, fullPage: true });

  const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const large = await page.addStyleTag({ content: 'html { font-size: 200% !important }' });
  const overflowAt200 = await over();
  await large.evaluate((style) => style.remove());
  // WCAG 1.4.12: text must stand wider spacing.
  await page.setViewportSize({ width: 320, height: 900 });
  const spaced = await page.addStyleTag({ content: '* { line-height: 1.5 !important; letter-spacing: .12em !important;'
    + ' word-spacing: .16em !important } p { margin-bottom: 2em !important }' });
  const overflowSpaced = await over();
  await spaced.evaluate((style) => style.remove());
  await page.setViewportSize({ width: 1280, height: 900 });

  await page.keyboard.press('Tab');
  const skip = await page.evaluate(() => {
    const link = document.activeElement;
    const target = link.getAttribute('href')?.startsWith('#') && document.querySelector(link.getAttribute('href'));
    const { top, left, right, bottom, width, height } = link.getBoundingClientRect();
    const seen = top >= 0 && left >= 0 && right <= innerWidth && bottom <= innerHeight && width > 1 && height > 1;
    return { works: Boolean(target) && seen, top, text: link.textContent };
  });

  const facts = await page.evaluate(() => {
    const all = (selector) => [...document.querySelectorAll(selector)];
    return {
      lang: document.documentElement.lang,
      title: document.title,
      headings: all('h1,h2,h3,h4,h5,h6').map((h) => [Number(h.tagName[1]), h.textContent.trim()]),
      front: Math.round((document.querySelector('header.head')?.getBoundingClientRect().bottom ?? 0) + scrollY),
      landmarks: all('main,nav,footer').map((e) => e.tagName.toLowerCase()),
      text: document.body.innerText,
      textWithoutExplorer: (() => {
        // What scripts show: the explorer, and the button that copies the agenda item.
        const shown = all('#explorer, #agenda-copy').filter((element) => !element.hidden);
        for (const element of shown) element.hidden = true;
        const text = document.body.innerText;
        for (const element of shown) element.hidden = false;
        return text;
      })(),
      textUnmarked: (() => {
        const copy = document.body.cloneNode(true);
        copy.querySelectorAll('[lang="fi"], script, code').forEach((e) => e.remove());
        return copy.textContent;
      })(),
      explorer: Boolean(document.getElementById('explorer')?.checkVisibility()),
      ids: all('[id]').map((e) => e.id),
      contents: all('nav a').map((a) => a.getAttribute('href').slice(1)),
      images: [...all('img').map((image) => image.alt), ...all('[role=img]').map((drawn) => drawn.getAttribute('aria-label'))],
      imagesBroken: all('img').filter((image) => !image.complete || !image.naturalWidth).length,
      scripts: all('script').length,
      tables: all('table').map((table) => ({
        caption: table.caption?.textContent.trim() ?? null,
        withoutScope: [...table.querySelectorAll('th')].filter((th) => !th.scope).length,
        emptyHeaders: [...table.querySelectorAll('th')].filter((th) => !th.textContent.trim()).length,
        rowsWithoutHeader: [...(table.tBodies[0]?.rows ?? [])].filter((row) => !row.querySelector('th[scope=row]')).length,
        rows: [...(table.tBodies[0]?.rows ?? [])].map((row) => [...row.cells].map((cell) => cell.innerText)),
      })),
    };
  });

  await page.pdf({ path: `${stem}.pdf`, preferCSSPageSize: true, printBackground: true, tagged: true });
  const printed = spawnSync('pdftotext', ['-layout', `${stem}.pdf`, '-'], { encoding: 'utf8' }).stdout;
  // Words are counted, not only looked up: a figure that a table loses may stand elsewhere on the page.
  // The explorer is not printed: on paper nobody can change a figure, and its table would be taken for the decision.
  // What is folded for specialists is printed only where the whole report is asked for.
  // A cell in a closed <details> has no innerText, and must be in print all the same.
  const cells = await page.evaluate(() =>
    [...document.querySelectorAll('th,td')].filter((cell) => !cell.closest('#explorer, .specialists')).map((cell) => cell.innerText || cell.textContent));
  const count = (text, into = new Map()) => {
    // A line may break after a hyphen, so the parts of a compound are counted one by one.
    for (const word of plain(text).split(/[\s-]+/).filter(Boolean)) into.set(word, (into.get(word) ?? 0) + 1);
    return into;
  };
  const onPaper = count(printed);
  const inCells = cells.reduce((into, cell) => count(cell, into), new Map());
  // What stands in a closed <details> must be on paper: its sentences, not only its cells.
  const folded = await page.evaluate(() =>
    [...document.querySelectorAll('details:not(.specialists) :is(li, p)')].map((part) => part.textContent.trim()));
  const paper = plain(printed).replace(/\s+/g, '');
  const printLostFolded = folded.filter((text) => !paper.includes(plain(text).replace(/\s+/g, '').slice(0, 25)));
  const printLost = cells.filter((cell) => [...count(cell).keys()].some(
    (word) => (onPaper.get(word) ?? 0) < inCells.get(word)));

  await page.emulateMedia({ media: 'print' });
  const specialistsOnPaper = await page.evaluate(() => ['', 'all'].map((part) => {
    document.body.className = part;
    return [...document.querySelectorAll('.specialists')].map((fold) => getComputedStyle(fold).display !== 'none');
  }));
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => { document.body.className = ''; });

  await page.evaluate(() => document.querySelectorAll('details').forEach((e) => { e.open = true; }));
  const found = await axe(page);
  const brief = (rules) => rules.map((r) => `${r.id} (${r.impact}): ${r.help}; ${r.nodes.length} x ${r.nodes[0].html}`);
  return {
    file: path, bytes: statSync(path).size, outside, scriptErrors, overflow, overflowAt200, overflowSpaced, narrow, skip,
    scales, textWithoutScript: await withoutScript(url), ...await violations(url), printLost, printLostFolded, specialistsOnPaper, printed, axe: brief(found.violations), axeUndecided: brief(found.incomplete), ...facts,
  };
}

const results = [];
for (const path of paths) results.push(await inspect(path));
tell(results);
