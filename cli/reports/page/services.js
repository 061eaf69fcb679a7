// The list of services, and the page of a service.
// Returns ": REDIS_SERVICE_HOST, REDIS_SERVICE_PORT in env[0].value of app".
function usesText(uses) {
  const places = new Map();
  for (const use of uses) {
    const field = use.field.replace(/^.*?ontainers\[\d+\]\./, '') + ' of ' + use.container;
    addTo(places, field, use.variable + ({value: '', nothing: ' (not set)', unknown: ' (unknown)'})[use.gets]);
  }
  return ': ' + Array.from(places, ([field, variables]) => variables.join(', ') + ' in ' + field).join('; ');
}

function nodeLink(model, id) {
  const node = model.nodeOf.get(id);
  const text = node.kind + ' ' + (node.namespace ? node.namespace + '/' : '') + node.name +
      (node.pods > 1 ? ', ' + counted(node.pods, 'pod') : '') + (node.state === 'missing' ? ', missing' : node.state ? ', not in the input' : '');
  const link = model.linkOfNode(node);
  return link === null ? make('span', null, text) : make('a', {href: link}, text);
}

function edgesAt(model, service, kind) {
  return (model.edgesOf.get('Service/' + service.namespace + '/' + service.name) || []).filter((edge) => edge.kind === kind);
}

const kServiceColumns = [
  {id: 'service', text: 'Service', key: (r) => r.service.name},
  {id: 'namespace', text: 'Namespace', key: (r) => r.service.namespace},
  {id: 'type', text: 'Type', key: (r) => r.service.type},
  {id: 'ip', text: 'Cluster IP', key: (r) => r.service.clusterIP},
  {id: 'variables', text: 'Variables', number: true, key: (r) => r.service.variables.length},
  {id: 'users', text: 'Referenced by', number: true, key: (r) => r.users},
];

function serviceList(model, at) {
  const view = make('div', null, make('h1', {tabindex: '-1'}, 'Services'));
  if (model.services.length === 0) {
    view.append(make('p', {class: 'note'}, 'No services found in the input.'));
    return view;
  }
  const rows = model.services.map((service, index) => ({service, index, rank: index, users: edgesAt(model, service, 'uses').length,
    text: (service.namespace + '/' + service.name + ' ' + service.type + ' ' + service.clusterIP + ' ' + service.variables.map((v) => v[0]).join(' ')).toLowerCase()}));
  const parts = sortedTable({label: 'Services', headings: kServiceColumns, start: 'service', change: (sort) => at.set({sort}), row: (row, {service, index, users}) => row(
    make('td', {class: 'name'}, make('a', {href: model.linkOfService(index)}, service.name)), make('td', {class: 'name'}, service.namespace),
    make('td', null, service.type), make('td', null, service.clusterIP || make('span', {class: 'note'}, 'none')), make('td', {class: 'number'}, commas(service.variables.length)),
    make('td', {class: 'number'}, commas(users)))});
  if (at.query.get('sort')) parts.sortBy(at.query.get('sort'));
  const spaces = setOf(at.query.get('ns'));
  const box = filterBox('Filter services', at.query.get('q') || '', (text) => {
    const words = wordsOf(text);
    const found = rows.filter((r) => (spaces.size === 0 || spaces.has(r.service.namespace)) && matches(r.text, words));
    parts.show(found);
    at.set({q: text, ns: textOf(spaces)});
    return {shown: found.length, of: rows.length};
  });
  view.append(box.element);
  const namespaces = namespaceChoice(choicesOf(rows, (r) => r.service.namespace), spaces, box.apply);
  if (namespaces !== null) view.append(namespaces);
  view.append(parts.element);
  box.apply();
  return view;
}

function portsOf(service) {
  if (service.ports.length === 0) return null;
  const {element, body, row} = table('Ports', [{text: 'Port', number: true}, {text: 'Name'}, {text: 'Protocol'}, {text: 'Target port'}, {text: 'Node port', number: true}]);
  const more = fill(body, service.ports, (port) => row(make('td', {class: 'number'}, String(port.port)), make('td', null, port.name || ''), make('td', null, port.protocol || 'TCP'),
    make('td', null, port.target || String(port.port)), make('td', {class: 'number'}, port.nodePort ? String(port.nodePort) : '')));
  return make('section', null, make('h2', null, 'Ports'), element, more);
}

// Lists the workloads at the other ends of edges.
function endsSection(model, title, edges, end, note) {
  const body = make('ul', {class: 'plain'});
  const section = make('section', null, make('h2', null, title));
  if (edges.length === 0) section.append(make('p', {class: 'note'}, note));
  else section.append(body, fill(body, edges, (edge) => make('li', null, nodeLink(model, edge[end]), edge.uses ? usesText(edge.uses) : '')));
  return section;
}

function servicePage(model, at) {
  const index = model.serviceOf.get(at.path.join('/'));
  if (index === undefined) return null;
  const service = model.services[index];
  const name = 'Service ' + service.namespace + '/' + service.name;
  const view = make('div', null, make('h1', {tabindex: '-1'}, name));
  view.pageTitle = name;
  view.append(make('p', {class: 'note'}, service.type, service.clusterIP ? ', cluster IP ' + service.clusterIP + (service.assumed ? ' (assumed)' : '') : '',
    service.externalName ? ', alias of ' + service.externalName : '', service.file ? ', ' : '', place(service) || ''));
  const findings = model.findingsAbout({kind: 'Service', namespace: service.namespace, name: service.name}).slice().sort(model.worstFirst);
  if (findings.length > 0) view.append(make('section', null, make('h2', null, 'Problems'), make('ul', {class: 'plain'}, ...findings.map((f) => causeItem(model, f, {own: true})))));
  const selector = Object.entries(service.selector).map(([key, value]) => key + '=' + value).join(', ');
  const parts = [portsOf(service), endsSection(model, 'Referenced by', edgesAt(model, service, 'uses'), 'from', 'Not referenced by any manifest. A program may still read its variables.'),
    service.type === 'ExternalName' ? null : endsSection(model, 'Selects', edgesAt(model, service, 'selects'), 'to', selector === '' ? 'It has no selector.' : 'No workload in the input matches ' + selector + '.')];
  view.append(...parts.filter((part) => part !== null), make('h2', null, 'Variables'));
  if (service.variables.length === 0) {
    view.append(make('p', null, service.why));
    return view;
  }
  view.append(make('p', {class: 'note'}, 'Set in ' + counted(model.receivers(index), 'container') + ' of this report.'));
  const {element, body, row} = table('Variables', [{text: 'Name'}, {text: 'Value'}]);
  view.append(element, fill(body, service.variables, ([variable, value]) => row(make('td', {class: 'name'}, make('code', null, variable)), make('td', {class: 'wide'}, make('span', {class: 'value'}, value), ' ', copyButton(value, variable)))));
  return view;
}
