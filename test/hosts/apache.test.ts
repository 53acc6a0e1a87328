import { apache } from '../support/server-apache.ts';
import { testHost } from '../support/server-contract.ts';

testHost(apache);
