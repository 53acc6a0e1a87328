import { netlify } from '../support/server-netlify.ts';
import { testHost } from '../support/server-contract.ts';

testHost(netlify);
