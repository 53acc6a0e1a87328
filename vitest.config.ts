import { configDefaults, defineConfig, type ViteUserConfig } from 'vitest/config';
import { suitesLeftOut } from './test/support/tools/suites.ts';

const config: ViteUserConfig = defineConfig({
  test: {
    dir: 'test',
    include: ['**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...suitesLeftOut().map(({ file }) => `**/${file}`)],
    // One process for each core: most tests wait for other programs.
    maxWorkers: '100%',
    testTimeout: 120_000,
    hookTimeout: 240_000,
    globalSetup: ['test/support/global-setup.ts', 'test/support/tools/report-left-out.ts'],
  },
});

export default config;
