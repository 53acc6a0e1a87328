// The install box: for each client its command, and what it has to be told once.
import type { PackageName } from '../../../../../src/package-name.ts';
import { clientViews } from '../../../../../src/site/package/install-commands.ts';
import { registryUrl } from '../../page.ts';
import { element } from '../element.ts';
import type { ShownVersion } from './shown-version.ts';

export function drawInstall({ name, version }: ShownVersion): HTMLElement {
  // It was parsed when it came out of the address.
  const clients = clientViews({ name: name as PackageName, version, registry: registryUrl() });
  const inputs = clients.map(({ id, checked }) =>
    element('input', { type: 'radio', name: 'client', id: `client-${id}`, value: id, checked }),
  );
  const labels = clients.map(({ id }) => element('label', { for: `client-${id}` }, [id]));
  const panels = clients.map(({ id, command, files }) =>
    element('div', { class: `switch-panel for-${id}` }, [
      copyable(command),
      element('details', { class: 'set-up' }, [
        element('summary', {}, ['Set up the registry once']),
        ...files.flatMap(({ fileName, text }) => [
          element('p', { class: 'file-name' }, [fileName]),
          copyable(text),
        ]),
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

function copyable(text: string): HTMLElement {
  return element('div', { class: 'copyable' }, [element('pre', {}, [element('code', {}, [text])])]);
}
