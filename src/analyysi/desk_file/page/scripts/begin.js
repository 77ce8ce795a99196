// An agreement begins with a table of its payers: read, worded, and opened as any year. In a desk for anything only.
(function (desk) {
  const el = desk.el;
  const doors = desk.doors;
  if (!desk.byId('begin')) return;
  const all = desk.byId('begin-all');
  const anew = desk.byId('begin-anew');
  const form = desk.byId('begin-words');
  const told = desk.byId('begin-words-told');
  const input = (name) => desk.byId(`begin-${name}`);
  const language = () => document.documentElement.lang;
  let looked = null;
  let table = null;

  // The reader's day, not that of Greenwich.
  const today = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, '0');
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };

  // The example: invented, and called so wherever its figures go.

  const FIGURES = [[12, 340], [30, 1205], [4, 95], [22, 610], [9, 150]];
  const example = () => [
    [desk.say('payer'), desk.say('begin_example_staff'), desk.say('begin_example_hours')],
    ...FIGURES.map((figures, place) => [desk.say('begin_example_payer', { letter: 'ABCDE'[place] }), ...figures.map(String)]),
  ];

  const showExample = () => {
    const [headings, ...rows] = example();
    const caption = desk.say('begin_example');
    const shown = rows.slice(0, 3).map(([name, ...cells]) => ({ name, cells }));
    input('example').replaceChildren(doors.scroll(doors.table('begin-example-table', caption, headings, shown), caption));
  };

  // What was read, and what must be known of it.

  const shownFigure = (column, payer) => {
    const figure = column.figures.find((each) => each.code === payer.code);
    if (!figure) return '–';
    return figure.estimated ? desk.say('estimate', { words: figure.words || figure.shown }) : figure.shown;
  };

  const show = () => {
    const caption = desk.say('what_was_read');
    const headings = [desk.say('payer'), ...table.columns.map((column) => column.heading || column.column)];
    const rows = table.payers.map((payer) => (
      { name: payer.name, cells: table.columns.map((column) => shownFigure(column, payer)) }));
    const doubtful = table.columns.flatMap((column) => Object.values(column.doubtful));
    const lacking = table.columns.flatMap((column) => column.lacking.map((payer) => `${payer.name}: ${column.heading || column.column}`));
    input('read').replaceChildren(
      doors.scroll(doors.table('begin-table', caption, headings, rows), caption),
      ...doors.list(desk.say('doubtful'), doubtful), ...doors.list(desk.say('without_figure'), lacking),
      ...doors.list(desk.say('passed_over'), table.passed_over), ...doors.list(desk.say('not_seen'), table.not_seen));
  };

  // Another reading of the same table leaves what was written for its columns.
  const writtenFor = () => Object.fromEntries([...input('columns').querySelectorAll('input, select')]
    .map((control) => [control.id, control.type === 'checkbox' ? control.checked : control.value]));

  const field = (id, word, control) => el('p', { class: 'field' }, el('label', { for: id }, desk.say(word)), control);

  const fieldsOf = (column, written) => {
    const id = (name) => `begin-${name}-${column.column}`;
    const unit = el('select', { id: id('unit'), 'aria-required': 'true' }, el('option', { value: '' }, desk.say('choose')),
      ...table.units.map((row) => el('option', { value: row.name }, row.title)));
    unit.value = written[unit.id] ?? column.unit ?? '';
    const label = el('input', { id: id('label'), maxlength: 200, autocomplete: 'off', 'aria-required': 'true' });
    label.value = written[label.id] ?? column.label;
    const day = el('input', { id: id('day'), type: 'date', 'aria-required': 'true', 'aria-describedby': 'begin-day-note' });
    day.value = written[day.id] ?? column.day ?? today();
    const use = el('input', { type: 'checkbox', id: id('use') });
    use.checked = written[use.id] ?? column.use;
    const asked = el('div', { hidden: !use.checked }, field(label.id, 'begin_label', label), field(unit.id, 'begin_unit', unit),
      field(day.id, 'begin_day', day));
    use.addEventListener('change', () => { asked.hidden = !use.checked; });
    return el('fieldset', { class: 'column' },
      el('legend', {}, desk.say('begin_column', { column: column.column, heading: column.heading || '–' })),
      el('p', { class: 'check' }, use, el('label', { for: use.id }, desk.say('begin_use'))), asked);
  };

  const read = async (sent) => {
    form.hidden = true;
    const municipal = input('municipal').checked;
    const answer = await door.answer({ kind: 'begin', language: language(), municipal, ...sent });
    if (!answer) return;
    const written = sent === looked ? writtenFor() : {};
    const firstBefore = table?.payers[0]?.name ?? '';
    looked = sent;
    table = answer.table;
    show();
    if (municipal) input('are-municipal').hidden = !table.payers.some((payer) => payer.kind === 'municipality');
    input('columns').replaceChildren(...table.columns.map((column) => fieldsOf(column, written)));
    if (!input('year').value) input('year').value = today().slice(0, 4);
    // Of another table it is another payer; whom the reader wrote stays.
    if (input('organiser').value === firstBefore) input('organiser').value = table.payers[0]?.name ?? '';
    form.hidden = false;
    // The example has done its work; whoever pressed its button goes on to what it filled in.
    const isExample = document.activeElement === input('try');
    input('sample').hidden = true;
    doors.tell(told, '', false);
    doors.tell(door.told, desk.say('begin_was_read', { payers: table.payers.length, columns: table.columns.length }), false);
    if (isExample) input('title').focus();
    else door.told.scrollIntoView({ block: 'nearest' });
  };

  const door = doors.sender('begin', read, () => { form.hidden = true; });

  // A field by its label, and by its column where every column has one.
  const nameOf = (control) => [control.closest('fieldset')?.firstElementChild, control.labels[0]]
    .filter(Boolean).map((named) => named.textContent).join(', ');

  // What was not filled in: each is asked for, and none is guessed.
  const unanswered = (controls) => controls.filter((control) => {
    const isEmpty = !control.value.trim();
    if (isEmpty) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
    return isEmpty;
  });

  const share = async () => {
    const used = table.columns.filter((column) => input(`use-${column.column}`).checked);
    if (!used.length) return doors.tell(told, desk.say('begin_no_column'), true);
    const ofColumns = used.flatMap(({ column }) => ['label', 'unit', 'day'].map((name) => input(`${name}-${column}`)));
    const empty = unanswered([input('title'), input('total'), input('year'), input('organiser'), ...ofColumns]);
    if (empty.length) {
      const names = empty.map(nameOf).join('; ');
      doors.tell(told, desk.say('fill_in', { fields: names }), true);
      return empty[0].focus();
    }
    const written = (name) => input(name).value.trim();
    const columns = used.map(({ column }) => (
      { column, label: written(`label-${column}`), unit: written(`unit-${column}`), day: written(`day-${column}`) }));
    const year = Number(written('year'));
    const words = { title: written('title'), year: Number.isInteger(year) ? year : 0, total: written('total'),
      organiser: written('organiser'), source: written('source'), today: today(), columns };
    const answer = await doors.answerTo(told, {
      kind: 'begin', language: language(), municipal: input('municipal').checked, ...looked, words });
    if (!answer) return undefined;
    desk.setState(answer);
    desk.tell(desk.say('begin_done'), false);
    return doors.reveal('trial');
  };

  form.addEventListener('submit', (event) => { event.preventDefault(); share(); });
  input('municipal').addEventListener('change', () => read(looked));

  input('try').addEventListener('click', async () => {
    await door.pasted(`${example().map((row) => row.join('\t')).join('\n')}\n`);
    input('title').value = desk.say('begin_example_title');
    input('total').value = '100000';
    input('source').value = desk.say('begin_example');
  });

  input('trial-file').addEventListener('change', () => {
    const [file] = input('trial-file').files;
    if (file) doors.openTrialFile(file, input('trial-told'));
    input('trial-file').value = '';
  });

  input('again').addEventListener('click', () => {
    all.hidden = false;
    anew.hidden = true;
    doors.reveal('begin');
  });

  desk.on('state', (state) => {
    all.hidden = true;
    anew.hidden = false;
    desk.byId('begun-files').hidden = !state.begun;
    const folder = `data/agreements/${state.agreement}`;
    desk.byId('begun-files').textContent = desk.say('begin_files', {
      init: 'analyysi init', folder, report: `analyysi report ${state.agreement} ${state.year} --language ${state.language}` });
  });

  // A table that was dropped or pasted anywhere, while nothing is open yet.
  doors.beginWith = (thing) => (thing.file ? door.take(thing.file) : door.pasted(thing.text));

  desk.blank = () => {
    showExample();
    all.hidden = false;
    doors.first();
  };
})(window.desk);
