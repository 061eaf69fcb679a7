// Draws nodes and edges that are placed already.
const kNode = {width: 200, height: 40};

// Truncates `text` to fit into `width` pixels.
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
  const kind = {service: 'Service', absent: 'Service, ' + (node.state === 'missing' ? 'missing' : 'not in the input'), external: 'external name'}[node.class];
  return [node.name, kind || node.kind + (node.pods > 1 ? ', ' + counted(node.pods, 'pod') : '')];
}

const isBroken = (edge) => edge.kind === 'uses' && edge.uses.every((use) => use.gets !== 'value');

// Returns the worst health of the containers of a node, or null.
function healthOfNode(model, node) {
  const containers = model.containersOf.get(node.id);
  if (containers === undefined) return null;
  return kHealths[Math.min(...containers.map((i) => kHealths.indexOf(model.containers[i].health)))];
}

function drawNode(model, node, x, y) {
  const [name, kind] = nodeLines(node);
  const health = healthOfNode(model, node);
  const bad = health === 'fails' || health === 'broken';
  const lines = [cut(name, kNode.width - (bad ? 48 : 28), 13), cut(kind, kNode.width - 28, 11)];
  const group = svg('g', {class: node.class + (bad ? ' bad' : '')}, svg('title', {}, [name, kind, ...(bad ? [kHealthTexts[health].label] : [])].join(', ')),
    svg('rect', {class: 'node', x, y, width: kNode.width, height: kNode.height, rx: node.class === 'service' || node.class === 'absent' ? 20 : 4}),
    svg('text', {x: x + 14, y: y + 17}, lines[0]), ' ', svg('text', {class: 'quiet', x: x + 14, y: y + 32}, lines[1]));
  if (bad) group.append(svg('text', {class: 'bad-mark', x: x + kNode.width - 22, y: y + 18}, kHealthTexts[health].mark));
  const link = model.linkOfNode(node);
  if (link === null) return group;
  return svg('a', {href: link}, group);
}

// Draws `boxes` {node, x, y} and `lines` {edge, path}. Pointing at a node, or focusing it, lights it
// and its neighbors.
function draw(model, {width, height, boxes, lines, frames}, label) {
  const drawing = svg('svg', {width, height, viewBox: '0 0 ' + width + ' ' + height, role: 'group', 'aria-label': label});
  drawing.append(svg('defs', {}, svg('marker', {id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 9, markerHeight: 9, markerUnits: 'userSpaceOnUse', orient: 'auto'}, svg('path', {class: 'arrow', d: 'M0 0L8 4L0 8Z'}))));
  for (const frame of frames || []) {
    drawing.append(svg('rect', {class: 'frame', x: frame.x, y: frame.y, width: frame.width, height: frame.height, rx: 8}),
      svg('text', {x: frame.x + 12, y: frame.y + 22}, 'namespace ' + frame.name));
  }
  const paths = lines.map(({edge, path}) => {
    const element = svg('path', {class: edge.kind + (isBroken(edge) ? ' nothing' : ''), d: path, 'marker-end': 'url(#arrow)'});
    if (edge.uses) element.append(svg('title', {}, edge.uses.map((use) => use.variable).join(', ')));
    drawing.append(element);
    return {edge, element};
  });
  const drawn = boxes.map(({node, x, y}) => ({node, element: drawNode(model, node, x, y)}));
  const light = (chosen) => {
    const near = new Set(chosen);
    for (const {edge} of paths) if (chosen.has(edge.from) || chosen.has(edge.to)) near.add(edge.from).add(edge.to);
    const all = chosen.size === 0;
    for (const {node, element} of drawn) element.classList.toggle('dim', !all && !near.has(node.id));
    for (const {edge, element} of paths) element.classList.toggle('dim', !all && !chosen.has(edge.from) && !chosen.has(edge.to));
  };
  let lasting = new Set();
  for (const {node, element} of drawn) {
    for (const event of ['pointerenter', 'focusin']) element.addEventListener(event, () => light(new Set([node.id])));
    for (const event of ['pointerleave', 'focusout']) element.addEventListener(event, () => light(lasting));
    drawing.append(element);
  }
  return {drawing, drawn, paths, keep: (chosen) => { lasting = chosen; light(chosen); }};
}

// Explains the colors and lines.
function legend() {
  const swatch = (name) => svg('svg', {class: 'swatch', width: 26, height: 16, 'aria-hidden': 'true'}, svg('g', {class: name}, svg('rect', {class: 'node', x: 1, y: 1, width: 24, height: 14, rx: name === 'service' || name === 'absent' ? 7 : 3})));
  const line = (name) => svg('svg', {class: 'swatch', width: 26, height: 16, 'aria-hidden': 'true'}, svg('path', {class: name, d: 'M1 8H25'}));
  const entries = [[swatch('workload'), 'workload'], [swatch('workload bad'), '✕ will not start, ! broken references'], [swatch('service'), 'service'], [swatch('absent'), 'service missing or not in the input'], [swatch('external'), 'external name'],
    [line('uses'), 'uses a variable of'], [line('uses nothing'), 'the variable is not set or unknown'], [line('selects'), 'sends traffic to'], [line('stands-for'), 'alias of']];
  return make('ul', {class: 'key'}, ...entries.map(([picture, text]) => make('li', null, picture, ' ' + text)));
}

// Draws a container's workload between the services that select it and those that it uses.
function neighborhood(model, node) {
  const edges = model.edgesOf.get(node.id) || [];
  const sides = [edges.filter((e) => e.kind === 'selects' && e.to === node.id), edges.filter((e) => e.kind === 'uses' && e.from === node.id)];
  const most = Math.max(...sides.map((side) => side.length));
  if (most === 0 || most > 20) return null;
  const height = most * 52 + 8;
  const middle = height / 2 - 20;
  const column = sides[0].length > 0 ? 296 : 16;
  const boxes = [{node, x: column, y: middle}];
  const lines = [];
  sides.forEach((side, s) => side.forEach((edge, i) => {
    const y = height / 2 + (i - side.length / 2) * 52 + 6;
    const other = model.nodeOf.get(s === 0 ? edge.from : edge.to);
    if (other.id !== node.id && !boxes.some((box) => box.node === other)) boxes.push({node: other, x: s === 0 ? 16 : column + 280, y});
    const [x1, y1, x2, y2] = s === 0 ? [216, y + 20, column, middle + 20] : [column + 200, middle + 20, column + 280, y + 20];
    lines.push({edge, path: `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`});
  }));
  const {drawing} = draw(model, {width: column + (sides[1].length > 0 ? 496 : 216), height, boxes, lines}, 'Neighbors');
  return make('div', {class: 'graph', role: 'region', tabindex: '0', 'aria-label': 'Neighbors'}, drawing);
}
