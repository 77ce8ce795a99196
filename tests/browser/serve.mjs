// Keeps one Chromium for many scripts: `echo '["page.mjs", "OUT_DIR", "FILE.html"]' | node serve.mjs`
// Each line of JSON is a script and its words; a line of JSON goes back: {found}, what it told, or {failed}.
import { createInterface } from 'node:readline';
import { answered, browser } from './shared.mjs';

for await (const line of createInterface({ input: process.stdin })) {
  const [script, ...words] = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(await answered(script, words))}\n`);
}
await browser?.close();
