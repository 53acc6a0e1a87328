import { npm10 } from '../support/client-npm.ts';
import { testClient } from '../support/client-contract.ts';

testClient(npm10);
