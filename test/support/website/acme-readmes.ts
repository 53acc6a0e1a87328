// READMEs as good packages have them.

export function uiReadme(version: string): string {
  return `<p align="center"><img src="docs/logo.svg" alt="Acme UI" width="240"></p>

# Acme UI

[![build](https://badges.example/build.svg)](https://ci.example/acme/ui) [![coverage](https://badges.example/coverage.svg)](https://ci.example/acme/ui/coverage)

Components that every Acme product shares: **accessible**, themed by tokens, and small.

> [!NOTE]
> This is ${version}. Coming from version 1? Read [theming](docs/theming.md) first.

## Usage

\`\`\`js
import { Button } from '@acme/ui';

const save = Button({ label: 'Save', size: 'medium', onPress: () => store.save() });
document.body.append(save);
\`\`\`

## Components

| Component | Keyboard | Since |
| --------- | :------: | ----: |
| Button    |   yes    | 1.0.0 |
| Dialog    |   yes    | 1.0.0 |
| Menu      |   yes    | 1.2.0 |
| Tabs      |   yes    | 2.0.0 |
| Tree      |   yes    | 2.2.0 |

### Theming

Set tokens on any element, see [\`docs/theming.md\`](docs/theming.md):

\`\`\`css
.checkout {
  --accent: #0b6b6b;
}
\`\`\`

## Roadmap

- [x] Dialogs that return the focus
- [x] Trees
- [ ] A data grid

> [!WARNING]
> Versions before 1.2.0 are deprecated.

## Licence

MIT[^1]

[^1]: And the icons, too.
`;
}

export function acmeReadme(name: string, description: string): string {
  return `# ${name}

${description}.

## Install

\`\`\`sh
npm install ${name}
\`\`\`

## Usage

\`\`\`js
import { version } from '${name}';

console.log(version);
\`\`\`

Questions? Ask in #${name.slice(6)}.
`;
}
