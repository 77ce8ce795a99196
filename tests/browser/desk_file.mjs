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

const quiet = (page) => page.waitForFunction(() => document.getElementById('ways-coming').hidden);
const unfold = (page) => page.evaluate(() => document.querySelectorAll('details').forEach((fold) => { fold.open = true; }));

// As a person does, under the page's own policy.
const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
page.on('pageerror', (error) => complaints.push(error.message));
page.on('console', (message) => {
  if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
});
await page.goto(pathToFileURL(resolve(work.page)).href);
await page.waitForFunction(() => document.documentElement.dataset.ready, undefined, { timeout: 60_000 });
await quiet(page);
const opening = await page.evaluate(() => window.desk.state.year);
const found = { drive: await page.evaluate(`(${drive})(${JSON.stringify(work.drive)})`) };

// Its widths, its targets, its keyboard and its paper: the same page, gone back to where it was opened.
await page.selectOption('#language', work.languages[0]);
await page.waitForFunction((code) => document.documentElement.lang === code && !document.getElementById('choices-form').inert, work.languages[0]);
await page.selectOption('#year', String(opening));
await page.waitForFunction((year) => window.desk.state.year === year, opening);
await quiet(page);
await page.selectOption('#reader', work.drive.reader);
await page.waitForFunction((code) => window.desk.state.focus === code, work.drive.reader);
await page.selectOption('#method', 'equal');
await page.waitForTimeout(500);
await quiet(page);
await page.evaluate(() => { document.getElementById('front-fold').open = true; });
await page.waitForSelector('#front-page:not([data-stale]) h1');
found.overflow = {};
for (const width of [320, 390, 768, 1280]) {
  await page.setViewportSize({ width, height: 900 });
  found.overflow[width] = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (work.shots) await page.screenshot({ path: `${work.shots}/${width}.png`, fullPage: true });
}
found.small = await page.evaluate(() => [...document.querySelectorAll('main :is(button, input, select, summary)')]
  .filter((control) => control.checkVisibility())
  .map((control) => [control.id || control.textContent, control.getBoundingClientRect()])
  .filter(([, box]) => box.width < 20 || box.height < 20).map(([name]) => name));
await page.evaluate(() => { document.getElementById('front-fold').open = false; scrollTo(0, 0); });
await page.locator('.skip').focus();
found.reached = [];
for (let count = 0; count < 60; count += 1) {
  await page.keyboard.press('Tab');
  const name = await page.evaluate(() => {
    const { id, tagName } = document.activeElement;
    return id || document.activeElement.closest('[id]')?.id || tagName;
  });
  found.reached.push(name);
  if (name === 'front-fold') break;
}
if (work.shots) {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.screenshot({ path: `${work.shots}/forced.png`, fullPage: true });
  await page.emulateMedia({ forcedColors: 'none' });
}
found.printed = {};
await page.setViewportSize({ width: 1280, height: 900 });
for (const part of ['', 'front', 'trial']) {
  await page.evaluate((name) => { if (name) document.body.dataset.print = name; }, part);
  const path = `${work.page}-${part || 'all'}.pdf`;
  await page.pdf({ path, preferCSSPageSize: true });
  found.printed[part || 'all'] = spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).stdout;
}

// What axe finds with everything open, two steps, and a fault beside its entry.
found.axe = {};
await page.evaluate(() => { delete document.body.dataset.print; });
for (const language of work.languages) {
  await page.selectOption('#language', language);
  await page.waitForFunction((code) => document.documentElement.lang === code && !document.getElementById('choices-form').inert, language);
  await unfold(page);
  for (const step of ['floor_and_cap', 'phase_in']) {
    await page.selectOption('#step-to-add', step);
    await page.click('#step-add');
  }
  await page.fill('#total', 'x');
  await page.waitForSelector('#choices .fault');
  await unfold(page);
  const rules = await axe(page, WCAG_22);
  found.axe[language] = rules.violations.map((rule) =>
    `${rule.id}: ${rule.help}; ${rule.nodes.length} x ${rule.nodes[0].html.slice(0, 200)}`);
  if (work.shots) await page.screenshot({ path: `${work.shots}/fault-${language}.png`, fullPage: true });
  await page.click('#restore');
  await page.waitForFunction(() => document.getElementById('last-good').hidden);
  await quiet(page);
}
found.complaints = complaints;
tell(found);
