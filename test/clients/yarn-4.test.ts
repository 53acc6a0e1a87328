import { yarn4 } from '../support/client-yarn.ts';
import { testClient } from '../support/client-contract.ts';

testClient(yarn4);
