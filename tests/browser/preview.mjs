// Opens a preview from this computer and keeps it open: node preview.mjs ADDRESS
// Each line that comes is JSON: {evaluate: EXPRESSION} is worked out in the page, {look: WIDTH, dark: BOOLEAN} gives
// what axe finds at that width and in that style, and by how much the page is too wide. The answer is a line of JSON.
// It ends with its input.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
const faults = [];
page.on('pageerror', (error) => faults.push(error.message));
page.on('console', (message) => {
  if (/Content Security Policy/.test(message.text())) faults.push(message.text());
});

// When each page was painted, by the clock that whoever saves a file reads too.
await page.addInitScript(() => {
  if (window !== window.top) return;
  window.paints = {};
  new MutationObserver(() => {
    const { number } = document.documentElement.dataset;
    if (number) requestAnimationFrame(() => setTimeout(() => { window.paints[number] ??= Date.now(); }));
  }).observe(document, { attributes: true, attributeFilter: ['data-number'], subtree: true });
});
const say = (content) => process.stdout.write(JSON.stringify(content) + '\n');
await page.goto(process.argv[2]);

const look = async ({ look: width, dark }) => {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
  // Through the protocol, which no content security policy stops; the page within has tests of its own.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run({ exclude: ['iframe'] }, { iframes: false }));
  return {
    violations: violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
    tooWide: await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    shot: process.env.SHOTS && await page.screenshot({ path: `${process.env.SHOTS}-${width}-${dark}.png` }) && '',
  };
};

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  const value = asked.look ? await look(asked) : await page.evaluate(asked.evaluate);
  say({ value: value ?? null, faults });
}
await browser.close();
