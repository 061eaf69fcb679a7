// The findings by cause, under a heading for each code.
const kMostOpened = 5;  // causes that are shown opened

function findingText(cause) {
  return [cause.severity, cause.code, cause.message, cause.remedy, cause.affects || '', cause.file,
    ...cause.findings.slice(0, 50).map((f) => aboutOf(f))].join(' ').toLowerCase();
}

// Returns the codes with their causes, errors first, then the most frequent.
function byCode(causes) {
  const codes = new Map();
  for (const cause of causes) addTo(codes, cause.code, cause);
  const severity = (list) => Math.min(...list.map((c) => kSeverities.indexOf(c.severity)));
  return Array.from(codes, ([code, list]) => ({code, list, severity: severity(list)}))
      .sort((a, b) => a.severity - b.severity || b.list.length - a.list.length || (a.code < b.code ? -1 : 1));
}

function codeSection(model, {code, list}, open) {
  const body = make('ul', {class: 'plain'});
  const section = make('section', {class: 'code-section'}, make('h2', null, make('code', null, code), ' ', make('span', {class: 'count'}, commas(list.length))),
    make('p', {class: 'note'}, (model.about.rules[code] ? model.about.rules[code] + '. ' : ''),
      'More: ', make('code', null, 'svcenv lint --explain ' + code), ' ', copyButton('svcenv lint --explain ' + code, 'the command')), body);
  section.append(fill(body, list.slice().sort(model.worstFirst), (cause) => foldedCause(model, cause, open)));
  return section;
}

function problemList(model, at) {
  const view = make('div', null, make('h1', {tabindex: '-1'}, 'Problems'));
  if (model.causes.length === 0) {
    view.append(make('p', {class: 'note'}, 'No problems found.'));
    return view;
  }
  const causes = model.causes.map((cause) => ({cause, text: findingText(cause), namespaces: new Set(cause.findings.map((f) => f.object.namespace).filter((ns) => ns !== ''))}));
  const chosen = {severity: setOf(at.query.get('severity')), code: setOf(at.query.get('code')), ns: setOf(at.query.get('ns'))};
  const results = make('div');
  const box = filterBox('Filter problems', at.query.get('q') || '', (text) => {
    const words = wordsOf(text);
    const any = (set, value) => set.size === 0 || set.has(value);
    const found = causes.filter((c) => any(chosen.severity, c.cause.severity) && any(chosen.code, c.cause.code) &&
        (chosen.ns.size === 0 || Array.from(c.namespaces).some((ns) => chosen.ns.has(ns))) && matches(c.text, words)).map((c) => c.cause);
    showProblems(model, results, found, chosen.severity.has('info') || chosen.code.size > 0 || words.length > 0);
    at.set({q: text, severity: textOf(chosen.severity), code: textOf(chosen.code), ns: textOf(chosen.ns)});
    return {shown: found.length, of: causes.length};
  }, 'problem');
  const severities = choicesOf(causes, (c) => c.cause.severity, (value) => ({element: severityBadge(value)})).sort((a, b) => kSeverities.indexOf(a.value) - kSeverities.indexOf(b.value));
  view.append(box.element, chips('Severity', severities, chosen.severity, box.apply), chips('Code', choicesOf(causes, (c) => c.cause.code), chosen.code, box.apply));
  const namespaces = namespaceChoice(choicesOf(causes.flatMap((c) => Array.from(c.namespaces)), (ns) => ns), chosen.ns, box.apply);
  if (namespaces !== null) view.append(namespaces);
  view.append(make('p', {class: 'actions'}, button('Export JSON', () => download('findings.json', 'application/json', findingsAsJson(model))), ' ',
    button('Export SARIF', () => download('findings.sarif', 'application/sarif+json', findingsAsSarif(model)))), results);
  box.apply();
  return view;
}

// Folds notes unless they were asked for.
function showProblems(model, results, found, unfold) {
  const notes = unfold ? [] : found.filter((cause) => cause.severity === 'info');
  const rest = unfold ? found : found.filter((cause) => cause.severity !== 'info');
  const open = found.length <= kMostOpened;
  results.replaceChildren(...byCode(rest).map((group) => codeSection(model, group, open)));
  if (found.length === 0) results.append(make('p', {class: 'note'}, 'No problem matches.'));
  if (notes.length === 0) return;
  const details = make('details', {class: 'notes'}, make('summary', null, counted(notes.length, 'note')));
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1) details.append(...byCode(notes).map((group) => codeSection(model, group, false)));
  });
  results.append(details);
}
