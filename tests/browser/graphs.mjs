// Graphs in every format, given to the programs that draw them: each must take all of them, with every node and edge.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {check, kCanary, Stage} from './browser.mjs';

const stage = new Stage(process.argv.slice(2));
let failed = 0;
let count = 0;
const test = async (name, run) => { ++count; failed += await check(name, run); };

// Those that dot draws, and how --by sums them up.
const kGraphs = [['spark', 'auto'], ['shop', 'auto'], ['shop', 'namespace'], ['odd', 'auto'], ['odd', 'namespace'], ['crowd', 'auto'], ['crowd', 'object']];

await stage.open();
for (const [name, by] of kGraphs) {
  // Also graphs that are summarized automatically.
  const graph = JSON.parse(stage.run(name, 'graph', '-o', 'json', '--by', name === 'crowd' && by === 'auto' ? 'namespace' : by));
  const lines = graph.edges.filter((e) => e.from !== e.to).length;
  await test(`dot takes ${name} by ${by}`, () => {
    const text = stage.run(name, 'graph', '--by', by);
    assert(!kCanary.test(text.toString()));
    const start = Date.now();
    const {status, stdout, stderr} = spawnSync('dot', ['-Tjson'], {input: text, maxBuffer: 1 << 28});
    assert.equal(stderr.toString(), '');
    assert.equal(status, 0);
    const drawn = JSON.parse(stdout);
    assert.equal((drawn.edges || []).length, lines);
    const nodes = drawn.objects.filter((o) => o.nodes === undefined);
    assert.equal(nodes.length, graph.nodes.length);
    return `${nodes.length} nodes and ${lines} edges laid out in ${Date.now() - start} ms`;
  });
  if (by === 'object') continue;
  await test(`Mermaid takes ${name} by ${by}`, async () => {
    const text = stage.run(name, 'graph', '--by', by, '-o', 'mermaid').toString();
    assert(!kCanary.test(text));
    const page = await stage.browser.newPage();
    await page.addScriptTag({path: stage.require.resolve('mermaid/dist/mermaid.min.js')});
    const drawn = await page.evaluate(async (source) => {
      mermaid.initialize({startOnLoad: false});
      await mermaid.parse(source);
      const {svg} = await mermaid.render('graph', source);
      document.body.innerHTML = svg;
      return {nodes: Array.from(document.querySelectorAll('.node .nodeLabel'), (n) => n.innerText), edges: document.querySelectorAll('.edgePaths path').length};
    }, text);
    await page.close();
    assert.equal(drawn.edges, lines);
    assert.deepEqual(drawn.nodes.map((n) => n.split('\n')[0].replaceAll('\u2060', '').trim()).sort(),
      graph.nodes.map((n) => n.name.replace('\n', '\\n')).sort());
  });
}
await stage.close();
console.log(`${count - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
