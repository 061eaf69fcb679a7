// Uses reports of three sizes, and one of odd names, as people do: opens, filters, goes from page to page by keyboard.
import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {check, kCanary, kPatienceMs, Stage} from './browser.mjs';

const kMostBytes = 10_000_000;
const kLooks = [1280, 400].flatMap((width) => ['light', 'dark'].map((scheme) => ({width, scheme})));
const kPages = {
  chain: ['container/0'],
  graph: ['graph'],
  spark: ['', 'services', 'findings', 'graph', 'container/0', 'service/0'],
  shop: ['', 'services', 'findings', 'graph', 'container/5', 'service/6'],
  crowd: ['', 'services', 'findings', 'graph', 'container/7', 'service/8'],
  odd: ['', 'services', 'findings', 'graph', 'container/0', 'container/7', 'service/1'],
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
  page.on('request', (request) => { if (request.url().split('#')[0] !== url) wrong.push('request: ' + request.url()); });
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

const heading = (page) => page.locator('h1').innerText();
const rows = (page) => page.locator('tbody tr').count();

// Tab until what has the focus has that text.
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
    if (e.closest('svg, .skip, thead') === null && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline') wrong.push('cut: ' + e.textContent.slice(0, 80));
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
    if (/canary-of-a-secret/.test(readFileSync(stage.files[name]))) {
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
  assert.equal(await rows(page), 1);
  await follow(page, 'spark-worker', 'ReplicationController spark-cluster/spark-worker');
  const row = page.locator('tr', {hasText: 'SPARK_MASTER_SERVICE_HOST'});
  assert.equal(await row.locator('.badge').innerText(), 'service');
  assert.match(await row.innerText(), /10\.132\.232\.14/);
  assert.match(await page.locator('main').innerText(), /spark:\/\/10\.132\.232\.14:7077/);
  await follow(page, 'Service spark-cluster/spark-master', 'Service spark-cluster/spark-master');
  assert.match(await page.locator('main').innerText(), /spark-worker: SPARK_MASTER_SERVICE_HOST in spec\.template/);
  await follow(page, 'Graph', 'Graph');
  await follow(page, 'spark-worker ReplicationController', 'spark-worker');
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('h1').textContent === 'Graph');
}));

test('shop: filter', () => open('shop', '', {}, async (page) => {
  assert.equal(await rows(page), 60);
  await page.keyboard.press('/');
  await page.keyboard.type('SHOP part-17');
  assert.equal(await rows(page), 1);
  assert.equal(await page.locator('#filter-state').innerText(), '1 of 60');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('nothing like it');
  assert.equal(await rows(page), 0);
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('#filter-text').inputValue(), 'nothing like it');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  assert.equal(await rows(page), 60);
}));

test('shop: follow what was overridden', () => open('shop', 'container/5', {}, async (page) => {
  await tabTo(page, 'Show them');
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('#filter-text').inputValue(), 'overrode');
  assert.equal(await rows(page), 2);  // LEVEL, and the variable of a service
  const row = page.locator('tr', {hasText: 'PART_1_SERVICE_HOST'});
  assert.deepEqual(await row.locator('.badge').allInnerTexts(), ['ConfigMap', 'service']);
  assert.match(await row.innerText(), /part-1\.example\.com[^]*overrode 10\.96\.0\.2/);
  await row.locator('.overrode a').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('h1').textContent === 'Service shop/part-1');
}));

test('shop: findings lead to their containers', () => open('shop', 'findings', {}, async (page) => {
  assert.match(await page.locator('main li').first().innerText(), /^error reference-unresolved: \$\(ARCHIVE_SERVICE_HOST\)/);
  await follow(page, 'Deployment shop/part-5, container app', 'Deployment shop/part-5, app');
  assert.match(await page.locator('main').innerText(), /Service shop\/archive: ARCHIVE_SERVICE_HOST in .*\(not set\)/);
}));

test('shop: the graph has every node and line', () => open('shop', 'graph', {}, async (page) => {
  const graph = JSON.parse(stage.run('shop', 'graph', '-o', 'json'));
  assert.equal(await page.locator('svg path').count(), graph.edges.length);
  for (const kind of ['service', 'absent', 'external']) {
    assert.equal(await page.locator('svg g.' + kind).count(), graph.nodes.filter((n) => n.class === kind).length, kind);
  }
  assert.deepEqual(new Set(await page.locator('svg g.workload text:nth-of-type(1)').allTextContents()),
    new Set(graph.nodes.filter((n) => n.class === 'workload').map((n) => n.name)));
}));

test('crowd: opens, filters and shows more', () => open('crowd', '', {}, async (page, first) => {
  assert.equal(await rows(page), 200);
  const filtered = await page.evaluate(() => {
    const input = document.getElementById('filter-text');
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
  await page.locator('#filter-text').fill('');
  await tabTo(page, 'Show 200 more of 1,800');
  await page.keyboard.press('Enter');
  assert.equal(await rows(page), 400);
  const start = Date.now();
  await page.evaluate(() => { location.hash = '#/container/7'; });
  await page.waitForFunction(() => document.querySelector('h1').textContent === 'Pod crowd/user-7, app');
  const shown = Date.now() - start;
  assert.match(await page.locator('main').innerText(), /Show 200 more of 15,802/);
  return `first view ${first} ms, slowest filter ${filtered} ms, a container of 16,002 variables ${shown} ms`;
}));

test('odd: names stay text', () => open('odd', 'container/0', {}, async (page) => {
  assert.equal(await heading(page), 'Pod </script><script>alert(1)</script>/</script><script>alert(1)</script>, </script><script>alert(1)</script>');
  assert.equal(await page.locator('main script').count(), 0);
}));

test('page not found', () => open('spark', 'container/99', {}, async (page) => {
  assert.equal(await heading(page), 'Page not found');
}));

for (const [name, hashes] of Object.entries(kPages)) {
  test(`${name}: axe-core finds nothing, and nothing is cut, in light and dark, wide and narrow`, async () => {
    let count = 0;
    for (const look of kLooks) {
      for (const hash of hashes) {
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

// Of the manual: a report, a view, how it is looked at, and what is typed into the filter box.
const kPictures = [
  ['report-overview', 'shop', '', {width: 1000, height: 560, scheme: 'light'}, 'part-1'],
  ['report-container', 'chain', 'container/0', {width: 1000, height: 400, scheme: 'dark', fullPage: true}],
  ['report-graph', 'graph', 'graph', {width: 1100, height: 400, scheme: 'light', fullPage: true}],
  ['report-narrow', 'shop', 'findings', {width: 400, height: 640, scheme: 'dark'}],
];
if (pictures) {
  tests.splice(Object.keys(kPages).length);  // after the reports were made
  test('pictures', async () => {
    mkdirSync(pictures, {recursive: true});
    for (const [file, name, hash, look, filter] of kPictures) {
      await open(name, hash, look, async (page) => {
        if (filter) await page.locator('#filter-text').fill(filter);
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
