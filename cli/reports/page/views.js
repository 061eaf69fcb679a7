// The views. Each returns its element, with a `filter` function if the filter box applies to it.
const kViews = {
  '': {title: 'Overview', show: overview},
  services: {title: 'Services', show: serviceList},
  findings: {title: 'Findings', show: findingList},
  graph: {title: 'Graph', show: graphView},
  container: {show: containerPage},
  service: {show: servicePage},
};

// Fills `body` with rows. The filter matches the lower-case `text` of each.
function list(view, rows, body, row) {
  let more = null;
  view.filter = (words) => {
    const found = words.length === 0 ? rows : rows.filter((r) => words.every((w) => r.text.includes(w)));
    body.replaceChildren();
    const next = fill(body, found, row);
    if (more === null) view.append(next); else more.replaceWith(next);
    more = next;
    return {shown: found.length, of: rows.length};
  };
}

function overview(model) {
  const view = make('div');
  const errors = model.causes.filter((f) => f.severity === 'error').length;
  const fact = (count, noun) => make('li', null, make('strong', null, commas(count)), ' ' + noun + (count === 1 ? '' : 's'));
  const full = model.containers.filter((c) => c.fits === false).length;
  view.append(make('h1', {tabindex: '-1'}, 'Overview'), make('ul', {class: 'facts'},
    fact(model.containers.length, 'container'), fact(model.services.length, 'service'), fact(model.causes.length, 'finding'),
    make('li', {class: errors > 0 ? 'error' : null}, make('strong', null, commas(errors)), errors === 1 ? ' error' : ' errors'),
    full === 0 ? null : make('li', {class: 'error'}, make('strong', null, commas(full)), (full === 1 ? ' container does' : ' containers do') + ' not start: environment too large')));
  if (model.containers.length === 0) {
    view.append(make('p', {class: 'note'}, 'No containers found in the input.'));
    return view;
  }
  view.append(make('p', {class: 'note'}, 'Environment and argument size of each container, compared with the kernel limit. Largest first.'));
  const {element, body, row} = table('Containers', [{text: 'Container'}, {text: 'Variables', number: true}, {text: 'Bytes', number: true},
    {text: 'Share of limit', number: true}, {text: 'Used'}, {text: 'Findings', number: true}]);
  view.append(element);
  const rows = model.containers.map((container, index) => ({container, index, text: (nameOf(container) + ' ' + (container.image || '')).toLowerCase(),
    bytes: container.error ? -1 : container.total.bytes}));
  rows.sort((a, b) => b.bytes - a.bytes || a.index - b.index);
  list(view, rows, body, ({container, index}) => {
    const link = make('td', {class: 'name'}, make('a', {href: '#/container/' + index}, nameOf(container)));
    const findings = make('td', {class: 'number'}, commas(model.findingsAbout(container, container.container).length));
    if (container.error) return row(link, make('td', {colspan: 4, class: 'error'}, container.error.message), findings);
    const {bytes, limit} = container.total;
    return row(link, make('td', {class: 'number'}, commas(variablesOf(container))), make('td', {class: 'number'}, commas(bytes)),
      make('td', {class: 'number'}, percent(bytes, limit)), make('td', null, bar(bytes, limit, nameOf(container))), findings);
  });
  return view;
}

const variablesOf = (c) => c.services.variables + c.envFrom.variables + c.env.variables;

function serviceList(model) {
  const view = make('div', null, make('h1', {tabindex: '-1'}, 'Services'));
  const {element, body, row} = table('Services', [{text: 'Service'}, {text: 'Type'}, {text: 'Cluster IP'}, {text: 'Variables', number: true}, {text: 'Used by', number: true}]);
  view.append(element);
  const rows = model.services.map((service, index) => ({service, index,
    text: (service.namespace + '/' + service.name + ' ' + service.type + ' ' + service.clusterIP + ' ' + service.variables.map((v) => v[0]).join(' ')).toLowerCase()}));
  list(view, rows, body, ({service, index}) => row(
    make('td', {class: 'name'}, make('a', {href: '#/service/' + index}, service.namespace + '/' + service.name)),
    make('td', null, service.type), make('td', null, service.clusterIP || service.why), make('td', {class: 'number'}, commas(service.variables.length)),
    make('td', {class: 'number'}, commas(edgesAt(model, service, 'uses').length))));
  return view;
}

function findingList(model) {
  const view = make('div', null, make('h1', {tabindex: '-1'}, 'Findings'));
  const body = make('ul', {class: 'plain'});
  if (model.causes.length === 0) {
    view.append(make('p', null, 'No findings.'));
    return view;
  }
  view.append(body);
  const containers = new Map(model.containers.map((c, i) => [Model.subject(c, c.container), i]));
  const order = {error: 0, warning: 1, info: 2};
  const rows = model.causes.map((finding) => ({finding, text: [finding.severity, finding.code, finding.message, finding.affects || '', finding.object.namespace + '/' + finding.object.name, finding.container, finding.file].join(' ').toLowerCase()}));
  rows.sort((a, b) => order[a.finding.severity] - order[b.finding.severity]);
  list(view, rows, body, ({finding}) => {
    const container = containers.get(Model.subject(finding.object, finding.container));
    const service = finding.object.kind === 'Service' ? model.serviceOf.get(finding.object.namespace + '/' + finding.object.name) : undefined;
    return findingItem(finding, container !== undefined ? '#/container/' + container : service !== undefined ? '#/service/' + service : null);
  });
  return view;
}

function addFindings(view, findings) {
  if (findings.length === 0) return;
  view.append(make('h2', null, 'Findings'), make('ul', {class: 'plain'}, ...findings.map((f) => findingItem(f, null))));
}

function addTexts(view, title, texts) {
  if (!texts || texts.length === 0) return;
  view.append(make('h2', null, title), make('ul', {class: 'plain'}, ...texts.map((text) => make('li', null,
    typeof text === 'string' ? make('code', null, text === '' ? '""' : text) : valueOf({unknown: text.unknown, valueBase64: text.base64})))));
}

function containerPage(model, index) {
  const container = model.containers[index];
  if (container === undefined) return null;
  const view = make('div', null, make('h1', {tabindex: '-1'}, nameOf(container)));
  view.pageTitle = nameOf(container);
  view.append(make('p', {class: 'note'}, container.role, container.image ? ', image ' + container.image : '', container.file ? ', ' : '', place(container) || ''));
  const findings = model.findingsAbout(container, container.container);
  if (container.error) {
    view.append(make('p', {class: 'error'}, container.error.message));
    addFindings(view, findings);
    return view;
  }
  const bars = make('div', {class: 'bars'});
  const verdict = (label, {bytes, limit}, what) => bars.append(make('span', null, label), bar(bytes, limit, label),
    make('span', {class: bytes > limit ? 'error' : null}, commas(bytes) + ' of ' + commas(limit) + ' bytes (' + percent(bytes, limit) + ')' +
      (what ? ', ' + what : '') + (bytes > limit ? ': too large, the process does not start' : '')));
  verdict('Total', container.total);
  if (container.longest.name !== '') verdict('Longest string', container.longest, container.longest.name);
  if (container.nginxNames.applies) verdict('Names for nginx', container.nginxNames);
  view.append(bars);
  addFindings(view, findings);
  addTexts(view, 'Command', container.command);
  addTexts(view, 'Arguments', container.args);
  view.append(make('h2', null, 'Environment'));
  const {element, body, row} = table('Environment', [{text: 'Name'}, {text: 'Value'}, {text: 'From'}]);
  view.append(element);
  const rows = model.environment(container).map((variable) => ({variable, text: [variable.name, variable.value || '', variable.origin.word, variable.origin.text,
    variable.overrode.length > 0 ? 'overrode' : ''].join(' ').toLowerCase()}));
  const overridden = rows.filter((row) => row.variable.overrode.length > 0).length;
  if (overridden > 0) {
    const button = make('button', {type: 'button'}, 'Show ' + (overridden === 1 ? 'it' : 'them'));
    button.addEventListener('click', () => setFilter('overrode'));
    view.insertBefore(make('p', null, counted(overridden, 'variable') + (overridden === 1 ? ' overrides' : ' override') + ' another of the same name. ', button), element);
  }
  list(view, rows, body, ({variable}) => row(make('td', {class: 'name'}, make('code', null, variable.name)),
    make('td', {class: 'wide'}, valueOf(variable)),
    make('td', null, ...originOf(model, variable.origin), ...variable.overrode.map((old) =>
      make('p', {class: 'overrode'}, 'overrode ', valueOf(old), ' from ', ...originOf(model, old.origin))))));
  addUses(view, model, container);
  return view;
}

// Lists the services that a container refers to.
function addUses(view, model, container) {
  const items = [];
  for (const edge of model.edgesOf.get(container.node) || []) {
    if (edge.kind !== 'uses') continue;
    const uses = edge.uses.filter((use) => use.container === container.container);
    if (uses.length > 0) items.push(make('li', null, nodeLink(model, edge.to), usesText(uses)));
  }
  if (items.length === 0) return;
  view.insertBefore(make('div', null, make('h2', null, 'Uses'), make('ul', {class: 'plain'}, ...items)), view.querySelector('h2:last-of-type'));
}

const usesText = (uses) => ': ' + uses.map((use) => use.variable + ' in ' + use.field + ({value: '', nothing: ' (not set)', unknown: ' (unknown)'})[use.gets]).join('; ');

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

function servicePage(model, index) {
  const service = model.services[index];
  if (service === undefined) return null;
  const view = make('div', null, make('h1', {tabindex: '-1'}, 'Service ' + service.namespace + '/' + service.name));
  view.pageTitle = 'Service ' + service.namespace + '/' + service.name;
  view.append(make('p', {class: 'note'}, service.type, service.clusterIP ? ', cluster IP ' + service.clusterIP + (service.assumed ? ' (assumed)' : '') : '',
    service.externalName ? ', alias of ' + service.externalName : '', service.file ? ', ' : '', place(service) || ''));
  addFindings(view, model.findingsAbout({kind: 'Service', namespace: service.namespace, name: service.name}));
  view.append(make('h2', null, 'Used by'));
  const users = edgesAt(model, service, 'uses').map((edge) => make('li', null, nodeLink(model, edge.from), usesText(edge.uses)));
  view.append(users.length === 0 ? make('p', null, 'No container refers to its variables.') : make('ul', {class: 'plain'}, ...users));
  const selected = edgesAt(model, service, 'selects').map((edge) => make('li', null, nodeLink(model, edge.to)));
  if (selected.length > 0) view.append(make('h2', null, 'Sends traffic to'), make('ul', {class: 'plain'}, ...selected));
  view.append(make('h2', null, 'Variables'));
  if (service.variables.length === 0) {
    view.append(make('p', null, service.why));
    return view;
  }
  view.append(make('p', {class: 'note'}, 'Set in ' + counted(model.receivers(index), 'container') + ' of this report.'));
  const {element, body, row} = table('Variables', [{text: 'Name'}, {text: 'Value'}]);
  view.append(element);
  const rows = service.variables.map(([name, value]) => ({name, value, text: (name + ' ' + value).toLowerCase()}));
  list(view, rows, body, ({name, value}) => row(make('td', {class: 'name'}, make('code', null, name)), make('td', {class: 'wide'}, make('span', {class: 'value'}, value))));
  return view;
}

function nodeLines(node) {
  const kind = {service: 'Service', absent: 'Service, ' + (node.state === 'missing' ? 'missing' : 'not in the input'), external: 'external name',
    namespace: counted(node.workloads, 'workload') + ', ' + counted(node.services, 'service') + (node.absentServices > 0 ? ', ' + node.absentServices + ' not found' : '')}[node.class];
  return [node.name, kind || node.kind + (node.pods > 1 ? ', ' + counted(node.pods, 'pod') : '')];
}

function graphView(model) {
  const graph = model.summary || model.graph;
  const view = make('div', null, make('h1', {tabindex: '-1'}, 'Graph'));
  if (graph.nodes.length === 0) {
    view.append(make('p', null, 'Nothing to draw.'));
    return view;
  }
  if (model.summary) view.append(make('p', {class: 'note'}, 'Too large to draw (' + counted(model.graph.nodes.length, 'object') + '); showing namespaces. See the pages of services and containers for details.'));
  else view.append(make('ul', {class: 'key'}, make('li', null, 'solid line: uses a variable of the service'), make('li', null, 'thick line: the variable is not set or unknown'), make('li', null, 'dashed line: sends traffic to'), make('li', null, 'dashed frame: a service that is missing or not in the input'), make('li', null, 'dotted line: alias of')));
  const {width, height, boxes, lines, frames} = layOut(graph);
  const drawing = svg('svg', {width, height, viewBox: '0 0 ' + width + ' ' + height, role: 'group', 'aria-label': 'Workloads and services'});
  for (const frame of frames) {
    drawing.append(svg('rect', {class: 'frame', x: frame.x, y: frame.y, width: frame.width, height: frame.height, rx: 8}),
      svg('text', {x: frame.x + 10, y: frame.y + 20}, 'namespace ' + frame.name));
  }
  for (const {edge, path} of lines) {
    const nothing = edge.uses && edge.uses.every((use) => use.gets !== 'value');
    drawing.append(svg('path', {class: edge.kind + (nothing ? ' nothing' : ''), d: path}));
  }
  for (const {node, x, y} of boxes) {
    const [name, kind] = nodeLines(node);
    const lines = [cut(name, kNode.width - 28, 13), cut(kind, kNode.width - 28, 11)];
    const group = svg('g', {class: node.class}, ...(lines[0] === name && lines[1] === kind ? [] : [svg('title', {}, name + ', ' + kind)]), svg('rect', {class: 'node', x, y, width: kNode.width, height: kNode.height, rx: node.class === 'service' || node.class === 'absent' ? 20 : 4}),
      svg('text', {x: x + 14, y: y + 17}, lines[0]), ' ', svg('text', {class: 'quiet', x: x + 14, y: y + 32}, lines[1]));
    const link = node.class === 'namespace' ? null : model.linkOfNode(node);
    drawing.append(link === null ? group : svg('a', {href: link}, group));
  }
  view.append(make('div', {class: 'graph', role: 'region', tabindex: '0', 'aria-label': 'Graph'}, drawing));
  return view;
}
