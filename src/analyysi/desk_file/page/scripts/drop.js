// What is dropped or pasted anywhere on the page: taken to its door by what it holds; where two fit, the reader says.
(function (desk) {
  const doors = desk.doors;
  const dialog = desk.byId('drop-ask');
  const hint = desk.byId('drop-here');
  const HEAD = 2000;

  // By content first: a file's name is what somebody called it.
  const RULES = [
    { door: 'audit', fits: (text) => text.startsWith('agreement,year,split,') },
    { door: 'audit', fits: (text) => /^<(!doctype html|html)/i.test(text) },
    { door: 'link', fits: (text) => doors.isLink(text) },
    { door: 'trial', fits: (text, name) => text.startsWith('{') && /\.trial\.json$/i.test(name) },
    { door: 'audit', fits: (text) => text.startsWith('{') && /"fingerprint"\s*:/.test(text) },
    { door: 'trial', fits: (text) => text.startsWith('{') },
  ];
  const doorOf = (text, name) => {
    const plain = text.replace(/^\uFEFF/, '').trimStart();
    const rule = RULES.find((each) => each.fits(plain, name));
    return rule ? rule.door : '';
  };

  const TAKE = {
    table: (thing) => (thing.file ? doors.table_door.take(thing.file) : doors.table_door.pasted(thing.text)),
    published: (thing) => (thing.file ? doors.published_door.take(thing.file) : doors.published_door.pasted(thing.text)),
    audit: (thing) => doors.audit(thing.file ?? new File([thing.text], '')),
    trial: (thing) => doors.openTrialFile(thing.file ?? new File([thing.text], '')),
    link: (thing) => doors.openLink(thing.text),
  };
  const SECTION = { table: 'table-door', published: 'published-door', audit: 'audit', trial: 'files', link: 'files' };

  const take = (door, thing) => {
    doors.reveal(SECTION[door]);
    return TAKE[door](thing);
  };

  const askWhich = (thing) => {
    desk.byId('drop-ask-heading').textContent = thing.file ? thing.file.name : desk.say('pasted_table');
    for (const button of dialog.querySelectorAll('button')) {
      button.onclick = () => {
        dialog.close();
        if (button.value) take(button.value, thing);
      };
    }
    dialog.showModal();
  };

  const sort = async (thing) => {
    if (!desk.state && !doors.beginWith) return;
    // Fields may lie anywhere in a file of JSON; of a large one the beginning says what it is.
    const text = thing.file ? await thing.file.slice(0, 64 * HEAD).text() : thing.text;
    const door = doorOf(text, thing.file ? thing.file.name : '');
    if (!desk.state && door !== 'trial' && door !== 'link') {
      doors.beginWith(thing);
      return;
    }
    if (door === 'link' && thing.file) thing.text = text;
    if (door) take(door, thing);
    else askWhich(thing);
  };

  const holdsFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes('Files');
  let depth = 0;
  const lift = () => { depth = 0; hint.hidden = true; };
  document.addEventListener('dragenter', (event) => {
    if (!holdsFiles(event)) return;
    depth += 1;
    hint.hidden = false;
  });
  document.addEventListener('dragleave', (event) => {
    if (!holdsFiles(event)) return;
    depth -= 1;
    if (depth <= 0) lift();
  });
  document.addEventListener('dragover', (event) => { if (holdsFiles(event)) event.preventDefault(); });
  document.addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    lift();
    const files = [...event.dataTransfer.files];
    if (!desk.state && !doors.beginWith) return;
    if (files.length !== 1) desk.tell(desk.say('drop_one'), true);
    else sort({ file: files[0] });
  });

  // Ctrl+V where nothing is being written.
  document.addEventListener('paste', (event) => {
    if ((!desk.state && !doors.beginWith) || dialog.open || event.target.closest?.('input, textarea, select, [contenteditable]')) return;
    const [file] = event.clipboardData.files;
    const text = event.clipboardData.getData('text/plain');
    if (!text.trim() && !file) return;
    event.preventDefault();
    // A spreadsheet puts a picture of its cells beside their text.
    sort(text.trim() ? { text } : { file });
  });
  desk.doors.sort = sort;
})(window.desk);
