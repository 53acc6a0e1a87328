import { gitlabPages } from '../support/server-pages.ts';
import { testHost } from '../support/server-contract.ts';

testHost(gitlabPages);
