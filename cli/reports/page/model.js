// Joins the parts of the data. A container's environment consists of the variables of its
// namespace's services, which the data contains once, and its own definitions.
class Model {
  constructor(data) {
    Object.assign(this, data);
    this.serviceOf = new Map(this.services.map((s, i) => [s.namespace + '/' + s.name, i]));
    this.containersOf = new Map();
    this.containers.forEach((c, i) => {
      if (!this.containersOf.has(c.node)) this.containersOf.set(c.node, []);
      this.containersOf.get(c.node).push(i);
    });
    this.nodeOf = new Map(this.graph.nodes.map((n) => [n.id, n]));
    this.edgesOf = new Map();
    for (const edge of this.graph.edges) {
      for (const id of new Set([edge.from, edge.to])) {
        if (!this.edgesOf.has(id)) this.edgesOf.set(id, []);
        this.edgesOf.get(id).push(edge);
      }
    }
    this.findingsOf = new Map();
    for (const finding of this.findings) {
      const key = Model.subject(finding.object, finding.container);
      if (!this.findingsOf.has(key)) this.findingsOf.set(key, []);
      this.findingsOf.get(key).push(finding);
    }
  }

  static subject(object, container) {
    return [object.kind, object.namespace, object.name, container || ''].join('\n');
  }

  // Returns the findings about an object as a whole and about one of its containers.
  findingsAbout(object, container) {
    const whole = this.findingsOf.get(Model.subject(object)) || [];
    return container === undefined ? whole
        : (this.findingsOf.get(Model.subject(object, container)) || []).concat(whole);
  }

  // Returns the variables sorted by name. A later service overrides an earlier one, and the
  // container's own definitions override both.
  environment(container) {
    const variables = new Map();
    for (const index of this.sets[container.set] || []) {
      const service = this.services[index];
      for (const [name, value] of service.variables) {
        variables.set(name, {name, value, assumed: service.assumed, origin: {word: 'service',
          text: 'Service ' + service.namespace + '/' + service.name, service: index}, overrode: []});
      }
    }
    for (const variable of container.own || []) variables.set(variable.name, variable);
    return Array.from(variables.values()).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  // Returns how many containers get the variables of a service.
  receivers(index) {
    const sets = new Set();
    this.sets.forEach((set, i) => { if (set.includes(index)) sets.add(i); });
    return this.containers.filter((c) => sets.has(c.set)).length;
  }

  linkOfNode(node) {
    if (node.class === 'service') return '#/service/' + this.serviceOf.get(node.namespace + '/' + node.name);
    const containers = this.containersOf.get(node.id);
    return containers === undefined ? null : '#/container/' + containers[0];
  }
}
