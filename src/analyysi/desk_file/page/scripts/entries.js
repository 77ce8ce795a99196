// Entries for parameters, made of the engine's fields: a builder for each shape of desk/fields.py. An entry has its
// element, read() for what stands in it as desk/typed_parameters.py reads it, and at(place) for the control of a fault.
(function (desk) {
  const { el } = desk;
  const NAMES = { key: 'keys', claim: 'claims', payer: 'payers' };

  const unitOf = (field) => ({ share: '%', amount: desk.state.sign }[field.kind] ?? '');
  const named = (field) => [field.label, unitOf(field) && el('span', { class: 'unit' }, ` ${unitOf(field)}`)]
    .filter(Boolean);

  // One entry with its label above it. Letters a phone offers for a number: digits and a decimal sign.
  desk.entry = (label, control, isBeside) =>
    el('div', { class: isBeside ? 'entry beside-label' : 'entry' },
      el('label', { for: control.id }, ...[label].flat()), control);

  const textControl = (id, kind, typed) => el('input', {
    id, type: 'text', value: typed ?? '', inputmode: /text/.test(kind) ? null : 'decimal',
    class: /text/.test(kind) ? null : 'number', autocomplete: 'off', spellcheck: 'false' });

  desk.selectControl = (id, options, chosen) => {
    const control = el('select', { id }, ...options.map(([name, title]) => el('option', { value: name }, title)));
    if (options.some(([name]) => name === chosen)) control.value = chosen;
    return control;
  };

  const group = (id, field, isOpen, ...children) => {
    const inner = el('div', { class: 'group', role: 'group', id, 'aria-label': field.label }, ...children);
    return el('details', { open: isOpen }, el('summary', null, ...named(field)), inner);
  };

  const single = (field, typed, id, names) => {
    const offered = names[NAMES[field.kind]];
    if (!offered) {
      const control = textControl(id, field.kind, typed);
      return { element: desk.entry(named(field), control), read: () => control.value || null, at: () => control };
    }
    // A key is a choice among few; that a payer is the first of its list says nothing.
    const isFree = !field.required || field.kind === 'payer' || !offered.length;
    const control = desk.selectControl(id, isFree ? [['', '–'], ...offered] : offered, typed);
    return { element: desk.entry(named(field), control), read: () => control.value || null, at: () => control };
  };

  const series = (field, typed, id) => {
    const control = textControl(id, 'text', typed);
    const label = [...named(field), ` (${desk.words.semicolons})`];
    return { element: desk.entry(label, control), read: () => control.value, at: () => control };
  };

  // Of payers, those who take part have an entry, and whoever has something in one.
  const offeredFor = (field, typed, names) => field.of === 'payer'
    ? names.payers.filter(([code]) => names.paying.includes(code) || (typed ?? {})[code])
    : names[NAMES[field.of]];

  const pername = (field, typed, id, names) => {
    const controls = offeredFor(field, typed, names)
      .map(([name, title]) => [name, title, textControl(`${id}-${name}`, field.kind, (typed ?? {})[name])]);
    const isOpen = field.required || field.of !== 'payer' || Object.values(typed ?? {}).some(Boolean);
    const element = group(id, field, isOpen, ...controls.map(([, title, control]) => desk.entry(title, control, true)));
    return {
      element,
      read: () => Object.fromEntries(controls.map(([name, , control]) => [name, control.value])),
      at: ([name] = []) => controls.find((each) => each[0] === name)?.[2] ?? element.querySelector('.group'),
    };
  };

  desk.box = (id, label, isTicked, isOff) => {
    const control = el('input', { id, type: 'checkbox', checked: isTicked, disabled: isOff });
    return { control, element: el('div', { class: 'box' }, control, el('label', { for: id }, ...[label].flat())) };
  };

  const chosen = (field, typed, id, names) => {
    const boxes = names[NAMES[field.of]]
      .map(([name, title]) => [name, desk.box(`${id}-${name}`, title, (typed ?? []).includes(name))]);
    const element = group(id, field, field.required || (typed ?? []).length > 0, ...boxes.map(([, box]) => box.element));
    return {
      element,
      read: () => boxes.filter(([, box]) => box.control.checked).map(([name]) => name),
      at: () => element.querySelector('.group'),
    };
  };

  const groups = (field, typed, id, names) => {
    const numbers = names.payers.map((each, place) => [String(place + 1), desk.say('group', { number: place + 1 })]);
    const controls = names.payers.map(([name, title]) => [name, title,
      desk.selectControl(`${id}-${name}`, [['', '–'], ...numbers], String((typed ?? {})[name] ?? ''))]);
    const element = group(id, field, true, ...controls.map(([, title, control]) => desk.entry(title, control, true)));
    return {
      element,
      read: () => Object.fromEntries(controls.map(([name, , control]) =>
        [name, control.value ? Number(control.value) : null])),
      at: ([name] = []) => controls.find((each) => each[0] === name)?.[2] ?? element.querySelector('.group'),
    };
  };

  const isEmpty = (typed) => typed === null || typed === '' ||
    (typeof typed === 'object' && Object.values(typed).every(isEmpty));

  const nested = (field, typed, id, names) => {
    const form = desk.fieldsForm(field.fields, typed ?? {}, id, names);
    const element = group(id, field, field.required || !isEmpty(typed ?? null), form.element);
    return {
      element,
      read: () => (field.required || !isEmpty(form.read()) ? form.read() : null),
      at: (place) => form.at(place ?? []) ?? element.querySelector('.group'),
    };
  };

  const repeated = (field, typed, id, names) => {
    let forms = [];
    const list = el('div', null);
    const draw = (contents) => {
      forms = contents.map((each, place) => desk.fieldsForm(field.fields, each, `${id}-${place}`, names));
      desk.put(list, ...forms.map((form, place) => {
        const title = `${field.label} ${place + 1}`;
        const away = el('button', { type: 'button', id: `${id}-${place}-away`, on: { click: () => {
          draw(forms.map((one) => one.read()).filter((_, other) => other !== place));
          (desk.byId(`${id}-${Math.max(0, place - 1)}-away`) ?? desk.byId(`${id}-more`)).focus();
          desk.chosen();
        } } }, desk.words.take_away, el('span', { class: 'unseen' }, `: ${title}`));
        return el('div', { class: 'group', role: 'group', id: `${id}-${place}`, 'aria-label': title },
          el('p', { class: 'step-title' }, title), form.element, away);
      }));
    };
    draw(typed ?? [{}]);
    const more = el('button', { type: 'button', id: `${id}-more`, on: { click: () => {
      draw([...forms.map((form) => form.read()), {}]);
      list.lastElementChild.querySelector('input, select')?.focus();
      desk.chosen();
    } } }, desk.words.add_more);
    const element = el('div', { class: 'group', role: 'group', id, 'aria-label': field.label }, list, more);
    return {
      element,
      read: () => forms.map((form) => form.read()),
      at: ([place, ...within] = []) => forms[place]?.at(within) ?? desk.byId(`${id}-${place}`) ?? element,
    };
  };

  const options = (field, typed, id) => {
    const offered = Object.entries(field.options);
    const control = desk.selectControl(id, field.required || field.default ? offered : [['', '–'], ...offered], typed);
    return { element: desk.entry(field.label, control), read: () => control.value || null, at: () => control };
  };

  const SHAPES = { single, series, pername, chosen, groups, nested, repeated, options };

  // The entries of parameters in the order of their fields. names: keys, claims and payers as [name, title], and
  // paying, the codes of those who take part.
  desk.fieldsForm = (fields, typed, id, names) => {
    const entries = fields.map((field) => {
      const content = field.name in typed ? typed[field.name] : field.default;
      return [field.name, SHAPES[field.shape](field, content, `${id}-${field.name}`, names)];
    });
    return {
      element: el('div', { class: 'fields' }, ...entries.map(([, entry]) => entry.element)),
      read: () => Object.fromEntries(entries.map(([name, entry]) => [name, entry.read()])),
      at: ([name, ...within] = []) => entries.find((each) => each[0] === name)?.[1].at(within) ?? null,
    };
  };
})(window.desk);
