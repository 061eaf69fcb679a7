// The first view: what is broken, and what to change first.
const kFirst = 7;          // causes shown
const kMostPrinted = 200;  // causes on paper

function verdictOf(model) {
  const counts = Object.fromEntries(kHealths.map((health) => [health, 0]));
  for (const container of model.containers) ++counts[container.health];
  const total = model.containers.length;
  const parts = [];
  for (const health of kHealths) {
    const count = counts[health];
    if (count === 0) continue;
    const text = parts.length === 0 ? commas(count) + ' of ' + counted(total, 'container') + ' ' + kHealthTexts[health].some(count)
        : commas(count) + ' ' + kHealthTexts[health].some(count);
    parts.push(make('li', null, make('a', {class: 'verdict-part health-' + health, href: hashOf(['containers'], {status: health})},
      make('span', {class: 'mark', 'aria-hidden': 'true'}, kHealthTexts[health].mark), text)));
  }
  const rejected = model.about.rejected.length;
  if (rejected > 0) {
    parts.unshift(make('li', null, make('a', {class: 'verdict-part health-fails', href: hashOf(['problems'], {severity: 'error'})},
      make('span', {class: 'mark', 'aria-hidden': 'true'}, kHealthTexts.fails.mark), counted(rejected, 'object') + (rejected === 1 ? ' is' : ' are') + ' rejected by the API server')));
  }
  return make('ul', {class: 'verdict'}, ...parts);
}

// Returns the causes worth fixing, the most harmful first.
function firstCauses(model) {
  const weight = new Map(model.causes.map((cause) => [cause, model.affectedBy(cause).length]));
  return model.causes.filter((cause) => cause.severity !== 'info')
      .sort((a, b) => model.worstFirst(a, b) || weight.get(b) - weight.get(a));
}

function fixFirst(model) {
  const causes = firstCauses(model);
  const errors = causes.filter((cause) => cause.severity === 'error').length;
  const section = make('section', {class: 'fix-first'}, make('h2', null, 'Fix these first'));
  if (causes.length === 0) {
    section.append(make('p', {class: 'note'}, 'Nothing to fix.'));
    return section;
  }
  const list = make('ul', {class: 'plain'});
  causes.slice(0, kFirst).forEach((cause) => list.append(causeItem(model, cause)));
  for (const cause of causes.slice(kFirst, Math.min(errors, kMostPrinted))) {
    const item = causeItem(model, cause);
    item.classList.add('on-paper');
    list.append(item);
  }
  section.append(list);
  if (causes.length > kFirst) {
    section.append(make('p', {class: 'more'}, make('a', {href: '#/problems'}, 'All ' + counted(model.causes.length, 'problem'))));
  }
  return section;
}

// A table of namespaces with the number of containers in each condition.
function heatmap(model) {
  const spaces = new Map();
  for (const {namespace, health} of model.containers) {
    if (!spaces.has(namespace)) spaces.set(namespace, {name: namespace, total: 0, fails: 0, broken: 0, warned: 0, incomplete: 0, fine: 0});
    const space = spaces.get(namespace);
    ++space.total;
    ++space[health];
  }
  const worst = (a, b) => b.fails - a.fails || b.broken - a.broken || b.warned - a.warned || b.incomplete - a.incomplete || (a.name < b.name ? -1 : 1);
  const {element, body, row} = table('Containers by namespace and status', [{text: 'Namespace'}, ...kHealths.map((health) => ({text: kHealthTexts[health].label, number: true}))]);
  element.classList.add('heatmap');
  const more = fill(body, Array.from(spaces.values()).sort(worst), (space) => row(
    make('td', {class: 'name'}, make('a', {href: hashOf(['containers'], {ns: space.name})}, space.name)),
    ...kHealths.map((health) => {
      const count = space[health];
      if (count === 0) return make('td', {class: 'number none'}, '0');
      const heat = Math.min(4, Math.ceil(4 * count / space.total));
      return make('td', {class: `number heat heat-${health} heat-${heat}`},
        make('a', {href: hashOf(['containers'], {ns: space.name, status: health}), 'aria-label': `${counted(count, 'container')} in ${space.name}: ${kHealthTexts[health].label}`}, commas(count)));
    })));
  return make('section', null, make('h2', null, 'Namespaces'), element, more);
}

function capacity(model) {
  const section = make('section', null, make('h2', null, 'Capacity'));
  let [tight, least] = [null, null];
  model.containers.forEach((container, index) => {
    const size = model.tightest(container);
    if (size !== null && (tight === null || size.share > tight.size.share)) tight = {index, size};
    const room = model.roomOf(container);
    if (room !== undefined && (least === null || room < least.room)) least = {index, room};
  });
  if (tight === null) {
    section.append(make('p', {class: 'note'}, 'No environment could be computed.'));
    return section;
  }
  const name = (index) => make('a', {href: model.linkOf(index)}, nameOf(model.containers[index]));
  if (least !== null) section.append(make('p', null, make('strong', null, 'Room for about ' + commas(least.room) + ' more services'), ' before the first container, ', name(least.index), ', no longer starts.'));
  section.append(make('p', null, 'Closest to a limit: ', name(tight.index), ', ', tight.size.reason, ': ' + commas(tight.size.bytes) + ' of ' + commas(tight.size.limit) + ' bytes (' + percent(tight.size.share) + ').'));
  if (tight.size.share >= kTight) section.append(bar(tight.size.share, 'Share of the limit'));
  return section;
}

function unknowns(model) {
  if (model.about.unknowns.length === 0) return null;
  const {element, body, row} = table('Not known', [{text: 'Not known'}, {text: 'Containers', number: true}, {text: 'To supply it'}]);
  const more = fill(body, model.about.unknowns, (part) => row(
    make('td', {class: 'name'}, part.what, part.why === '' ? null : make('div', {class: 'note'}, part.why)),
    make('td', {class: 'number'}, commas(part.containers)),
    make('td', {class: 'wide'}, part.supply === '' ? '' : make('code', null, part.supply), ' ', part.supply === '' ? null : copyButton(part.supply, 'the command'))));
  return make('section', null, make('h2', null, 'Not known'), element, more);
}

function overview(model) {
  const view = make('div', null, make('h1', {tabindex: '-1'}, model.about.title || 'Overview'));
  view.pageTitle = 'Overview';
  if (model.containers.length === 0 && model.causes.length === 0) {
    view.append(make('p', {class: 'note'}, 'No containers found in the input.'));
    return view;
  }
  if (model.changes) {
    const count = (key) => model.changes.containers.filter((c) => c[key]).length;
    view.append(make('p', {class: 'changed'}, 'Compared with ' + model.changes.old + ': ', make('a', {href: '#/changes'}, counted(count('broken'), 'container') + ' became broken, ' + commas(count('repaired')) + ' repaired, ' + commas(model.changes.containers.length) + ' changed in all')));
  }
  view.append(verdictOf(model), make('p', {class: 'note'}, counted(model.containers.length, 'container') + ' and ' + counted(model.services.length, 'service') + ' from ' + model.about.source + '.'));
  const side = make('div', {class: 'side'}, ...[heatmap(model), capacity(model), unknowns(model)].filter((part) => part !== null));
  view.append(make('div', {class: 'columns'}, fixFirst(model), side));
  return view;
}
