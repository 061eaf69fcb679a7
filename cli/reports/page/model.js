// Joins the parts of the data. A container's environment consists of the variables of its
// namespace's services, which the data contains once, and its own definitions.
const kHealths = ['fails', 'broken', 'warned', 'incomplete', 'fine'];  // worst first
const kSeverities = ['error', 'warning', 'info'];

function addTo(map, key, value) {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]); else list.push(value);
}

// Returns "#/c/shop/deployment/cart/app?v=REDIS_DSN" for ['c', 'shop', …] and {v: 'REDIS_DSN'}.
// Leaves out empty values.
function hashOf(path, query) {
  const words = Object.entries(query || {}).filter(([, value]) => value !== '' && value !== null && value !== undefined);
  return '#/' + path.map(encodeURIComponent).join('/') + (words.length === 0 ? '' : '?' + words.map(([key, value]) => key + '=' + encodeURIComponent(value)).join('&'));
}

class Model {
  constructor(data) {
    Object.assign(this, data);
    this.serviceOf = new Map(this.services.map((s, i) => [s.namespace + '/' + s.name, i]));
    this.containersOf = new Map();  // by node
    this.containersOfObject = new Map();
    this.containerOf = new Map();
    this.indexOfPath = new Map();
    this.containers.forEach((c, i) => {
      addTo(this.containersOf, c.node, i);
      addTo(this.containersOfObject, Model.subject(c), i);
      this.containerOf.set(Model.subject(c, c.container), i);
      c.path = ['c', c.namespace, c.kind.toLowerCase(), c.name, c.container];
      // Objects with generated names may be alike; the first one has the plain path.
      for (let n = 2; this.indexOfPath.has(c.path.join('\n')); ++n) c.path[5] = String(n);
      this.indexOfPath.set(c.path.join('\n'), i);
    });
    this.nodeOf = new Map(this.graph.nodes.map((n) => [n.id, n]));
    this.edgesOf = new Map();
    for (const edge of this.graph.edges) {
      for (const id of new Set([edge.from, edge.to])) addTo(this.edgesOf, id, edge);
    }
    this.addFindings();
  }

  static subject(object, container) {
    return [object.kind, object.namespace, object.name, container || ''].join('\n');
  }

  // A place of a cause contains only what differs from the cause, so it inherits the rest.
  addFindings() {
    this.findings = [];
    this.findingsOf = new Map();
    for (const cause of this.causes) {
      cause.findings = cause.places.map((place) => Object.assign(Object.create(cause), place));
      for (const finding of cause.findings) {
        this.findings.push(finding);
        addTo(this.findingsOf, Model.subject(finding.object, finding.container), finding);
      }
    }
    const rank = (f) => (f.stops ? 0 : 1) + 2 * kSeverities.indexOf(f.severity);
    this.worstFirst = (a, b) => rank(a) - rank(b);
  }

  // Returns the findings about an object as a whole and about one of its containers.
  findingsAbout(object, container) {
    const whole = this.findingsOf.get(Model.subject(object)) || [];
    return container === undefined ? whole
        : (this.findingsOf.get(Model.subject(object, container)) || []).concat(whole);
  }

  // Returns the indices of the containers that a cause affects, without those that only share its
  // Service.
  affectedBy(cause) {
    const found = new Set();
    for (const {object, container} of cause.findings) {
      if (container === '') {
        for (const index of this.containersOfObject.get(Model.subject(object)) || []) found.add(index);
      } else if (this.containerOf.has(Model.subject(object, container))) {
        found.add(this.containerOf.get(Model.subject(object, container)));
      }
    }
    return Array.from(found);
  }

  linkOf(index, query) { return hashOf(this.containers[index].path, query); }
  linkOfService(index) { return hashOf(['s', this.services[index].namespace, this.services[index].name]); }

  // Returns the page of what a finding is about, or null.
  linkOfFinding(finding) {
    const container = this.containerOf.get(Model.subject(finding.object, finding.container)) ??
        (this.containersOfObject.get(Model.subject(finding.object)) || [])[0];
    if (container !== undefined) return this.linkOf(container);
    const service = finding.object.kind === 'Service' ? this.serviceOf.get(finding.object.namespace + '/' + finding.object.name) : undefined;
    return service === undefined ? null : this.linkOfService(service);
  }

  linkOfNode(node) {
    if (node.class === 'service') return this.serviceOf.has(node.namespace + '/' + node.name) ? hashOf(['s', node.namespace, node.name]) : null;
    const containers = this.containersOf.get(node.id);
    return containers === undefined ? null : this.linkOf(containers[0]);
  }

  // Returns the services whose variables a container gets, in the kubelet's order.
  servicesOf(container) { return this.sets[container.set] || []; }

  // Returns the variables sorted by name. A later service overrides an earlier one, and the
  // container's own definitions override both.
  environment(container) {
    const variables = new Map();
    for (const index of this.servicesOf(container)) {
      for (const variable of this.variablesOfService(index)) variables.set(variable.name, variable);
    }
    for (const variable of container.own || []) variables.set(variable.name, variable);
    return Array.from(variables.values()).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  variablesOfService(index) {
    const service = this.services[index];
    const origin = {word: 'service', text: 'Service ' + service.namespace + '/' + service.name, service: index};
    return service.variables.map(([name, value]) => ({name, value, assumed: service.assumed, origin}));
  }

  // Returns how many containers get the variables of a service.
  receivers(index) {
    const sets = new Set();
    this.sets.forEach((set, i) => { if (set.includes(index)) sets.add(i); });
    return this.containers.filter((c) => sets.has(c.set)).length;
  }

  // Returns the size of a container that is closest to its limit, as {share, bytes, limit, reason}.
  tightest(container) {
    if (container.error) return null;
    const sizes = [{...container.total, reason: 'environment and arguments'},
      {...container.longest, reason: 'longest string, ' + container.longest.name}];
    if (container.nginxNames.applies) sizes.push({...container.nginxNames, reason: 'all names in one argument of the nginx entrypoint'});
    for (const size of sizes) size.share = size.limit === 0 ? 0 : size.bytes / size.limit;
    return sizes.reduce((a, b) => (b.share > a.share ? b : a));
  }

  // Returns how many more services fit, or undefined.
  roomOf(container) {
    if (container.error) return undefined;
    const rooms = [container.total.moreServices];
    if (container.nginxNames.applies) rooms.push(container.nginxNames.moreServices);
    const known = rooms.filter((room) => room !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  }
}
