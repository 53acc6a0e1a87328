import { caddy } from '../support/server-caddy.ts';
import { testHost } from '../support/server-contract.ts';
import { testSite } from '../support/site-contract.ts';

testHost(caddy);
testHost({ ...caddy, title: `${caddy.title}, below a path`, basePath: '/npm/' });
testSite(caddy);
testSite({ ...caddy, title: `${caddy.title}, below a path`, basePath: '/npm/' });
