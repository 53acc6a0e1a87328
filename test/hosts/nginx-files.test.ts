import { nginxWithoutConfiguration } from '../support/server-nginx.ts';
import { testHost } from '../support/server-contract.ts';
import { testSite } from '../support/site-contract.ts';

testHost(nginxWithoutConfiguration);
testSite(nginxWithoutConfiguration);
