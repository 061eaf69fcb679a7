// Shows a finding: what is wrong, where, and what to change.

function severityBadge(severity) {
  return make('span', {class: 'severity severity-' + severity}, severity);
}

// Returns the quoted source line with carets below the offending part, or null.
function sourceOf(finding) {
  if (finding.source === undefined) return null;
  const [indented, at, after] = finding.source;
  const before = indented.replace(/^ +/, '');
  const number = String(finding.line);
  const carets = '^'.repeat(Math.max(1, Array.from(at).length));
  return make('pre', {class: 'source', tabindex: '0', 'aria-label': 'Line ' + number + ' of ' + finding.file},
    make('span', {class: 'line-number'}, number + ' '), before, make('mark', null, at), after,
    make('span', {class: 'carets-line', 'aria-hidden': 'true'}, '\n' + ' '.repeat(number.length + 1 + Array.from(before).length), make('span', {class: 'carets carets-' + finding.severity}, carets)));
}

function patchOf(cause) {
  if (cause.patch === undefined) return null;
  const lines = cause.patch.replace(/\n$/, '').split('\n').map((line, i) => {
    const kind = i < 2 || line.startsWith('@@') ? 'patch-head' : line.startsWith('+') ? 'patch-add' : line.startsWith('-') ? 'patch-cut' : null;
    return make('span', {class: kind}, line + '\n');
  });
  return make('div', {class: 'patch'}, make('p', {class: 'note'}, 'svcenv lint --fix makes this change: ', copyButton(cause.patch, 'the patch')),
    make('pre', {tabindex: '0', 'aria-label': 'Patch'}, ...lines));
}

// Names what a finding is about: "Deployment shop/cart, app".
function aboutOf(finding) {
  const {object} = finding;
  if (object.kind === '' && object.name === '') return '';
  return object.kind + ' ' + (object.namespace === '' ? '' : object.namespace + '/') + object.name + (finding.container === '' ? '' : ', ' + finding.container);
}

function linkTo(model, finding) {
  const text = aboutOf(finding);
  const link = model.linkOfFinding(finding);
  return text === '' ? null : link === null ? make('span', null, text) : make('a', {href: link}, text);
}

// Lists the places of a cause: one as a line, several folded.
function placesOf(model, cause) {
  const places = cause.findings;
  if (places.length === 1) return make('p', {class: 'places'}, linkTo(model, places[0]));
  const body = make('ul', {class: 'plain'});
  const objects = new Set(places.map((f) => f.object.kind + '\n' + f.object.namespace + '\n' + f.object.name)).size;
  const details = make('details', {class: 'places'}, make('summary', null,
    objects === 1 ? counted(places.length, 'place') + ' in ' + aboutOf({object: places[0].object, container: ''})
                  : 'Affects ' + counted(objects, 'object') + (places.length === objects ? '' : ' at ' + counted(places.length, 'place'))), body);
  details.addEventListener('toggle', () => {
    if (details.open && body.childElementCount === 0) details.append(fill(body, places, (f) => make('li', null, linkTo(model, f), ' ', place(f))));
  });
  return details;
}

const stopsNote = (finding) => (finding.stops ? make('span', {class: 'stops'}, 'keeps it from starting') : null);

// Returns what to know about a finding below its message.
function findingBody(finding) {
  const where = finding.file ? make('p', {class: 'where'}, place(finding), ' ', copyButton(finding.file + ':' + finding.line, 'the place')) : null;
  return [where, sourceOf(finding), finding.remedy === '' ? null : make('p', {class: 'remedy'}, make('strong', null, 'Help: '), finding.remedy), patchOf(finding)]
      .filter((part) => part !== null);
}

// Shows a cause, or one finding of it on the page of what it is about, without its places.
function causeItem(model, finding, {own = false} = {}) {
  const head = make('p', {class: 'finding-head'}, severityBadge(finding.severity), ' ',
    make('a', {class: 'code', href: hashOf(['problems'], {code: finding.code})}, finding.code), ' ', stopsNote(finding));
  return make('li', {class: 'finding finding-' + finding.severity}, head, make('h3', {class: 'message'}, finding.message), ...findingBody(finding), own ? null : placesOf(model, finding));
}

// Shows a cause as one line that opens to the rest.
function foldedCause(model, cause, open) {
  const objects = new Set(cause.findings.map((f) => Model.subject(f.object))).size;
  const details = make('details', {open}, make('summary', null, severityBadge(cause.severity), ' ', make('span', {class: 'message'}, cause.message), ' ', stopsNote(cause), ' ',
    make('span', {class: 'place'}, objects > 1 ? counted(objects, 'object') : aboutOf(cause))));
  const fill = () => { if (details.childElementCount === 1) details.append(make('div', {class: 'opened'}, ...findingBody(cause), placesOf(model, cause))); };
  if (open) fill(); else details.addEventListener('toggle', fill);
  return make('li', {class: 'finding finding-' + cause.severity}, details);
}
