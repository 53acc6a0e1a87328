import { githubPages } from '../support/server-pages.ts';
import { testHost } from '../support/server-contract.ts';

testHost(githubPages);
