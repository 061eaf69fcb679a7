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
const percent = (part, whole) => (whole === 0 ? 0 : 100 * part / whole).toFixed(1) + '%';

function bar(bytes, limit, label) {
  const fill = make('i');
  fill.style.width = Math.min(100, limit === 0 ? 0 : 100 * bytes / limit) + '%';
  return make('span', {class: bytes > limit ? 'bar full' : 'bar', role: 'img', 'aria-label': label + ': ' + percent(bytes, limit)}, fill);
}

function table(label, headings) {
  // Explicit roles survive narrow windows, where CSS turns rows into blocks.
  const body = make('tbody', {role: 'rowgroup'});
  const head = make('tr', {role: 'row'}, ...headings.map((h) => make('th', {role: 'columnheader', scope: 'col', class: h.number ? 'number' : null}, h.text)));
  const element = make('table', {role: 'table', 'aria-label': label}, make('thead', {role: 'rowgroup'}, head), body);
  const row = (...cells) => {
    let column = 0;
    for (const cell of cells) {
      cell.setAttribute('role', 'cell');
      cell.dataset.heading = headings[column].text;
      column += cell.colSpan;
    }
    return make('tr', {role: 'row'}, ...cells);
  };
  return {element, body, row};
}

// Shows `rows`, built by `row`, in `body`: the first ones immediately, more on request.
function fill(body, rows, row) {
  let shown = 0;
  const button = make('button', {type: 'button'});
  const more = make('p', {class: 'more'}, button);
  const add = () => {
    body.append(...rows.slice(shown, shown + kRows).map(row));
    shown = Math.min(rows.length, shown + kRows);
    more.hidden = shown === rows.length;
    button.textContent = 'Show ' + commas(Math.min(kRows, rows.length - shown)) + ' more of ' + commas(rows.length - shown);
  };
  button.addEventListener('click', () => {
    const before = body.lastElementChild;
    add();
    const first = before === null ? null : before.nextElementSibling;
    const link = first === null ? null : first.querySelector('a');
    if (link !== null) link.focus();
  });
  add();
  return more;
}

function place(at) {
  return at.file ? make('span', {class: 'place'}, at.file + ':' + at.line + ':' + at.column) : null;
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
      : make('a', {href: '#/service/' + service}, origin.text);
  return [make('span', {class: 'badge ' + group}, word), text, origin.file ? ' ' : null, place(origin)];
}

function findingItem(finding, link) {
  const where = finding.object.kind === '' ? '' : finding.object.kind + ' ' + finding.object.namespace + '/' +
      finding.object.name + (finding.container === '' ? '' : ', container ' + finding.container);
  return make('li', null,
    make('p', null, make('span', {class: 'severity severity-' + finding.severity}, finding.severity), ' ', make('code', null, finding.code), ': ', finding.message),
    finding.remedy === '' ? null : make('p', {class: 'note'}, 'Help: ' + finding.remedy),
    finding.affects === undefined ? null : make('p', {class: 'note'}, finding.affects),
    make('p', {class: 'place'}, link ? make('a', {href: link}, where) : where, where === '' ? '' : ' ', place(finding)));
}

// Truncates `text` to fit into `width` pixels of the graph.
const kPencil = document.createElement('canvas').getContext('2d');
function cut(text, width, size) {
  kPencil.font = size + 'px system-ui, sans-serif';
  const fits = (t) => kPencil.measureText(t).width <= width;
  if (fits(text)) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(text.slice(0, middle) + '…')) low = middle; else high = middle - 1;
  }
  return text.slice(0, low) + '…';
}

function nameOf(container) {
  return container.kind + ' ' + container.namespace + '/' + container.name + ', ' + container.container;
}
