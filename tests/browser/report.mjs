// Uses reports of three sizes, and one of odd names, as people do: opens, filters, goes from page to page by keyboard.
import assert from 'node:assert/strict';
import {cpSync, mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {check, kCanary, kPatienceMs, Stage} from './browser.mjs';

const kMostBytes = 10_000_000;
const kLooks = [390, 1440, 1920].flatMap((width) => ['light', 'dark'].map((scheme) => ({width, scheme})));
const kLists = ['', 'containers', 'problems', 'services', 'graph'];
// The pages of a report that are looked at: these, and those of containers and services by index.
const kPages = {
  chain: {views: [], containers: [0], services: []},
  graph: {views: ['graph'], containers: [], services: []},
  spark: {views: kLists, containers: [0], services: [0]},
  store: {views: kLists, containers: [3, 12, 30], services: [6]},
  shop: {views: kLists, containers: [5], services: [6]},
  crowd: {views: kLists, containers: [7], services: [8]},
  needle: {views: kLists, containers: [1234], services: []},
  odd: {views: kLists, containers: [0, 7], services: [1]},
};

const stage = new Stage(process.argv.slice(2));
const pictures = process.argv[5];
const axe = readFileSync(stage.require.resolve('axe-core/axe.min.js'), 'utf8');
const reports = {};

// Opens a page of a report, and fails where it asks for anything, says anything, or breaks.
async function open(name, hash, {width = 1280, height = 900, scheme = 'light'} = {}, use = () => {}) {
  const context = await stage.browser.newContext({viewport: {width, height}, colorScheme: scheme, reducedMotion: 'reduce'});
  context.setDefaultTimeout(kPatienceMs);
  const page = await context.newPage();
  const url = 'file://' + reports[name];
  const wrong = [];
  page.on('console', (message) => wrong.push('console: ' + message.text()));
  page.on('pageerror', (error) => wrong.push('error: ' + error.stack));
  page.on('dialog', (dialog) => { wrong.push('dialog: ' + dialog.message()); dialog.dismiss(); });
  page.on('request', (request) => { if (request.url().split('#')[0] !== url && !request.url().startsWith('blob:')) wrong.push('request: ' + request.url()); });
  page.on('websocket', (socket) => wrong.push('websocket: ' + socket.url()));
  const start = Date.now();
  await page.goto(url + '#/' + hash);
  await page.locator('h1').waitFor();
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  const result = await use(page, Date.now() - start);
  await context.close();
  assert.deepEqual(wrong, []);
  return result;
}

const dataOf = (name) => JSON.parse(readFileSync(reports[name], 'utf8').match(/<script id="data" type="application\/json">([^]*?)<\/script>/)[1]);
const hashOf = (...words) => words.map(encodeURIComponent).join('/');

// Returns the fragments of the pages of a report.
function hashesOf(name) {
  const {containers, services} = dataOf(name);
  return [...kPages[name].views,
    ...kPages[name].containers.map((i) => containers[i]).map((c) => hashOf('c', c.namespace, c.kind.toLowerCase(), c.name, c.container)),
    ...kPages[name].services.map((i) => services[i]).map((v) => hashOf('s', v.namespace, v.name))];
}

// Returns the text of the file that a button makes.
async function downloaded(page, button) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name: button}).click()]);
  return readFileSync(await file.path(), 'utf8');
}

const heading = (page) => page.locator('h1').innerText();
const rows = (page) => page.locator('tbody tr').count();

// Presses Tab until the element with that text has the focus.
async function tabTo(page, text) {
  for (let i = 0; i < 400; ++i) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((t) => document.activeElement.matches('a, button') && document.activeElement.textContent.includes(t), text)) return;
  }
  assert.fail('no Tab leads to ' + text);
}

// Goes where a link leads, by keyboard; the new page's heading has the focus then.
async function follow(page, text, title) {
  await tabTo(page, text);
  await page.keyboard.press('Enter');
  await page.waitForFunction((t) => document.querySelector('h1').textContent.includes(t), title);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
}

// What of a page is wider than it, or text that does not fit into its box.
const misfits = () => {
  const wrong = [];
  if (document.documentElement.scrollWidth > innerWidth) wrong.push('the page is wider than the window');
  for (const group of document.querySelectorAll('svg g')) {
    const box = group.querySelector('rect.node').getBBox();
    for (const text of group.querySelectorAll('text')) {
      const b = text.getBBox();
      if (b.x < box.x || b.x + b.width > box.x + box.width) wrong.push('a text of the graph is wider than its box: ' + text.textContent);
    }
  }
  for (const e of document.querySelectorAll('h1, h2, p, li, td, th, a, button, label')) {
    if (e.closest('svg, .skip, thead, .spoken') === null && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline') wrong.push('cut: ' + e.textContent.slice(0, 80));
  }
  return wrong;
};

const tests = [];
const test = (name, run) => tests.push([name, run]);

for (const name of Object.keys(kPages)) {
  test(`${name}: made`, () => {
    const start = Date.now();
    const html = stage.run(name, 'report');
    const took = Date.now() - start;
    reports[name] = join(stage.folder, name + '.html');
    writeFileSync(reports[name], html);
    const {size} = statSync(reports[name]);
    assert(size < kMostBytes, `${size} bytes`);
    assert(!kCanary.test(html.toString()), 'a Secret is in it');
    if (name !== 'store' && /canary-of-a-secret/.test(readFileSync(stage.files[name]))) {
      assert(kCanary.test(stage.run(name, 'report', '--show-secrets').toString()), 'no Secret is in it where one is asked for');
    }
    return `${size} bytes, ${took} ms`;
  });
}

test('what the page computes is what svcenv env writes', async () => {
  for (const name of ['spark', 'shop', 'odd']) {
    const expected = JSON.parse(stage.run(name, 'env', '-o', 'json', '--mask-secrets'));
    assert(expected.length > 0);
    await open(name, '', {}, async (page) => {
      const actual = await page.evaluate(() => {
        const model = new Model(JSON.parse(document.getElementById('data').textContent));
        return model.containers.map((c) => model.environment(c).map(({name, value, unknown}) => (unknown === undefined ? {name, value} : {name, unknown})));
      });
      assert.deepEqual(actual, expected.map((c) => c.env));
    });
  }
});

test('spark: by keyboard from the overview to a container, a service, and the graph', () => open('spark', '', {}, async (page) => {
  await follow(page, 'Containers', 'Containers');
  assert.equal(await rows(page), 1);
  await follow(page, 'spark-worker', 'ReplicationController spark-cluster/spark-worker');
  await page.getByRole('tab', {name: /^Own/}).focus();
  await page.keyboard.press('ArrowRight');
  await page.locator('#tab-all[aria-selected=true]').waitFor();
  await page.locator('details.links', {hasText: 'spark-master'}).locator('summary').click();
  const row = page.locator('tr', {hasText: 'SPARK_MASTER_SERVICE_HOST'});
  assert.equal(await row.locator('.badge').innerText(), 'service');
  assert.match(await row.innerText(), /10\.132\.232\.14/);
  assert.match(await page.locator('main').innerText(), /spark:\/\/10\.132\.232\.14:7077/);
  await follow(page, 'Service spark-cluster/spark-master', 'Service spark-cluster/spark-master');
  assert.match(await page.locator('main').innerText(), /spark-worker: SPARK_MASTER_SERVICE_HOST, SPARK_MASTER_SERVICE_PORT in args\[1\] of /);
  await follow(page, 'Graph', 'Graph');
  await follow(page, 'spark-worker', 'spark-worker');
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('h1').textContent === 'Graph');
}));

test('store: the overview says what is broken and what to change', () => open('store', '', {}, async (page) => {
  const data = dataOf('store');
  const failing = data.containers.filter((c) => c.health === 'fails').length;
  assert.match(await page.locator('.verdict').innerText(), new RegExp(`${failing} of ${data.containers.length} containers will not start`));
  const findings = page.locator('.fix-first li.finding:visible');
  assert(await findings.count() <= 7);
  assert(data.causes.filter((c) => c.severity !== 'info').length <= 30);
  assert.match(await findings.first().innerText(), /keeps it from starting/);
  assert.equal(await findings.first().locator('pre.source mark').count(), 1);
  await page.getByRole('link', {name: /will not start/}).click();
  await page.waitForFunction(() => document.querySelector('h1').textContent === 'Containers');
  assert.equal(await rows(page), failing);
  assert.equal(await page.getByRole('button', {name: /Will not start/}).getAttribute('aria-pressed'), 'true');
}));

test('store: the table puts first what does not start, and sorts', () => open('store', 'containers', {}, async (page) => {
  const health = await page.locator('tbody tr td:first-child').allInnerTexts();
  const order = ['Will not start', 'Broken references', 'Warnings', 'Incomplete', 'OK'].map((label) => health.map((text) => text.endsWith(label)));
  const ranks = health.map((_, i) => order.findIndex((list) => list[i]));
  assert.deepEqual(ranks, ranks.slice().sort((a, b) => a - b));
  const sorted = () => page.locator('th[aria-sort]:not([aria-sort=none])').evaluateAll((list) => list.map((th) => th.textContent + ' ' + th.getAttribute('aria-sort')));
  assert.deepEqual(await sorted(), ['Status ascending']);
  await page.getByRole('button', {name: 'Warnings', exact: true}).and(page.locator('.sort')).click();
  assert.deepEqual(await sorted(), ['Warnings descending']);
  const warnings = (await page.locator('tbody tr td:nth-child(6)').allInnerTexts()).map(Number);
  assert.deepEqual(warnings, warnings.slice().sort((a, b) => b - a));
}));

test('store: problems by cause, notes folded, exported', () => open('store', 'problems', {}, async (page) => {
  const lint = JSON.parse(stage.run('store', 'lint', '-o', 'json'));
  assert.equal(await page.locator('details.notes li.finding').count(), 0);
  assert.match(await page.locator('details.notes > summary').innerText(), /\d+ notes?/);
  assert.match(await page.locator('.code-section').first().innerText(), /svcenv lint --explain/);
  assert.deepEqual(JSON.parse(await downloaded(page, 'Export JSON')).sort(byPlace), lint.sort(byPlace));
  const sarif = JSON.parse(await downloaded(page, 'Export SARIF'));
  const expected = JSON.parse(stage.run('store', 'lint', '-o', 'sarif'));
  const places = ({runs}) => runs[0].results.map((r) => JSON.stringify([r.ruleId, r.level, r.locations[0].physicalLocation, r.partialFingerprints])).sort();
  assert.deepEqual(places(sarif), places(expected));
  await page.getByRole('button', {name: /^error/}).click();
  await page.getByRole('button', {name: /^missing-key/}).click();
  assert.equal(await page.locator('li.finding').count(), 1);
  assert.match(await page.locator('li.finding').innerText(), /pasword/);
}));
const byPlace = (a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b));

test('store: the fix of lint is a patch', () => open('store', '', {}, async (page) => {
  const patches = dataOf('store').causes.filter((c) => c.patch).map((c) => c.patch);
  const all = stage.run('store', 'lint', '--fix', '--diff').toString();
  assert(patches.length > 0);
  for (const patch of patches) for (const line of patch.split('\n').slice(3)) assert(all.includes(line), line);
}));

test('store: search finds everything', () => open('store', '', {}, async (page) => {
  await page.keyboard.press('/');
  await page.keyboard.type('log_level');
  assert.match(await page.locator('#search-hits li').first().innerText(), /variable LOG_LEVEL/i);
  await page.keyboard.press('Enter');
  await page.locator('.variable[aria-expanded=true]').waitFor();
  assert.equal(await page.locator('.variable[aria-expanded=true]').innerText(), 'LOG_LEVEL');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('checkout');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('h1').textContent === 'Deployment shop/checkout, checkout');
}));

test('store: a link to a variable opens it, and a container says all about it', () => open('store', 'c/shop/deployment/cart/cart?v=CART_TTL', {}, async (page) => {
  assert.equal(await page.locator('.variable[aria-expanded=true]').innerText(), 'CART_TTL');
  assert.match(await page.locator('tr.detail:visible').innerText(), /Overrides[^]*svcenv explain CART_TTL/);
  await page.getByRole('tab', {name: /^All/}).click();
  const services = await page.locator('details.links').count();
  assert(services > 10);
  await page.getByLabel('Filter variables').fill('cache_service_host');
  assert.equal(await page.locator('details.links').count(), 0);
  assert.equal(await rows(page), 2);  // it and its detail
  await page.getByRole('tab', {name: /^Overridden/}).click();
  await page.getByLabel('Filter variables').fill('');
  assert.equal(await page.locator('tbody tr:visible').count(), 2);
}));

test('store: back keeps the filter and the scroll position', () => open('store', 'containers', {}, async (page) => {
  await page.getByLabel('Filter containers').fill('shop');
  await page.evaluate(() => window.scrollTo(0, 300));
  await page.waitForFunction(() => history.state !== null && history.state.y === 300);
  await page.locator('tbody a:visible').nth(12).click();
  await page.waitForFunction(() => document.querySelector('h1').textContent.startsWith('Deployment'));
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('h1').textContent === 'Containers');
  assert.equal(await page.getByLabel('Filter containers').inputValue(), 'shop');
  assert.equal(await page.evaluate(() => window.scrollY), 300);
}));

test('store: on paper are the verdict and the errors', () => open('store', '', {}, async (page) => {
  const errors = dataOf('store').causes.filter((c) => c.severity === 'error').length;
  await page.emulateMedia({media: 'print'});
  assert.equal(await page.locator('header').isVisible(), false);
  assert.equal(await page.locator('.verdict').isVisible(), true);
  assert(await page.locator('li.finding-error:visible').count() >= errors);
}));

test('shop: filter', () => open('shop', 'containers', {}, async (page) => {
  assert.equal(await rows(page), 60);
  const box = page.getByLabel('Filter containers');
  await box.fill('SHOP part-17');
  assert.equal(await rows(page), 1);
  assert.equal(await page.locator('.filter-state').innerText(), '1 of 60');
  await box.fill('nothing like it');
  assert.equal(await rows(page), 0);
  await box.fill('');
  await follow(page, 'part-5', 'Deployment shop/part-5, app');
  assert.match(await page.locator('main').innerText(), /Service shop\/archive: ARCHIVE_SERVICE_HOST \(not set\) in /);
  await page.getByRole('tab', {name: /^Overridden/}).click();
  assert.equal(await page.locator('.variable').count(), 2);  // LEVEL, and the variable of a service
  await page.getByRole('button', {name: 'PART_1_SERVICE_HOST', exact: true}).click();
  assert.match(await page.locator('tr.detail:visible').innerText(), /Overrides[^]*10\.96\.0\.2/);
  await page.locator('tr.detail:visible a').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('h1').textContent === 'Service shop/part-1');
}));

test('shop: no Secret is in an export, even of a page that shows them', async () => {
  const file = join(stage.folder, 'shown.html');
  writeFileSync(file, stage.run('shop', 'report', '--show-secrets'));
  reports.shown = file;
  await open('shown', hashOf('c', 'shop', 'deployment', 'part-5', 'app'), {}, async (page) => {
    assert(kCanary.test(await page.locator('main').innerText()));
    const text = await downloaded(page, 'Export .env, masked');
    assert(!kCanary.test(text));
    assert.match(text, /^TOKEN='\*\*\*\*\*\*'$/m);
    assert.match(text, /^LEVEL=debug$/m);
    assert.match(text, /^PART_2_SERVICE_HOST=10\.96\.0\.3$/m);
  });
});

test('needle: from 2,000 containers to the line to change', () => open('needle', '', {}, async (page, first) => {
  assert.match(await page.locator('.fix-first').innerText(), /pasword/);
  assert.equal(await page.locator('.fix-first pre.source mark').innerText(), '"pasword"');
  await page.getByRole('link', {name: /will not start/}).click();
  await page.locator('tbody a').click();
  await page.waitForFunction(() => document.querySelector('h1').textContent === 'Deployment hay/stalk-1234, app');
  assert.equal(await page.locator('pre.source mark').innerText(), '"pasword"');
  return `first view ${first} ms`;
}));

for (const name of ['graph', 'odd']) {
  test(`${name}: the picture has every node and line`, () => open(name, 'graph', {}, async (page) => {
    const graph = JSON.parse(stage.run(name, 'graph', '-o', 'json'));
    assert.equal(await page.locator('.graph svg path[marker-end]').count(), graph.edges.filter((e) => e.from !== e.to).length);
    for (const kind of ['workload', 'service', 'absent', 'external']) {
      assert.equal(await page.locator('.graph svg g.' + kind).count(), graph.nodes.filter((n) => n.class === kind).length, kind);
    }
    await page.locator('.graph svg a').first().focus();
    assert(await page.locator('.graph svg .dim').count() > 0);
    await page.getByRole('button', {name: 'Zoom in'}).click();
    assert(await page.locator('.graph svg').evaluate((e) => e.getAttribute('width') > e.viewBox.baseVal.width));
  }));
}

test('shop: the matrix has every reference', () => open('shop', 'graph', {}, async (page) => {
  const edges = JSON.parse(stage.run('shop', 'graph', '-o', 'json')).edges.filter((e) => e.kind === 'uses');
  assert.equal(await page.locator('.matrix td.used').count(), edges.filter((e) => e.uses.some((use) => use.gets === 'value')).length);
  assert.equal(await page.locator('.matrix td.broken').count(), edges.filter((e) => e.uses.every((use) => use.gets !== 'value')).length);
}));

test('crowd: the graph is a table of namespaces', () => open('crowd', 'graph', {}, async (page) => {
  assert.equal(await page.locator('.matrix').count(), 0);
  assert.equal(await rows(page), 1);
}));

test('store: the report of a change says what it breaks and repairs', async () => {
  const folder = join(stage.folder, 'branch');
  cpSync(stage.files.store, folder, {recursive: true});
  const change = (file, from, to) => {
    const text = readFileSync(join(folder, file), 'utf8');
    assert(text.includes(from), `${file} has no ${from}`);
    writeFileSync(join(folder, file), text.replace(from, to));
  };
  change('shop/orders.yaml', 'key: pasword', 'key: password');
  change('shop/cart.yaml', '$(CATALOG_SERVICE_HOST)', '$(CATALOG_SERVICE_HSOT)');
  stage.files.branch = folder;
  const file = join(stage.folder, 'changes.html');
  writeFileSync(file, stage.run('branch', 'report', '-R', '--diff', stage.files.store));
  reports.changes = file;
  assert(!kCanary.test(readFileSync(file)));
  await open('changes', '', {}, async (page) => {
    await page.getByRole('link', {name: /1 container became broken, 1 repaired, 2 changed/}).click();
    await page.waitForFunction(() => document.querySelector('h1').textContent === 'Changes');
    const section = (title) => page.locator('section', {has: page.locator('h2', {hasText: title})});
    assert.match(await section('Become broken').innerText(), /Deployment shop\/cart, cart/);
    assert.match(await section('Repaired').innerText(), /Deployment shop\/orders, orders/);
    assert.match(await section('New problems').innerText(), /CATALOG_SERVICE_HSOT/);
    assert.match(await section('Solved problems').innerText(), /pasword/);
    await section('Become broken').locator('summary').click();
    // A browser reports the toggle after the click.
    await section('Become broken').locator('tbody tr').first().waitFor();
    assert.match(await section('Become broken').innerText(), /CATALOG_URL/);
    assert.deepEqual(await page.evaluate(misfits), []);
    await page.evaluate(axe);
    assert.deepEqual((await page.evaluate(() => axe.run({resultTypes: ['violations']}))).violations, []);
  });
});

test('crowd: opens, filters and shows more', () => open('crowd', 'containers', {}, async (page, first) => {
  assert.equal(await rows(page), 200);
  const filtered = await page.evaluate(() => {
    const input = document.querySelector('.filter input');
    const times = ['u', 'us', 'user-1', 'user-19', 'user-199', 'user-1999'].map((text) => {
      const start = performance.now();
      input.value = text;
      input.dispatchEvent(new Event('input'));
      document.body.getBoundingClientRect();
      return performance.now() - start;
    });
    return Math.round(Math.max(...times));
  });
  assert.equal(await rows(page), 1);
  await page.getByLabel('Filter containers').fill('');
  await tabTo(page, 'Show 200 more of 1,800');
  await page.keyboard.press('Enter');
  assert.equal(await rows(page), 400);
  const start = Date.now();
  await page.evaluate(() => { location.hash = '#/c/crowd/pod/user-7/app?tab=all'; });
  await page.waitForFunction(() => document.querySelector('h1').textContent === 'Pod crowd/user-7, app');
  const shown = Date.now() - start;
  assert.match(await page.locator('main').innerText(), /Show 200 more of 1,800/);
  return `first view ${first} ms, slowest filter ${filtered} ms, a container of 16,002 variables ${shown} ms`;
}));

test('odd: names stay text', () => open('odd', hashesOf('odd')[kLists.length], {}, async (page) => {
  assert.equal(await heading(page), 'Pod </script><script>alert(1)</script>/</script><script>alert(1)</script>, </script><script>alert(1)</script>');
  assert.equal(await page.locator('main script').count(), 0);
}));

test('page not found', () => open('spark', 'c/gone/pod/gone/app', {}, async (page) => {
  assert.equal(await heading(page), 'Page not found');
}));

for (const name of Object.keys(kPages)) {
  test(`${name}: axe-core finds nothing, and nothing is cut, in light and dark, from phone to wide screen`, async () => {
    let count = 0;
    for (const look of kLooks) {
      for (const hash of hashesOf(name)) {
        await open(name, hash, look, async (page) => {
          const where = `${name} #/${hash} ${look.width} ${look.scheme}: `;
          assert.deepEqual((await page.evaluate(misfits)).map((w) => where + w), []);
          await page.evaluate(axe);
          const found = await page.evaluate(() => axe.run({resultTypes: ['violations', 'incomplete']}));
          assert.deepEqual(found.violations.flatMap((v) => v.nodes.slice(0, 3).map((n) => `${where}${v.id}: ${n.html.slice(0, 200)} ${n.failureSummary}`)), []);
          ++count;
        });
      }
    }
    return `${count} pages`;
  });
}

// Of the manual: a report, a view, and how it is looked at.
const kPictures = [
  ['report-overview', 'store', '', {width: 1440, height: 900, scheme: 'light'}],
  ['report-container', 'chain', 'c/shop/deployment/web/app', {width: 1000, height: 400, scheme: 'dark', fullPage: true}],
  ['report-graph', 'graph', 'graph', {width: 1100, height: 400, scheme: 'light', fullPage: true}],
  ['report-narrow', 'store', 'problems', {width: 390, height: 640, scheme: 'dark'}],
];
if (pictures) {
  tests.splice(Object.keys(kPages).length);  // after the reports were made
  test('pictures', async () => {
    mkdirSync(pictures, {recursive: true});
    for (const [file, name, hash, look] of kPictures) {
      await open(name, hash, look, async (page) => {
        await page.screenshot({path: join(pictures, file + '.png'), fullPage: look.fullPage});
      });
    }
  });
}

await stage.open();
let failed = 0;
for (const [name, run] of tests) failed += await check(name, run);
await stage.close();
console.log(`${tests.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
