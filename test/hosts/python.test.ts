import { python } from '../support/server-files.ts';
import { testHost } from '../support/server-contract.ts';

testHost(python);
