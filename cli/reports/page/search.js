// The search box in the header: finds containers, services, variables, and codes.
const kMostHits = 12;

// Returns [{kind, label, text, href}], `text` in lower case.
function searchIndex(model) {
  const items = [];
  const add = (kind, label, href, more) => items.push({kind, label, href, name: label.toLowerCase(), text: (label + ' ' + (more || '')).toLowerCase()});
  model.containers.forEach((c, i) => add('container', c.name + ', ' + c.container, model.linkOf(i), c.kind + ' ' + c.namespace + '/' + c.name + ' ' + (c.image || '')));
  model.services.forEach((s, i) => add('service', s.name, model.linkOfService(i), s.namespace + '/' + s.name));
  for (const code of new Set(model.causes.map((cause) => cause.code))) add('problem', code, hashOf(['problems'], {code}), model.about.rules[code]);
  model.containers.forEach((c, i) => {
    for (const variable of c.own || []) add('variable', variable.name, model.linkOf(i, {v: variable.name}), 'in ' + c.namespace + '/' + c.name);
  });
  model.services.forEach((s, i) => {
    for (const [name] of s.variables) add('variable', name, model.linkOfService(i), 'of ' + s.namespace + '/' + s.name);
  });
  return items;
}

// Returns the best hits: names that begin with the first word, then names that contain it.
function hitsFor(items, words) {
  const groups = [[], [], []];
  for (const item of items) {
    if (!matches(item.text, words)) continue;
    const group = item.name.startsWith(words[0]) ? 0 : item.name.includes(words[0]) ? 1 : 2;
    if (groups[group].length < kMostHits) groups[group].push(item);
    if (groups[0].length === kMostHits) break;
  }
  return groups.flat().slice(0, kMostHits);
}

// Connects the box to the list of hits below it.
function startSearch(model) {
  const input = document.getElementById('search-text');
  const list = document.getElementById('search-hits');
  let [items, hits, active] = [null, [], 0];
  const close = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const mark = (next) => {
    active = next;
    Array.from(list.children).forEach((element, i) => element.setAttribute('aria-selected', String(i === active)));
    if (hits.length > 0) {
      input.setAttribute('aria-activedescendant', 'hit-' + active);
      list.children[active].scrollIntoView({block: 'nearest'});
    }
  };
  const open = (hit) => {
    close();
    input.value = '';
    input.blur();
    if (location.hash === hit.href) window.dispatchEvent(new Event('hashchange')); else location.hash = hit.href;
  };
  const find = () => {
    const words = wordsOf(input.value);
    if (words.length === 0) return close();
    items = items || searchIndex(model);
    hits = hitsFor(items, words);
    list.replaceChildren(...hits.map((hit, i) => {
      const element = make('li', {role: 'option', id: 'hit-' + i}, make('span', {class: 'hit-kind'}, hit.kind), ' ', make('span', {class: 'hit-label'}, hit.label), ' ', make('span', {class: 'note'}, hit.text.slice(hit.label.length + 1)));
      element.addEventListener('mousedown', (event) => { event.preventDefault(); open(hit); });
      return element;
    }), ...(hits.length === 0 ? [make('li', {role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false'}, 'Nothing found')] : []));
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    mark(0);
  };
  input.addEventListener('input', find);
  input.addEventListener('focus', find);
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    if (list.hidden || hits.length === 0) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      mark((active + (event.key === 'ArrowDown' ? 1 : hits.length - 1)) % hits.length);
    }
    if (event.key === 'Enter') open(hits[active]);
  });
  document.getElementById('search').addEventListener('submit', (event) => event.preventDefault());
  document.addEventListener('keydown', (event) => {
    const typing = document.activeElement.matches('input, select, textarea');
    const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !typing;
    if (!slash && !(event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey))) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}
