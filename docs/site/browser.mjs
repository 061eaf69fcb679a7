// Opens every page of the site in chromium, at two widths, in the light and in the dark: nothing is asked of another host, nothing
// is written to the console, nothing is wider than the window, and the search finds. node browser.mjs PACKAGES SITE [PICTURES]
import assert from 'node:assert/strict';
import {createReadStream, existsSync, readdirSync} from 'node:fs';
import {createServer} from 'node:http';
import {createRequire} from 'node:module';
import {extname, join, relative} from 'node:path';
import {pathToFileURL} from 'node:url';

const [packages, site, pictures] = process.argv.slice(2);
const {chromium} = createRequire(join(packages, 'package.json'))('playwright-core');
const kTypes = {'.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.png': 'image/png', '.json': 'application/json'};
const kWidths = [390, 1440];
// What a picture is made of.
const kShown = ['index.html', 'contents.html', 'lint.html', 'guides/argument-list-too-long.html'];

function pagesIn(folder) {
  return readdirSync(folder, {withFileTypes: true}).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pagesIn(path);
    return extname(path) === '.html' ? [relative(site, path)] : [];
  });
}

function serve() {
  const server = createServer((request, response) => {
    const path = join(site, decodeURIComponent(new URL(request.url, 'http://x').pathname));
    if (!path.startsWith(site) || !existsSync(path)) return response.writeHead(404).end();
    response.writeHead(200, {'Content-Type': kTypes[extname(path)] ?? 'application/octet-stream'});
    createReadStream(path).pipe(response);
  });
  return new Promise(done => server.listen(0, '127.0.0.1', () => done(server)));
}

async function visit(page, origin, path, complaints) {
  await page.goto(origin + path, {waitUntil: 'load'});
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) complaints.push(`${path}: ${wide} pixels wider than a window of ${page.viewportSize().width}`);
}

async function search(page, origin, words, expected) {
  await page.goto(origin + 'index.html');
  const field = page.locator('input.md-search__input');
  if (page.viewportSize().width < 1000) await page.locator('label[for=__search].md-header__button').click();
  // Input before the index is read is lost.
  for (let tries = 0; tries < 30 && (await page.locator('.md-search-result__item').count()) === 0; ++tries) {
    await field.fill('');
    await field.pressSequentially(words);
    await page.waitForTimeout(1000);
  }
  const found = await page.locator('.md-search-result__item a').evaluateAll(links => links.map(link => link.href));
  assert.ok(found.some(link => link.includes(expected)), `${words}: ${found}`);
}

const server = await serve();
const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox']});
const complaints = [];
const paths = pagesIn(site).filter(path => path !== '404.html');
for (const colorScheme of ['light', 'dark']) {
  for (const width of kWidths) {
    const context = await browser.newContext({colorScheme, viewport: {width, height: 900}});
    const page = await context.newPage();
    const origin = `http://127.0.0.1:${server.address().port}/`;
    page.on('request', request => {
      if (!/^(http:\/\/127\.0\.0\.1:|data:|blob:|file:)/.test(request.url())) complaints.push(`asks ${request.url()}`);
    });
    page.on('console', message => complaints.push(`${page.url()}: console: ${message.text()}`));
    page.on('pageerror', error => complaints.push(`${page.url()}: ${error}`));
    // The texts of cited files are alike in both.
    const visited = paths.filter(path => colorScheme === 'light' || !path.startsWith('tree/'));
    for (const path of visited) await visit(page, origin, path, complaints);
    await search(page, origin, 'argument list too long', 'guides/argument-list-too-long');
    await search(page, origin, 'headless', 'explain');
    await search(page, pathToFileURL(site).href + '/', 'fileKeyRef', 'kubernetes-versions');
    if (pictures) {
      for (const path of kShown) {
        await page.goto(origin + path);
        await page.screenshot({path: join(pictures, `${path.replace(/\W/g, '-')}-${width}-${colorScheme}.png`)});
      }
    }
    await context.close();
  }
}
await browser.close();
server.close();
for (const complaint of new Set(complaints)) console.log(complaint);
console.log(`${paths.length} pages at ${kWidths.join(' and ')} pixels, light and dark: ${complaints.length} complaints`);
process.exitCode = complaints.length === 0 ? 0 : 1;
