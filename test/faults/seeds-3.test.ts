import { testSeeds } from './test-seeds';

testSeeds(4, 6);
