// The graph of workloads and services.

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
