// Works the explorer of small pages as a reader does, and lets it compute shares: explorer.mjs WORK.json
//   {pages: {name: path}, shares: [{data, states}], typed: {name: [text]}, examined: [name], walks: [{page, width, steps}]}
// Everything it finds is told.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { WCAG_22, axe } from './axe.mjs';
import { given, opened, tell } from './shared.mjs';

const work = JSON.parse(readFileSync(given[0], 'utf8'));
const complaints = [];

// One page of each kind, for one address after another: {} as a reader has it, {still} with a clock that stands still.
const kinds = new Map();
async function pageOf({ still = false, ...options }) {
  const kind = JSON.stringify({ still, options });
  if (!kinds.has(kind)) {
    const page = await opened(options);
    if (still) await page.clock.install({ time: 0 });
    await page.addInitScript(() => {
      window.refused = [];
      document.addEventListener('securitypolicyviolation', (event) => window.refused.push(event.violatedDirective));
    });
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(`${page.url()}: ${message.text()}`);
    });
    kinds.set(kind, { page, minutes: 0 });
  }
  return kinds.get(kind);
}

async function open(name, { width = 1280, ...options } = {}) {
  const kind = await pageOf(options);
  await kind.page.setViewportSize({ width, height: 900 });
  await kind.page.emulateMedia({ media: 'screen' });
  // An address of its own each time: what stands behind # is of the page before.
  await kind.page.goto('about:blank');
  await kind.page.goto(pathToFileURL(resolve(work.pages[name])).href);
  // The clock of a walk stands still: a pause lasts as long as the walk says, however busy the machine is.
  kind.minutes += 60;
  if (options.still) await kind.page.clock.pauseAt(kind.minutes * 60_000);
  return kind.page;
}

const close = async (page) => complaints.push(...await page.evaluate(() => window.refused));

// What a reader sees and hears now.
const look = () => {
  const at = (name) => document.getElementById(`explorer-${name}`);
  const seen = (element) => element.checkVisibility() && element.textContent.trim() !== '';
  const controls = [...document.querySelectorAll('#explorer input, #explorer select')];
  const name = (element) => element.id || element.labels?.[0]?.textContent.trim() || element.tagName;
  return {
    visible: at('total').checkVisibility(),
    trial: seen(at('mark')),
    caption: document.querySelector('#explorer caption').innerText.replace(/\s+/g, ' ').trim(),
    rows: [...document.querySelectorAll('#explorer tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText)),
    faults: [...document.querySelectorAll('#explorer .fault')].filter(seen).map((fault) => fault.textContent),
    invalid: controls.filter((control) => control.getAttribute('aria-invalid') === 'true').map(name),
    total: at('total').value,
    way: at('way').selectedOptions[0].text,
    weights: [...document.querySelectorAll('#explorer-mix input')].filter((input) => input.checkVisibility())
      .map((input) => [input.labels[0].textContent, input.value, input.nextElementSibling.textContent]),
    out: controls.filter((control) => control.type === 'checkbox' && !control.checked).map(name),
    said: at('said').textContent,
    announced: window.announced,
    focus: name(document.activeElement),
    address: location.hash,
  };
};

async function walk({ page: name, width, steps }) {
  const page = await open(name, { width, still: true });
  await page.evaluate(() => {
    window.announced = [];
    const said = document.getElementById('explorer-said');
    new MutationObserver(() => window.announced.push(said.textContent)).observe(said, { childList: true });
  });
  const found = [await page.evaluate(look)];
  for (const [verb, what] of steps) {
    if (verb === 'type') await page.keyboard.type(what);
    if (verb === 'press') await page.keyboard.press(what);
    if (verb === 'wait') await page.clock.runFor(what);
    if (verb === 'click') await page.getByText(what, { exact: true }).click();
    found.push(await page.evaluate(look));
  }
  await close(page);
  return found;
}

async function type(name, texts) {
  const page = await open(name);
  const found = await page.evaluate((all) => all.map((text) => {
    const field = document.getElementById('explorer-total');
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    return [...document.querySelectorAll('#explorer tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText));
  }), texts);
  await close(page);
  return found;
}

async function compute(jobs) {
  const page = await open(Object.keys(work.pages)[0]);
  const found = await page.evaluate((all) => all.map(({ data, states }) => states.map((state) => {
    const explorer = document.getElementById('explorer');
    const shares = explorer.shares(state, data);
    const texts = (amounts) => Object.fromEntries(Object.entries(amounts).map(([code, cents]) => [code, String(cents)]));
    return shares ? [texts(shares), texts(explorer.wholeEuros(shares))] : [null, null];
  })), jobs);
  await close(page);
  return found;
}

async function examine(name) {
  const without = await open(name, { javaScriptEnabled: false });
  const withoutScript = await without.locator('#explorer').isVisible();

  const page = await open(name, { bypassCSP: true });
  const overflow = {};
  const inner = {};
  await page.locator('#explorer-way').selectOption({ index: (await page.locator('#explorer-way option').count()) - 1 });
  await page.locator('#explorer-total').fill('x');
  await page.locator('#explorer-total-fault').waitFor();
  for (const width of [320, 390, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    overflow[width] = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    inner[width] = await page.evaluate(() => {
      const box = document.querySelector('#explorer .scroll');
      return box.scrollWidth - box.clientWidth;
    });
  }
  const smallTargets = await page.evaluate(() =>
    [...document.querySelectorAll('#explorer input, #explorer select, #explorer button')]
      .filter((control) => control.checkVisibility())
      .map((control) => (control.type === 'checkbox' ? control.labels[0] : control))
      .filter((target) => target.getBoundingClientRect().height < 24 || target.getBoundingClientRect().width < 24)
      .map((target) => target.outerHTML));
  const audit = await axe(page, WCAG_22);
  const brief = (rules) => rules.map((rule) => `${rule.id}: ${rule.nodes[0].html}`);
  await page.emulateMedia({ media: 'print' });
  const inPrint = await page.locator('#explorer').isVisible();

  const outlines = [];
  const focused = await open(name);
  for (let press = 0; press < 20; press += 1) {
    await focused.keyboard.press('Tab');
    outlines.push(await focused.evaluate(() => {
      const element = document.activeElement;
      return element === document.body ? null : getComputedStyle(element).outlineStyle;
    }));
  }
  await close(focused);
  return {
    withoutScript, inPrint, overflow, inner, smallTargets, outlines: outlines.filter((one) => one !== null),
    axe: brief(audit.violations), undecided: brief(audit.incomplete),
  };
}

const found = { shares: await compute(work.shares), typed: {}, walks: [], pages: {} };
for (const [name, texts] of Object.entries(work.typed)) found.typed[name] = await type(name, texts);
for (const steps of work.walks) found.walks.push(await walk(steps));
for (const name of work.examined) found.pages[name] = await examine(name);
found.complaints = complaints;
tell(found);
