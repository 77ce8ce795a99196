// Begins in a desk for anything as somebody who never saw it, from the disk and without a network: blank_file.mjs WORK.json
//   {page, table: text, hint: {title, total, year}, file: {name, base64}, trial: text, shots: folder or null}
// What was read, shared and found by axe, how wide the page is, and every fault are told.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { WCAG_22, axe } from './axe.mjs';
import { browser, given, tell } from './shared.mjs';

const work = JSON.parse(readFileSync(given[0], 'utf8'));
const found = { complaints: [], axe: {}, widths: {} };

async function opened(hash = '', bypassCSP = false) {
  const permissions = ['clipboard-read', 'clipboard-write'];
  const context = await browser.newContext({ offline: true, bypassCSP, permissions, acceptDownloads: true });
  const page = await context.newPage();
  page.on('pageerror', (error) => found.complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) found.complaints.push(message.text());
  });
  await page.goto(pathToFileURL(resolve(work.page)).href + hash);
  await page.waitForFunction(() => document.documentElement.dataset.ready, undefined, { timeout: 60_000 });
  return page;
}
const wasRead = (page) => page.waitForSelector('#begin-words:not([hidden])');
const shared = (page) => page.waitForFunction(() => window.desk.state);
const cents = (page) => page.evaluate(() => window.desk.state.trial.cents);
const told = (page, id) => page.locator(id).innerText();

// With the keyboard alone, and the table from the clipboard.
const page = await opened();
found.before = await page.locator('main').innerText();
await page.evaluate((text) => navigator.clipboard.writeText(text), work.table);
const tabTo = async (id) => {
  for (let step = 0; step < 60; step += 1) {
    if (await page.evaluate(() => document.activeElement.id) === id) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the Tab key does not lead to ${id}`);
};
await tabTo('begin-text');
await page.keyboard.press('Control+V');
await wasRead(page);
found.read = await told(page, '#begin-table');
await tabTo('begin-title');
await page.keyboard.press('Enter');
found.unanswered = await told(page, '#begin-words-told');
for (const [name, text] of Object.entries(work.hint)) {
  await page.evaluate(() => { document.activeElement.blur(); document.getElementById('begin-text').focus(); });
  await tabTo(`begin-${name}`);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}
await page.keyboard.press('Enter');
await shared(page);
found.cents = await cents(page);
found.progress = await told(page, '#progress');
found.focus = await page.evaluate(() => document.activeElement.id);
found.front = await page.evaluate(() => window.desk.state.front);
const [download] = await Promise.all([page.waitForEvent('download'), page.click('#downloads [data-file=agreement]')]);
found.archive = readFileSync(await download.path()).toString('base64');
found.note = await told(page, '#begun-files');
await page.click('#make-link');
await page.waitForSelector('#link-made:not([hidden])');
const link = new URL(await page.inputValue('#link'));
await page.click('#begin-again');
await page.fill('#begin-total', '50000');
await page.click('#begin-words button.main');
await page.waitForFunction(() => window.desk.state.trial.total === 5000000);
found.again = await page.evaluate(() => window.desk.state.agreement);
await page.context().close();

// The link in an empty desk; a table that is dropped; the example.
const linked = await opened(link.hash);
await shared(linked);
found.linked = await cents(linked);
await linked.context().close();
const dropped = await opened();
await dropped.evaluate(({ name, base64 }) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name));
  document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
}, work.file);
await wasRead(dropped);
found.dropped = await told(dropped, '#begin-table');
await dropped.context().close();

const judged = await opened('', true);
const judge = async (name) => {
  await judged.evaluate(() => document.querySelectorAll('details').forEach((fold) => { fold.open = true; }));
  const rules = await axe(judged, WCAG_22);
  found.axe[name] = rules.violations.map((rule) => `${rule.id}: ${rule.nodes[0].html.slice(0, 200)}`);
  for (const width of [1280, 390, 320]) {
    await judged.setViewportSize({ width, height: 900 });
    const wide = await judged.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) found.widths[`${name} ${width}`] = wide;
    if (work.shots) await judged.screenshot({ path: `${work.shots}/${name}-${width}.png`, fullPage: true });
  }
};
await judge('start');
await judged.click('#begin-try');
await wasRead(judged);
await judged.fill('#begin-title', '');
await judged.click('#begin-words button.main');
await judge('read');
await judged.fill('#begin-title', 'x');
await judged.click('#begin-words button.main');
await shared(judged);
found.example = await judged.evaluate(() => window.desk.state.keys.map((key) => key.origin));
await judge('shared');
tell(found);
