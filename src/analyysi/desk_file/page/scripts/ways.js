// The other ways of sharing what is tried, method by method, so that a newer change need not wait for the rest.
(function (desk) {
  const { el, byId } = desk;
  // Whoever types on is answered at once: the engine begins with these when the hands rest.
  const REST = 500;
  let round = 0;
  let waiting;

  // Whose shares the columns are of: whoever reads first.
  const payersOf = (splits) => {
    const codes = desk.state.payers.map((payer) => payer.code)
      .filter((code) => splits.some((split) => code in split.cents));
    const { focus } = desk.state;
    return codes.includes(focus) ? [focus, ...codes.filter((code) => code !== focus)] : codes;
  };

  const row = (split, codes, mark) => {
    const cells = codes.map((code) => el('td', { class: code === desk.state.focus ? 'figure marked' : 'figure' },
      split.shown[code] ?? '–'));
    const tryIt = mark ? null : el('button', { type: 'button', on: { click: () => {
      desk.choose(split.choices);
      byId('method').focus();
    } } }, desk.words.try_it, el('span', { class: 'unseen' }, `: ${split.title}`));
    return el('tr', { class: mark ? 'marked' : null },
      el('th', { scope: 'row' }, split.title, mark ? el('span', { class: 'unit' }, ` ${mark}`) : null),
      ...cells, el('td', null, tryIt ?? '–'));
  };

  const heads = (codes) => {
    const names = Object.fromEntries(desk.state.payers.map((payer) => [payer.code, payer.name]));
    return el('tr', null, el('th', { scope: 'col' }, desk.words.method),
      ...codes.map((code) => el('th', { scope: 'col', class: code === desk.state.focus ? 'figure marked' : 'figure' },
        names[code], el('span', { class: 'unit' }, ` ${desk.state.sign}`))),
      el('th', { scope: 'col' }, desk.words.try_it));
  };

  const isSame = (one, other) => JSON.stringify(Object.entries(one.cents).sort()) ===
    JSON.stringify(Object.entries(other.cents).sort());

  const work = async () => {
    const mine = round;
    const { answer, choices } = desk.tried;
    const { decided, ways } = desk.state;
    const isDecided = isSame(answer, decided) && answer.title === decided.title;
    const mark = isDecided ? desk.words.tried_and_decided : desk.words.tried;
    const splits = [answer];
    const firsts = [[answer, mark]];
    if (!isDecided) firsts.push([decided, desk.words.as_decided]);
    const codes = payersOf([answer, decided]);
    const body = el('tbody', null, ...firsts.map(([split, text]) => row(split, codes, text)));
    const omitted = new Map();
    const refused = new Set();
    const coming = byId('ways-coming');
    const table = byId('ways-table');
    coming.hidden = false;
    for (const [number, method] of ways.entries()) {
      coming.textContent = desk.say('ways_coming', { done: number, all: ways.length });
      const others = await desk.ask({ kind: 'others', choices, method });
      if (mine !== round) return;
      for (const left of others.omitted ?? []) omitted.set(`${left.title}: ${left.reason}`, left);
      if (others.fault) refused.add(others.fault.message);
      const fresh = (others.splits ?? []).filter((split) => !(split.title === decided.title && isSame(split, decided)));
      splits.push(...fresh);
      body.append(...fresh.map((split) => row(split, codes, null)));
      if (number === 0) {
        desk.put(byId('ways-head'), heads(codes));
        table.replaceChild(body, table.tBodies[0]);
        desk.put(byId('ways-omitted'));
      }
    }
    coming.hidden = true;
    const faults = [...refused].map((fault) => el('p', { class: 'fault' }, fault));
    desk.put(byId('ways-omitted'), ...faults);
    if (omitted.size) {
      byId('ways-omitted').append(el('details', null, el('summary', null, desk.words.ways_omitted),
        el('ul', null, ...[...omitted.values()].map((left) => el('li', null, `${left.title}: ${left.reason}`)))));
    }
    desk.waysDone?.();
  };

  desk.on('trial', () => {
    round += 1;
    clearTimeout(waiting);
    byId('ways-coming').hidden = false;
    byId('ways-coming').textContent = desk.words.ways_wait;
    waiting = setTimeout(work, REST);
  });
})(window.desk);
