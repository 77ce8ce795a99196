// Opens pages whose texts are hostile, as viewers that heed the page's policy and as those that do not:
//   hostile.mjs FILE.html ...
// Tells for each page what it asked for beside itself, what it ran and where it led.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { browser, given, tell } from './shared.mjs';

async function opened(path, bypassCSP) {
  const url = pathToFileURL(resolve(path)).href;
  const context = await browser.newContext({ bypassCSP });
  const page = await context.newPage();
  const asked = [];
  const dialogs = [];
  const faults = [];
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:')) asked.push(request.url());
  });
  page.on('dialog', (dialog) => { dialogs.push(dialog.message()); dialog.dismiss(); });
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(url);
  const before = await page.title();
  // What is only under the mouse, behind a fold or in the explorer is shown too.
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
    for (const element of document.querySelectorAll('body *')) {
      for (const name of ['mouseover', 'focus', 'toggle']) element.dispatchEvent(new Event(name));
    }
    for (const field of document.querySelectorAll('select, input')) {
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
  });
  await page.waitForTimeout(300);
  const told = {
    asked, dialogs, faults, moved: page.url() !== url, title: await page.title() === before,
    scripts: await page.evaluate(() => document.scripts.length),
    handlers: await page.evaluate(() => [...document.querySelectorAll('*')]
      .flatMap((element) => [...element.attributes]).filter((attribute) => /^on/i.test(attribute.name)).length),
  };
  await context.close();
  return told;
}

const told = {};
for (const path of given) {
  told[path] = { policy: await opened(path, false), without: await opened(path, true) };
}
tell(told);
