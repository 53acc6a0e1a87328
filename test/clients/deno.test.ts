import { deno } from '../support/client-deno.ts';
import { testClient } from '../support/client-contract.ts';

testClient(deno);
