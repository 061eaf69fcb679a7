// Lays out a graph of services in columns: users, services, and the workloads that receive their
// traffic. A workload that does both appears twice. Namespaces are stacked vertically.
const kNode = {width: 220, height: 40, gap: 12, column: 150, frame: 18};

function columnsOf(graph) {
  const columns = new Map();  // id -> set of 0, 1, 2
  const put = (id, column) => {
    if (!columns.has(id)) columns.set(id, new Set());
    columns.get(id).add(column);
  };
  const classes = new Map(graph.nodes.map((n) => [n.id, n.class]));
  for (const edge of graph.edges) {
    if (edge.from === edge.to) continue;
    const namespaces = classes.get(edge.from) === 'namespace';
    put(edge.from, edge.kind === 'uses' ? 0 : namespaces ? 0 : 1);
    put(edge.to, edge.kind === 'uses' ? 1 : 2);
  }
  for (const node of graph.nodes) {
    if (columns.has(node.id)) continue;
    put(node.id, node.class === 'service' || node.class === 'absent' ? 1 : 0);
  }
  return columns;
}

// Returns {width, height, boxes: [{node, x, y}], frames: [{name, x, y, width, height}], lines:
// [{edge, path}]}.
function layOut(graph) {
  const columns = columnsOf(graph);
  const groups = new Map();
  for (const node of graph.nodes) {
    const frame = node.class === 'namespace' ? '' : node.namespace || '';
    if (!groups.has(frame)) groups.set(frame, []);
    for (const column of columns.get(node.id)) groups.get(frame).push({node, column, y: 0});
  }
  const boxes = [].concat(...groups.values());
  const boxOf = new Map(boxes.map((box) => [box.column + '\n' + box.node.id, box]));
  const ends = [];
  for (const edge of graph.edges) {
    if (edge.from === edge.to) continue;
    const right = edge.kind === 'uses' ? 1 : 2;
    const from = boxOf.get(right - 1 + '\n' + edge.from) || boxOf.get('0\n' + edge.from);
    ends.push({edge, from, to: boxOf.get(right + '\n' + edge.to)});
  }
  const used = [0, 1, 2].filter((c) => boxes.some((box) => box.column === c));
  const stack = () => {
    let top = kNode.frame;
    const frames = [];
    for (const [name, members] of groups) {
      const start = top;
      if (name !== '') top += 30;
      let bottom = top;
      for (const column of used) {
        let y = top;
        for (const box of members.filter((b) => b.column === column).sort((a, b) => a.rank - b.rank)) {
          box.y = y;
          y += kNode.height + kNode.gap;
        }
        bottom = Math.max(bottom, y);
      }
      top = bottom + (name === '' ? 0 : 6);
      if (name !== '') frames.push({name, y: start, height: top - start});
      top += kNode.frame;
    }
    return {frames, height: top};
  };
  // Moves each box close to its neighbors, so that few lines cross.
  boxes.forEach((box, i) => { box.rank = i; });
  let stacked = stack();
  for (let round = 0; round < 4; ++round) {
    const sums = new Map();
    for (const {from, to} of ends) {
      for (const [box, other] of round % 2 === 0 ? [[to, from]] : [[from, to]]) {
        const sum = sums.get(box) || [0, 0];
        sums.set(box, [sum[0] + other.y, sum[1] + 1]);
      }
    }
    for (const box of boxes) {
      const sum = sums.get(box);
      box.rank = sum === undefined ? box.y : sum[0] / sum[1];
    }
    stacked = stack();
  }
  const x = (column) => 2 * kNode.frame + used.indexOf(column) * (kNode.width + kNode.column);
  const width = x(used[used.length - 1] ?? 0) + kNode.width + 2 * kNode.frame;
  for (const box of boxes) box.x = x(box.column);
  const lines = ends.map(({edge, from, to}) => {
    const [x1, y1] = [from.x + kNode.width, from.y + kNode.height / 2];
    const [x2, y2] = [to.x, to.y + kNode.height / 2];
    const bend = Math.max(40, (x2 - x1) / 2);
    return {edge, path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`};
  });
  return {width, height: stacked.height, boxes, lines,
    frames: stacked.frames.map((f) => ({...f, x: kNode.frame, width: width - 2 * kNode.frame}))};
}
