// The last step of `npm run build`.
import { writeProgramDigest } from './program-digest.ts';

await writeProgramDigest();
