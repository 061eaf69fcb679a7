// Clusters to draw reports and graphs of, always the same ones.

const list = (items, indent) => JSON.stringify({apiVersion: 'v1', kind: 'List', items}, null, indent);

const service = (namespace, name, number, ports = [{port: 80}]) => ({
  apiVersion: 'v1', kind: 'Service', metadata: {namespace, name},
  spec: {clusterIP: `10.${96 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}`, selector: {app: name}, ports},
});

// A shop of `count` workloads: each has a service and uses those of two others; among them one that is not there,
// an external name, settings that are overridden, a Secret, and mistakes that lint finds.
export function shop(count) {
  const items = [
    {apiVersion: 'v1', kind: 'Service', metadata: {namespace: 'shop', name: 'archive'}, spec: {type: 'ExternalName', externalName: 'archive.example.com'}},
    {apiVersion: 'v1', kind: 'Secret', metadata: {namespace: 'shop', name: 'keys'}, stringData: {TOKEN: 'canary-of-a-secret'}},
    {apiVersion: 'v1', kind: 'ConfigMap', metadata: {namespace: 'shop', name: 'settings'}, data: {LEVEL: 'info', PART_1_SERVICE_HOST: 'part-1.example.com'}},
  ];
  for (let i = 0; i < count; ++i) {
    const [a, b] = [(i + 1) % count, (i * 7 + 3) % count];
    const env = [
      {name: 'UPSTREAM', value: `http://$(PART_${a}_SERVICE_HOST):$(PART_${a}_SERVICE_PORT)/`},
      {name: 'PEER', value: `$(PART_${b}_PORT_80_TCP)`},
      {name: 'LEVEL', value: 'debug'},
      {name: 'NODE', valueFrom: {fieldRef: {fieldPath: 'spec.nodeName'}}},
      {name: 'TOKEN', valueFrom: {secretKeyRef: {name: 'keys', key: 'TOKEN'}}},
      {name: 'LOGIN', value: 'user:$(TOKEN)'},
    ];
    if (i % 9 === 4) env.push({name: 'MAIL', value: '$(MAIL_RELAY_SERVICE_HOST)'});
    if (i % 11 === 5) env.push({name: 'OLD', value: '$(ARCHIVE_SERVICE_HOST)'});
    items.push(service('shop', `part-${i}`, i + 1, [{port: 80, name: 'http'}]), {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: {namespace: 'shop', name: `part-${i}`},
      spec: {template: {metadata: {labels: {app: `part-${i}`}}, spec: {nodeName: 'n1', containers: [{
        name: 'app', image: 'registry.example.com/part:1', args: ['--login=$(LOGIN)', '--level=$(LEVEL)'],
        envFrom: [{configMapRef: {name: 'settings'}}], env,
      }]}}},
    });
  }
  return list(items);
}

// That many services in one namespace, and as many pods.
export function crowd(count) {
  const items = [];
  for (let i = 0; i < count; ++i) {
    items.push(service('crowd', `user-namespace-${i}`, i + 1, [{port: 8080, name: 'http'}]), {
      apiVersion: 'v1', kind: 'Pod', metadata: {namespace: 'crowd', name: `user-${i}`, labels: {app: `user-namespace-${i}`}},
      spec: {containers: [{name: 'app', image: 'registry.example.com/app:1', env: [
        {name: 'HOME_URL', value: `http://$(USER_NAMESPACE_${i}_SERVICE_HOST)/`},
        {name: 'LEVEL', value: 'debug'},
        {name: `USER_NAMESPACE_${(i + 1) % count}_SERVICE_HOST`, value: 'localhost'},
      ], args: ['--next=$(HOME_URL)']}]},
    });
  }
  return list(items);
}

// As many Deployments; one refers to a key that its Secret does not have.
export function needle(count) {
  const items = [{apiVersion: 'v1', kind: 'Secret', metadata: {namespace: 'hay', name: 'keys'}, stringData: {password: 'canary-of-a-secret'}}];
  for (let i = 0; i < count; ++i) {
    const key = i === 1234 ? 'pasword' : 'password';
    items.push({apiVersion: 'apps/v1', kind: 'Deployment', metadata: {namespace: 'hay', name: `stalk-${i}`}, spec: {template: {metadata: {labels: {app: `stalk-${i}`}}, spec: {
      enableServiceLinks: false, containers: [{name: 'app', image: 'registry.example.com/app:1', env: [{name: 'PASSWORD', valueFrom: {secretKeyRef: {name: 'keys', key}}}]}]}}}});
  }
  return list(items, 1);  // in lines, so that they can be quoted
}

// Names that mean something to HTML, JavaScript, dot and Mermaid, and a Secret wherever one can flow.
export function odd() {
  const names = ['</script><script>alert(1)</script>', '"];x->y', 'a\\"b\\', '`${x}`', '<b>&amp;</b>', 'end', '#quot;', 'ünï %% --> "|"', 'x\ny'];
  const canary = 'canary-of-a-secret';
  const items = [{apiVersion: 'v1', kind: 'Secret', metadata: {namespace: 'odd', name: 'keys'}, stringData: {TOKEN: canary, [`${'A'}_B`]: `${canary}-too`}}];
  names.forEach((name, i) => {
    items.push(service('odd', `s${i}`, i + 1), {
      apiVersion: 'v1', kind: 'Pod', metadata: {namespace: i % 2 ? 'odd' : name, name, labels: {app: `s${i}`, token: 'x'}},
      spec: {containers: [{name, image: name, command: ['$(TOKEN)', name], args: ['$(CHAIN)', `$(S${i}_SERVICE_HOST)`, `$(S1${i}_SERVICE_HOST)`],
        envFrom: [{secretRef: {name: 'keys'}}, {prefix: 'P_', secretRef: {name: 'keys'}}],
        env: [{name: 'DIRECT', valueFrom: {secretKeyRef: {name: 'keys', key: 'TOKEN'}}}, {name: 'CHAIN', value: `a $(DIRECT) $(TOKEN)`},
          {name: 'CHAIN', value: 'b $(CHAIN)'}, {name: 'S1_SERVICE_HOST', value: '$(TOKEN)'}, {name: 'PLAIN', value: name}],
        livenessProbe: {exec: {command: ['$(CHAIN)', '$(S1_SERVICE_HOST)']}}, volumeMounts: [{name: 'v', mountPath: '/v', subPathExpr: '$(TOKEN)'}]}]},
    });
  });
  return list(items);
}
