// The client that install commands are shown for: chosen once, for all packages.
import { readStored, writeStored } from './stored.ts';

const choices = 'input[type=radio][id^="client-"]';

export function startInstall(): void {
  const chosen = readStored('client');
  for (const input of document.querySelectorAll<HTMLInputElement>(choices)) {
    if (clientOf(input) === chosen) input.checked = true;
    input.addEventListener('change', () => {
      if (input.checked) writeStored('client', clientOf(input));
    });
  }
}

function clientOf({ id }: HTMLInputElement): string {
  return id.slice('client-'.length);
}
