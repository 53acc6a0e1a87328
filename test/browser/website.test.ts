// The built website in a real browser: at least 300 real packages, a company's, and hostile ones. One build for all parts.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openVisited, type Visited } from '../support/website/open-reader.ts';
import { testAccessibility } from './website/accessibility.ts';
import { testAppearance } from './website/appearance.ts';
import { testHostilePackages } from './website/hostile.ts';
import { testKeyboardWalk } from './website/keyboard-walk.ts';
import { testPackageParts } from './website/package-parts.ts';
import { testRequests } from './website/requests.ts';
import { testScreenshots } from './website/screenshots.ts';
import { testWithoutScripts } from './website/without-scripts.ts';

let visited: Visited;

beforeAll(async () => {
  visited = await openVisited();
});
afterAll(() => visited.close());

test('it has at least 300 real packages', () => {
  expect(visited.website.real.length).toBeGreaterThanOrEqual(300);
});

for (const part of [
  testKeyboardWalk,
  testRequests,
  testWithoutScripts,
  testAccessibility,
  testAppearance,
  testPackageParts,
  testHostilePackages,
  testScreenshots,
]) {
  part(() => visited);
}
