// What axe finds in an open page: the rules of WCAG 2.1 AA and of good practice, in one call for all scripts.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const WCAG_21 = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
export const WCAG_22 = [...WCAG_21, 'wcag22aa'];
const kinds = ['violations', 'incomplete'];

// Lets axe judge the contrast of one text of each look. Two thirds of its time went into asking two thousand cells of
// a few looks one by one; what decides contrast is the same in all of a look: colours, sizes and what lies below.
const contrastOfLooks = (within) => {
  const grounds = new Map([[null, '']]);
  const ground = (element) => {
    if (!grounds.has(element)) {
      const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = getComputedStyle(element);
      const own = `${backgroundColor} ${backgroundImage} ${opacity} ${filter} ${mixBlendMode}`;
      const below = ground(element.parentElement);
      // Most elements add nothing to what they lie on: else every depth of nesting would be a look of its own.
      grounds.set(element, own === 'rgba(0, 0, 0, 0) none 1 none normal' ? below : `${below}/${own}`);
    }
    return grounds.get(element);
  };
  const looks = new Map();
  for (const element of document.querySelectorAll(`${within}, ${within} *`)) {
    const said = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.textContent.trim()).join(' ').trim();
    if (!(said || element.matches('input, select, textarea')) || !element.checkVisibility()) continue;
    const { color, fontSize, fontWeight, textShadow, position } = getComputedStyle(element);
    // What is placed freely may lie on anything.
    const placed = element.matches('svg *') || /absolute|fixed/.test(position) ? looks.size : '';
    // axe leaves out what is switched off and does not judge a single letter: neither stands for its look.
    const off = Boolean(element.closest(':disabled, [aria-disabled="true"], label'));
    const look = [color, fontSize, fontWeight, textShadow, ground(element), placed, off, said.length < 2].join(';');
    if (!looks.has(look)) looks.set(look, element);
  }
  return window.axe.run({ include: [...looks.values()] }, {
    runOnly: { type: 'rule', values: ['color-contrast'] }, resultTypes: ['violations', 'incomplete'] });
};

async function ready(page) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(source);
}

// The contrast of every text within an element, as it is shown now.
export async function contrast(page, within = 'body') {
  await ready(page);
  return page.evaluate(contrastOfLooks, within);
}

// Every rule of the tags on what is within an element, with the contrast of every look in it.
export async function axe(page, tags = WCAG_21, within = 'body') {
  await ready(page);
  const found = await page.evaluate(({ values, place, resultTypes }) => window.axe.run(place === 'body' ? document : place, {
    runOnly: { type: 'tag', values }, rules: { 'color-contrast': { enabled: false } }, resultTypes,
  }), { values: tags, place: within, resultTypes: kinds });
  const faint = await contrast(page, within);
  for (const kind of kinds) found[kind].push(...faint[kind]);
  return found;
}
