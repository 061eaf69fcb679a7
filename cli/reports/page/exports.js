// Writes files from the data: findings for programs, and environments for .env readers.
const kFindingKeys = ['code', 'severity', 'message', 'remedy', 'file', 'line', 'column', 'endColumn', 'object', 'related', 'container', 'field', 'cause'];

// Returns the findings as `svcenv lint -o json` does.
function findingsAsJson(model) {
  return JSON.stringify(model.findings.map((f) => Object.fromEntries(kFindingKeys.map((key) => [key, f[key]]))), null, 2) + '\n';
}

const uriOf = (path) => (path.startsWith('/') ? 'file://' : '') + path.split('/').map(encodeURIComponent).join('/');

function sarifResult(finding, ruleOf) {
  const location = {};
  if (finding.file !== '') {
    location.physicalLocation = {artifactLocation: {uri: uriOf(finding.file)}};
    if (finding.line > 0) {
      location.physicalLocation.region = {startLine: finding.line, startColumn: finding.column};
      if (finding.endColumn > 0) location.physicalLocation.region.endColumn = finding.endColumn;
    }
  }
  if (aboutOf(finding) !== '') location.logicalLocations = [{fullyQualifiedName: aboutOf(finding)}];
  const result = {ruleId: finding.code, level: finding.severity === 'info' ? 'note' : finding.severity,
    message: {text: finding.message + (finding.remedy === '' ? '' : '\nhelp: ' + finding.remedy)}};
  if (ruleOf.has(finding.code)) result.ruleIndex = ruleOf.get(finding.code);
  if (Object.keys(location).length > 0) result.locations = [location];
  if (finding.cause !== '') result.partialFingerprints = {'svcenv/cause/v1': finding.cause};
  return result;
}

// Returns SARIF 2.1.0 (OASIS standard).
function findingsAsSarif(model) {
  const rules = Object.entries(model.about.rules);
  const ruleOf = new Map(rules.map(([code], i) => [code, i]));
  const driver = {name: 'svcenv', semanticVersion: model.about.version, rules: rules.map(([id, text]) => ({id, shortDescription: {text}}))};
  const results = model.findings.map((finding) => sarifResult(finding, ruleOf));
  return JSON.stringify({version: '2.1.0', runs: [{tool: {driver}, columnKind: 'unicodeCodePoints', results}]}, null, 2) + '\n';
}

const kMask = '******';

// Quotes a value for readers of .env files.
function dotenvValue(value) {
  if (/^[A-Za-z0-9_.,:/@%+-]*$/.test(value)) return value;
  if (!/['\n\r]/.test(value)) return "'" + value + "'";
  return '"' + value.replace(/[\\"$`]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r') + '"';
}

// Returns NAME=value lines. Masks Secrets, also on pages that show them. A value that is unknown or
// not UTF-8 becomes a comment.
function environmentAsDotenv(model, container) {
  const line = (variable) => {
    const {name, value} = variable;
    const shown = name.replace(/[\n\r]/g, ' ');
    if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name)) return '# not a valid name: ' + shown;
    if (variable.unknown !== undefined) return '# ' + name + ' is unknown: ' + variable.unknown.replace(/[\n\r]/g, ' ');
    if (variable.secret) return name + '=' + dotenvValue(kMask);
    return value === undefined ? '# ' + name + ' is not valid UTF-8' : name + '=' + dotenvValue(value);
  };
  return model.environment(container).map(line).join('\n') + '\n';
}
