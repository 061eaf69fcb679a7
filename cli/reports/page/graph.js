// The graph: a picture of a small one, a matrix for each namespace of a larger one, and a table of
// the namespaces of a cluster.
const kMostInMatrix = 400;

function graphView(model, at) {
  const view = make('div', null, make('h1', {tabindex: '-1'}, 'Graph'));
  const count = model.graph.nodes.length;
  if (count === 0) {
    view.append(make('p', {class: 'note'}, 'Nothing to draw.'));
  } else if (model.graph.layout) {
    addPicture(model, at, view);
  } else {
    addNamespaces(model, at, view, count > kMostInMatrix);
  }
  return view;
}

// Returns the ids of the nodes that have a problem, and those next to broken edges.
function problemNodes(model) {
  const found = new Set();
  for (const node of model.graph.nodes) {
    const health = healthOfNode(model, node);
    if (health === 'fails' || health === 'broken' || node.class === 'absent') found.add(node.id);
  }
  for (const edge of model.graph.edges) if (isBroken(edge)) found.add(edge.from).add(edge.to);
  return found;
}

function addPicture(model, at, view) {
  const {layout, nodes, edges} = model.graph;
  const picture = draw(model, {...layout, boxes: nodes.map((node, i) => ({node, x: layout.nodes[i][0], y: layout.nodes[i][1]})), lines: layout.paths.map(([edge, path]) => ({edge: edges[edge], path}))}, 'Workloads and services');
  const problems = problemNodes(model);
  const chosen = new Set();
  const apply = (text) => {
    const words = wordsOf(text);
    const found = nodes.filter((node) => (words.length > 0 || chosen.has('problems')) && (!chosen.has('problems') || problems.has(node.id)) && matches((node.kind + ' ' + node.namespace + '/' + node.name).toLowerCase(), words));
    picture.keep(new Set(found.map((node) => node.id)));
    at.set({q: text});
    return {shown: words.length > 0 || chosen.has('problems') ? found.length : nodes.length, of: nodes.length};
  };
  const box = filterBox('Find in the graph', at.query.get('q') || '', apply, 'node');
  let zoom = 1;
  const scale = (factor) => {
    zoom = Math.min(4, Math.max(0.25, factor === 0 ? 1 : zoom * factor));
    picture.drawing.setAttribute('width', layout.width * zoom);
    picture.drawing.setAttribute('height', layout.height * zoom);
  };
  const tools = make('div', {class: 'actions'}, button('−', () => scale(0.8), {'aria-label': 'Zoom out'}), button('+', () => scale(1.25), {'aria-label': 'Zoom in'}), button('Original size', () => scale(0)));
  if (problems.size > 0) tools.append(chips('Show', [{value: 'problems', label: 'problems only', count: problems.size}], chosen, () => box.apply()));
  view.append(legend(), box.element, tools, make('div', {class: 'graph', role: 'region', tabindex: '0', 'aria-label': 'Graph'}, picture.drawing));
  box.apply();
}

// Groups nodes and edges by namespace.
function spacesOf(model) {
  const spaces = new Map();
  for (const node of model.graph.nodes) {
    if (node.class === 'external') continue;
    if (!spaces.has(node.namespace)) spaces.set(node.namespace, {name: node.namespace, workloads: [], services: [], uses: [], absent: 0, health: kHealths.length - 1});
    const space = spaces.get(node.namespace);
    if (node.class === 'workload') {
      space.workloads.push(node);
      space.health = Math.min(space.health, kHealths.indexOf(healthOfNode(model, node) || 'fine'));
    } else {
      space.services.push(node);
      space.absent += node.class === 'absent' ? 1 : 0;
    }
  }
  for (const edge of model.graph.edges) if (edge.kind === 'uses') spaces.get(model.nodeOf.get(edge.from).namespace).uses.push(edge);
  return Array.from(spaces.values()).sort((a, b) => a.health - b.health || b.uses.length - a.uses.length || (a.name < b.name ? -1 : 1));
}

function addNamespaces(model, at, view, isLarge) {
  const spaces = spacesOf(model);
  const wanted = at.query.get('ns');
  view.append(make('p', {class: 'note'}, 'Too large to draw (' + counted(model.graph.nodes.length, 'node') + '): choose a namespace to see which workload uses which service.'));
  const {element, body, row} = table('Namespaces', [{text: 'Namespace'}, {text: 'Status'}, {text: 'Workloads', number: true}, {text: 'Services', number: true}, {text: 'Not found', number: true}, {text: 'References', number: true}]);
  const number = (value) => make('td', {class: 'number' + (value === 0 ? ' zero' : '')}, commas(value));
  const more = fill(body, spaces, (space) => row(make('td', {class: 'name'}, make('a', {href: hashOf(['graph'], {ns: space.name}), 'aria-current': space.name === wanted ? 'true' : null}, space.name)),
    make('td', null, healthBadge(kHealths[space.health])), number(space.workloads.length), number(space.services.length - space.absent), number(space.absent), number(space.uses.length)));
  const chosen = spaces.find((space) => space.name === wanted) || (isLarge || wanted ? null : spaces[0]);
  if (chosen !== null && chosen !== undefined) view.append(matrixOf(model, chosen));
  view.append(make('section', null, make('h2', null, 'Namespaces'), element, more));
}

// A table of workloads by the services that they use.
function matrixOf(model, space) {
  const used = new Set(space.uses.map((edge) => edge.to));
  const users = new Map();
  for (const edge of space.uses) addTo(users, edge.from, edge);
  const services = space.services.filter((node) => used.has(node.id)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const workloads = space.workloads.filter((node) => users.has(node.id)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const section = make('section', null, make('h2', null, 'Namespace ' + space.name));
  if (services.length === 0 || services.length > kMostInMatrix) {
    section.append(make('p', {class: 'note'}, services.length === 0 ? 'No workload refers to a variable of a service.' : 'Too many services for a table (' + commas(services.length) + '). See ', services.length === 0 ? null : make('a', {href: hashOf(['services'], {ns: space.name})}, 'the list of services'), services.length === 0 ? null : '.'));
    return section;
  }
  const linked = (node) => {
    const link = model.linkOfNode(node);
    return link === null ? make('span', null, node.name) : make('a', {href: link}, node.name);
  };
  const head = make('tr', null, make('th', {scope: 'col'}, 'Workload'), ...services.map((node) => make('th', {scope: 'col', class: 'turned' + (node.class === 'absent' ? ' error' : '')}, make('div', null, linked(node)))));
  const body = make('tbody');
  const columnOf = new Map(services.map((node, i) => [node.id, i]));
  const more = fill(body, workloads, (node) => {
    const cells = services.map(() => make('td'));
    for (const edge of users.get(node.id)) {
      const cell = cells[columnOf.get(edge.to)];
      const broken = isBroken(edge);
      cell.className = broken ? 'broken' : 'used';
      cell.append(make('span', {role: 'img', title: edge.uses.map((use) => use.variable).join(', '), 'aria-label': broken ? 'not set or unknown' : 'uses'}, broken ? '✕' : '●'));
    }
    return make('tr', null, make('th', {scope: 'row'}, linked(node)), ...cells);
  });
  section.append(make('p', {class: 'note'}, '● uses a variable of the service, ✕ the variable is not set or unknown. Workloads and services without references are not shown.'),
    make('div', {class: 'matrix', role: 'region', tabindex: '0', 'aria-label': 'Workloads by service'}, make('table', {'aria-label': 'Workloads by service'}, make('thead', null, head), body)), more);
  return section;
}
