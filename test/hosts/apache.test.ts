import { apache } from '../support/server-apache.ts';
import { testHost } from '../support/server-contract.ts';

testHost(apache);
testHost({ ...apache, title: `${apache.title}, below a path`, basePath: '/npm/' });
