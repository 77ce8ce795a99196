'use strict';
// The unpacker's worker: unpacks the program and the figures while Python is loaded in the engine's. The page puts
// `bytesOf` and the library's text before this text, and hands what comes out to the engine.
{
  const { XzReadableStream } = self['xz-decompress'];
  const unpacked = (letters) => new Response(new XzReadableStream(new Response(bytesOf(letters)).body)).arrayBuffer();

  self.onmessage = async ({ data }) => {
    try {
      for (const name of Object.keys(data)) {
        const content = await unpacked(data[name]);
        self.postMessage({ name, content }, [content]);
      }
    } catch (fault) {
      self.postMessage({ fault: String(fault.message ?? fault) });
    }
    self.close();
  };
}
