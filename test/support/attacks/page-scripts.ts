// What runs inside a page under attack. It is text, since the tests know no browser's types.

/** Before the page's own scripts, and in every frame: says on the console what an attack managed to do. */
export const watch = `
  const tell = (what) => console.debug('attack: ' + what);
  for (const name of ['hit', 'alert', 'confirm', 'prompt', 'print', 'open']) window[name] = () => tell('called ' + name);
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
    tell('against the policy: ' + effectiveDirective + ' ' + blockedURI));
  addEventListener('submit', (event) => { tell('a form was sent'); event.preventDefault(); });
  // A link that a reader may follow is not followed; any other is.
  addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (link !== null && /^(?:https?|mailto):$/.test(link.protocol)) event.preventDefault();
  });
`;

/** Empty where nothing is left of a README. */
const text = `(document.querySelector('.markdown') ?? document.createElement('div'))`;

/** What is wrong with the README's elements, and with the page around them. */
export const audit: string = `(() => {
  const found = [];
  const say = (element, what) => found.push('<' + element.localName + '> ' + what);
  const one = (selector) => {
    const all = document.querySelectorAll(selector);
    if (all.length !== 1) found.push(all.length + ' of ' + selector);
    return all[0] ?? document.body;
  };
  if (document.querySelectorAll('.markdown').length > 1) found.push('several texts');
  const text = ${text};
  for (const selector of ['body > header.site-header', 'body > main#main', 'main > .panels > #readme', '#main #versions',
    '#main #files', '#main #changes', '#main > header h1', 'head > title', 'head > link[rel=canonical]', 'body > footer'])
    if (text.contains(one(selector))) found.push(selector + ' is in the text');
  if (document.compatMode !== 'CSS1Compat' || document.querySelectorAll('base').length > 0) found.push('another document');
  const forbidden = 'form, button, select, textarea, input:not([type=checkbox][disabled]), script, style, link, meta, ' +
    'iframe, frame, object, embed, portal, template, dialog, video, audio, source, noscript, title, map, ' +
    '[contenteditable], [popover], [autofocus], [accesskey], [ping], [srcset], [style], [background], [target]';
  for (const element of text.querySelectorAll(forbidden)) say(element, 'is forbidden');
  for (const element of text.querySelectorAll('*')) {
    if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml') say(element, 'is of ' + element.namespaceURI);
    if (element.shadowRoot) say(element, 'has a shadow');
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) say(element, name);
      if ((name === 'id' || name === 'name') && !value.startsWith('user-content-')) say(element, name + '=' + value);
    }
    if (element.href !== undefined && element.hasAttribute('href') && !/^(?:https?|mailto):$/.test(element.protocol))
      say(element, element.href);
    const { position, zIndex } = getComputedStyle(element);
    if (position !== 'static' && position !== 'relative') say(element, 'is ' + position);
    if (zIndex !== 'auto') say(element, 'has a z-index');
  }
  // None of it lies over what is ours.
  scrollTo(0, 0);
  for (const own of document.querySelectorAll('.site-header a, .site-header button:not([hidden]), .site-header input')) {
    const { x, y, width, height } = own.getBoundingClientRect();
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    if (top === null || text.contains(top)) say(own, 'is covered');
  }
  return found;
})()`;

/** Does with each element of the README whatever a reader could. */
export const use: string = `(async () => {
  const text = ${text};
  const events = ['focus', 'blur', 'mouseover', 'mouseenter', 'mousemove', 'pointerenter', 'pointerover', 'keydown', 'copy',
    'wheel', 'auxclick', 'contextmenu', 'toggle', 'beforetoggle', 'beforematch', 'change', 'input', 'load', 'error',
    'animationstart', 'transitionend', 'scrollend', 'begin'];
  for (const element of [...text.querySelectorAll('*')].slice(0, 3000)) {
    for (const type of events) element.dispatchEvent(new Event(type, { bubbles: false, cancelable: true }));
    element.focus?.();
    if (element.localName === 'details') element.open = !element.open;
    element.click?.();
  }
  // Addresses that run do so in a task of their own.
  await new Promise((resolve) => setTimeout(resolve));
  return location.pathname;
})()`;

/** Addresses of pictures elsewhere that a reader sees, or may ask for. */
export const pictures = `[...document.querySelectorAll('.markdown img[src], .markdown [data-src]')]
  .map((element) => element.dataset.src ?? element.src)`;
