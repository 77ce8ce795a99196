// What all doors of the page share: files as they are read, texts beside a form, tables of texts.
(function (desk) {
  const el = desk.el;
  // A file in base64 must stay below what the engine takes at once.
  const LARGEST_FILE = 20 * 1024 * 1024;
  const doors = desk.doors = {};

  // Says a sentence beside a form and in the live region; an empty sentence takes away what stands there.
  doors.tell = (place, sentence, isFault) => {
    place.textContent = sentence;
    place.classList.toggle('fault', Boolean(isFault));
    if (sentence) desk.tell(sentence, Boolean(isFault));
  };

  // What was said in another language is taken away with it.
  let language = null;
  desk.on('state', (state) => {
    if (language && language !== state.language) {
      for (const place of document.querySelectorAll('.told')) place.textContent = '';
    }
    language = state.language;
  });

  // The answer to a request, or null where it is a fault, which is then said.
  doors.answerTo = async (place, request) => {
    const answer = await desk.ask(request);
    if (!answer.fault) return answer;
    doors.tell(place, answer.fault.message, true);
    return null;
  };

  doors.fits = (place, file) => {
    if (file.size <= LARGEST_FILE) return true;
    doors.tell(place, desk.say('file_too_large', { file: file.name, most: LARGEST_FILE / 1024 / 1024 }), true);
    return false;
  };

  doors.base64 = async (file) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    let letters = '';
    // In pieces: a call takes no million arguments.
    for (let at = 0; at < bytes.length; at += 32768) letters += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return btoa(letters);
  };

  doors.bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

  // A table of texts: headings, of which all but the first are of figures, and rows {name, cells, total}.
  doors.table = (id, caption, headings, rows, textColumns = 0) => {
    const isText = (place) => place < textColumns;
    const cell = (text, place) => el('td', { class: isText(place) ? 'text' : 'figure' }, text);
    const heading = (text, place) => el('th', { scope: 'col', class: place && !isText(place - 1) ? 'figure' : null }, text);
    const row = (each) => el('tr', { class: each.total ? 'total' : null },
      el('th', { scope: 'row' }, each.name), ...each.cells.map(cell));
    return el('table', { id, class: 'wide' }, el('caption', {}, el('span', {}, caption)),
      el('thead', {}, el('tr', {}, ...headings.map(heading))), el('tbody', {}, ...rows.map(row)));
  };

  doors.scroll = (table, label) => el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label }, table);

  doors.list = (heading, texts) => texts.length
    ? [el('p', { class: 'title' }, heading), el('ul', {}, ...texts.map((text) => el('li', {}, text)))]
    : [];

  doors.facts = (pairs) => el('dl', { class: 'facts' }, ...pairs.filter(([, text]) => text).map(
    ([name, text]) => el('div', {}, el('dt', {}, name), el('dd', {}, text))));

  // Offers bytes as a file, as a link that is pressed.
  doors.download = (name, mediaType, bytes) => {
    const address = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
    const link = el('a', { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  };

  // Makes other choices those of the page, as if they had been made there: by way of a saved trial, which brings all.
  doors.goTo = async (choices) => {
    const saved = await desk.ask({ kind: 'trial', choices });
    return saved.fault ? saved : desk.ask({ kind: 'trial', saved: saved.saved });
  };

  doors.reveal = (id) => {
    const heading = desk.byId(`${id}-heading`);
    heading.setAttribute('tabindex', '-1');
    heading.scrollIntoView({ block: 'start' });
    heading.focus({ preventScroll: true });
  };
})(window.desk);
