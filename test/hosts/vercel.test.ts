import { vercel } from '../support/server-vercel.ts';
import { testHost } from '../support/server-contract.ts';

testHost(vercel);
