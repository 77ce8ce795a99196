'use strict';
// The engine's worker: Python with the program in it, from the parts of the page and from nothing else. The page puts
// `bytesOf` before this text, and the runtime's own scripts after it.
{
  const parts = {};
  const arrived = {};
  const unpacked = {};
  for (const name of ['site', 'project']) unpacked[name] = new Promise((resolve) => { arrived[name] = resolve; });
  const inflated = (letters) => new Response(bytesOf(letters)).body.pipeThrough(new DecompressionStream('gzip'));
  const refuse = () => { throw new TypeError('The desk asks nothing of a network.'); };

  // The runtime's loader asks for two files by address; whatever else it or anybody asks for is refused.
  self.fetch = async (resource) => {
    const address = String(resource.url ?? resource);
    if (address.endsWith('/pyodide.asm.wasm')) {
      return new Response(inflated(parts.wasm), { headers: { 'content-type': 'application/wasm' } });
    }
    if (address.endsWith('/python_stdlib.zip')) return new Response(inflated(parts.stdlib));
    return refuse();
  };
  for (const name of ['XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport']) delete self[name];
  // The loader takes a worker for a module where this fails; the policy would refuse the attempt, and report it.
  self.importScripts = refuse;

  const ENGINE = 'from analyysi.desk_file.engine.session import answer\nanswer';
  let answer;

  const start = async () => {
    self.postMessage({ step: 'python' });
    const python = await self.loadPyodide({
      indexURL: 'https://none.invalid/',
      createPyodideModule: _createPyodideModule,
      lockFileContents: self.lockFile,
      env: { HOME: '/home', PYTHONHASHSEED: '0', PYDANTIC_DISABLE_PLUGINS: '1', ANALYYSI_PROJECT: '/project' },
    });
    self.postMessage({ step: 'program' });
    const begin = python.runPython(`${parts.modules}\nbegin`);
    begin(await unpacked.site, await unpacked.project);
    for (const name of Object.keys(parts)) delete parts[name];
    answer = python.runPython(ENGINE);
    self.postMessage({ step: 'figures' });
    self.postMessage({ ready: true });
  };

  // A fault that nobody foresaw is told too: whoever asked would else wait for ever.
  const answered = (request) => {
    try {
      return { answer: answer(request) };
    } catch (fault) {
      return { broke: String(fault.message ?? fault).trim().split('\n').pop() };
    }
  };

  self.onmessage = ({ data }) => {
    if (data.request !== undefined) return self.postMessage({ id: data.id, ...answered(data.request) });
    if (data.content) return arrived[data.name](new Uint8Array(data.content));
    Object.assign(parts, data);
    // The end of a fault alone: in the runtime's text a line has a million letters.
    return start().catch((fault) => self.postMessage({ fault: String(fault.message ?? fault).slice(-2000) }));
  };
}
