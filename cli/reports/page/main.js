// Sets the filter, as if the user had typed it.
let setFilter;

// Shows the view for the URL: #/, #/services, #/container/3.
function start() {
  const model = new Model(JSON.parse(document.getElementById('data').textContent));
  const main = document.getElementById('main');
  const form = document.getElementById('filter');
  const input = document.getElementById('filter-text');
  const state = document.getElementById('filter-state');
  const nav = document.getElementById('nav');
  let view = null;
  document.getElementById('made').textContent = model.made;
  for (const [name, {title}] of Object.entries(kViews)) {
    if (title) nav.append(make('li', null, make('a', {href: '#/' + name, 'data-view': name}, title)));
  }

  const choose = () => {
    if (!view.filter) return;
    const words = input.value.toLowerCase().split(/\s+/).filter((word) => word !== '');
    const {shown, of} = view.filter(words);
    state.textContent = words.length === 0 ? '' : commas(shown) + ' of ' + commas(of);
  };

  const show = (focus) => {
    const [name, index] = location.hash.replace(/^#\/?/, '').split('/');
    const row = kViews[name];
    view = (row && row.show(model, Number(index))) || make('div', null, make('h1', {tabindex: '-1'}, 'Page not found'));
    const title = view.pageTitle || (row && row.title) || 'svcenv report';
    document.title = title + ' – svcenv report';
    for (const link of nav.querySelectorAll('a')) {
      if (link.dataset.view === name) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
    }
    input.value = '';
    form.hidden = !view.filter;
    main.replaceChildren(view);
    choose();
    if (focus) {
      window.scrollTo(0, 0);
      main.querySelector('h1').focus();
    }
  };

  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault();
    main.focus();
  });
  setFilter = (text) => {
    input.value = text;
    choose();
    input.focus();
  };
  form.addEventListener('submit', (event) => event.preventDefault());
  input.addEventListener('input', choose);
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || form.hidden || document.activeElement === input) return;
    event.preventDefault();
    input.focus();
  });
  window.addEventListener('hashchange', () => show(true));
  show(false);
}
start();
