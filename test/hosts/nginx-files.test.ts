import { nginxWithoutConfiguration } from '../support/server-nginx.ts';
import { testHost } from '../support/server-contract.ts';

testHost(nginxWithoutConfiguration);
