import { apache } from '../support/server-apache.ts';
import { testHost } from '../support/server-contract.ts';
import { testSite } from '../support/site-contract.ts';

testHost(apache);
testHost({ ...apache, title: `${apache.title}, below a path`, basePath: '/npm/' });
testSite(apache);
testSite({ ...apache, title: `${apache.title}, below a path`, basePath: '/npm/' });
