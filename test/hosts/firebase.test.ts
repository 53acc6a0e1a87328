import { firebase } from '../support/server-emulators.ts';
import { testHost } from '../support/server-contract.ts';

testHost(firebase);
