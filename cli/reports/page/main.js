// Each view returns its element. The first word of the URL's fragment chooses the view, the others
// are its path: #/c/shop/deployment/cart/app?v=REDIS_DSN. The query holds what a view filters and
// opens, so that links and the back button restore it.
const kViews = {
  '': {title: 'Overview', show: overview},
  changes: {title: 'Changes', show: changesView, needs: 'changes'},
  containers: {title: 'Containers', show: containerList},
  problems: {title: 'Problems', show: problemList},
  services: {title: 'Services', show: serviceList},
  graph: {title: 'Graph', show: graphView},
  c: {show: containerPage},
  s: {show: servicePage},
};

// Parses the fragment. `set` changes the query of the current page.
function addressOf(hash) {
  const [path, query] = hash.replace(/^#\/?/, '').split('?');
  let words;
  try { words = path.split('/').map(decodeURIComponent); } catch (error) { words = ['not found']; }
  const at = {view: words[0], path: words.slice(1), query: new URLSearchParams((query || '').replace(/\+/g, '%2B'))};
  at.set = (changes) => {
    for (const [key, value] of Object.entries(changes)) {
      if (value === '') at.query.delete(key); else at.query.set(key, value);
    }
    const next = hashOf(words, Object.fromEntries(at.query));
    if (next !== location.hash && !(location.hash === '' && next === '#/')) history.replaceState(history.state, '', next);
  };
  return at;
}

// Remembers how far each page was scrolled.
function rememberScroll() {
  history.scrollRestoration = 'manual';
  let timer = 0;
  window.addEventListener('scroll', () => {
    clearTimeout(timer);
    timer = setTimeout(() => history.replaceState({y: Math.round(window.scrollY)}, ''), 120);
  });
}

function start() {
  const model = new Model(JSON.parse(document.getElementById('data').textContent));
  const main = document.getElementById('main');
  const nav = document.getElementById('nav');
  document.getElementById('made').textContent = model.made;
  for (const [name, {title, needs}] of Object.entries(kViews)) {
    if (title && (!needs || model[needs])) nav.append(make('li', null, make('a', {href: '#/' + name, 'data-view': name}, title)));
  }
  const show = (focus) => {
    const at = addressOf(location.hash);
    const row = Object.hasOwn(kViews, at.view) ? kViews[at.view] : undefined;
    const view = (row && row.show(model, at)) || make('div', null, make('h1', {tabindex: '-1'}, 'Page not found'));
    const title = view.pageTitle || (row && row.title) || 'Page not found';
    document.title = title + ' – ' + (model.about.title || 'svcenv report');
    for (const link of nav.querySelectorAll('a')) {
      const here = link.dataset.view === at.view || link.dataset.view === {c: 'containers', s: 'services'}[at.view];
      if (here) link.setAttribute('aria-current', link.dataset.view === at.view ? 'page' : 'true'); else link.removeAttribute('aria-current');
    }
    main.replaceChildren(view);
    const opened = main.querySelector('.variable[aria-expanded=true]');
    if (!focus) return opened !== null && opened.scrollIntoView({block: 'center'});
    const y = history.state === null ? 0 : history.state.y;
    main.querySelector('h1').focus({preventScroll: true});
    window.scrollTo(0, y);
    if (y === 0 && opened !== null) opened.scrollIntoView({block: 'center'});
  };
  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault();
    main.focus();
  });
  rememberScroll();
  startSearch(model);
  window.addEventListener('hashchange', () => show(true));
  show(false);
}
start();
