import { writers } from '../support/write-client.ts';
import { testWrites } from '../support/write-contract.ts';

testWrites(writers.npm10);
