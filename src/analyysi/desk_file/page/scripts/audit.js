// A file of an edition: which one it is, and whether its shares come out the same. Its text goes to the engine, which
// reads it as text; nothing of it is run, and nothing of it comes into the page but names and sums as texts.
(function (desk) {
  const el = desk.el;
  const doors = desk.doors;
  const told = desk.byId('audit-told');
  const place = desk.byId('audit-read');

  const yesOrNo = (same) => (same === null ? '' : desk.say(same ? 'audit_same' : 'audit_other'));

  const show = (answer) => {
    const rows = answer.changes.map((each) => ({ name: `${each.name} (${each.title})`, cells: each.cells }));
    const headings = [desk.say('audit_share'), `${desk.say('audit_given')}, ${desk.state.sign}`, `${desk.say('audit_computed')}, ${desk.state.sign}`];
    const edition = answer.edition === null ? '' : String(answer.edition);
    const more = answer.count > rows.length ? desk.say('audit_more', { count: answer.count - rows.length }) : '';
    place.replaceChildren(
      doors.facts([
        [desk.say('audit_agreement'), `${answer.agreement} ${answer.year}`],
        [desk.say('audit_edition'), edition], [desk.say('audit_published'), answer.published_on],
        [desk.say('audit_version'), answer.version],
        [desk.say('audit_fingerprint'), answer.fingerprint && `${answer.fingerprint} – ${yesOrNo(answer.same_fingerprint)}`],
        [desk.say('audit_results'), yesOrNo(answer.same_results)],
        [desk.say('audit_compared'), answer.compared ? String(answer.compared) : '']]),
      ...(rows.length ? [doors.scroll(doors.table('audit-differences', desk.say('audit_differences'), headings, rows),
        desk.say('audit_differences'))] : []),
      ...(more ? [el('p', {}, more)] : []),
      ...doors.list(desk.say('audit_files'), answer.changed_files ?? []));
  };

  const audit = async (file) => {
    place.replaceChildren();
    if (!doors.fits(told, file)) return;
    doors.tell(told, desk.say('audit_working'), false);
    const answer = await doors.answerTo(told, { kind: 'recompute', name: file.name, text: await file.text() });
    if (!answer) return;
    show(answer);
    doors.tell(told, answer.sentence, !answer.same_cents);
  };

  doors.audit = audit;
  const chooser = desk.byId('audit-file');
  chooser.addEventListener('change', () => {
    if (chooser.files.length) audit(chooser.files[0]);
    chooser.value = '';
  });
})(window.desk);
