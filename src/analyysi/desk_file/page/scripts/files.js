// The files of a trial, and the trial itself: as a file, as a link, and opened again.
(function (desk) {
  const el = desk.el;
  const doors = desk.doors;
  const told = desk.byId('files-told');
  const trialTold = desk.byId('trial-told');
  const link = desk.byId('link');
  const MARK = '#trial=';
  // Programs for mail break or cut longer lines; a saved trial has a few thousand letters at most.
  const LONGEST_LINK = 2000;
  const LARGEST_TRIAL = 1024 * 1024;

  const size = (bytes) => {
    const kilobytes = (bytes.length / 1024).toFixed(1).replace('.', desk.state.decimal_mark);
    return desk.say('size', { kilobytes });
  };

  const hand = async (request) => {
    const year = desk.byId('draft-year').value.trim();
    if (request.file === 'year' && year) {
      if (!/^[0-9]{4}$/.test(year)) return doors.tell(told, desk.say('no_year', { year }), true);
      request.year = Number(year);
    }
    const answer = await doors.answerTo(told, { kind: 'download', ...request, choices: desk.choices() });
    if (!answer) return undefined;
    const bytes = doors.bytes(answer.base64);
    doors.download(answer.name, answer.media_type, bytes);
    return doors.tell(told, desk.say('handed', { file: answer.name, size: size(bytes) }), false);
  };

  const offer = (title, request) => el('li', {},
    el('button', { type: 'button', 'data-file': request.name || request.file, on: { click: () => hand({ ...request }) } }, title));

  desk.on('state', (state) => {
    const figures = state.keys.filter((key) => key.file);
    const offers = state.downloads.flatMap((row) => (row.name === 'figures'
      ? figures.map((key) => offer(desk.say('figures_of', { title: row.title, key: key.title }), { file: 'figures', name: key.file }))
      : [offer(row.title, { file: row.name })]));
    desk.byId('downloads').replaceChildren(...offers);
  });

  // A link: the trial, packed and in letters of an address.

  const through = async (bytes, stream, most) => {
    const reader = new Response(bytes).body.pipeThrough(stream).getReader();
    const parts = [];
    let length = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (most && length > most) throw new RangeError();
      parts.push(value);
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  };

  const letters = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

  const packed = async (text) => letters(await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'), 0));

  const unpacked = async (text) => {
    const bytes = doors.bytes(text.replace(/-/g, '+').replace(/_/g, '/'));
    const content = await through(bytes, new DecompressionStream('deflate-raw'), LARGEST_TRIAL);
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  };

  const makeLink = async () => {
    const answer = await doors.answerTo(trialTold, { kind: 'trial', choices: desk.choices() });
    if (!answer) return;
    link.value = location.href.split('#')[0] + MARK + await packed(answer.saved);
    desk.byId('link-made').hidden = false;
    const count = link.value.length;
    desk.byId('link-note').textContent = desk.say(count > LONGEST_LINK ? 'link_long' : 'link_short', {
      count, fingerprint: desk.state.data });
    doors.tell(trialTold, '', false);
    desk.tell(desk.byId('link-note').textContent, false);
    link.focus();
    link.select();
  };

  const copyLink = async () => {
    link.select();
    let done = false;
    try {
      await navigator.clipboard.writeText(link.value);
      done = true;
    } catch (fault) {
      done = document.execCommand('copy');
    }
    desk.tell(desk.say(done ? 'link_copied' : 'link_not_copied'), !done);
  };

  // A trial opened: from the text of its file.

  const openTrial = async (text, place, word) => {
    const answer = await doors.answerTo(place, {
      kind: 'trial', saved: text, language: document.documentElement.lang });
    if (!answer) return false;
    desk.setState(answer);
    doors.tell(place, desk.say(word, { fingerprint: answer.data }), false);
    return true;
  };

  const openLink = async (address) => {
    const at = address.indexOf(MARK);
    const given = at < 0 ? address.trim() : address.slice(at + MARK.length).trim();
    let text;
    try {
      text = await unpacked(given);
    } catch (fault) {
      return doors.tell(trialTold, desk.say('link_broken'), true);
    }
    return openTrial(text, trialTold, 'trial_opened');
  };

  doors.openTrialFile = async (file, place = trialTold) => {
    if (file.size > LARGEST_TRIAL) {
      return doors.tell(place, desk.say('no_trial_so_large', { file: file.name }), true);
    }
    return openTrial(await file.text(), place, 'trial_opened');
  };
  doors.openLink = openLink;
  doors.isLink = (text) => text.length < LARGEST_TRIAL && text.includes(MARK) && !text.trim().includes('\n');

  desk.byId('make-link').addEventListener('click', makeLink);
  desk.byId('copy-link').addEventListener('click', copyLink);
  desk.on('trial', () => { desk.byId('link-made').hidden = true; });
  const chooser = desk.byId('trial-file');
  chooser.addEventListener('change', () => {
    if (chooser.files.length) doors.openTrialFile(chooser.files[0]);
    chooser.value = '';
  });
  desk.byId('link-form').addEventListener('submit', (event) => {
    event.preventDefault();
    openLink(desk.byId('link-given').value);
  });

  // The address that the page was opened by; and another that is put into it later.
  const fromAddress = () => (location.hash.startsWith(MARK) ? openLink(location.hash) : null);
  let isFirst = true;
  doors.first = () => {
    if (!isFirst) return;
    isFirst = false;
    // After the sentence that the page is ready, which would take the place of what the link says.
    setTimeout(fromAddress);
  };
  desk.on('state', doors.first);
  window.addEventListener('hashchange', () => { if (!isFirst) fromAddress(); });
})(window.desk);
