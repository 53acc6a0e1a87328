import { s3 } from '../support/server-s3.ts';
import { testHost } from '../support/server-contract.ts';

testHost(s3);
