import { nginx } from '../support/server-nginx.ts';
import { testHost } from '../support/server-contract.ts';

testHost(nginx);
testHost({ ...nginx, title: `${nginx.title}, below a path`, basePath: '/npm/' });
