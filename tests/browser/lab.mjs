// Works in a real JupyterLab as an analyst does, and tells what it finds: lab.mjs WORK.json
//   {url, idle, out, menus: {run, save, export, theme}, added: [{below, cells: [{kind, source, picture, alt}]}], themes}
// It runs all cells, adds the given ones ("code" or "markdown") below the code cell that holds the text `below`, runs
// all again, saves, and exports through the menu; the download is put into `out`. With SHOTS=1 it leaves screenshots.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browser, given, tell } from './shared.mjs';

const work = JSON.parse(readFileSync(given[0], 'utf8'));
const context = await browser.newContext({ viewport: { width: 1400, height: 1000 }, acceptDownloads: true });
await context.grantPermissions(['clipboard-read', 'clipboard-write']);
const here = new URL(work.url).origin;
const outside = [];
context.on('request', (request) => {
  const asked = request.url();
  if (!asked.startsWith(here) && !/^(data|blob|attachment):/.test(asked)) outside.push(asked);
});
const page = await context.newPage();
page.setDefaultTimeout(60_000);
const faults = [];
page.on('pageerror', (error) => faults.push(error.message));

const shot = async (name) => {
  if (process.env.SHOTS) await page.screenshot({ path: join(work.out, `${name}.png`) });
};

// Opens a menu and the submenus in it, and returns the last entry without choosing it.
async function entry(words) {
  await page.locator('.lm-MenuBar-item', { hasText: words[0] }).click();
  let item;
  for (const word of words.slice(1)) {
    if (item) await item.hover();
    const label = page.locator('.lm-Menu-itemLabel').getByText(word, { exact: true });
    item = page.locator('.lm-Menu-item').filter({ has: label }).last();
    await item.waitFor();
  }
  return item;
}
const choose = async (words) => (await entry(words)).click();

// Waits until no cell is being run or waits for its turn.
async function quiet() {
  await page.waitForTimeout(500);
  await page.waitForFunction(() => {
    const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map((prompt) => prompt.textContent);
    return !prompts.some((prompt) => prompt.includes('*')) && prompts.some((prompt) => /\d/.test(prompt));
  }, null, { timeout: 240_000 });
  await page.waitForTimeout(500);
}

async function runAll() {
  await choose(work.menus.run);
  await quiet();
}

const png = (base64) => navigator.clipboard.write([new ClipboardItem({
  'image/png': new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: 'image/png' }) })]);

// Adds a cell below the selected one, as its keys do, and leaves it selected.
async function addCell({ kind, source, picture, alt }) {
  await page.keyboard.press('Escape');
  await page.keyboard.press('b');
  if (kind === 'markdown') await page.keyboard.press('m');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText(source);
  if (picture) {
    await page.evaluate(png, picture);
    await page.keyboard.press('Control+v');
    const editor = page.locator('.jp-mod-active .cm-content', { hasText: 'attachment:' });
    await editor.waitFor();
    if (alt) {
      const written = (await editor.innerText()).trim().replace(/!\[[^\]]*\]/, `![${alt}]`);
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(written);
    }
  }
  await page.keyboard.press('Escape');
}

// What an analyst sees of the report in the notebook.
const look = () => {
  const style = (selector, property) => {
    const element = document.querySelector(selector);
    return element && getComputedStyle(element)[property];
  };
  const rendered = [...document.querySelectorAll('.jp-MarkdownCell .jp-RenderedMarkdown')];
  const hidden = [...document.querySelectorAll('.analyysi-part [hidden]')];
  return {
    hidden: hidden.length,
    hiddenSeen: hidden.filter((element) => getComputedStyle(element).display !== 'none').length,
    heading: document.querySelector('.analyysi-part h1')?.textContent ?? null,
    sheets: [...document.querySelectorAll('.jp-OutputArea-output style')]
      .filter((sheet) => sheet.textContent.includes('.analyysi-part')).length,
    parts: document.querySelectorAll('.analyysi-part').length,
    ground: style('.analyysi-part', 'backgroundColor'),
    figure: style('.analyysi-part td.figure', 'textAlign'),
    big: style('.analyysi-part .big', 'fontSize'),
    stripes: [...new Set([...document.querySelectorAll('.analyysi-part tbody tr:not(.marked, .total)')]
      .map((row) => getComputedStyle(row).backgroundColor))],
    outsidePart: style('.jp-MarkdownCell h1', 'fontFamily'),
    last: rendered.at(-1)?.textContent ?? null,
    errors: [...document.querySelectorAll('[data-mime-type="application/vnd.jupyter.error"], [data-mime-type="application/vnd.jupyter.stderr"]')]
      .map((output) => output.innerText),
    prompts: [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map((prompt) => prompt.textContent),
    dark: document.body.dataset.jpThemeLight === 'false',
  };
};

await page.goto(work.url);
await page.locator('.jp-Notebook .jp-Cell').first().waitFor();
await page.locator('.jp-NotebookPanel-toolbar').waitFor();
const address = decodeURIComponent(new URL(page.url()).pathname);
const menuBar = await page.locator('.lm-MenuBar-itemLabel').allInnerTexts();
const files = await page.locator('.jp-DirListing-itemName').allInnerTexts();
// Before the kernel is there, JupyterLab would ask which one to start.
await page.locator('#jp-main-statusbar', { hasText: `Python 3 (ipykernel) | ${work.idle}` }).waitFor();
await runAll();
const first = await page.evaluate(look);
await shot('first');
const atEnd = await page.evaluate(() => {
  const seen = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  return {
    front: seen([...document.querySelectorAll('.analyysi-part .head')].at(-1)),
    line: seen([...document.querySelectorAll('.jp-MarkdownCell .jp-RenderedMarkdown')].at(-1)),
  };
});

for (const { below, cells } of work.added) {
  await page.locator('.jp-CodeCell', { hasText: below }).first().locator('.jp-InputPrompt').first().click();
  for (const cell of cells) await addCell(cell);
}
if (work.added.length) await runAll();
const second = await page.evaluate(look);
if (process.env.SHOTS) {
  const parts = await page.locator('.analyysi-part').all();
  for (const [number, part] of parts.entries()) {
    await part.scrollIntoViewIfNeeded();
    await shot(`part-${number}`);
  }
}
await choose(work.menus.save);
await page.waitForTimeout(1000);

const exporting = await entry(work.menus.export);
await shot('menu');
// The tab that is opened for it closes at once: the download is the notebook's.
const refused = new Promise((_, refuse) => context.on('response', async (response) => {
  if (response.url().includes('/nbconvert/') && !response.ok()) refuse(new Error(await response.text()));
}));
const [download] = await Promise.all([Promise.race([page.waitForEvent('download'), refused]), exporting.click()]);
const path = join(work.out, download.suggestedFilename());
await download.saveAs(path);

const themes = {};
for (const theme of work.themes ?? []) {
  await choose([...work.menus.theme, theme]);
  await page.waitForTimeout(1500);
  await page.locator('.analyysi-part').first().scrollIntoViewIfNeeded();
  await shot(theme);
  themes[theme] = await page.evaluate(look);
}
tell({ address, menuBar, files, first, atEnd, second, path, outside, faults, themes });
