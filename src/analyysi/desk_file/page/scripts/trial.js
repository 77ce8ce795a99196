// The trial as it is typed: the newest choices win, and what cannot be worked out leaves the last one that could.
(function (desk) {
  const { el, byId } = desk;
  const PATIENCE = 700;
  let isBusy = false;
  let isAgain = false;
  let telling;

  // Said when the hands rest, not after each key.
  const tellSoon = (sentence, isFault) => {
    clearTimeout(telling);
    telling = setTimeout(() => { if (sentence) desk.tell(sentence, isFault); }, PATIENCE);
  };

  const show = (answer, choices) => {
    desk.tried = { choices, answer };
    desk.html(byId('trial-table'), answer.table);
    desk.put(byId('trial-rules'), ...answer.rules.map((rule) => el('p', null, rule)));
    desk.put(byId('trial-checks'), ...answer.checks.filter((check) => check !== desk.words.is_trial)
      .map((check) => el('li', null, check)));
    byId('last-good').hidden = true;
  };

  const refuse = (fault) => {
    desk.refused(fault);
    byId('last-good').hidden = false;
    desk.put(byId('last-good-why'), fault.message);
    desk.tell(`${fault.message.replace(/\.?$/, '.')} ${desk.words.last_good}`, true);
  };

  const workOut = async () => {
    if (isBusy) {
      isAgain = true;
      return;
    }
    isBusy = true;
    do {
      isAgain = false;
      const choices = desk.choices();
      const began = performance.now();
      const answer = await desk.ask({ kind: 'change', choices });
      clearTimeout(telling);
      if (isAgain) continue;
      if (answer.fault) {
        // Whoever is still typing is not yet wrong.
        telling = setTimeout(() => refuse(answer.fault), PATIENCE);
        continue;
      }
      desk.refused(null);
      show(answer, choices);
      desk.took = performance.now() - began;
      tellSoon(answer.said);
      desk.changed('trial', answer);
    } while (isAgain);
    isBusy = false;
  };

  desk.on('choices', workOut);
  desk.on('state', (state) => {
    clearTimeout(telling);
    // What is being worked out is of a form that is no more.
    isAgain = isBusy;
    show(state.trial, desk.choices());
    desk.changed('trial', state.trial);
  });

  // Prints one part: "front" or "trial".
  desk.print = (part) => {
    document.body.dataset.print = part;
    window.print();
  };
  window.addEventListener('afterprint', () => { delete document.body.dataset.print; });
  byId('print-trial').addEventListener('click', () => desk.print('trial'));
})(window.desk);
