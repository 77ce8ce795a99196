// Opens a desk in one file as a user does, from the disk and without a network, and asks it: one_file.mjs WORK.json
//   {page: path, requests: [object], flags: [text], scripts: boolean, expressions: [text]}
// Without `requests` it looks at once; `expressions` are worked out in the page, also in one that cannot calculate.
// What is seen before and after it is ready, every fault and every breach of the policy are told.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { browser as shared, given, launched, tell } from './shared.mjs';

const work = JSON.parse(readFileSync(given[0], 'utf8'));
const browser = work.flags?.length ? await launched(work.flags) : shared;
const context = await browser.newContext({ offline: true, javaScriptEnabled: work.scripts ?? true });
const page = await context.newPage();
const complaints = [];
const asked = [];
page.on('pageerror', (error) => complaints.push(error.message));
page.on('console', (message) => {
  if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
});
page.on('request', (request) => asked.push(request.url().slice(0, 40)));
await page.addInitScript(() => {
  window.refused = [];
  window.told = [];
  document.addEventListener('securitypolicyviolation', (event) => window.refused.push(event.violatedDirective));
  document.addEventListener('DOMContentLoaded', () => {
    const line = document.getElementById('progress');
    new MutationObserver(() => window.told.push(line.textContent)).observe(line, { childList: true });
  });
});
const began = Date.now();
await page.goto(pathToFileURL(resolve(work.page)).href);
const found = { text: await page.locator('main').innerText(), complaints, asked };
if (work.requests) {
  await page.waitForFunction(
    () => document.documentElement.dataset.ready || document.getElementById('progress').className === 'fault',
    undefined,
    { timeout: 60_000 },
  );
  found.milliseconds = Date.now() - began;
  found.ready = await page.evaluate(() => document.documentElement.dataset.ready === 'yes');
  found.progress = await page.locator('#progress').innerText();
  found.told = await page.evaluate(() => window.told);
  found.refused = await page.evaluate(() => window.refused);
  found.front = await page.locator('#front').innerHTML();
  found.answers = [];
  for (const request of found.ready ? work.requests : []) {
    found.answers.push(await page.evaluate((one) => window.desk.ask(one), request));
  }
} else {
  found.progress = await page.locator('#progress').innerText();
}
found.values = [];
for (const expression of work.expressions ?? []) found.values.push(await page.evaluate(expression));
tell(found);
if (browser !== shared) await browser.close();
