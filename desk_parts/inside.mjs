// Starts the shipped interpreter in Node and lets it compile: node inside.mjs STAGED COMPILED PACKAGE
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';

const [staged, compiled, name] = process.argv.slice(2);
try {
  const python = await loadPyodide({ env: { PYTHONHASHSEED: '0', PYDANTIC_DISABLE_PLUGINS: '1' } });
  for (const [point, folder] of [['/staged', staged], ['/compiled', compiled]]) {
    python.FS.mkdir(point);
    python.mountNodeFS(point, folder);
  }
  const script = readFileSync(new URL('inside.py', import.meta.url), 'utf8');
  python.runPython(`${script}\nmain`)('/staged', '/compiled', name);
} catch (fault) {
  // The whole of a fault would print the runtime's text, a million letters.
  console.error(String(fault.message).slice(-4000));
  process.exitCode = 1;
}
