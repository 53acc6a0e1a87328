// The install box: a command for each client.
import { element } from '../element.ts';
import type { ShownVersion } from './shown-version.ts';

const commands = [
  ['npm', 'npm install '],
  ['pnpm', 'pnpm add '],
  ['yarn', 'yarn add '],
  ['bun', 'bun add '],
  ['deno', 'deno add npm:'],
] as const;

export function drawInstall({ name, version }: ShownVersion): HTMLElement {
  const inputs = commands.map(([id], index) =>
    element('input', {
      type: 'radio',
      name: 'client',
      id: `client-${id}`,
      value: id,
      checked: index === 0,
    }),
  );
  const labels = commands.map(([id]) => element('label', { for: `client-${id}` }, [id]));
  const panels = commands.map(([id, command]) =>
    element('div', { class: `switch-panel for-${id}` }, [
      element('div', { class: 'copyable' }, [
        element('pre', {}, [element('code', {}, [`${command}${name}@${version}`])]),
      ]),
    ]),
  );
  return element('section', { class: 'install card', 'aria-label': 'Install' }, [
    element('fieldset', { class: 'switch' }, [
      element('legend', { class: 'side-title' }, ['Install']),
      ...inputs,
      element('div', { class: 'switch-choices' }, labels),
      ...panels,
    ]),
  ]);
}
