// Works in the desk in one file without a network: desk_file.mjs WORK.json
//   {page, drive: {...}, languages: [code], shots: folder or null}
// What the drive saw, what axe finds in each language, how wide the page is, what prints, and where the Tab key leads
// are told.
import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { WCAG_22, axe } from './axe.mjs';
import { browser, given, tell } from './shared.mjs';

const work = JSON.parse(readFileSync(given[0], 'utf8'));
const drive = readFileSync(new URL('desk_file_drive.js', import.meta.url), 'utf8').replace(/^\/\/.*$/gm, '').trim();
const complaints = [];

async function opened() {
  const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  await page.goto(pathToFileURL(resolve(work.page)).href);
  await page.waitForFunction(() => document.documentElement.dataset.ready, undefined, { timeout: 60_000 });
  await quiet(page);
  return page;
}
const quiet = (page) => page.waitForFunction(() => document.getElementById('ways-coming').hidden);
const unfold = (page) => page.evaluate(() => document.querySelectorAll('details').forEach((fold) => { fold.open = true; }));

// As a person does, under the page's own policy.
const page = await opened();
const found = { drive: await page.evaluate(`(${drive})(${JSON.stringify(work.drive)})`) };
await page.context().close();

// Its widths, its targets, its keyboard and its paper.
const looked = await opened();
await looked.selectOption('#reader', work.drive.reader);
await looked.waitForFunction((code) => window.desk.state.focus === code, work.drive.reader);
await looked.selectOption('#method', 'equal');
await looked.waitForTimeout(500);
await quiet(looked);
await looked.evaluate(() => { document.getElementById('front-fold').open = true; });
await looked.waitForSelector('#front-page:not([data-stale]) h1');
found.overflow = {};
for (const width of [320, 390, 768, 1280]) {
  await looked.setViewportSize({ width, height: 900 });
  found.overflow[width] = await looked.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (work.shots) await looked.screenshot({ path: `${work.shots}/${width}.png`, fullPage: true });
}
found.small = await looked.evaluate(() => [...document.querySelectorAll('main :is(button, input, select, summary)')]
  .filter((control) => control.checkVisibility())
  .map((control) => [control.id || control.textContent, control.getBoundingClientRect()])
  .filter(([, box]) => box.width < 20 || box.height < 20).map(([name]) => name));
await looked.evaluate(() => { document.getElementById('front-fold').open = false; scrollTo(0, 0); });
await looked.locator('.skip').focus();
found.reached = [];
for (let count = 0; count < 60; count += 1) {
  await looked.keyboard.press('Tab');
  const name = await looked.evaluate(() => {
    const { id, tagName } = document.activeElement;
    return id || document.activeElement.closest('[id]')?.id || tagName;
  });
  found.reached.push(name);
  if (name === 'front-fold') break;
}
if (work.shots) {
  await looked.emulateMedia({ forcedColors: 'active' });
  await looked.screenshot({ path: `${work.shots}/forced.png`, fullPage: true });
  await looked.emulateMedia({ forcedColors: 'none' });
}
found.printed = {};
await looked.setViewportSize({ width: 1280, height: 900 });
for (const part of ['', 'front', 'trial']) {
  await looked.evaluate((name) => { if (name) document.body.dataset.print = name; }, part);
  const path = `${work.page}-${part || 'all'}.pdf`;
  await looked.pdf({ path, preferCSSPageSize: true });
  found.printed[part || 'all'] = spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).stdout;
}

// What axe finds with everything open, two steps, and a fault beside its entry.
found.axe = {};
await looked.evaluate(() => { delete document.body.dataset.print; });
for (const language of work.languages) {
  await looked.selectOption('#language', language);
  await looked.waitForFunction((code) => document.documentElement.lang === code && !document.getElementById('choices-form').inert, language);
  await unfold(looked);
  for (const step of ['floor_and_cap', 'phase_in']) {
    await looked.selectOption('#step-to-add', step);
    await looked.click('#step-add');
  }
  await looked.fill('#total', 'x');
  await looked.waitForSelector('#choices .fault');
  await unfold(looked);
  const rules = await axe(looked, WCAG_22);
  found.axe[language] = rules.violations.map((rule) =>
    `${rule.id}: ${rule.help}; ${rule.nodes.length} x ${rule.nodes[0].html.slice(0, 200)}`);
  if (work.shots) await looked.screenshot({ path: `${work.shots}/fault-${language}.png`, fullPage: true });
  await looked.click('#restore');
  await looked.waitForFunction(() => document.getElementById('last-good').hidden);
  await quiet(looked);
}
found.complaints = complaints;
tell(found);
