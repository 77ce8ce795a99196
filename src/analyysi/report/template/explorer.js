// The reader tries another total, way or payers, and sees shares to the same cents as the report computes them.
(() => {
  'use strict';
  const explorer = document.getElementById('explorer');
  if (!explorer) return;
  const at = (name) => document.getElementById(`explorer-${name}`);
  const { words, ways, ...data } = JSON.parse(at('data').textContent);
//% if many
  // Of so many payers the figures stand in the payers' order, and a figure alone is that of each; the rows are made here.
  const byCode = (figures) => Object.fromEntries(
    data.payers.map(([code], place) => [code, Array.isArray(figures) ? figures[place] : figures])
      .filter(([, figure]) => figure !== null));
//% if sums
  for (const name of ['cents', 'first', 'least']) data[name] = byCode(data[name]);
//% else
  data.cents = byCode(data.cents);
//% endif
  for (const key of Object.keys(data.keys)) data.keys[key] = byCode(data.keys[key]);
  if (data.heads) data.heads.figures = byCode(data.heads.figures);
  for (const [code, name, out, stays] of data.payers) {
    const row = at('row').content.firstElementChild.cloneNode(true);
    const box = row.querySelector('input');
    row.dataset.code = code;
    row.classList.toggle('marked', code === data.focus);
    box.defaultChecked = !out;
    box.disabled = Boolean(stays);
    box.parentNode.append(name);
    at('sum').before(row);
  }

//% endif
  const sum = (figures) => figures.reduce((all, figure) => all + BigInt(figure), 0n);

//% if sums
  // What is set apart first, in cents, of those who take part.
  const together = (payers, first = data.first) => sum(payers.map((code) => first[code]));

//% endif
  // Exact shares over one denominator, rounded down to units; the units left over go one each to the largest
  // remainders, ties by ascending code. Null where a figure is zero for all, so that no share is defined.
//% if sums
  // Sums set apart first are added to the shares of what they leave. Null too where they are more than the total, or a
  // payer gets less of the rest than what is taken off its share.
  const shares = ({ total: whole, weights, payers }, { unit, keys, first, least } = data) => {
    const total = BigInt(whole) - together(payers, first);
    if (total < 0n) return null;
//% else
  const shares = ({ total, weights, payers }, { unit, keys } = data) => {
//% endif
    const parts = Object.keys(weights).filter((key) => BigInt(weights[key]));
    const sums = parts.map((key) => sum(payers.map((code) => keys[key][code])));
    if (!parts.length || sums.includes(0n)) return null;
    const product = sums.reduce((all, one) => all * one, 1n);
    const one = product * sum(Object.values(weights)) * BigInt(unit);
    const due = payers.map((code) => {
      const part = sum(parts.map((key, i) => BigInt(weights[key]) * BigInt(keys[key][code]) * (product / sums[i])));
      const exact = part * BigInt(total);
      return { code, units: exact / one, rest: exact % one };
    });
//% if sums
    if (due.some(({ code, units }) => units * BigInt(unit) < BigInt(least[code] ?? 0))) return null;
//% endif
    const left = BigInt(total) / BigInt(unit) - sum(due.map(({ units }) => units));
    due.sort((a, b) => (a.rest === b.rest ? (a.code < b.code ? -1 : 1) : a.rest > b.rest ? -1 : 1));
//% if sums
    return Object.fromEntries(due.map(({ code, units }, place) => [
      code, BigInt(first[code]) + (units + (place < left ? 1n : 0n)) * BigInt(unit)]));
//% else
    return Object.fromEntries(
      due.map(({ code, units }, place) => [code, (units + (place < left ? 1n : 0n)) * BigInt(unit)]));
//% endif
  };

  // What papers show: whole euros, in cents, that make the shown total; largest remainders up, ties by ascending code.
  const wholeEuros = (cents) => {
    const due = Object.entries(cents).map(([code, amount]) => {
      const rest = ((amount % 100n) + 100n) % 100n;
      return { code, floor: amount - rest, rest };
    });
    const all = due.reduce((total, { floor, rest }) => total + floor + rest, 0n);
    const halfUp = all < 0n ? -((-all + 50n) / 100n) : (all + 50n) / 100n;
    const left = halfUp - due.reduce((total, { floor }) => total + floor, 0n) / 100n;
    due.sort((a, b) => (a.rest === b.rest ? (a.code < b.code ? -1 : 1) : a.rest > b.rest ? -1 : 1));
    return Object.fromEntries(due.map(({ code, floor }, place) => [code, floor + (place < left ? 100n : 0n)]));
  };
  const decided = Object.fromEntries(Object.entries(data.cents).map(([code, cents]) => [code, BigInt(cents)]));

  // Writes above / below, rounded half up, as the report's language has it.
  const write = (above, below, decimals, { signed = false, form = '0' } = {}) => {
    const size = above < 0n ? -above : above;
    const rounded = (2n * size * 10n ** BigInt(decimals) + below) / (2n * below);
    const digits = String(rounded).padStart(decimals + 1, '0');
    const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, words.group);
    const text = whole + (decimals ? words.decimal + digits.slice(-decimals) : '');
    const sign = !rounded ? '' : above < 0n ? '\u2212' : signed ? '+' : '';
    return sign + form.replace('0', () => text);
  };
  const euros = (cents, signed = false) => write(cents, 100n, 0, { signed, form: words.money });

  // A sum as the reader's language has it, in cents; null if it is anything else.
  const sumPattern = new RegExp(
    `^(\\d+|\\d{1,3}(?:([ ${words.group}])\\d{3}(?:\\2\\d{3})*))(?:[${words.decimal}](\\d{0,2}))?$`);
  const parse = (text) => {
    const plain = text.replace(words.symbol, ' ').replace(/\s+/g, ' ').trim();
    const [, whole, , part = ''] = sumPattern.exec(plain) ?? [];
    const cents = whole && BigInt(whole.replace(/\D/g, '') + part.padEnd(2, '0'));
    return cents || null;
  };

  const [total, way, mix, caption, mark, said] = ['total', 'way', 'mix', 'caption', 'mark', 'said'].map(at);
  const rows = [...explorer.querySelectorAll('tbody tr[data-code]')].map((row) => {
    const box = row.querySelector('input');
    return { row, box, cells: row.cells, code: row.dataset.code, name: box.labels[0].textContent.trim() };
  });
  const weights = [...mix.querySelectorAll('input')];
  const controls = { total: [total], way: [way], mix: weights, who: [] };
  const captionDecided = caption.textContent;
  const phone = matchMedia('(max-width: 30rem)');
  const state = {};
  let settled, shown, trial, faults, told, spoken, timer, weighed;

  const isOwn = () => way.selectedIndex === ways.length;
  const weigh = (by) => weights.forEach((input) => {
    input.value = Math.round((100 * Number(by[input.dataset.key] ?? 0)) / Number(sum(Object.values(by))));
  });
  const differs = ({ total: cents, weights: by, payers }) => {
    const chosen = ways[0].weights;
    const [all, allChosen] = [by, chosen].map((one) => sum(Object.values(one)));
    return cents !== BigInt(data.total)
      || rows.some(({ code, box }) => payers.includes(code) !== box.defaultChecked)
      || Object.keys(data.keys).some((key) => BigInt(by[key] ?? 0) * allChosen !== BigInt(chosen[key] ?? 0) * all);
  };

  // Takes what is sound from the controls; what is not leaves in force what stood before it was touched, and is told.
  const read = (touched) => {
    faults = { total: '', way: '', mix: '', who: '' };
    Object.assign(state, settled);
    const cents = parse(total.value);
    if (cents === null) faults.total = words.bad;
    else if (cents % BigInt(data.unit)) faults.total = words.uneven;
    else state.total = cents;
    mix.hidden = !isOwn();
    if (isOwn()) {
      if (touched === way && !weighed) weigh(state.weights);
      const sound = weights.every(({ value, max }) => /^\d{1,3}$/.test(value) && Number(value) <= Number(max));
      const by = Object.fromEntries(weights.map(({ dataset, value }) => [dataset.key, value]));
      if (!sound) faults.mix = words.whole;
      else if (!sum(Object.values(by))) faults.mix = words.zero;
      else Object.assign(state, { weights: by, title: words.own });
    } else Object.assign(state, ways[way.selectedIndex]);
//% if sums
    // Of equal parts only those who share the rest have one.
    if (!rows.some(({ box, code }) => box.checked && BigInt(data.keys[''][code]))) {
//% else
    if (!rows.some(({ box }) => box.checked)) {
//% endif
      touched.checked = true;
      faults.who = words.nobody;
    }
    state.payers = rows.filter(({ box }) => box.checked).map(({ code }) => code);
    const found = shares(state);
    if (found) shown = { ...state, cents: found };
//% if sums
    else if (state.total < together(state.payers)) {
      const least = write(together(state.payers), 100n, 2, { form: words.money });
      faults.total = words.below.replace('{amount}', () => least);
    } else if (shares(state, { ...data, least: {} })) faults.way = words.back;
//% endif
    else faults.way = words.undefined;
  };

  // A phone has room for whole euros only; a shown change is the difference of two shown sums.
  const fill = (cells, cents, amount, change, heads) => {
    const decimals = phone.matches ? 0 : 2;
    cells[1].textContent = amount === undefined ? '–' : write(amount, 100n, decimals);
    cells[2].textContent = change === undefined ? '–' : write(change, 100n, change ? decimals : 0, { signed: true });
    if (data.heads) {
      cells[3].textContent = cents === undefined || !heads ? '–' : write(cents * BigInt(data.heads.one), heads * 100n, 2);
    }
  };
  const show = () => {
    const { cents, payers } = shown;
    const [amounts, before] = [cents, decided].map((exact) => (phone.matches ? wholeEuros(exact) : exact));
    const together = (by) => Object.values(by).reduce((all, amount) => all + amount, 0n);
    trial = differs(shown);
    explorer.classList.toggle('trial', trial);
    mark.hidden = !trial;
    caption.textContent = trial ? words.way.replace('{title}', () => shown.title) : captionDecided;
    for (const { row, cells, code } of rows) {
      const change = code in cents || code in before ? (amounts[code] ?? 0n) - (before[code] ?? 0n) : undefined;
      row.classList.toggle('out', !(code in cents));
      fill(cells, cents[code], amounts[code], change, BigInt(data.heads?.figures[code] ?? 0));
    }
//% if sums
    // No sum per inhabitant where one pays who has none, such as an organiser.
    const counted = data.heads && payers.every((code) => BigInt(data.heads.figures[code]));
    const heads = counted && sum(payers.map((code) => data.heads.figures[code]));
//% else
    const heads = data.heads && sum(payers.map((code) => data.heads.figures[code]));
//% endif
    fill(at('sum').cells, shown.total, together(amounts), together(amounts) - together(before), heads);
    const parts = weights.map(({ value }) => BigInt(/^\d+$/.test(value) ? value : 0) * 100n);
    const all = sum(parts) / 100n || 1n;
    weights.forEach((input, i) => {
      input.nextElementSibling.textContent = write(parts[i], all, parts[i] % all ? 1 : 0, { form: words.percent });
    });
    Object.keys(faults).filter((name) => !faults[name]).forEach(tell);
  };
  const tell = (name) => {
    at(`${name}-fault`).textContent = faults[name];
    at(`${name}-fault`).hidden = !faults[name];
    for (const control of controls[name]) control.setAttribute('aria-invalid', String(Boolean(faults[name])));
  };

  // When the reader pauses, not at each key: faults are shown, and what has changed is said.
  const speak = () => {
    settled = { ...state };
    Object.keys(faults).forEach(tell);
    const [amounts, before] = [shown.cents, decided].map(wholeEuros);
    const change = ({ code }) => (amounts[code] ?? 0n) - (before[code] ?? 0n);
    const size = (row) => (change(row) < 0n ? -change(row) : change(row));
    const one = rows.find(({ code }) => code === data.focus)
      ?? rows.reduce((most, row) => (size(row) > size(most) ? row : most));
    const values = { payer: one.name, amount: euros(amounts[one.code] ?? 0n), change: euros(change(one), true) };
    const moved = words.change.replace(/\{(\w+)\}/g, (_, name) => values[name]);
    const sentence = trial ? `${words.mark} ${moved}` : words.same;
    const fault = Object.values(faults).find(Boolean);
    // A fault that has been said is not repeated when something else changes the shares.
    const text = fault && (fault !== told || sentence === spoken) ? fault : sentence;
    [told, spoken] = [fault, sentence];
    if (said.textContent !== text) said.textContent = text;
  };
  const update = (touched) => {
    read(touched);
    show();
    clearTimeout(timer);
    timer = setTimeout(speak, 400);
  };

  const restore = () => {
    total.value = total.defaultValue;
    way.selectedIndex = 0;
    weighed = false;
    weigh(ways[0].weights);
    for (const { box } of rows) box.checked = box.defaultChecked;
  };
  explorer.addEventListener('input', ({ target }) => {
    weighed ||= weights.includes(target);
    update(target);
  });
  total.addEventListener('change', () => {
    if (!faults.total) total.value = write(state.total, 100n, 2);
  });
  at('reset').addEventListener('click', () => {
    restore();
    settled = null;
    update();
  });
  phone.addEventListener('change', show);

  restore();
  read();
  settled = { ...state };
  // Shown only if the browser comes to the very cents of the report.
  if (rows.some(({ code }) => String(shown?.cents[code] ?? '') !== (data.cents[code] ?? ''))) return;
  show();
  Object.assign(explorer, { shares, wholeEuros });
  explorer.hidden = false;
//% if many
  // The reader's own row is in sight, however many stand above it.
  const own = rows.find(({ code }) => code === data.focus);
  const box = own?.row.closest('.long');
  if (box) box.scrollTop = own.row.offsetTop - box.clientHeight / 2;
//% endif
})();
