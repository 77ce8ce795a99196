// A table that is sent by either door: pasted, chosen or dropped, with what is to be read of it.
(function (desk) {
  const el = desk.el;
  const doors = desk.doors;

  // The door of a form: `read(sent)` is called when a table came or something was said of it, `forget()` when what
  // was read is no longer what stands in the form.
  doors.sender = (name, read, forget) => {
    const form = desk.byId(`${name}-form`);
    const text = desk.byId(`${name}-text`);
    const chooser = desk.byId(`${name}-file`);
    const chosen = desk.byId(`${name}-chosen`);
    const told = desk.byId(`${name}-told`);
    const open = desk.byId(`${name}-open`);
    const fields = [...form.querySelectorAll('[data-field]')];
    let file = null;

    const options = () => {
      const said = {};
      for (const field of fields) {
        if (field.type === 'checkbox') said[field.dataset.field] = field.checked;
        else if (field.dataset.field === 'where') said.where = field.value.split(';').map((part) => part.trim()).filter(Boolean);
        else said[field.dataset.field] = field.value.trim();
      }
      return said;
    };

    const reset = () => {
      for (const field of fields) {
        if (field.type === 'checkbox') field.checked = false;
        else field.value = '';
      }
    };

    const take = async (given) => {
      if (!doors.fits(told, given)) return;
      file = { name: given.name, base64: await doors.base64(given) };
      text.value = '';
      chooser.value = '';
      chosen.hidden = false;
      chosen.firstElementChild.textContent = desk.say('chosen_file', { file: given.name });
      reset();
      await send();
    };

    const sent = () => (file ? { ...file, ...options() } : { text: text.value, ...options() });

    const send = async () => {
      // What came from elsewhere on the page is seen where it is read.
      form.closest('details')?.setAttribute('open', '');
      open.replaceChildren();
      doors.tell(told, '', false);
      told.textContent = desk.say('reading');
      await read(sent());
    };

    // What the table leaves open is asked for where it is seen, with the rows to choose by.
    const ask = (fault) => {
      const field = desk.byId(`${name}-${fault.open.field}`);
      const select = el('select', { id: `${name}-open-choice` },
        el('option', { value: '' }, desk.say('choose')),
        ...fault.open.choices.map((choice) => el('option', { value: choice.value }, choice.title)));
      select.addEventListener('change', () => {
        field.value = select.value;
        if (select.value) send();
      });
      const rows = fault.open.rows.map(([number, ...cells]) => ({ name: number, cells }));
      open.replaceChildren(
        el('p', { class: 'field' }, el('label', { for: select.id }, desk.say(`table_${fault.open.field}`)), select),
        ...(rows.length ? [doors.scroll(doors.table(`${name}-first-rows`, desk.say('first_rows'),
          [desk.say('row'), ...fault.open.letters], rows, fault.open.letters.length), desk.say('first_rows'))] : []));
      select.focus();
    };

    form.addEventListener('submit', (event) => { event.preventDefault(); send(); });
    text.addEventListener('paste', () => setTimeout(() => { if (!file && text.value.trim()) { reset(); send(); } }));
    text.addEventListener('input', () => { if (file) leave(); });
    form.addEventListener('input', (event) => { if (event.target.matches('[data-field]') || event.target === text) forgotten(); });
    chooser.addEventListener('change', () => { if (chooser.files.length) take(chooser.files[0]); });
    const leave = () => {
      file = null;
      chosen.hidden = true;
    };
    // An answer that is still on its way is of the old form, too.
    const forgotten = () => {
      desk.forget(name);
      open.replaceChildren();
      doors.tell(told, '', false);
      forget();
    };
    chosen.querySelector('button').addEventListener('click', () => {
      leave();
      forgotten();
      text.focus();
    });

    return {
      told,
      file: () => (file ? file.name : desk.say('pasted_table')),
      take,
      pasted: (words) => { leave(); reset(); text.value = words; return send(); },
      // The answer, or null of a fault: said, and asked about where the table leaves something open.
      answer: async (request) => {
        const answer = await desk.askLatest(name, request);
        if (answer === null) return null;
        if (!answer.fault) return answer;
        doors.tell(told, answer.fault.message, true);
        if (answer.fault.open) ask(answer.fault);
        return null;
      },
      clear: () => { leave(); reset(); text.value = ''; open.replaceChildren(); },
    };
  };
})(window.desk);
