import { nginx } from '../support/server-nginx.ts';
import { testHost } from '../support/server-contract.ts';
import { testSite } from '../support/site-contract.ts';

testHost(nginx);
testHost({ ...nginx, title: `${nginx.title}, below a path`, basePath: '/npm/' });
testSite(nginx);
testSite({ ...nginx, title: `${nginx.title}, below a path`, basePath: '/npm/' });
