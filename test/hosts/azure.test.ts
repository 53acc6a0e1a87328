import { azure } from '../support/server-emulators.ts';
import { testHost } from '../support/server-contract.ts';
import { testSite } from '../support/site-contract.ts';

testHost(azure);
testSite(azure);
