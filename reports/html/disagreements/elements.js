/** An element with classes (`p.note.small`) and children; text is always text, never markup. */
export function element(tag, ...children) {
  const [name, ...classes] = tag.split('.');
  const made = document.createElement(name);
  if (classes.length > 0) made.className = classes.join(' ');
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** Text from the dataset, isolated from the direction of its surroundings. */
export function foreignText(tag, text) {
  const made = element(tag, text);
  made.dir = 'auto';
  return made;
}

export function button(tag, label, press) {
  const made = element(tag, label);
  made.type = 'button';
  made.addEventListener('click', press);
  return made;
}

/** Options of a select: `[value, text]`, or `[heading, [[value, text], …]]` for a group. */
export function fillSelect(select, options, chosen) {
  const option = ([value, text]) => {
    const made = element('option', text);
    made.value = value;
    return made;
  };
  const entries = options.map(([value, text]) => {
    if (!Array.isArray(text)) return option([value, text]);
    const group = element('optgroup', ...text.map(option));
    group.label = value;
    return group;
  });
  select.replaceChildren(...entries);
  select.value = chosen;
}
