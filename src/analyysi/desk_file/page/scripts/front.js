// The front page as it would be: kept up to date while it is shown, and made after all else when it is not, so that
// paper always has the newest.
(function (desk) {
  const { el, byId } = desk;
  const fold = byId('front-fold');
  const page = byId('front-page');
  let isStale = true;

  // Its headings come below that of the section, and its links lead to parts of the report that are not here.
  const fitIn = () => {
    for (const heading of page.querySelectorAll('h1, h2, h3')) {
      heading.setAttribute('aria-level', Number(heading.tagName[1]) + 2);
      if (heading.tagName !== 'H3') heading.setAttribute('role', 'heading');
    }
    for (const link of page.querySelectorAll('a[href^="#"]')) {
      if (!byId(link.getAttribute('href').slice(1))) link.replaceWith(el('span', null, ...link.childNodes));
    }
  };

  const refresh = async () => {
    if (!isStale) return true;
    page.setAttribute('aria-busy', 'true');
    const answer = await desk.askLatest('front', { kind: 'front', choices: desk.tried.choices });
    if (!answer) return false;
    page.removeAttribute('aria-busy');
    if (answer.fault) {
      desk.put(page, el('p', { class: 'fault' }, answer.fault.message));
    } else {
      desk.html(page, answer.front);
      fitIn();
    }
    isStale = false;
    return true;
  };

  desk.on('trial', () => {
    isStale = true;
    if (fold.open) refresh();
  });
  desk.waysDone = refresh;
  fold.addEventListener('toggle', () => { if (fold.open) refresh(); });
  byId('print-front').addEventListener('click', async () => {
    while (!(await refresh()));
    desk.print('front');
  });
})(window.desk);
