// What a script has from serve.mjs: the browser that all share and the words it was given; `tell` takes what it found.
import { chromium } from 'playwright-core';

export const launched = (flags = []) => chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', ...flags],
});

export let browser;
export let given;
let told;
export const tell = (found) => { told = found; };

// A page in a context of its own, for many addresses one after another: a context costs as much time as five addresses.
export const opened = async (options = {}) => (await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })).newPage();

let count = 0;
// Runs a script from its first line; what it leaves open in the browser is closed.
export async function answered(script, words) {
  if (!browser?.isConnected()) browser = await launched();
  given = words;
  told = undefined;
  count += 1;
  try {
    await import(`./${script}?${count}`);
    return { found: told };
  } catch (error) {
    return { failed: error.stack };
  } finally {
    for (const context of browser.contexts()) await context.close();
  }
}
