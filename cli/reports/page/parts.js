// Builds elements of the views. Strings from the data only ever become text nodes or attribute
// values.
const kRows = 200;  // added at a time

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function svg(name, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const commas = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',');
const counted = (count, noun) => commas(count) + ' ' + noun + (count === 1 ? '' : 's');
const percent = (share) => (100 * share).toFixed(1) + '%';
const wordsOf = (text) => text.toLowerCase().split(/\s+/).filter((word) => word !== '');
const matches = (text, words) => words.every((word) => text.includes(word));

function button(text, onclick, attributes) {
  const element = make('button', {type: 'button', ...attributes}, text);
  element.addEventListener('click', onclick);
  return element;
}

// A page served by plain HTTP has no clipboard, but can copy a selection.
function copyText(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = make('textarea', {'aria-hidden': 'true'});
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
  return Promise.resolve();
}

// Returns a button that copies `text`. `what` names it for screen readers.
function copyButton(text, what) {
  const element = button('Copy', () => copyText(text).then(() => announce(element, 'Copied'), () => announce(element, 'Cannot copy')),
    {class: 'copy', 'aria-label': 'Copy ' + what});
  return element;
}

function announce(element, word) {
  element.textContent = word;
  document.getElementById('spoken').textContent = word;
  setTimeout(() => { element.textContent = 'Copy'; }, 1500);
}

function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], {type}));
  const link = make('a', {href: url, download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function bar(share, label) {
  const fill = make('i');
  fill.style.width = Math.min(100, 100 * share) + '%';
  return make('span', {class: share > 1 ? 'bar full' : 'bar', role: 'img', 'aria-label': label + ': ' + percent(share)}, fill);
}

const kHealthTexts = {
  fails: {mark: '✕', label: 'Will not start', some: (n) => (n === 1 ? 'will not start' : 'will not start')},
  broken: {mark: '!', label: 'Broken references', some: (n) => (n === 1 ? 'has' : 'have') + ' broken references'},
  warned: {mark: '▲', label: 'Warnings', some: (n) => (n === 1 ? 'has' : 'have') + ' warnings'},
  incomplete: {mark: '?', label: 'Incomplete', some: (n) => (n === 1 ? 'is' : 'are') + ' incomplete'},
  fine: {mark: '✓', label: 'OK', some: () => 'OK'},
};

function healthBadge(health) {
  const {mark, label} = kHealthTexts[health];
  return make('span', {class: 'health health-' + health}, make('span', {class: 'mark', 'aria-hidden': 'true'}, mark), label);
}

function table(label, headings) {
  // Explicit roles survive narrow windows, where CSS turns rows into blocks.
  const body = make('tbody', {role: 'rowgroup'});
  const cells = headings.map((h) => make('th', {role: 'columnheader', scope: 'col', class: [h.number ? 'number' : '', h.class || ''].join(' ').trim() || null}, h.text));
  const element = make('table', {role: 'table', 'aria-label': label}, make('thead', {role: 'rowgroup'}, make('tr', {role: 'row'}, ...cells)), body);
  const row = (...columns) => {
    let column = 0;
    for (const cell of columns) {
      cell.setAttribute('role', 'cell');
      cell.dataset.heading = headings[column].text;
      column += cell.colSpan;
    }
    return make('tr', {role: 'row'}, ...columns);
  };
  return {element, body, row, cells};
}

// Shows `rows`, built by `row`, in `body`: the first ones immediately, more on request.
function fill(body, rows, row) {
  let shown = 0;
  const element = make('button', {type: 'button'});
  const more = make('p', {class: 'more'}, element);
  const add = () => {
    body.append(...rows.slice(shown, shown + kRows).map(row));
    shown = Math.min(rows.length, shown + kRows);
    more.hidden = shown === rows.length;
    element.textContent = 'Show ' + commas(Math.min(kRows, rows.length - shown)) + ' more of ' + commas(rows.length - shown);
  };
  element.addEventListener('click', () => {
    const before = body.lastElementChild;
    add();
    const first = before === null ? null : before.nextElementSibling;
    const link = first === null ? null : first.querySelector('a, button');
    if (link !== null) link.focus();
  });
  add();
  return more;
}

// A table that sorts and filters its rows. `headings` have `key`, which returns what to sort by;
// `start` is the initial order, "errors" or "-errors", by the `id` of a heading. Returns
// {element, show(rows)}.
function sortedTable({label, headings, row, start, change}) {
  const parts = table(label, headings);
  let [order, rows, more] = [start, [], null];
  const compare = (a, b) => {
    const down = order.startsWith('-');
    const {key} = headings.find((h) => h.id === order.replace('-', '')) || headings[0];
    const [x, y] = [key(a), key(b)];
    return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1) || a.rank - b.rank;
  };
  const show = (next) => {
    rows = next;
    headings.forEach((h, i) => {
      const sorted = order.replace('-', '') === h.id;
      if (h.key) parts.cells[i].setAttribute('aria-sort', !sorted ? 'none' : order.startsWith('-') ? 'descending' : 'ascending');
    });
    parts.body.replaceChildren();
    const added = fill(parts.body, rows.slice().sort(compare), (r) => row(parts.row, r));
    if (more === null) element.append(added); else more.replaceWith(added);
    more = added;
  };
  headings.forEach((h, i) => {
    if (!h.key) return;
    parts.cells[i].replaceChildren(button(h.text, () => {
      // Numbers are most interesting from the largest on.
      order = order === h.id ? '-' + h.id : order === '-' + h.id ? h.id : (h.number ? '-' : '') + h.id;
      change(order === start ? '' : order);
      show(rows);
    }, {class: 'sort'}));
  });
  const element = make('div', {class: 'table'}, parts.element);
  return {element, show, sortBy: (next) => { order = next; }};
}

// A text box that filters a list. `filter` returns {shown, of}.
function filterBox(label, value, filter, noun = 'row') {
  const input = make('input', {type: 'search', autocomplete: 'off', spellcheck: 'false', value, 'aria-label': label, placeholder: label});
  const state = make('span', {class: 'filter-state', role: 'status'});
  const apply = () => {
    const {shown, of} = filter(input.value);
    state.textContent = shown === of ? counted(of, noun) : commas(shown) + ' of ' + commas(of);
  };
  input.addEventListener('input', apply);
  return {element: make('div', {class: 'filter'}, input, state), apply, input};
}

// Toggle buttons. `choices` are {value, label, count}; `chosen` is a set of values.
function chips(label, choices, chosen, change) {
  return make('div', {class: 'chips', role: 'group', 'aria-label': label}, make('span', {class: 'chips-label'}, label), ...choices.map((choice) => {
    const element = button('', () => {
      if (chosen.has(choice.value)) chosen.delete(choice.value); else chosen.add(choice.value);
      element.setAttribute('aria-pressed', String(chosen.has(choice.value)));
      change();
    }, {class: 'chip', 'aria-pressed': String(chosen.has(choice.value))});
    element.append(choice.element || choice.label, ' ', make('span', {class: 'count'}, commas(choice.count)));
    return element;
  }));
}

const setOf = (text) => new Set((text || '').split(',').filter((word) => word !== ''));
const textOf = (set) => Array.from(set).join(',');

function place(at) {
  if (!at.file) return null;
  const text = at.line === undefined || at.line === 0 ? at.file : at.file + ':' + at.line + ':' + at.column;
  return make('span', {class: 'place'}, text);
}

function valueOf(variable) {
  if (variable.unknown !== undefined) return make('span', {class: 'unknown'}, 'unknown: ' + variable.unknown);
  const text = variable.value === undefined ? variable.valueBase64 + ' (base64)' : variable.value;
  return make('span', {class: 'value'}, text + (variable.assumed ? ' (assumed)' : ''));
}

// Returns elements that show where a value comes from: a colored word, and a link if it has a page.
function originOf(model, origin) {
  const word = origin.word;
  const group = {service: 'service', ConfigMap: 'configmap', Secret: 'secret', env: 'env'}[word] || 'field';
  const object = origin.object;
  const service = origin.service !== undefined ? origin.service
      : object !== undefined && object.kind === 'Service' ? model.serviceOf.get(object.namespace + '/' + object.name) : undefined;
  const text = service === undefined ? make('span', null, origin.text)
      : make('a', {href: model.linkOfService(service)}, origin.text);
  return [make('span', {class: 'badge ' + group}, word), text];
}

const nameOf = (container) => container.kind + ' ' + container.namespace + '/' + container.name + ', ' + container.container;
