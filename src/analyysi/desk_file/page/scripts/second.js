// A second trial: A is kept as it was, B is what is being tried now, and both stand beside the decided split.
(function (desk) {
  const doors = desk.doors;
  const place = desk.byId('second-table');
  const told = desk.byId('second-told');
  const names = { first: desk.byId('first-name'), second: desk.byId('second-name') };
  let kept = null;

  const nameOf = (which) => names[which].value.trim() || (which === 'first' ? 'A' : 'B');

  // By its rules and not by its title alone, which names no step: a cap moves sums as a key does.
  const rulesOf = (trial) => trial.rules.join(' ').replace(/\.$/, '') || trial.title;

  const draw = async () => {
    desk.byId('second-both').hidden = !kept;
    if (!kept) return;
    const answer = await desk.askLatest('compare', { kind: 'compare', choices: kept, second: desk.choices() });
    if (answer === null || !kept) return;
    if (answer.fault) {
      place.replaceChildren();
      doors.tell(told, answer.fault.message, true);
      return;
    }
    told.textContent = '';
    const [first, second] = [nameOf('first'), nameOf('second')];
    const headings = [answer.header, ...[desk.say('as_it_stands'), first, second,
      desk.say('second_change', { first, second })].map((text) => `${text}, ${desk.state.sign}`)];
    const caption = desk.say('second_caption', {
      first, second, first_title: rulesOf(answer.first), second_title: rulesOf(answer.second) });
    place.replaceChildren(doors.table('second-shares', caption, headings,
      [...answer.rows, { ...answer.total, total: true }]));
  };

  const swap = async () => {
    const now = desk.choices();
    const answer = await doors.goTo(kept);
    if (answer.fault) return doors.tell(told, answer.fault.message, true);
    kept = now;
    [names.first.value, names.second.value] = [names.second.value, names.first.value];
    desk.setState(answer);
    await draw();
    doors.tell(told, desk.say('second_swapped'), false);
  };

  desk.byId('keep-first').addEventListener('click', async () => {
    kept = desk.choices();
    await draw();
    doors.tell(told, desk.say('second_kept'), false);
  });
  desk.byId('second-swap').addEventListener('click', swap);
  desk.byId('second-drop').addEventListener('click', () => {
    kept = null;
    for (const input of Object.values(names)) input.value = '';
    draw();
    doors.tell(told, desk.say('second_dropped'), false);
    desk.byId('keep-first').focus();
  });
  for (const input of Object.values(names)) input.addEventListener('input', draw);
  desk.on('trial', draw);
  // Sums are written in the reader's language, and each year has its own choices: another of either, and A is left.
  let opened = '';
  desk.on('state', (state) => {
    const here = `${state.agreement} ${state.year} ${state.language}`;
    if (opened && opened !== here && kept) {
      kept = null;
      doors.tell(told, desk.say('second_left'), false);
    }
    opened = here;
    draw();
  });
})(window.desk);
