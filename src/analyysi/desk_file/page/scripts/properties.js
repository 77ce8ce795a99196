// The properties of the chosen way, on request: they are looked for in many changed cases, which takes a while.
(function (desk) {
  const place = desk.el('div', { hidden: true });
  const button = desk.el('button', { type: 'button', 'data-word': 'properties_show' }, desk.say('properties_show'));
  desk.byId('ways').append(desk.el('p', {}, button), place);

  const clear = () => {
    place.hidden = true;
    place.replaceChildren();
    button.disabled = false;
  };

  const show = async () => {
    button.disabled = true;
    desk.tell(desk.say('properties_coming'));
    const choices = JSON.stringify(desk.choices());
    const answer = await desk.askLatest('properties', { kind: 'properties', choices: JSON.parse(choices) });
    // What was chosen meanwhile has cleared the place: an answer to what stood before would be a wrong one.
    if (!answer || choices !== JSON.stringify(desk.choices())) return;
    button.disabled = false;
    if (answer.fault) return desk.tell(answer.fault.message, true);
    desk.html(place, answer.properties);
    place.hidden = false;
    desk.tell(desk.say('properties_there'));
  };

  button.addEventListener('click', show);
  desk.on('choices', clear);
  desk.on('state', clear);
})(window.desk);
