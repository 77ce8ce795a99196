'use strict';
// The engine's worker: Python with the program in it, from the parts of the page and from nothing else. The page puts
// `bytesOf` before this text, and the runtime's own scripts after it.
{
  const parts = {};
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

  // Packages that Python began with lie in its zip without the modules that they did not need; the site has those.
  const UNPACK = `
import io, lzma, os, sys, tarfile
def unpack(content, folder):
    packed = lzma.decompress(content.to_bytes())
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        members = archive.getmembers()
    for place in sorted({os.path.dirname(member.name) for member in members}):
        os.makedirs(f"{folder}/{place}", exist_ok=True)
    # Not by extractall, which sets the owner, the mode and the time of each of a thousand files.
    for member in members:
        with open(f"{folder}/{member.name}", "wb", buffering=0) as file:
            file.write(memoryview(packed)[member.offset_data : member.offset_data + member.size])
def take_the_site(content):
    unpack(content, "/site")
    sys.path.append("/site")
    for name, module in list(sys.modules.items()):
        if any(".zip/" in place for place in getattr(module, "__path__", ())):
            module.__path__.append("/site/" + name.replace(".", "/"))
unpack, take_the_site`;
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
    const [unpack, takeSite] = python.runPython(UNPACK);
    takeSite(bytesOf(parts.site));
    unpack(bytesOf(parts.project), '/project');
    for (const name of Object.keys(parts)) delete parts[name];
    self.postMessage({ step: 'figures' });
    answer = python.runPython(ENGINE);
    self.postMessage({ ready: true });
  };

  self.onmessage = ({ data }) => {
    if (data.request !== undefined) return self.postMessage({ id: data.id, answer: answer(data.request) });
    Object.assign(parts, data);
    // The end of a fault alone: in the runtime's text a line has a million letters.
    return start().catch((fault) => self.postMessage({ fault: String(fault.message ?? fault).slice(-2000) }));
  };
}
