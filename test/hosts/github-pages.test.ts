import { githubPages } from '../support/server-pages.ts';
import { testHost } from '../support/server-contract.ts';
import { testSite } from '../support/site-contract.ts';

testHost(githubPages);
testSite(githubPages);
