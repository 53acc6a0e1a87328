import { yarn1 } from '../support/client-yarn.ts';
import { testClient } from '../support/client-contract.ts';

testClient(yarn1);
