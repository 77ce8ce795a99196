// The button beside the agenda item copies it as text, as agenda-item.txt has it, and says so aloud.
(() => {
  'use strict';
  const button = document.getElementById('agenda-copy');
  if (!button) return;
  const said = document.getElementById('agenda-said');
  const { text, copied, refused } = button.dataset;

  // Where the page has no clipboard of its own (an old browser, or a page that is not trusted).
  const byCommand = () => {
    const field = document.createElement('textarea');
    field.value = text;
    field.readOnly = true;
    field.style.cssText = 'position: fixed; opacity: 0';
    button.after(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    button.focus();
    return done;
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return byCommand();
    }
  };

  button.addEventListener('click', async () => {
    // Emptied first, so that a second copy is said too.
    said.textContent = '';
    const done = await copy();
    setTimeout(() => { said.textContent = done ? copied : refused; }, 50);
  });
  button.hidden = false;
})();
