// The thread that renders a README as the build does: some texts take long, and it may be ended then.
import type { ReadmeInput } from '../../../../../src/readme/rendered-readme.ts';
import { renderReadme } from '../../../../../src/readme/render-readme.ts';

addEventListener('message', ({ data }: MessageEvent<ReadmeInput>) => {
  postMessage(renderReadme(data).html);
});
