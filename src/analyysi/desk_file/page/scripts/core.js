// What all parts of the page share: elements, events, the state, and what is asked of the engine.
(function (desk) {
  const heard = { state: [], choices: [], trial: [] };
  const newest = {};

  // desk.on('state', f): a year was opened, or a table or a saved trial has changed it: f(desk.state), draw again.
  // desk.on('choices', f): something was chosen: f(desk.choices()). desk.on('trial', f): it is worked out: f(answer).
  desk.on = (name, listener) => { heard[name].push(listener); };
  desk.changed = (name, content) => { for (const listener of heard[name]) listener(content); };

  // The answer, or null if the same was asked again meanwhile.
  desk.askLatest = async (name, request) => {
    const number = newest[name] = (newest[name] ?? 0) + 1;
    const answer = await desk.ask(request);
    return number === newest[name] ? answer : null;
  };

  // Whatever was asked under a name is no longer wanted.
  desk.forget = (name) => { newest[name] = (newest[name] ?? 0) + 1; };

  desk.byId = (id) => document.getElementById(id);

  // el('p', { class: 'note', hidden: true }, 'Text', element): text comes as text, never as HTML. An attribute that
  // is false or null is left out; `on` holds listeners by the names of their events.
  desk.el = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, content] of Object.entries(attributes ?? {})) {
      if (name === 'on') {
        for (const [event, listener] of Object.entries(content)) element.addEventListener(event, listener);
      } else if (content !== false && content !== null && content !== undefined) {
        element.setAttribute(name, content === true ? '' : content);
      }
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  };

  // The engine's HTML alone comes as HTML: it has escaped what is in it.
  desk.html = (element, html) => { element.innerHTML = html; };

  // A text of the page with its gaps filled: desk.say('failed', { fault: sentence }).
  desk.say = (name, gaps) => desk.words[name].replace(/\{(\w+)\}/g, (gap, inner) => gaps?.[inner] ?? gap);

  // Puts new elements into another; whoever was in the one with some id stays in the new one with that id.
  desk.put = (place, ...children) => {
    const id = place.contains(document.activeElement) ? document.activeElement.id : '';
    place.replaceChildren(...children);
    if (id) desk.byId(id)?.focus({ preventScroll: true });
  };

  // Says beside an entry, or below a group, what is wrong with it; with no sentence, that nothing is.
  desk.mark = (control, sentence) => {
    const id = `${control.id}-fault`;
    const described = (control.getAttribute('aria-describedby') ?? '').split(' ').filter((each) => each && each !== id);
    const isEntry = control.matches('input, select, textarea');
    desk.byId(id)?.remove();
    if (sentence) {
      const line = desk.el('p', { id, class: 'fault' }, sentence);
      if (isEntry) (control.closest('.entry') ?? control).append(line);
      else control.append(line);
      described.push(id);
      if (isEntry) control.setAttribute('aria-invalid', 'true');
    } else {
      control.removeAttribute('aria-invalid');
    }
    if (described.length) control.setAttribute('aria-describedby', described.join(' '));
    else control.removeAttribute('aria-describedby');
  };

  // In another language, what stands in the page's HTML changes with it: data-word names its text.
  const speak = (state) => {
    const language = state.language;
    document.title = state.title;
    document.querySelector('#opening h1').textContent = state.title;
    document.querySelector('#opening .kicker').textContent = state.kicker;
    document.querySelector('footer p').textContent = state.foot;
    document.querySelector('#opening .lead').dataset.word = 'how';
    document.documentElement.lang = language;
    desk.words = desk.data.words[language];
    for (const element of document.querySelectorAll('[data-word]')) {
      element.textContent = desk.words[element.dataset.word];
    }
  };

  // The choices as the engine wants them; the form of #choices gives others.
  desk.choices = () => desk.state.choices;

  desk.setState = (state) => {
    desk.state = state;
    speak(state);
    for (const section of document.querySelectorAll('[data-live]')) section.hidden = false;
    const decided = desk.byId('decided');
    if (decided) decided.hidden = true;
    desk.changed('state', state);
  };

  desk.opened = desk.setState;
})(window.desk);
