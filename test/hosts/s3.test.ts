import { s3 } from '../support/server-s3.ts';
import { testHost } from '../support/server-contract.ts';
import { testSite } from '../support/site-contract.ts';

testHost(s3);
testSite(s3);
