// Works the desk in a real JupyterLab by keyboard and mouse, and tells what it finds: desk.mjs WORK.json
//   {url, notebook, idle, run, out, total, way, keys, step, reset, report}
// It runs all cells of the notebook, types a total, opens a mix, the keys and a step, starts again, and makes the report.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { axe } from './axe.mjs';
import { browser, given, tell } from './shared.mjs';

const work = JSON.parse(readFileSync(given[0], 'utf8'));
const context = await browser.newContext({ viewport: { width: 1400, height: 1200 } });
const page = await context.newPage();
page.setDefaultTimeout(90_000);
const faults = [];
page.on('pageerror', (error) => faults.push(error.message));
const shot = async (name) => {
  if (process.env.SHOTS) await page.screenshot({ path: join(work.out, `${name}.png`) });
};

await page.goto(work.url);
await page.goto(new URL(`lab/tree/${work.notebook}`, work.url).href);
await page.locator('.jp-Notebook .jp-Cell').first().waitFor();
await page.locator('#jp-main-statusbar', { hasText: `Python 3 (ipykernel) | ${work.idle}` }).waitFor();
for (const [place, word] of work.run.entries()) {
  if (place === 0) await page.locator('.lm-MenuBar-item', { hasText: word }).click();
  else await page.locator('.lm-Menu-itemLabel').getByText(word, { exact: true }).click();
}
const desk = page.locator('.analyysi-desk').first();
await desk.locator('table').waitFor();
await desk.scrollIntoViewIfNeeded();
await shot('desk');

const status = () => desk.locator('[role=status], [role=alert]').first().innerText();
const totals = desk.getByLabel(work.total.label);
const before = await status();
async function typeTotal() {
  await totals.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(work.total.text);
  await page.keyboard.press('Enter');
  await page.waitForFunction(([old]) => {
    const now = document.querySelector('.analyysi-desk [role=status]')?.innerText;
    return now && now !== old;
  }, [before]);
}
await typeTotal();
const after = await status();

// A mix, the list of further keys and a step are opened: what is lacking is said at its field.
await desk.getByLabel(work.way.label).selectOption({ label: work.way.option });
await desk.getByText(work.keys, { exact: true }).click();
await desk.getByLabel(work.step.label).selectOption({ label: work.step.option });
await desk.getByRole('button', { name: work.step.add, exact: true }).press('Enter');
const lacking = desk.locator('.step [role=alert]');
await lacking.first().waitFor();
const lacks = await lacking.allInnerTexts();
await desk.locator('.step').scrollIntoViewIfNeeded();
await shot('step');

// Every entry has a name, and a closed list shows the whole title or its beginning with the rest below.
const named = await desk.evaluate((root) => [...root.querySelectorAll('input, select, textarea, button')]
  .filter((control) => control.getClientRects().length)
  .map((control) => (control.labels?.[0]?.innerText || control.getAttribute('aria-label') || control.innerText || '').trim()));
const cut = await desk.evaluate((root) => [...root.querySelectorAll('.widget-label')]
  .filter((label) => label.getClientRects().length && label.scrollWidth > label.clientWidth + 1)
  .map((label) => label.innerText));
const lists = await desk.evaluate((root) => [...root.querySelectorAll('select:not([multiple])')]
  .filter((list) => list.getClientRects().length && list.selectedOptions.length && list.size < 2)
  .map((list) => {
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = getComputedStyle(list).font;
    return { text: list.selectedOptions[0].text, needs: pen.measureText(list.selectedOptions[0].text).width, has: list.clientWidth };
  }));

const judged = await axe(page, ['wcag2a', 'wcag2aa', 'wcag21aa'], '.analyysi-desk');
const violations = judged.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`);

await desk.getByRole('button', { name: work.reset, exact: true }).press('Enter');
await desk.locator('table').waitFor();
await typeTotal();

const button = desk.getByRole('button', { name: work.report, exact: true });
await button.scrollIntoViewIfNeeded();
await button.focus();
await page.keyboard.press('Enter');
const link = desk.locator('.jp-OutputArea a').first();
await link.waitFor({ timeout: 180_000 });
await link.scrollIntoViewIfNeeded();
await shot('report');
await page.waitForTimeout(1000);
const href = await link.evaluate((element) => element.href);
const answer = await page.evaluate(async (address) => {
  const reply = await fetch(address);
  return { status: reply.status, text: await reply.text() };
}, href);
const linked = await link.innerText();
tell({ before, after, lacks, named, cut, lists, violations, faults, href, linked, status: answer.status, page: answer.text });
