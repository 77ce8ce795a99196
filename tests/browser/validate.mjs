// Validates finished pages as HTML and prints html-validate's messages on each as JSON: node validate.mjs FILE.html ...
import { readFileSync } from 'node:fs';
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';

const config = JSON.parse(readFileSync(new URL('.htmlvalidate.json', import.meta.url), 'utf8'));
const validator = new HtmlValidate(new FileSystemConfigLoader(config));
const found = {};
for (const path of process.argv.slice(2)) {
  found[path] = [];
  const report = await validator.validateString(readFileSync(path, 'utf8'), { ...config });
  for (const result of report.results) {
    for (const m of result.messages) found[path].push(`${m.line}:${m.column} ${m.ruleId}: ${m.message}`);
  }
}
process.stdout.write(JSON.stringify(found));
