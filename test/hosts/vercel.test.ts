import { vercel } from '../support/server-vercel.ts';
import { testHost } from '../support/server-contract.ts';
import { testSite } from '../support/site-contract.ts';

testHost(vercel);
testSite(vercel);
