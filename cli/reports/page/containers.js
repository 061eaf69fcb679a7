// The table of containers, the worst first.
const kTight = 0.25;  // the share of a limit from which a size is worth a bar

// Returns one row for each container, and one for all replicas that are alike.
function containerRows(model) {
  const rows = [];
  const alike = new Map();
  model.containers.forEach((container, index) => {
    const key = [container.node, container.container, container.health].join('\n');
    if (alike.has(key)) {
      ++alike.get(key).count;
      return;
    }
    const findings = model.findingsAbout(container, container.container);
    const tight = model.tightest(container);
    const row = {index, container, count: 1, rank: index, tight, status: kHealths.indexOf(container.health),
      name: container.name, errors: findings.filter((f) => f.severity === 'error').length,
      warnings: findings.filter((f) => f.severity === 'warning').length, own: (container.own || []).length,
      share: tight === null ? -1 : tight.share,
      text: [nameOf(container), container.image || '', kHealthTexts[container.health].label].join(' ').toLowerCase()};
    alike.set(key, row);
    rows.push(row);
  });
  // Equal rows keep this order: the worst first.
  rows.sort((a, b) => a.status - b.status || b.errors - a.errors || b.warnings - a.warnings || a.rank - b.rank);
  const sizes = rows.some(showsSize);
  rows.forEach((row, i) => { Object.assign(row, {rank: i, sizes}); });
  return rows;
}

const showsSize = ({tight, container}) => tight !== null && (tight.share >= kTight || container.fits === false);

function sizeCell(row) {
  const {tight, container} = row;
  if (!showsSize(row)) return make('td', {class: 'size'});
  return make('td', {class: 'size'}, bar(tight.share, 'Size of ' + nameOf(container)),
    make('span', {class: tight.share > 1 ? 'error' : 'note'}, percent(tight.share) + ', ' + tight.reason + (tight.share > 1 ? ': too large' : '')));
}

const kContainerColumns = [
  {id: 'status', text: 'Status', key: (r) => r.status},
  {id: 'workload', text: 'Workload', key: (r) => r.name},
  {id: 'container', text: 'Container', key: (r) => r.container.container},
  {id: 'namespace', text: 'Namespace', key: (r) => r.container.namespace},
  {id: 'errors', text: 'Errors', number: true, key: (r) => r.errors},
  {id: 'warnings', text: 'Warnings', number: true, key: (r) => r.warnings},
  {id: 'own', text: 'Own variables', number: true, key: (r) => r.own},
  {id: 'size', text: 'Size', class: 'size', key: (r) => -r.share},
];

function containerRow(model, row, {index, container, count, errors, warnings, own, ...rest}) {
  const name = make('td', {class: 'name'}, make('a', {href: model.linkOf(index)}, container.name), ' ',
    make('span', {class: 'note'}, container.kind + (count > 1 ? ', ' + counted(count, 'replica') : '')));
  const number = (value, kind) => make('td', {class: 'number' + (value === 0 ? ' zero' : kind ? ' ' + kind : '')}, commas(value));
  return row(make('td', null, healthBadge(container.health)), name, make('td', {class: 'name'}, container.container), make('td', {class: 'name'}, container.namespace),
    number(errors, 'severity-error'), number(warnings, 'severity-warning'), number(own), ...(rest.sizes ? [sizeCell({container, ...rest})] : []));
}

// Returns choices for chips or a list: the values of `of` and how often they occur.
function choicesOf(items, of, label) {
  const counts = new Map();
  for (const item of items) counts.set(of(item), (counts.get(of(item)) || 0) + 1);
  return Array.from(counts, ([value, count]) => ({value, count, ...(label ? label(value) : {label: value})}))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

const kMostChips = 12;

// Returns chips for a few namespaces, or a list of many.
function namespaceChoice(choices, chosen, change) {
  if (choices.length < 2) return null;
  if (choices.length <= kMostChips) return chips('Namespace', choices, chosen, change);
  const select = make('select', {'aria-label': 'Namespace'}, make('option', {value: ''}, 'All namespaces'),
    ...choices.slice().sort((a, b) => (a.value < b.value ? -1 : 1)).map(({value, count}) => make('option', {value, selected: chosen.has(value)}, value + ' (' + commas(count) + ')')));
  select.addEventListener('change', () => {
    chosen.clear();
    if (select.value !== '') chosen.add(select.value);
    change();
  });
  return make('div', {class: 'chips'}, select);
}

function containerList(model, at) {
  const view = make('div', null, make('h1', {tabindex: '-1'}, 'Containers'));
  if (model.containers.length === 0) {
    view.append(make('p', {class: 'note'}, 'No containers found in the input.'));
    return view;
  }
  const rows = containerRows(model);
  const [statuses, spaces] = [setOf(at.query.get('status')), setOf(at.query.get('ns'))];
  const parts = sortedTable({label: 'Containers', headings: kContainerColumns.filter((column) => column.id !== 'size' || rows[0].sizes), start: 'status', row: (row, r) => containerRow(model, row, r), change: (sort) => at.set({sort})});
  parts.element.classList.add('containers');
  if (at.query.get('sort')) parts.sortBy(at.query.get('sort'));
  const box = filterBox('Filter containers', at.query.get('q') || '', (text) => {
    const words = wordsOf(text);
    const found = rows.filter((r) => (statuses.size === 0 || statuses.has(r.container.health)) && (spaces.size === 0 || spaces.has(r.container.namespace)) && matches(r.text, words));
    parts.show(found);
    at.set({q: text, status: textOf(statuses), ns: textOf(spaces)});
    return {shown: found.length, of: rows.length};
  });
  const health = choicesOf(rows, (r) => r.container.health, (value) => ({element: healthBadge(value)})).sort((a, b) => kHealths.indexOf(a.value) - kHealths.indexOf(b.value));
  view.append(box.element, chips('Status', health, statuses, box.apply));
  const namespaces = namespaceChoice(choicesOf(rows, (r) => r.container.namespace), spaces, box.apply);
  if (namespaces !== null) view.append(namespaces);
  if (model.about.rejected.length > 0) {
    view.append(make('p', {class: 'rejected'}, make('strong', null, 'Rejected, so without containers: '), ...model.about.rejected.flatMap((object, i) => [i === 0 ? '' : ', ',
      make('a', {href: hashOf(['problems'], {q: object.namespace + '/' + object.name})}, object.kind + ' ' + object.namespace + '/' + object.name)])));
  }
  view.append(parts.element);
  box.apply();
  return view;
}
