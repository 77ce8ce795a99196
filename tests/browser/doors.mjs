// Goes through the doors of a desk in one file with a reader's own keys, files and downloads: doors.mjs WORK.json
//   {page: path, other: path of another year's page, folder: of the files, workstations, published: text, drive: expression}
// What was seen, every fault and every breach of the policy are told.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { WCAG_22, axe } from './axe.mjs';
import { browser, given, tell } from './shared.mjs';

const work = JSON.parse(readFileSync(given[0], 'utf8'));
const context = await browser.newContext({ offline: true, acceptDownloads: true, viewport: { width: 1280, height: 900 } });
const complaints = [];
const asked = [];
const open = async (path, hash = '') => {
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => { complaints.push(dialog.message()); dialog.dismiss(); });
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  page.on('request', (request) => asked.push(request.url().split(':')[0]));
  await page.addInitScript(() => {
    window.refused = [];
    document.addEventListener('securitypolicyviolation', (event) => window.refused.push(event.violatedDirective));
  });
  await page.goto(pathToFileURL(resolve(path)).href + hash);
  await page.waitForFunction(() => document.documentElement.dataset.ready, undefined, { timeout: 60_000 });
  return page;
};
const text = (page, selector) => page.locator(selector).innerText();
const shown = (page, selector) => page.waitForSelector(selector, { timeout: 60_000 });
const file = (name) => join(work.folder, name);

// What stands in the clipboard got there by Ctrl+C, as a spreadsheet's cells do.
const copy = async (page, content) => {
  await page.evaluate((value) => {
    const area = document.createElement('textarea');
    area.id = 'spreadsheet';
    area.value = value;
    document.body.append(area);
    area.select();
  }, content);
  await page.keyboard.press('Control+C');
  await page.evaluate(() => document.getElementById('spreadsheet').remove());
};

const seen = {};
const page = await open(work.page);

await copy(page, work.workstations);
await page.click('#table-fold > summary');
await page.focus('#table-text');
await page.keyboard.press('Control+V');
await shown(page, '#table-figures');
seen.pasted = await text(page, '#table-read');
await page.locator('#key-day').fill('2022-06-30');
await page.locator('#key-source').fill('Kuntien vastaukset 15.8.2022');
await page.locator('#key-source').press('Enter');
await page.waitForFunction(() => document.getElementById('key-form').hidden);
seen.focus = await page.evaluate(() => document.activeElement.id);
seen.keys = await page.locator('#choices option').allInnerTexts();

// Ctrl+V where nothing is written: the page asks what it is.
await page.evaluate(() => document.activeElement.blur());
await copy(page, work.published);
await page.keyboard.press('Control+V');
await shown(page, '#drop-ask[open]');
await page.locator('#drop-ask [value=published]').click();
await shown(page, '#published-rule');
seen.rule = await text(page, '#published-rule');

const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.locator('#table-file').click()]);
await chooser.setFiles(file('two.xlsx'));
await shown(page, '#table-open-choice');
seen.fault = await text(page, '#table-told');
await page.locator('#table-open-choice').selectOption('B');
await shown(page, '#table-figures');
seen.sheet = await text(page, '#table-read dl');

seen.downloads = {};
for (const button of await page.locator('#downloads button').all()) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const content = readFileSync(await download.path());
  seen.downloads[download.suggestedFilename()] = content.toString('base64');
}
seen.choices = await page.evaluate(() => window.desk.choices());

await page.locator('#make-link').click();
await shown(page, '#link-made:not([hidden])');
const hash = `#${(await page.locator('#link').inputValue()).split('#')[1]}`;
await page.locator('#copy-link').click();
await page.waitForFunction(() => document.getElementById('progress').textContent === window.desk.words.link_copied);
await page.locator('#link-given').focus();
await page.keyboard.press('Control+V');
seen.copied = (await page.locator('#link-given').inputValue()).split('#')[1] === hash.slice(1);

seen.large = {};
for (const name of ['large.csv', 'larger.csv']) {
  await page.evaluate(() => { document.getElementById('table-told').textContent = ''; });
  await page.locator('#table-file').setInputFiles(file(name));
  await page.waitForFunction(() => /\.$/.test(document.getElementById('table-told').textContent), undefined, { timeout: 120_000 });
  seen.large[name] = await text(page, '#table-told');
}
seen.refused = await page.evaluate(() => window.refused);
await page.close();

// The link on opening: on the same figures, and on another's.
const again = await open(work.page, hash);
await again.waitForFunction(() => document.getElementById('trial-told').textContent);
seen.opened = await text(again, '#trial-told');
seen.keysOfLink = await again.evaluate(() => window.desk.state.keys.filter((key) => key.added).map((key) => key.origin));
await again.close();
const other = await open(work.other, hash);
await other.waitForFunction(() => document.getElementById('trial-told').textContent);
seen.other = [await text(other, '#trial-told'), await text(other, '#progress')];
await other.close();

const driven = await open(work.page);
seen.driven = await driven.evaluate(work.drive);
seen.widths = {};
for (const width of [1280, 768, 390, 320]) {
  await driven.setViewportSize({ width, height: 800 });
  seen.widths[width] = await driven.evaluate(() => document.documentElement.scrollWidth);
}
const found = await axe(driven, WCAG_22, '#doors');
seen.axe = found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target).join(' ')}`);
tell({ ...seen, complaints, asked: [...new Set(asked)] });
