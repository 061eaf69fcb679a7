// The page of a container: what is wrong with it, what it runs, and its environment.

// Returns {text, known} of an item of command or args. `shell` quotes it for a POSIX shell.
function shellWord(item) {
  const text = item !== null && typeof item === 'object' && item.text !== undefined ? item.text : item;
  if (typeof text !== 'string') return text.base64 !== undefined ? '"$(echo ' + text.base64 + ' | base64 -d)"' : "'unknown: " + text.unknown.replace(/'/g, "'\\''") + "'";
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : "'" + text.replace(/'/g, "'\\''") + "'";
}

function processOf(container) {
  const section = make('section', null, make('h2', null, 'Process'));
  const words = container.command.concat(container.args).map(shellWord);
  if (container.command.length === 0) {
    section.append(make('p', {class: 'note'}, words.length === 0 ? 'The command and the arguments of the image.' : 'The entrypoint of the image with these arguments:'));
  }
  if (words.length > 0) {
    section.append(make('div', {class: 'copyable'}, make('pre', {class: 'shell', tabindex: '0', 'aria-label': 'Shell command'}, words.join(' ')), copyButton(words.join(' '), 'the command')));
  }
  return section;
}

function sizeOf(model, container) {
  const tight = model.tightest(container);
  const section = make('section', null, make('h2', null, 'Size'));
  const room = model.roomOf(container);
  section.append(make('p', {class: container.fits ? null : 'error'}, commas(tight.bytes) + ' of ' + commas(tight.limit) + ' bytes (' + percent(tight.share) + '), ' + tight.reason +
      (container.fits ? '' : ': too large, the process does not start') + (room === undefined ? '' : '; room for about ' + counted(room, 'more service')) + '.'));
  if (tight.share >= kTight) section.append(bar(tight.share, 'Share of the limit'));
  return section;
}

const refersTo = (text, name) => typeof text === 'string' && text.includes('$(' + name + ')');

// Returns where a container uses a variable: "args[0]", "env HOME_URL".
function usesOf(container, name) {
  const uses = [];
  for (const variable of container.own) if (refersTo(variable.written, name)) uses.push('env ' + variable.name);
  for (const field of ['command', 'args']) {
    container[field].forEach((item, i) => { if (item !== null && refersTo(item.written, name)) uses.push(field + '[' + i + ']'); });
  }
  return uses;
}

// Returns what `svcenv explain` says about a variable.
function explanationOf(model, container, variable) {
  const list = make('dl', {class: 'explanation'});
  const add = (term, ...what) => list.append(make('dt', null, term), make('dd', null, ...what));
  add('From', ...originOf(model, variable.origin), ' ', place(variable.origin));
  if (variable.written !== undefined) add('Written', make('code', null, variable.written));
  for (const old of variable.overrode || []) add('Overrides', valueOf(old), ' from ', ...originOf(model, old.origin), ' ', place(old.origin));
  const uses = usesOf(container, variable.name);
  add('Used by', uses.length === 0 ? 'no reference in the manifest' : uses.join(', '));
  const command = 'svcenv explain ' + variable.name + ' ' + container.kind.toLowerCase() + '/' + container.name + ' -n ' + container.namespace + ' -c ' + container.container;
  list.append(make('dt', null, 'More'), make('dd', null, make('code', null, command), ' ', copyButton(command, 'the command')));
  return list;
}

function variableRow(model, container, at, row, variable, opened) {
  const detail = make('tr', {role: 'row', class: 'detail', hidden: true}, make('td', {role: 'cell', colspan: 3}));
  const toggle = button(variable.name, () => {
    detail.hidden = !detail.hidden;
    if (!detail.firstChild.firstChild) detail.firstChild.append(explanationOf(model, container, variable));
    toggle.setAttribute('aria-expanded', String(!detail.hidden));
    at.set({v: detail.hidden ? '' : variable.name});
  }, {class: 'variable', 'aria-expanded': 'false'});
  const copy = variable.value === undefined ? null : copyButton(variable.value, variable.name);
  const main = row(make('td', {class: 'name'}, toggle), make('td', {class: 'wide'}, valueOf(variable), ' ', copy),
    make('td', {class: 'from'}, ...originOf(model, variable.origin), (variable.overrode || []).length > 0 ? make('span', {class: 'tag'}, 'overrides another') : null));
  if (opened === variable.name) toggle.click();
  const both = document.createDocumentFragment();
  both.append(main, detail);
  return both;
}

function variableTable(model, container, at, variables, label, opened) {
  const {element, body, row} = table(label, [{text: 'Name', class: 'name'}, {text: 'Value'}, {text: 'From', class: 'from'}]);
  element.classList.add('environment');
  return [element, fill(body, variables, (variable) => variableRow(model, container, at, row, variable, opened))];
}

// Lists the services that set variables, each folded.
function serviceLinks(model, container, at, hidden) {
  const body = make('div');
  const services = model.servicesOf(container);
  const section = make('section', null, make('h3', null, 'Service links ', make('span', {class: 'count'}, commas(services.length))), body);
  section.append(fill(body, services, (index) => {
    const service = model.services[index];
    const details = make('details', {class: 'links'}, make('summary', null, service.name + ' ', make('span', {class: 'count'}, counted(service.variables.length, 'variable'))));
    details.addEventListener('toggle', () => {
      if (details.open && details.childElementCount === 1) {
        details.append(...variableTable(model, container, at, model.variablesOfService(index).filter((v) => !hidden.has(v.name)), 'Variables of ' + service.name));
      }
    });
    return details;
  }));
  return services.length === 0 ? null : section;
}

function unresolvedTable(model, container) {
  const {element, body, row} = table('Unresolved references', [{text: 'Reference'}, {text: 'In'}, {text: 'Place'}]);
  return [element, fill(body, container.unresolved, (one) => row(make('td', {class: 'name'}, make('code', null, '$(' + one.name + ')')), make('td', {class: 'wide'}, one.field), make('td', {class: 'wide'}, place(one) || '')))];
}

const kTabs = [
  {id: 'own', title: 'Own', of: (c) => c.own},
  {id: 'all', title: 'All'},
  {id: 'overridden', title: 'Overridden', of: (c) => c.own.filter((v) => v.overrode)},
  {id: 'unresolved', title: 'Unresolved'},
  {id: 'secrets', title: 'Secrets', of: (c) => c.own.filter((v) => v.secret || v.origin.word === 'Secret')},
];

const countOf = (container, tab) => (tab.id === 'all' ? container.services.variables + container.envFrom.variables + container.env.variables
    : tab.id === 'unresolved' ? container.unresolved.length : tab.of(container).length);

// Shows the variables of a tab that match `words`.
function tabPanel(model, container, at, tab, words) {
  const opened = at.query.get('v');
  if (tab.id === 'unresolved') return {parts: container.unresolved.length === 0 ? [make('p', {class: 'note'}, 'Every reference is expanded.')] : unresolvedTable(model, container), shown: container.unresolved.length, of: container.unresolved.length};
  const own = tab.id === 'all' ? container.own : tab.of(container);
  const hit = (v) => matches([v.name, v.value || '', v.origin.word, v.origin.text].join(' ').toLowerCase(), words);
  if (tab.id === 'all' && (words.length > 0 || (opened && !own.some((v) => v.name === opened)))) {
    const all = model.environment(container);
    const found = words.length > 0 ? all.filter(hit) : all.filter((v) => v.name === opened);
    return {parts: variableTable(model, container, at, found, 'All variables', opened), shown: found.length, of: all.length};
  }
  const found = own.filter(hit);
  const parts = own.length === 0 ? [make('p', {class: 'note'}, tab.id === 'all' ? 'No variables of its own.' : 'None.')] : variableTable(model, container, at, found, tab.title + ' variables', opened);
  if (tab.id !== 'all') return {parts, shown: found.length, of: own.length};
  const links = serviceLinks(model, container, at, new Set(own.map((v) => v.name)));
  const of = countOf(container, tab);
  return {parts: links === null ? parts : [...parts, links], shown: of, of};
}

function environmentOf(model, container, at) {
  const section = make('section', null, make('h2', null, 'Environment'));
  const panel = make('div', {role: 'tabpanel', id: 'panel', tabindex: '0'});
  const opened = at.query.get('v');
  let tab = kTabs.find((t) => t.id === at.query.get('tab')) || kTabs[opened && !container.own.some((v) => v.name === opened) ? 1 : container.own.length === 0 ? 1 : 0];
  const box = filterBox('Filter variables', at.query.get('q') || '', (text) => {
    const {parts, shown, of} = tabPanel(model, container, at, tab, wordsOf(text));
    panel.replaceChildren(...parts);
    panel.setAttribute('aria-labelledby', 'tab-' + tab.id);
    at.set({q: text, tab: tab.id === 'own' ? '' : tab.id});
    return {shown, of};
  });
  const tabs = kTabs.map((t) => button('', () => choose(t), {role: 'tab', id: 'tab-' + t.id, 'aria-controls': 'panel'}));
  kTabs.forEach((t, i) => tabs[i].append(t.title + ' ', make('span', {class: 'count'}, commas(countOf(container, t)))));
  const choose = (next) => {
    tab = next;
    kTabs.forEach((t, i) => {
      tabs[i].setAttribute('aria-selected', String(t === tab));
      tabs[i].tabIndex = t === tab ? 0 : -1;
    });
    box.apply();
  };
  const list = make('div', {role: 'tablist', class: 'tabs', 'aria-label': 'Variables'}, ...tabs);
  list.addEventListener('keydown', (event) => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (step === undefined) return;
    const next = (kTabs.indexOf(tab) + step + kTabs.length) % kTabs.length;
    choose(kTabs[next]);
    tabs[next].focus();
  });
  section.append(list, box.element, panel);
  choose(tab);
  return section;
}

// Lists the services that a container refers to.
function usesSection(model, container) {
  const items = [];
  for (const edge of model.edgesOf.get(container.node) || []) {
    if (edge.kind !== 'uses') continue;
    const uses = edge.uses.filter((use) => use.container === container.container);
    if (uses.length > 0) items.push(make('li', null, nodeLink(model, edge.to), usesText(uses)));
  }
  const node = model.nodeOf.get(container.node);
  const picture = node === undefined ? null : neighborhood(model, node);
  if (items.length === 0 && picture === null) return null;
  return make('section', null, make('h2', null, items.length === 0 ? 'Services' : 'Uses services'), picture, make('ul', {class: 'plain'}, ...items));
}

function containerPage(model, at) {
  const index = model.indexOfPath.get(['c', ...at.path].join('\n'));
  if (index === undefined) return null;
  const container = model.containers[index];
  const view = make('div', null, make('h1', {tabindex: '-1'}, nameOf(container)));
  view.pageTitle = nameOf(container);
  view.append(make('p', {class: 'about'}, healthBadge(container.health), ' ', make('span', {class: 'note'}, container.role, container.image ? ', image ' + container.image : '', container.file ? ', ' : '', place(container) || '')));
  const findings = model.findingsAbout(container, container.container).slice().sort(model.worstFirst);
  if (container.error && !findings.some((f) => f.stops)) view.append(make('p', {class: 'error'}, container.error.message));
  if (findings.length > 0) view.append(make('section', null, make('h2', null, 'Problems'), make('ul', {class: 'plain'}, ...findings.map((f) => causeItem(model, f, {own: true})))));
  if (container.error) return view;
  const uses = usesSection(model, container);
  view.append(processOf(container), environmentOf(model, container, at), ...(uses === null ? [] : [uses]), sizeOf(model, container),
    make('p', {class: 'actions'}, button('Export .env, masked', () => download(container.name + '.env', 'text/plain', environmentAsDotenv(model, container)))));
  return view;
}
