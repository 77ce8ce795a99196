// Figures in a table: what was read of it, what must be known of them, and the key that they make.
(function (desk) {
  const el = desk.el;
  const doors = desk.doors;
  const readPlace = desk.byId('table-read');
  const keyForm = desk.byId('key-form');
  const keyTold = desk.byId('key-told');
  const asked = ['label', 'unit', 'day', 'source'];
  const input = (name) => desk.byId(`key-${name}`);
  let looked = null;

  const estimate = (figure) => (figure.estimated ? desk.say('estimate', { words: figure.words || figure.shown }) : '');

  const show = (table) => {
    const hasEstimates = table.figures.some((figure) => figure.estimated);
    const headings = [desk.say('payer'), desk.say('figure'), ...(hasEstimates ? [desk.say('estimate_column')] : []), desk.say('place')];
    const figureRow = (figure) => ({
      name: figure.name, cells: [figure.shown, ...(hasEstimates ? [estimate(figure)] : []), figure.place] });
    const facts = doors.facts([
      [desk.say('file'), door.file()], [desk.say('table_sheet'), table.sheet],
      [desk.say('table_payer_column'), table.payer_column], [desk.say('table_column'), table.column]]);
    const figures = doors.table('table-figures', table.label || desk.say('what_was_read'), headings, table.figures.map(figureRow));
    for (const row of figures.querySelectorAll('tr')) for (const cell of [...row.children].slice(2)) cell.className = 'text';
    readPlace.replaceChildren(el('h3', {}, desk.say('what_was_read')), facts,
      doors.scroll(figures, desk.say('what_was_read')),
      ...doors.list(desk.say('doubtful'), Object.values(table.doubtful)),
      ...doors.list(desk.say('without_figure'), table.lacking.map((payer) => payer.name)),
      ...doors.list(desk.say('passed_over'), table.passed_over),
      ...doors.list(desk.say('not_seen'), table.unseen));
  };

  const askForKey = (table) => {
    const unit = input('unit');
    unit.replaceChildren(el('option', { value: '' }, desk.say('choose')),
      ...table.units.map((row) => el('option', { value: row.name }, row.title)));
    input('label').value = table.label;
    unit.value = table.unit;
    keyForm.hidden = false;
    doors.tell(keyTold, '', false);
  };

  const forget = () => {
    readPlace.replaceChildren();
    keyForm.hidden = true;
    looked = null;
  };

  const look = async (sent) => {
    forget();
    const answer = await door.answer({ kind: 'table', ...sent });
    if (!answer) return;
    looked = sent;
    show(answer.table);
    askForKey(answer.table);
    const many = { count: answer.table.figures.length, lacking: answer.table.lacking.length };
    doors.tell(door.told, desk.say('table_was_read', many), false);
  };

  // In the unit that is said, cells that name it can be read too.
  input('unit').addEventListener('change', async () => {
    const answer = await door.answer({ kind: 'table', ...looked, read_as: input('unit').value });
    if (answer) show(answer.table);
  });

  const door = doors.table_door = doors.sender('table', look, forget);

  // Each is asked for: a figure without its meaning, day or source is no ground for sharing.
  const unanswered = () => {
    const empty = asked.filter((name) => !input(name).value.trim());
    for (const name of asked) {
      if (empty.includes(name)) input(name).setAttribute('aria-invalid', 'true');
      else input(name).removeAttribute('aria-invalid');
    }
    return empty;
  };

  keyForm.addEventListener('submit', async (event) => {
    event.preventDefault();
    const empty = unanswered();
    if (empty.length) {
      const names = empty.map((name) => desk.say(`key_${name}`)).join(', ');
      doors.tell(keyTold, desk.say('fill_in', { fields: names }), true);
      input(empty[0]).focus();
      return;
    }
    const key = Object.fromEntries(asked.map((name) => [name, input(name).value.trim()]));
    const answer = await doors.answerTo(keyTold, { kind: 'table', ...looked, key, choices: desk.choices() });
    if (!answer) return;
    keyForm.hidden = true;
    keyForm.reset();
    readPlace.replaceChildren();
    door.clear();
    desk.setState(answer);
    const added = answer.keys.find((each) => each.name === answer.added);
    doors.tell(door.told, desk.say('key_added', { key: added.title }), false);
    desk.doors.reveal('table-door');
  });
})(window.desk);
