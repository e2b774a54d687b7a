import { testSeeds } from './test-seeds';

testSeeds(2, 3, 5);
