import { plainServeHandler } from '../support/server-files.ts';
import { testHost } from '../support/server-contract.ts';
import { testSite } from '../support/site-contract.ts';

testHost(plainServeHandler);
testSite(plainServeHandler);
