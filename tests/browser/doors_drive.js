// What a reader does at the doors of a desk in one file, by the elements of the page alone, so that it runs in every
// engine: an expression, a function of {texts, files: {name: base64}} that gives what was seen.
async (given) => {
  const byId = (id) => document.getElementById(id);
  const until = async (wanted, what) => {
    for (let turn = 0; turn < 1200; turn += 1) {
      const value = wanted();
      if (value) return value;
      await new Promise((done) => setTimeout(done, 25));
    }
    throw new Error(`${what} did not come; ${byId('progress').textContent}`);
  };
  const file = (name) => new File([Uint8Array.from(atob(given.files[name]), (letter) => letter.charCodeAt(0))], name);
  const held = (one) => {
    const transfer = new DataTransfer();
    transfer.items.add(one);
    return transfer;
  };
  const choose = (id, one) => {
    byId(id).files = held(one).files;
    byId(id).dispatchEvent(new Event('change'));
  };
  const drop = (one) => {
    const event = new Event('drop', { bubbles: true, cancelable: true });
    event.dataTransfer = held(one);
    document.body.dispatchEvent(event);
  };
  const enter = (id, value) => {
    byId(id).value = value;
    for (const name of ['input', 'change']) byId(id).dispatchEvent(new Event(name, { bubbles: true }));
  };
  const send = (id) => byId(id).dispatchEvent(new Event('submit', { cancelable: true }));
  const rows = (id) => [...byId(id).rows].map((row) => [...row.cells].map((cell) => cell.textContent));
  const told = (id) => byId(id).textContent;
  const seen = {};

  // A table as text, changed after it was read; and the key that it makes.
  enter('table-text', given.texts.workstations);
  send('table-form');
  await until(() => byId('table-figures') && !byId('key-form').hidden, 'the figures before a change');
  enter('table-text', `${given.texts.workstations}\n`);
  seen.forgotten = [byId('key-form').hidden, byId('table-read').children.length, told('table-told')];
  send('table-form');
  seen.figures = (await until(() => byId('table-figures') && rows('table-figures'), 'the figures'));
  send('key-form');
  seen.unanswered = told('key-told');
  enter('key-day', '2022-06-30');
  enter('key-source', 'Kuntien vastaukset 15.8.2022');
  send('key-form');
  await until(() => byId('key-form').hidden, 'the key');
  seen.added = told('table-told');
  seen.keys = window.desk.state.keys.filter((key) => key.added).map((key) => key.name);

  // A file that leaves its column open.
  choose('table-file', file('two.xlsx'));
  const choice = await until(() => byId('table-open-choice'), 'the question');
  seen.open = [told('table-told'), [...choice.options].map((option) => option.value), rows('table-first-rows')];
  enter('table-open-choice', 'C');
  seen.chosen = await until(() => byId('table-figures') && rows('table-figures'), 'the second figures');

  // Published shares, and a fault of theirs.
  enter('published-text', given.texts.published);
  send('published-form');
  seen.rule = await until(() => byId('published-rule') && told('published-rule'), 'the rule');
  seen.published = rows('published-shares');
  enter('published-text', given.texts.published.replace('7 325,24', '7 079,00'));
  send('published-form');
  await until(() => byId('published-read').querySelector('li'), 'the fault');
  seen.doubtful = byId('published-read').querySelector('li').textContent;
  await until(() => byId('published-working').hidden && byId('published-rule'), 'the second search');

  // Two trials beside each other.
  byId('keep-first').click();
  await until(() => byId('second-shares'), 'both trials');
  const equal = { ...window.desk.choices(), method: 'equal', parameters: {} };
  window.desk.setState(await window.desk.doors.goTo(equal));
  enter('second-name', 'Tasan <b>');
  await until(() => rows('second-shares')[1][4].replace(/[^1-9]/g, ''), 'a difference');
  seen.second = rows('second-shares');

  // Files, as they are handed over.
  const blobs = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => { blobs.push(blob); return make.call(URL, blob); };
  HTMLAnchorElement.prototype.click = () => {};
  seen.downloads = {};
  for (const button of [...byId('downloads').querySelectorAll('button')]) {
    blobs.length = 0;
    byId('files-told').textContent = '';
    button.click();
    await until(() => told('files-told'), button.textContent);
    const bytes = blobs.length ? new Uint8Array(await blobs[0].arrayBuffer()) : [];
    seen.downloads[button.dataset.file] = [told('files-told'), btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))];
  }
  URL.createObjectURL = make;
  seen.choices = window.desk.choices();

  // A link, opened in the same page.
  byId('make-link').click();
  seen.link = await until(() => !byId('link-made').hidden && byId('link').value, 'the link');
  byId('second-swap').click();
  await until(() => window.desk.choices().method !== 'equal', 'the swap');
  seen.swapped = await until(() => rows('second-shares')[0][2].startsWith('Tasan') && rows('second-shares')[0], 'the names');
  enter('link-given', seen.link);
  send('link-form');
  await until(() => window.desk.choices().method === 'equal', 'the trial of the link');
  seen.opened = told('trial-told');
  byId('second-drop').click();
  seen.left = byId('second-both').hidden;
  enter('link-given', `${seen.link.slice(0, -20)}`);
  byId('trial-told').textContent = '';
  send('link-form');
  seen.broken = await until(() => told('trial-told'), 'the broken link');

  // Whatever is dropped: by what it holds, or by asking.
  seen.dropped = {};
  for (const name of given.drops) {
    for (const id of ['audit-told', 'trial-told']) byId(id).textContent = '';
    drop(file(name));
    const place = name.endsWith('.trial.json') ? 'trial-told' : 'audit-told';
    const last = () => told(place) && !told(place).endsWith('…') && told(place);
    seen.dropped[name] = [await until(last, name), byId('audit-read').textContent];
  }
  drop(file('two.csv'));
  await until(() => byId('drop-ask').open, 'the question of the drop');
  byId('drop-ask').querySelector('[value=table]').click();
  await until(() => byId('table-open-choice'), 'the dropped table');
  seen.asked = [byId('drop-ask').open, told('drop-ask-heading')];

  // Hostile texts stay texts.
  drop(file('hostile.csv'));
  await until(() => byId('drop-ask').open, 'the question of the drop');
  byId('drop-ask').querySelector('[value=table]').click();
  await until(() => byId('table-figures'), 'the hostile table');
  seen.hostile = [byId('table-read').textContent, document.querySelectorAll('#doors img, #doors script, #doors iframe').length, window.ran ?? null];
  return seen;
}
