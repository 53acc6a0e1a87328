import { bun } from '../support/client-bun.ts';
import { testClient } from '../support/client-contract.ts';

testClient(bun);
