// Validates finished pages as HTML and tells html-validate's messages on each: validate.mjs FILE.html ...
import { readFileSync } from 'node:fs';
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';
import { given, tell } from './shared.mjs';

const config = JSON.parse(readFileSync(new URL('.htmlvalidate.json', import.meta.url), 'utf8'));
const validator = new HtmlValidate(new FileSystemConfigLoader(config));
const found = {};
for (const path of given) {
  found[path] = [];
  const report = await validator.validateString(readFileSync(path, 'utf8'), { ...config });
  for (const result of report.results) {
    for (const m of result.messages) found[path].push(`${m.line}:${m.column} ${m.ruleId}: ${m.message}`);
  }
}
tell(found);
