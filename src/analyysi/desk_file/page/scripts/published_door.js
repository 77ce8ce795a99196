// Published shares in a table: what was read, whether it adds up, and the rule that gives it.
(function (desk) {
  const el = desk.el;
  const doors = desk.doors;
  const readPlace = desk.byId('published-read');
  const working = desk.byId('published-working');

  const show = (shown, rule) => {
    const headings = [desk.say('payer'), desk.say('published_share'), desk.say('as_it_stands'), desk.say('difference')]
      .map((text, place) => (place ? `${text}, ${desk.state.sign}` : text));
    const table = doors.table('published-shares', desk.say('published_read'), headings, shown.rows);
    readPlace.replaceChildren(el('h3', {}, desk.say('what_was_read')),
      doors.facts([[desk.say('file'), door.file()], [desk.say('columns_read'), shown.columns]]),
      doors.scroll(table, desk.say('published_read')),
      el('p', { class: 'checked' }, shown.check),
      ...doors.list(desk.say('doubtful'), shown.faults),
      ...doors.list(desk.say('remarks'), shown.remarks),
      ...doors.list(desk.say('passed_over'), shown.passed_over),
      ...(rule === null ? [] : [el('h3', {}, desk.say('rule_heading')), el('p', { id: 'published-rule' }, rule)]));
  };

  const wait = (sentence) => {
    working.hidden = !sentence;
    desk.byId('published-working-text').textContent = sentence;
    if (sentence) desk.tell(sentence, false);
  };

  const forget = () => {
    readPlace.replaceChildren();
    wait('');
  };

  const look = async (sent) => {
    forget();
    const checked = await door.answer({ kind: 'published', ...sent, search: false });
    if (!checked) return;
    show(checked, null);
    door.told.textContent = '';
    wait(desk.say('searching'));
    const answer = await door.answer({ kind: 'published', ...sent, search: true });
    if (!answer) return wait('');
    wait('');
    show(answer, answer.rule || desk.say('nothing_to_explain'));
    doors.tell(door.told, desk.say('searched'), false);
  };

  // The unit is named as faults name it, too.
  desk.on('state', () => {
    const unit = desk.byId('published-unit');
    while (unit.options.length > 1) unit.lastElementChild.remove();
    for (const [word, title] of Object.entries(desk.words)) {
      const scale = word.startsWith('scale_') ? word.slice('scale_'.length) : '';
      if (scale) unit.append(el('option', { value: scale }, `${title} (${scale})`));
    }
  });

  const door = doors.published_door = doors.sender('published', look, forget);
})(window.desk);
