import { netlify } from '../support/server-netlify.ts';
import { testHost } from '../support/server-contract.ts';
import { testSite } from '../support/site-contract.ts';

testHost(netlify);
testSite(netlify);
