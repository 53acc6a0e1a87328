import { caddy } from '../support/server-caddy.ts';
import { testHost } from '../support/server-contract.ts';

testHost(caddy);
