// Opens a page from the disk without a network and keeps it open: node open_desk.mjs PAGE
// Prints one line of JSON when it is ready or has failed; then each line that comes is an expression, which is worked
// out in the page, and its value is printed as a line of JSON. It ends with its input.
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const context = await browser.newContext({ offline: true });
const page = await context.newPage();
const faults = [];
page.on('pageerror', (error) => faults.push(error.message));
const say = (content) => process.stdout.write(JSON.stringify(content) + '\n');
const began = Date.now();
await page.goto(pathToFileURL(resolve(process.argv[2])).href);
await page.waitForFunction(
  () => document.documentElement.dataset.ready || document.getElementById('progress').className === 'fault',
  undefined,
  { timeout: 90_000 },
);
say({
  ready: await page.evaluate(() => document.documentElement.dataset.ready === 'yes'),
  progress: await page.locator('#progress').innerText(),
  seconds: (Date.now() - began) / 1000,
});
for await (const line of createInterface({ input: process.stdin })) {
  say({ value: (await page.evaluate(JSON.parse(line))) ?? null, faults });
}
await browser.close();
