// Works in the desk in one file as a person does, by the events of its elements alone, and returns what it saw: one
// function, so that any engine that can work out an expression can run it.
//   drive({ key, joiner, reader, language, year }): the names of a key, of a party that can join, of a payer, ...
(async function drive(work) {
  const byId = (id) => document.getElementById(id);
  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const until = async (name, condition) => {
    const end = performance.now() + 20000;
    while (!condition()) {
      if (performance.now() > end) throw new Error(`waited in vain: ${name}; ${byId('progress').textContent}`);
      await pause(10);
    }
  };
  const need = (id) => {
    if (!byId(id)) throw new Error(`there is no #${id}`);
    return byId(id);
  };
  const send = (element, ...names) => names.forEach((name) => element.dispatchEvent(new Event(name, { bubbles: true })));
  const type = (id, text) => {
    const entry = need(id);
    entry.focus();
    entry.value = text;
    send(entry, 'input');
  };
  const pick = (id, name) => {
    const entry = need(id);
    entry.focus();
    entry.value = name;
    if (entry.value !== name) throw new Error(`#${id} does not offer ${name}`);
    send(entry, 'input', 'change');
  };
  const click = (id) => {
    need(id).focus();
    need(id).click();
  };
  const rows = (id) => [...need(id).querySelectorAll('tr')].map((row) => [...row.cells].map((cell) => cell.textContent));
  const isWorkedOut = () => JSON.stringify(window.desk.tried.choices) === JSON.stringify(window.desk.choices()) &&
    need('last-good').hidden;
  const seen = [];
  // What stands on the page after a change, with the choices that it stands for.
  const look = async (name) => {
    await until(name, isWorkedOut);
    seen.push({
      name, choices: window.desk.choices(), language: document.documentElement.lang, year: window.desk.state.year,
      focus: window.desk.state.focus, table: rows('trial-table'),
      rules: [...need('trial-rules').children].map((rule) => rule.textContent),
      focused: document.activeElement.id,
    });
  };

  await look('start');
  type('total', '9');
  type('total', '90 000');
  await look('total');

  pick('method', 'mix');
  type('parameter-equal', '30');
  type(`parameter-keys-${work.key}`, '70 %');
  await look('mix');

  // What cannot be read is refused beside its entry, and the last trial stays.
  const before = rows('trial-table');
  type('total', 'paljon');
  await until('fault', () => byId('total-fault'));
  const refused = {
    entry: need('total').value, invalid: need('total').getAttribute('aria-invalid'),
    described: need('total').getAttribute('aria-describedby').split(' ').map((id) => need(id).textContent).join(' '),
    last: !need('last-good').hidden, same: JSON.stringify(rows('trial-table')) === JSON.stringify(before),
    said: need('progress').textContent, focused: document.activeElement.id,
  };
  type('total', '90 000');
  await until('no fault', () => !byId('total-fault') && need('last-good').hidden);
  refused.after = need('total').getAttribute('aria-invalid');
  type('parameter-equal', '40');
  await until('fault of several', () => byId('parameters-fault'));
  refused.several = need('parameters-fault').textContent;
  type('parameter-equal', '30');
  await look('mix again');

  click(`payer-${work.joiner}`);
  await look('joined');

  click('steps');
  pick('step-to-add', 'sum_each');
  click('step-add');
  type('step-0-amount', '100');
  pick('step-to-add', 'cap');
  click('step-add');
  await until('cap needs a sum', () => byId('step-1-fault'));
  const needed = need('step-1-fault').textContent;
  type('step-1-share', '60');
  await look('two steps');
  click('step-1-up');
  await look('moved');
  click('step-0-away');
  await look('taken away');

  pick('rounding', 'webster');
  type('unit', '5,00');
  await look('rounded');

  await until('ways', () => need('ways-coming').hidden);
  const ways = { table: rows('ways-table'), omitted: [...document.querySelectorAll('#ways-omitted li')]
    .map((line) => line.textContent) };
  const tryEqual = [...document.querySelectorAll('#ways-table tbody tr')].find((row) => row.querySelector('button'));
  tryEqual.querySelector('button').click();
  await look('another way');

  // Another reader and another language keep the trial.
  pick('reader', work.reader);
  await until('reader', () => window.desk.state.focus === work.reader);
  await look('reader');
  need('front-fold').open = true;
  await until('front', () => need('front-page').querySelector('h1') && !need('front-page').hasAttribute('aria-busy'));
  const front = {
    title: need('front-page').querySelector('h1').textContent,
    levels: [...need('front-page').querySelectorAll('h1, h2, h3')].map((each) => each.getAttribute('aria-level')),
    dead: [...need('front-page').querySelectorAll('a')].filter((link) => !byId(link.hash.slice(1))).length,
  };
  need('front-fold').open = false;
  type('total', '95 000');
  await look('total for the reader');
  await until('said', () => need('progress').textContent.startsWith(window.desk.tried.answer.said));
  const said = need('progress').textContent;
  pick('language', work.language);
  await until('language', () => document.documentElement.lang === work.language);
  await look('language');
  const words = [...document.querySelectorAll('main > section > h2, .desk h2')].map((each) => each.textContent);
  const told = need('progress').textContent;

  click('restore');
  await look('restored');
  const decided = window.desk.state.decided.choices;
  const isBack = JSON.stringify(window.desk.choices()) === JSON.stringify(decided);
  pick('year', String(work.year));
  await until('year', () => window.desk.state.year === work.year);
  await look('year');
  return { seen, refused, needed, ways, front, said, words, told, isBack, restoreHidden: need('restore').hidden };
})
