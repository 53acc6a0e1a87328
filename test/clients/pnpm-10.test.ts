import { pnpm10 } from '../support/client-pnpm.ts';
import { testClient } from '../support/client-contract.ts';

testClient(pnpm10);
