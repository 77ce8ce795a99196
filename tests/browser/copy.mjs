// Presses the button that copies the agenda item, by keyboard: copy.mjs PAGE...
// Tells for each page what was seen and copied, with a clipboard and without one.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { browser, given, tell } from './shared.mjs';

async function copied(path, { clipboard, ...options }) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.addInitScript((granted) => {
    window.refused = [];
    document.addEventListener('securitypolicyviolation', (event) => window.refused.push(event.violatedDirective));
    const writeText = async (text) => {
      if (!granted) throw new Error('refused');
      window.copied = text;
    };
    Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
    document.execCommand = () => {
      window.copied = document.activeElement.value;
      return true;
    };
  }, clipboard);
  await page.goto(pathToFileURL(resolve(path)).href);
  const button = page.locator('#agenda-copy');
  const visible = await button.isVisible();
  if (visible) {
    await button.focus();
    await page.keyboard.press('Enter');
    await page.locator('#agenda-said:not(:empty)').waitFor();
  }
  const told = await page.evaluate(() => ({
    copied: window.copied ?? '',
    said: document.getElementById('agenda-said').textContent,
    focus: document.activeElement.id,
    refused: window.refused,
  }));
  await context.close();
  return { visible, ...told };
}

const pages = {};
for (const path of given) {
  pages[path] = {
    clipboard: await copied(path, { clipboard: true }),
    without: await copied(path, { clipboard: false }),
    still: await copied(path, { clipboard: true, javaScriptEnabled: false }),
  };
}
tell(pages);
