import { writeFileSync } from 'node:fs';
import { VECTORS, vectorsText } from './vectors';

writeFileSync(VECTORS, vectorsText());
