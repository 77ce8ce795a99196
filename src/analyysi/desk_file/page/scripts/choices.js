// The form of what is tried, and as whom the page is read. What stands in it is kept, whatever the engine says of it.
(function (desk) {
  const { el, byId } = desk;
  let form;
  let marked = [];

  const namesNow = (paying) => {
    const titled = (key) => [key.name, key.title];
    return {
      keys: desk.state.keys.map(titled),
      claims: desk.state.keys.filter((key) => key.claim).map(titled),
      payers: desk.state.payers.map((payer) => [payer.code, payer.name]),
      paying,
    };
  };

  // Something was chosen or typed.
  desk.chosen = () => {
    desk.changed('choices', desk.choices());
    byId('restore').hidden = JSON.stringify(desk.choices()) === form.start;
  };

  // Who takes part, one box each; whoever lacks figures says which.
  const whoTakesPart = (participants) => {
    const boxes = desk.state.payers.map((payer) => {
      const isOff = !payer.can_join && !payer.participant && !participants.includes(payer.code);
      const box = desk.box(`payer-${payer.code}`, payer.name, participants.includes(payer.code), isOff);
      if (isOff && payer.lacks.length) {
        const id = `payer-${payer.code}-lacks`;
        box.element.append(el('p', { class: 'note', id }, desk.say('lacks', { keys: payer.lacks.join(', ') })));
        box.control.setAttribute('aria-describedby', id);
      }
      return [payer.code, box];
    });
    const read = () => boxes.filter(([, box]) => box.control.checked).map(([code]) => code);
    const count = el('span', { class: 'unit' });
    const tell = () => { count.textContent = ` ${read().length}/${boxes.length}`; };
    tell();
    const inner = el('div', { class: 'group', role: 'group', id: 'participants', 'aria-label': desk.words.who },
      ...boxes.map(([, box]) => box.element));
    const isOpen = boxes.length < 13 && window.matchMedia('(min-width: 64rem)').matches;
    const element = el('details', { id: 'who', open: isOpen }, el('summary', null, desk.words.who, count), inner);
    return { element, read, tell };
  };

  // What a newly chosen method begins with: the trial as it stands, as far as it can be written so.
  const begun = (method, kept) => {
    if (method.name in kept) return kept[method.name];
    const trial = desk.tried?.answer ?? desk.state.trial;
    if (method.name === 'mix' && trial.in_parts) return trial.in_parts;
    const [field] = method.fields;
    const isOfPayers = field && field.required && field.shape === 'pername' && field.of === 'payer';
    return isOfPayers && ['share', 'figure'].includes(field.kind) ? { [field.name]: trial.percent } : {};
  };

  const stepList = (typed, names) => {
    let steps = [];
    const list = el('div', null);
    const row = (name) => desk.state.steps.find((step) => step.name === name);
    const read = () => steps.map((step) => ({ name: step.name, parameters: step.form.read() }));

    const draw = (contents) => {
      steps = contents.map(({ name, parameters }, place) => ({
        name, form: desk.fieldsForm(row(name).fields, parameters, `step-${place}`, names()) }));
      desk.put(list, ...steps.map((step, place) => {
        const title = `${place + 1}. ${row(step.name).title}`;
        const button = (act, word, isOff, to) => el('button', { type: 'button', id: `step-${place}-${act}`,
          disabled: isOff, on: { click: () => to() } }, desk.words[word], el('span', { class: 'unseen' }, `: ${title}`));
        const move = (by, act) => {
          const moved = read();
          moved.splice(place + by, 0, moved.splice(place, 1)[0]);
          draw(moved);
          const again = byId(`step-${place + by}-${act}`);
          (again.disabled ? byId(`step-${place + by}-away`) : again).focus();
          desk.chosen();
        };
        const away = () => {
          draw(read().filter((_, other) => other !== place));
          (byId(`step-${Math.max(0, place - 1)}-away`) ?? byId('step-to-add')).focus();
          desk.chosen();
        };
        return el('div', { class: 'group step', role: 'group', id: `step-${place}`, 'aria-label': title },
          el('p', { class: 'step-title' }, title), step.form.element,
          el('p', { class: 'buttons' },
            button('up', 'move_up', place === 0, () => move(-1, 'up')),
            button('down', 'move_down', place === steps.length - 1, () => move(1, 'down')),
            button('away', 'take_away', false, away)));
      }));
    };

    draw(typed);
    const offered = desk.selectControl('step-to-add', desk.state.steps.map((step) => [step.name, step.title]));
    const add = () => {
      draw([...read(), { name: offered.value, parameters: row(offered.value).start }]);
      byId(`step-${steps.length - 1}`).querySelector('input, select, summary')?.focus();
      desk.chosen();
    };
    const element = el('details', { id: 'steps', open: typed.length > 0 }, el('summary', null, desk.words.steps),
      el('p', { class: 'note' }, desk.words.steps_note), list, desk.entry(desk.words.step_to_add, offered),
      el('button', { type: 'button', id: 'step-add', on: { click: add } }, desk.words.add_step));
    // What is chosen there does not count until it is added.
    offered.addEventListener('change', (event) => event.stopPropagation());
    return { element, read, redraw: () => draw(read()), at: ([place, ...within]) =>
      steps[place]?.form.at(within) ?? byId(`step-${place}`) };
  };

  const drawn = (choices) => {
    const { state, words } = desk;
    const kept = { [choices.method]: choices.parameters };
    const total = el('input', { id: 'total', type: 'text', inputmode: 'decimal', class: 'number', value: choices.total,
      autocomplete: 'off' });
    const method = desk.selectControl('method', state.methods.map((row) => [row.name, row.title]), choices.method);
    const parameters = el('div', { id: 'parameters' });
    const who = whoTakesPart(choices.participants);
    const names = () => namesNow(who.read());
    const steps = stepList(choices.steps, names);
    const unit = el('input', { id: 'unit', type: 'text', inputmode: 'decimal', class: 'number', value: choices.unit,
      autocomplete: 'off' });
    const rounding = desk.selectControl('rounding', state.rounding.map((row) => [row.name, row.title]), choices.rounding);
    const rule = el('p', { class: 'note', id: 'rounding-rule' });
    rounding.setAttribute('aria-describedby', 'rounding-rule');
    const tellRule = () => { rule.textContent = state.rounding.find((row) => row.name === rounding.value).rule; };
    tellRule();

    let fields;
    let name;
    const fill = (typed) => {
      name = method.value;
      fields = desk.fieldsForm(state.methods.find((row) => row.name === name).fields, typed, 'parameter', names());
      desk.put(parameters, fields.element);
    };
    const another = () => {
      kept[name] = fields.read();
      fill(begun(state.methods.find((row) => row.name === method.value), kept));
    };
    fill(choices.parameters);
    method.addEventListener('change', another);
    rounding.addEventListener('change', tellRule);
    who.element.addEventListener('change', () => {
      who.tell();
      fill(fields.read());
      steps.redraw();
    });

    const element = el('div', null,
      desk.entry([words.total, el('span', { class: 'unit' }, ` ${state.sign}`)], total),
      desk.entry(words.method, method), parameters, who.element, steps.element,
      el('details', { id: 'rounded' }, el('summary', null, words.rounding),
        desk.entry(words.rounding_rule, rounding), rule,
        desk.entry([words.unit, el('span', { class: 'unit' }, ` ${state.sign}`)], unit)));
    const read = () => ({
      total: total.value, participants: who.read(), method: name, parameters: fields.read(), steps: steps.read(),
      rounding: rounding.value, unit: unit.value,
    });
    const at = ([where, ...within] = []) => ({
      total: () => total, unit: () => unit, parameters: () => fields.at(within) ?? parameters,
      steps: () => steps.at(within),
    }[where]?.() ?? byId('choices-all'));
    return { element, read, at };
  };

  const draw = (choices) => {
    marked = [];
    form = drawn(choices);
    desk.put(byId('choices-all'), form.element);
    form.start = JSON.stringify(drawnAgain());
  };

  // What would stand in the form of the decided choices: whatever differs from it can be taken back.
  const drawnAgain = () => {
    const decided = desk.state.decided.choices;
    return JSON.stringify(desk.state.choices) === JSON.stringify(decided) ? form.read() : drawn(decided).read();
  };

  desk.choices = () => form.read();

  // Choices are put into the form, as a person would have made them.
  desk.choose = (choices) => {
    draw({ ...desk.choices(), ...choices });
    desk.chosen();
  };

  // A fault of the engine, beside its entry and opened to the eye; null: there is none.
  desk.refused = (fault) => {
    for (const control of marked) desk.mark(control, null);
    marked = [];
    if (!fault) return;
    const control = form.at(fault.place);
    for (let fold = control.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    desk.mark(control, fault.message);
    marked = [control];
  };

  const reading = () => {
    const { state, words } = desk;
    const year = desk.selectControl('year', state.years.map((each) => [String(each), String(each)]), String(state.year));
    const language = desk.selectControl('language', state.languages.map((row) => [row.code, row.name]), state.language);
    for (const option of language.options) option.lang = option.value;
    const readers = state.payers.map((payer) => [payer.code, payer.name]);
    const reader = desk.selectControl('reader', [['', words.everybody], ...readers], state.focus ?? '');
    const open = async () => {
      const isSameYear = Number(year.value) === state.year;
      // Another language or reader keeps the trial and the figures that were added; another year has its own.
      const kept = isSameYear ? await desk.ask({ kind: 'trial', choices: desk.tried.choices }) : {};
      const opening = { kind: 'open', agreement: state.agreement, year: Number(year.value), language: language.value,
        municipality: reader.value, front: false };
      let answer = await desk.ask(opening);
      if (kept.saved && !answer.fault) answer = await desk.ask({ kind: 'trial', saved: kept.saved });
      if (answer.fault) {
        desk.tell(answer.fault.message, true);
        return desk.put(byId('reading'), ...reading());
      }
      const choices = desk.choices();
      const isFaulty = marked.length > 0;
      desk.setState(answer);
      // What could not be read stays as it was typed.
      if (isSameYear && isFaulty && language.value === state.language) desk.choose(choices);
      return desk.tell(desk.words.opened);
    };
    for (const control of [year, language, reader]) control.addEventListener('change', open);
    return [desk.entry(words.year, year), desk.entry(words.reader, reader), desk.entry(words.language, language)];
  };

  desk.on('state', (state) => {
    draw(state.choices);
    desk.put(byId('reading'), ...reading());
    byId('restore').hidden = JSON.stringify(desk.choices()) === form.start;
  });

  const shape = byId('choices-form');
  shape.addEventListener('submit', (event) => event.preventDefault());
  shape.addEventListener('input', (event) => { if (event.target.matches('input[type=text]')) desk.chosen(); });
  shape.addEventListener('change', (event) => { if (!event.target.matches('input[type=text]')) desk.chosen(); });
  byId('restore').addEventListener('click', () => {
    desk.choose(desk.state.decided.choices);
    byId('total').focus();
  });
})(window.desk);
