// What the tests in a browser share.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {basename, dirname, join} from 'node:path';
import {crowd, needle, odd, shop} from './cluster.mjs';

export const kCanary = /canary-of-a-secret|Y2FuYXJ5LW9mLWEtc2VjcmV0/;

// Ends a test that hangs; a busy machine takes less.
export const kPatienceMs = 600_000;

export class Stage {
  // The arguments of the program, of the scripts beside this file.
  constructor([packages, svcenv, tree]) {
    this.require = createRequire(join(packages, 'package.json'));
    this.svcenv = svcenv;
    this.folder = mkdtempSync(join(tmpdir(), 'svcenv-browser-'));
    this.files = {spark: join(tree, 'examples/spark.yaml'), store: join(tree, 'examples/shop')};
    for (const name of ['chain', 'graph']) this.files[name] = join(tree, `docs/examples/${name}.yaml`);
    for (const [name, text] of Object.entries({shop: shop(60), crowd: crowd(2000), needle: needle(2000), odd: odd()})) {
      this.files[name] = join(this.folder, name + '.json');
      writeFileSync(this.files[name], text);
    }
  }

  async open() {
    const {chromium} = this.require('playwright-core');
    this.browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox'], timeout: kPatienceMs});
  }

  async close() {
    await this.browser.close();
    rmSync(this.folder, {recursive: true});
  }

  // The standard output of svcenv on one of the files; its status is 0 or 1.
  run(name, ...args) {
    const file = this.files[name];
    try {
      const recursive = statSync(file).isDirectory() ? ['-R'] : [];
      return execFileSync(this.svcenv, [...args, ...recursive, '-f', basename(file)], {cwd: dirname(file), maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore']});
    } catch (error) {
      assert.equal(error.status, 1, `svcenv ${args.join(' ')}: ${error.message}`);
      return error.stdout;
    }
  }
}

// Runs `test`, says how long it took, and whether it failed; gives 1 then.
export async function check(name, test) {
  const start = Date.now();
  try {
    const said = await test();
    console.log(`passed: ${name}, ${Date.now() - start} ms${said === undefined ? '' : `: ${said}`}`);
    return 0;
  } catch (error) {
    console.log(`FAILED: ${name}\n${error.stack}`);
    return 1;
  }
}
