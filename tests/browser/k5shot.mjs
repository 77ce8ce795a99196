import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const [,, file, out, width, js] = process.argv;
const context = await browser.newContext({ viewport: { width: Number(width), height: 900 }, javaScriptEnabled: js !== 'nojs', bypassCSP: js==='axe' });
const page = await context.newPage();
page.on('console', (m) => console.log('console', m.type(), m.text()));
page.on('pageerror', (e) => console.log('error', e.message));
await page.goto('file://' + file);
const t = Date.now();
if (js !== 'nojs') {
  console.log('explorer shown', await page.evaluate(() => { const e = document.getElementById('explorer'); return e && !e.hidden && e.querySelectorAll('tbody tr').length; }));
  console.log('overflow', await page.evaluate(() => document.documentElement.scrollWidth - innerWidth));
  console.log('long boxes', await page.evaluate(() => [...document.querySelectorAll('.long')].map((b) => [b.clientHeight, b.scrollHeight, b.clientWidth, b.scrollWidth])));
  console.log('found', await page.evaluate(() => window.find('Sottunga')));
}
if (js === 'axe') {
  await page.evaluate(axe);
  for (const d of await page.$$('details')) await d.evaluate((n) => { n.open = true; });
  const r = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','best-practice'] }));
  console.log(JSON.stringify(r.violations.map((v) => [v.id, v.nodes.length, v.nodes[0].html.slice(0,150)])));
}
await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; })).catch(() => {});
await page.screenshot({ path: out, fullPage: true });
await browser.close();
