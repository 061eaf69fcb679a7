// The view of `report --diff`: what changes between two inputs.

function changedVariables(change) {
  const {element, body, row} = table('Changed variables', [{text: 'Variable'}, {text: 'Before'}, {text: 'After'}]);
  const cell = (variable) => make('td', {class: 'wide'}, variable === undefined ? make('span', {class: 'note'}, 'not set') : valueOf(variable));
  return [element, fill(body, change.variables, (one) => row(make('td', {class: 'name'}, make('code', null, one.name)), cell(one.before), cell(one.after)))];
}

// Shows a container as one line that opens to its variables.
function changeItem(model, change) {
  const name = change.index === undefined ? make('span', null, nameOf(change)) : make('a', {href: model.linkOf(change.index)}, nameOf(change));
  const health = [change.before, change.after].filter((value, i, all) => value !== null && (i === 0 || value !== all[0])).map(healthBadge);
  const line = [name, ' ', health[0], ...(health.length > 1 ? [' → ', health[1]] : [])];
  if (change.variables.length === 0) return make('li', null, ...line);
  const details = make('details', {class: 'change'}, make('summary', null, counted(change.variables.length, 'variable') + ' changed'));
  details.addEventListener('toggle', () => { if (details.open && details.childElementCount === 1) details.append(...changedVariables(change)); });
  return make('li', null, ...line, details);
}

function changesView(model) {
  if (!model.changes) return null;
  const {old, containers, newCauses, fixedCauses} = model.changes;
  const view = make('div', null, make('h1', {tabindex: '-1'}, 'Changes'), make('p', {class: 'note'}, 'Compared with ' + old + '.'));
  const groups = [['Become broken', (c) => c.broken], ['Repaired', (c) => c.repaired], ['Changed', (c) => c.before !== null && c.after !== null],
    ['Added', (c) => c.before === null], ['Removed', (c) => c.after === null]];
  const left = new Set(containers);
  for (const [title, belongs] of groups) {
    const found = Array.from(left).filter(belongs);
    if (found.length === 0) continue;
    for (const change of found) left.delete(change);
    const list = make('ul', {class: 'plain'});
    view.append(make('section', null, make('h2', null, title + ' ', make('span', {class: 'count'}, commas(found.length))), list, fill(list, found, (change) => changeItem(model, change))));
  }
  if (containers.length === 0) view.append(make('p', null, 'No container changes.'));
  if (newCauses.length > 0) {
    const list = make('ul', {class: 'plain'});
    view.append(make('section', null, make('h2', null, 'New problems ', make('span', {class: 'count'}, commas(newCauses.length))), list,
      fill(list, newCauses.map((i) => model.causes[i]).sort(model.worstFirst), (cause) => causeItem(model, cause))));
  }
  if (fixedCauses.length > 0) {
    const list = make('ul', {class: 'plain'});
    view.append(make('section', null, make('h2', null, 'Solved problems ', make('span', {class: 'count'}, commas(fixedCauses.length))), list,
      fill(list, fixedCauses, (cause) => make('li', null, severityBadge(cause.severity), ' ', make('code', null, cause.code), ' ', cause.message, ' ', make('span', {class: 'place'}, cause.object)))));
  }
  return view;
}
